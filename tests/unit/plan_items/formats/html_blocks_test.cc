// Lines, white space, numbers that nobody typed and bytes of a page.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/plan_items/importer/formats/html/html_reader.h"
#include "services/plan_items/importer/formats/text/decode.h"
#include "tests/unit/plan_items/formats/html_fixture.h"
#include "tests/unit/plan_items/formats/text_encodings.h"

namespace eduplan::importer {
namespace {

using ::testing::ElementsAre;

TEST(HtmlBlocksTest, BlocksBreaksAndPreformattedLinesAreParagraphs) {
  EXPECT_THAT(LinesOf("<div>新建<b>校</b>舍<p>改造<br>操场<hr>补齐</div>教师<pre>一\n二</pre>"),
              ElementsAre("新建校舍", "改造", "操场", "补齐", "教师", "一", "二"));
}

TEST(HtmlBlocksTest, WhiteSpaceIsWhatABrowserShows) {
  EXPECT_THAT(LinesOf("<p> \n新建 \n <i> 校舍</i>\t3 所 </p>"), ElementsAre("新建 校舍 3 所"));
}

TEST(HtmlBlocksTest, NumbersOfListsStandBeforeTheirItems) {
  EXPECT_THAT(LinesOf("<ol><li>甲<li>乙<ol start=5><li>丙</ol><li value=9>丁<li>戊</ol>"),
              ElementsAre("1.甲", "2.乙", "5.丙", "9.丁", "10.戊"));
  EXPECT_THAT(LinesOf("<ol reversed><li>甲<li>乙<li>丙</ol>"), ElementsAre("3.甲", "2.乙", "1.丙"));
  EXPECT_THAT(LinesOf("<ol type=A><li>甲<li>乙</ol><ol type=a start=26><li>丙<li>丁</ol>"),
              ElementsAre("A.甲", "B.乙", "z.丙", "27.丁"));
  EXPECT_THAT(
      LinesOf("<ol style='list-style-type: cjk-ideographic' start=9><li>甲<li>乙<li>丙</ol>"),
      ElementsAre("九、甲", "十、乙", "十一、丙"));
}

TEST(HtmlBlocksTest, ListsWithoutNumbersOrWithTypedOnesGetNone) {
  EXPECT_THAT(LinesOf("<ul><li>甲<li>乙</ul><ol style='list-style:none'><li>丙</ol>"),
              ElementsAre("甲", "乙", "丙"));
  EXPECT_THAT(LinesOf("<ol><li>1、甲<li>（二）乙<li>③丙<li>2021年丁</ol>"),
              ElementsAre("1、甲", "（二）乙", "③丙", "4.2021年丁"));
}

TEST(HtmlBlocksTest, ReferencesToNotesGoAndPowersStay) {
  EXPECT_THAT(LinesOf("<p>新建3所<sup>[1]</sup>，改造4所<sup><a href='#n'>2</a></sup>，"
                      "面积50m<sup>2</sup>。</p>"),
              ElementsAre("新建3所，改造4所，面积50m2。"));
}

TEST(HtmlBlocksTest, WhatNoReaderSeesIsNoText) {
  EXPECT_THAT(LinesOf("<p>新建<script>3</script><span style='display : none'>4</span>"
                      "<!-- 5 --><select><option>6</select><input value=7>校舍，补齐教师。</p>"
                      "<p hidden>8</p><template>9</template>"),
              ElementsAre("新建校舍，补齐教师。"));
}

// Characters behind "&notice;", which is "&not" and "ice;", were said to stand beyond the file.
TEST(HtmlBlocksTest, ANameWithoutItsSemicolonEndsWhereItsCharacterDoes) {
  const std::string html = "<html><body><p>甲&notice;3所</p></body></html>";
  const SourceText text = ReadPage(html);
  EXPECT_EQ(BytesOf(html, text, U"¬"), "&not");
  EXPECT_EQ(BytesOf(html, text, U"ice;3所"), "ice;3所");
  const std::string number = "<html><body><p>&#x4e00UTF8;3所</p></body></html>";
  EXPECT_EQ(BytesOf(number, ReadPage(number), U"一"), "&#x4e00");
}

// A NUL, which the parser leaves out, moved all that follows by a byte, and the last beyond the
// file.
TEST(HtmlBlocksTest, CharactersBehindANulStandAtTheirBytes) {
  std::string html = "<html><body><p>甲&n1</p></body></html>";
  html.insert(html.find('&'), 1, '\0');
  EXPECT_EQ(BytesOf(html, ReadPage(html), U"&n1"), "&n1");
}

// Text of a table outside its cells is shown before it: it was said to end before it began.
TEST(HtmlBlocksTest, TextThatIsMovedEndsBehindItsBeginning) {
  const SourceText text =
      ReadPage("<html><body><table><tr><td>甲</td></tr>乙</table></body></html>");
  const Origin origin = OriginOf(text, 0, text.chars.size());
  EXPECT_LE(origin.byte_begin, origin.byte_end);
}

TEST(HtmlBlocksTest, QuotesStandAtTheirBytes) {
  const std::string html =
      "<p class='a>b'>&nbsp;新建&#23567;学<b>12</b>所&amp;改造\r\n&lt;操场&gt;<!-- x -->4个</p>"
      "<ol><li>补齐</ol>";
  const SourceText text = ReadPage(html);
  EXPECT_EQ(BytesOf(html, text, U"新建小学"), "新建&#23567;学");
  EXPECT_EQ(BytesOf(html, text, U"小"), "&#23567;");
  EXPECT_EQ(BytesOf(html, text, U"12所"), "12</b>所");
  EXPECT_EQ(BytesOf(html, text, U"12"), "12");
  EXPECT_EQ(BytesOf(html, text, U"所&改"), "所&amp;改");
  EXPECT_EQ(BytesOf(html, text, U"<操场>"), "&lt;操场&gt;");
  EXPECT_EQ(BytesOf(html, text, U"4个"), "4个");
  EXPECT_EQ(BytesOf(html, text, U"1."), "<li>");
  EXPECT_EQ(BytesOf(html, text, U"1.补"), "<li>补");
}

TEST(HtmlBlocksTest, BytesOfAGb18030FileAreCountedInIt) {
  const std::u32string page = U"<p>新建㐀小学𠮷<b>12</b>所&middot;改造操场</p>";
  const std::string gb = Encode(page, "GB18030");
  auto text = ReadHtml(gb, "gb2312", Limits{});
  ASSERT_TRUE(text.ok());
  EXPECT_EQ(text->charset, "GB18030");
  for (const std::u32string_view piece : {U"㐀小", U"学𠮷", U"12", U"操场"}) {
    EXPECT_EQ(BytesOf(gb, *text, piece), Encode(piece, "GB18030"));
  }
  EXPECT_EQ(BytesOf(gb, *text, U"·改"), Encode(U"&middot;改", "GB18030"));
}

TEST(HtmlBlocksTest, UnheededTagsAndBareSignsDoNotShiftTheBytes) {
  const std::string html = "<p>甲</foo>乙 & 丙 &copy 丁 a<b 戊&nosuch;己</p>";
  const SourceText text = ReadPage(html);
  EXPECT_EQ(BytesOf(html, text, U"乙 & 丙"), "乙 & 丙");
  EXPECT_EQ(BytesOf(html, text, U"©"), "&copy");
  EXPECT_EQ(BytesOf(html, text, U"丁 a"), "丁 a");
}

}  // namespace
}  // namespace eduplan::importer
