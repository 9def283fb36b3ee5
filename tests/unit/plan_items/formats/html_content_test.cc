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

TEST(HtmlContentTest, TextThatIsLinkedAsAWholeIsText) {
  EXPECT_EQ(
      LinesOf("<div><a href=/>首页</a> <a href=/b>新闻</a></div>"
              "<p><a href=/1>一、修缮校舍。新建校舍6所，改造操场3个，年内完工。</a></p>"
              "<p><a href=/2>二、补齐教师。招聘教师24名，培训教师300人次，提高待遇。</a></p>"),
      TextAnd({}));
}

std::string Repeat(const std::string& piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

TEST(HtmlContentTest, EntriesThatEachHaveLinksAreNoneOfTheText) {
  // More sentences than the text has, in a column before it and in comments behind it.
  const std::string news =
      "<div><b><a "
      "href=/n>运动会在县体育场开幕</a></b><p>运动员参加比赛，场面热烈，掌声不断。</p></div>";
  const std::string comment =
      "<div><i><a href=/u>春风</a></i><p>希望多建学校，孩子上学太远，盼望解决。</p>"
      "<div><a href=/r>回复</a></div></div>";
  EXPECT_EQ(LinesOf("<table><tr><td>" + Repeat(news, 4) + "</td><td>" + kText +
                    "</td></tr></table><div>" + Repeat(comment, 4) + "</div>"),
            TextAnd({}));
}

TEST(HtmlContentTest, PartsOfAPageAreNoEntries) {
  EXPECT_EQ(LinesOf(std::string("<div><p>云溪在线</p><p><a href=/>首页</a></p></div>"
                                "<div><p>教育频道</p><p><a href=/j>更多</a></p></div>"
                                "<div>") +
                    kText +
                    "<p><a href=/p>打印</a></p></div>"
                    "<div><p>服务指南</p><p><a href=/f>更多</a></p></div>"
                    "<div><p>云溪县</p><p><a href=/y>概况</a></p></div>"),
            TextAnd({}));
}

TEST(HtmlContentTest, SectionsBesideOneAnotherAreAllOfTheText) {
  std::string html = "<div class=s><p>办好人民满意的教育，" + Repeat("扎实推进各项工作，", 60) +
                     "力争上游。</p></div>";
  html += "<div class=s><p>做好保障，管好经费，用好资产。</p></div><div class=f>电话，传真。</div>";
  const std::vector<std::string> lines = LinesOf(html);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[1], "做好保障，管好经费，用好资产。");
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
