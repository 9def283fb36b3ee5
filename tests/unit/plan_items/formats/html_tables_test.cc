// Tables of data, and tables that only lay a page out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/plan_items/formats/html_fixture.h"

namespace eduplan::importer {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(HtmlTablesTest, CellsHaveRowsColumnsAndHeadings) {
  EXPECT_THAT(CellsOf("<p>各县情况见下表，以年末为准。</p>"
                      "<table><thead><tr><th>地区<th>学校<th>教师</thead>"
                      "<tr><td>东县<td>12<td><p>180</p>\n<p>人</p><tr><td>西县<td>9<td></table>"),
              ElementsAre("0,0 heading 地区", "0,1 heading 学校", "0,2 heading 教师", "1,0 东县",
                          "1,1 12", "1,2 180 人", "2,0 西县", "2,1 9", "2,2 "));
}

TEST(HtmlTablesTest, SpansTakeTheirPlaces) {
  EXPECT_THAT(CellsOf("<table><tr><th rowspan=2>地区<th colspan=2>学校<tr><th>小学<th>初中"
                      "<tr><td>东县<td>12<td>3</table>"),
              ElementsAre("0,0 2x1 heading 地区", "0,1 1x2 heading 学校", "1,1 heading 小学",
                          "1,2 heading 初中", "2,0 东县", "2,1 12", "2,2 3"));
}

TEST(HtmlTablesTest, SpansWithoutMeasureEndWithTheTable) {
  EXPECT_THAT(CellsOf("<table><tr><td rowspan=1000000000>甲<td>1<td>2<tr>"
                      "<td>3<td colspan=99999999999999>4</table>"),
              ElementsAre("0,0 2x1 甲", "0,1 1", "0,2 2", "1,1 3", "1,2 1x198 4"));
}

TEST(HtmlTablesTest, CellsKnowTheirPlace) {
  const SourceText text = ReadPage("<table><tr><td>甲<td>1<tr><td>乙<td>27</table><p>完</p>");
  const auto origin = [&](std::u32string_view piece) {
    const size_t at = text.chars.find(piece);
    return OriginOf(text, at, at + piece.size());
  };
  EXPECT_EQ(origin(U"27").place, "table 1 row 2 column 2");
  EXPECT_EQ(origin(U"27").paragraph, 2u);
  EXPECT_EQ(origin(U"完").place, "");
}

TEST(HtmlTablesTest, TablesThatLayOutAreText) {
  const auto tables = [](const std::string& html) { return ReadPage(html).tables; };
  const std::string prose(600, 'x');
  EXPECT_THAT(tables("<table><tr><td>甲<td>乙<tr><td>" + prose + "<td>丁</table>"), IsEmpty());
  EXPECT_THAT(tables("<table><tr><td>甲<td>乙<tr><td><table><tr><td>丙</table><td>丁</table>"),
              IsEmpty());
  EXPECT_THAT(tables("<table><tr><td><a href=a>首页</a><td><a href=b>新闻</a><tr>"
                     "<td><a href=c>公开</a><td><a href=d>服务</a></table>"),
              IsEmpty());
  EXPECT_THAT(tables("<table><tr><td>甲<tr><td>乙<tr><td>丙<tr><td>丁</table>"), IsEmpty());
}

TEST(HtmlTablesTest, TextAroundAndInOddPlacesIsKept) {
  EXPECT_THAT(LinesOf("<table><caption>情况表</caption><tr><td>甲<td>1<tr><td>乙<td>2</table>"
                      "<p>共3所。</p>"),
              ElementsAre("情况表", "甲\t1\t", "乙\t2\t", "共3所。"));
}

}  // namespace
}  // namespace eduplan::importer
