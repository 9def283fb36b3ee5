// Pages made to exhaust the reader: refused precisely, or read in a moment.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>

#include "services/plan_items/importer/formats/html/html_reader.h"
#include "services/plan_items/importer/refusal.h"

namespace eduplan::importer {
namespace {

using ::testing::HasSubstr;

std::string Repeat(const std::string& piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

// "#" in the piece becomes the number of the turn.
std::string Numbered(const std::string& piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) {
    std::string turn = piece;
    turn.replace(turn.find('#'), 1, std::to_string(i));
    text += turn;
  }
  return text;
}

// Reads within a second of processor time (the limit leaves room for a busy machine).
std::string MessageOf(const std::string& html) {
  const std::clock_t begin = std::clock();
  const auto text = ReadHtml(html, "utf-8", Limits{});
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  EXPECT_LT(seconds, 5.0) << html.substr(0, 60);
  return std::string(text.status().message());
}

TEST(HtmlHostileTest, TooMuchIsNamedWithItsLine) {
  EXPECT_EQ(MessageOf("\n" + Repeat("<p>x", 1'000'000)),
            "the HTML has more than 100000 tags (line 2)");
  EXPECT_EQ(MessageOf("<p " + Numbered("a# ", 100'000) + ">"),
            "the HTML has more than 64 attributes in a tag (line 1)");
  EXPECT_EQ(MessageOf("<p>" + Repeat("&lt;", 2'000'000)),
            "the HTML has more than 1000000 character references (line 1)");
  EXPECT_EQ(MessageOf(Repeat("<", 2'000'000)), "the HTML has more than 1000000 signs '<' (line 1)");
  EXPECT_THAT(MessageOf(Repeat("x", 17 << 20)), HasSubstr("at most 16777216 are read"));
}

TEST(HtmlHostileTest, RefusalsAreInChineseToo) {
  const auto chinese = [](const std::string& html) {
    return ChineseOf(ReadHtml(html, "utf-8", Limits{.max_html_tags = 1000}).status());
  };
  EXPECT_EQ(chinese("\n\n" + Repeat("<br>", 1001)), "网页中的标签超过1000个（第3行）");
  EXPECT_EQ(chinese("\n" + Repeat("<div>", 600)), "网页第2行的元素<div>嵌套超过512层");
}

TEST(HtmlHostileTest, DepthShowsHoweverItIsHidden) {
  const std::string sites[] = {
      Repeat("<div>", 50'000),
      Repeat("<dd><li>", 25'000),
      Repeat("<!--</div>--><div>", 20'000),
      Repeat("<script></div></script><div>", 15'000),
      Repeat("<div title='</div>'>", 20'000),
      Repeat("<span><div></span></div>", 12'000),
      Repeat("<b><object></b></object>", 12'000),
      Repeat("<div><select></div></select>", 10'000),
      Repeat("<svg><desc><div>", 10'000),
      Repeat("<table><td>", 20'000),
      Numbered("<b><i id=#></b>", 15'000),
      Numbered("<p><b id=#></p>", 20'000),
      Numbered("<p><b id=#></p><table><td></b></table>x", 8'000),
      "<script><!--<script></script><!--</script>" + Repeat("<div>", 40'000) + "-->",
  };
  for (const std::string& site : sites) {
    EXPECT_THAT(MessageOf("<html>" + site), HasSubstr("nested deeper than 512 on line 1"))
        << site.substr(0, 40);
  }
}

TEST(HtmlHostileTest, ATreeThatGrowsBeyondItsPageIsRefused) {
  // Each paragraph opens the 400 unclosed elements again.
  EXPECT_EQ(MessageOf("<p>" + Numbered("<b id=#>", 400) + Repeat("</p><p>x", 20'000)),
            "the tree of the HTML needs more than 96 MB of memory");
}

TEST(HtmlHostileTest, WhatHasNoEndIsReadToTheEnd) {
  EXPECT_EQ(MessageOf("<p>文字<!--" + Repeat("x-", 2'000'000)), "");
  EXPECT_EQ(MessageOf(Repeat("<!--x", 500'000)), "");
  EXPECT_EQ(MessageOf("<p>文字<a title=\"" + Repeat("教育", 1'000'000)), "");
  EXPECT_EQ(MessageOf("<p>文字<script>" + Repeat("<!--<script>", 500'000)), "");
  EXPECT_EQ(MessageOf("<p>" + Repeat("<a href=b>文字", 40'000)), "");
  EXPECT_EQ(MessageOf(Repeat("<br>x", 99'000)), "");
  EXPECT_EQ(MessageOf("<table>" + Repeat("<tr><td colspan=1000 rowspan=65534>a", 20'000)), "");
}

TEST(HtmlHostileTest, AnHonestPageOfAMegabyteIsReadAtOnce) {
  const std::string paragraph =
      "<p style='text-indent:2em'><span style='font-size:16pt'>一、建成学校三所，改造四所，新增学位"
      "一千二百个，各项工作有序推进。</span></p>\n";
  EXPECT_EQ(MessageOf("<html><body>" + Repeat(paragraph, 6'000)), "");
  EXPECT_EQ(MessageOf("<p>" + Repeat("<span style='font-size:16pt'>建</span>", 45'000)), "");
}

TEST(HtmlHostileTest, TooManyBlocksAreRefused) {
  const auto text = ReadHtml(Repeat("x<br>", 101), "", Limits{.max_paragraphs = 100});
  EXPECT_EQ(text.status().code(), absl::StatusCode::kResourceExhausted);
}

}  // namespace
}  // namespace eduplan::importer
