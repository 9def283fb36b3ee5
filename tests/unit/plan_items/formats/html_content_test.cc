// What of a page is the document, where pages are unusual.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/plan_items/formats/html_fixture.h"

namespace eduplan::importer {
namespace {

using ::testing::ElementsAre;

const char* const kText =
    "<p>一、修缮校舍。新建校舍6所，改造操场3个，年内完工。</p>"
    "<p>二、补齐教师。招聘教师24名，培训教师300人次，提高待遇。</p>";

std::vector<std::string> TextAnd(const std::vector<std::string>& after) {
  std::vector<std::string> lines = {"一、修缮校舍。新建校舍6所，改造操场3个，年内完工。",
                                    "二、补齐教师。招聘教师24名，培训教师300人次，提高待遇。"};
  lines.insert(lines.end(), after.begin(), after.end());
  return lines;
}

TEST(HtmlContentTest, AFragmentIsAllDocument) {
  EXPECT_EQ(LinesOf(kText), TextAnd({}));
  EXPECT_THAT(LinesOf("<p>一、抓招生</p><p>二、抓培训</p>"),
              ElementsAre("一、抓招生", "二、抓培训"));
}

TEST(HtmlContentTest, NamesThatTheTextDoesNotBearOutAreNotBelieved) {
  EXPECT_EQ(LinesOf(std::string("<body class='nav-open sidebar'><div class='comment footer'>") +
                    kText + "</div>"),
            TextAnd({}));
}

TEST(HtmlContentTest, TextThatAScriptWouldShowIsSeen) {
  EXPECT_EQ(LinesOf(std::string("<div style='display:none'>") + kText + "</div>"), TextAnd({}));
}

TEST(HtmlContentTest, SignatureAndDateBesideTheTextAreOfIt) {
  EXPECT_EQ(LinesOf(std::string("<div class=top><a href=/>首页</a><a href=/a>新闻</a></div><div>") +
                    kText +
                    "</div><div align=right>云溪县教育局<br>2023年3月1日</div>"
                    "<div><a href=/b>上一篇</a><a href=/c>下一篇</a></div>"),
            TextAnd({"云溪县教育局", "2023年3月1日"}));
}

TEST(HtmlContentTest, WordsLinkedInsideSentencesStay) {
  EXPECT_THAT(LinesOf("<p>一、加强<a href=/ty>体育</a>工作。新建<a href=/qc>球场</a>3个，"
                      "改造跑道7条。</p><div><a href=/1>推荐</a> <a href=/2>热点</a></div>"),
              ElementsAre("一、加强体育工作。新建球场3个，改造跑道7条。"));
}

TEST(HtmlContentTest, AdvertisementsInsideAreSetAsideAndTold) {
  const SourceText text = ReadPage(
      "<p>一、修缮校舍。新建校舍6所，改造操场3个，年内完工。</p>"
      "<div class='ad-box'>夏令营报名，满三人立减，名额有限。</div>"
      "<p>二、补齐教师。招聘教师24名，培训教师300人次，提高待遇。</p>");
  EXPECT_EQ(Lines(text), TextAnd({}));
  ASSERT_EQ(text.asides.size(), 1u);
  EXPECT_EQ(text.asides[0].kind, AsideKind::kAdvertisement);
  EXPECT_EQ(text.chars.substr(text.asides[0].begin, text.asides[0].end - text.asides[0].begin),
            U"夏令营报名，满三人立减，名额有限。\n");
}

TEST(HtmlContentTest, TheTitleIsFoundWithoutTheSite) {
  const auto title = [](const std::string& head) { return ReadPage(head + kText).title; };
  EXPECT_EQ(title("<title>云溪县教育局2023年工作要点_云溪教育网</title>"),
            "云溪县教育局2023年工作要点");
  EXPECT_EQ(title("<title>云溪教育网 - 要点</title><meta property=og:title "
                  "content='云溪县教育局 2023年工作要点'>"),
            "云溪县教育局2023年工作要点");
  EXPECT_EQ(title("<title>规划-云溪县教育局2023年工作要点(2023-2024)-云溪</title>"
                  "<h1>云溪县教育局2023年工作要点(2023-2024)</h1>"),
            "云溪县教育局2023年工作要点(2023-2024)");
  EXPECT_EQ(title(""), "");
}

}  // namespace
}  // namespace eduplan::importer
