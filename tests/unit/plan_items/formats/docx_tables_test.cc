#include <gtest/gtest.h>

#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/parse.h"
#include "services/platform/status/text.h"
#include "tests/unit/plan_items/formats/docx_file.h"

namespace eduplan::importer {
namespace {

std::string Cell(std::string_view inside, std::string_view properties = "") {
  return text::Cat("<w:tc><w:tcPr>", properties, "</w:tcPr>", inside, "</w:tc>");
}
std::string Row(std::string_view cells, std::string_view properties = "") {
  return text::Cat("<w:tr><w:trPr>", properties, "</w:trPr>", cells, "</w:tr>");
}
std::string TableOf(std::string_view rows) {
  return text::Cat("<w:tbl><w:tblPr/>", rows, "</w:tbl>");
}

std::string CellText(const SourceText& text, const TableCell& cell) {
  return ToUtf8(std::u32string_view(text.chars).substr(cell.begin, cell.end - cell.begin));
}

void ExpectCell(const SourceText& text, size_t index, const char* content, TableCell expected) {
  ASSERT_EQ(text.tables.size(), 1U);
  ASSERT_LT(index, text.tables[0].cells.size());
  const TableCell& cell = text.tables[0].cells[index];
  EXPECT_EQ(CellText(text, cell), content) << index;
  EXPECT_EQ(cell.row, expected.row) << content;
  EXPECT_EQ(cell.column, expected.column) << content;
  EXPECT_EQ(cell.rows, expected.rows) << content;
  EXPECT_EQ(cell.columns, expected.columns) << content;
  EXPECT_EQ(cell.heading, expected.heading) << content;
}

TEST(DocxTablesTest, CellsSpanColumnsAndRows) {
  const std::string heading = "<w:tblHeader/>";
  const SourceText text = SourceOf(
      {.body =
           P("前") +
           TableOf(Row(Cell(P("指标"), "<w:vMerge w:val='restart'/>") +
                           Cell(P("学校数"), "<w:gridSpan w:val='2'/>"),
                       heading) +
                   Row(Cell(P(""), "<w:vMerge/>") + Cell(P("小学")) + Cell(P("初中")), heading) +
                   Row(Cell(P("云岭县")) + Cell(P("12")) + Cell(P("5")))) +
           P("后")});
  EXPECT_EQ(ToUtf8(text.chars), "前\n指标\t学校数\t\n小学\t初中\t\n云岭县\t12\t5\t\n后\n");
  ASSERT_EQ(text.tables.size(), 1U);
  EXPECT_EQ(text.tables[0].begin, 2U);
  EXPECT_EQ(text.tables[0].end, text.chars.size() - 2);
  EXPECT_EQ(text.tables[0].cells.size(), 7U);
  ExpectCell(text, 0, "指标", {.row = 0, .column = 0, .rows = 2, .heading = true});
  ExpectCell(text, 1, "学校数", {.row = 0, .column = 1, .columns = 2, .heading = true});
  ExpectCell(text, 2, "小学", {.row = 1, .column = 1, .heading = true});
  ExpectCell(text, 3, "初中", {.row = 1, .column = 2, .heading = true});
  ExpectCell(text, 4, "云岭县", {.row = 2, .column = 0});
  ExpectCell(text, 6, "5", {.row = 2, .column = 2});
  EXPECT_EQ(OriginOf(text, text.tables[0].cells[6].begin, text.tables[0].cells[6].end).place,
            "table 1 row 3 column 3");
  EXPECT_EQ(OriginOf(text, text.chars.size() - 2, text.chars.size()).place, "");
}

TEST(DocxTablesTest, OldMergesAndColumnsLeftOut) {
  const SourceText text =
      SourceOf({.body = TableOf(Row(Cell(P("合计"), "<w:hMerge w:val='restart'/>") +
                                    Cell(P(""), "<w:hMerge/>") + Cell(P("17"))) +
                                Row(Cell(P("只有末列")), "<w:gridBefore w:val='2'/>"))});
  ExpectCell(text, 0, "合计", {.row = 0, .column = 0, .columns = 2});
  ExpectCell(text, 1, "17", {.row = 0, .column = 2});
  ExpectCell(text, 2, "只有末列", {.row = 1, .column = 2});
}

TEST(DocxTablesTest, ParagraphsAndTablesInACellAreItsText) {
  const SourceText text =
      SourceOf({.body = TableOf(Row(Cell(P("新建", Item(1)) + P("改造", Item(1)) +
                                         TableOf(Row(Cell(P("甲")) + Cell(P("乙")))) + P("")) +
                                    Cell(P("末列")))),
                .numbering = List(1, Level(0, "decimal", "%1."))});
  EXPECT_EQ(ToUtf8(text.chars), "1. 新建 2. 改造 甲 乙\t末列\t\n");
  ASSERT_EQ(text.tables.size(), 1U);
  EXPECT_EQ(text.tables[0].cells.size(), 2U);
}

TEST(DocxTablesTest, DeletedRowsAndCellsAreLeftOut) {
  const SourceText text =
      SourceOf({.body = TableOf(Row(Cell(P("甲")) + Cell(P("1"))) +
                                Row(Cell(P("删")) + Cell(P("2")), "<w:del w:id='1'/>") +
                                Row(Cell(P("乙")) + Cell(P("3")) + Cell(P("删"), "<w:cellDel/>"),
                                    "<w:ins w:id='2'/>"))});
  EXPECT_EQ(ToUtf8(text.chars), "甲\t1\t\n乙\t3\t\n");
  ExpectCell(text, 2, "乙", {.row = 1, .column = 0});
}

TEST(DocxTablesTest, ATableOfOneColumnArrangesParagraphs) {
  const SourceText text = SourceOf(
      {.body = TableOf(Row(Cell(P("一、总则") + P("正文") +
                                "<w:p><w:r><w:t>上行</w:t><w:br/><w:t>下行</w:t></w:r></w:p>")) +
                       Row(Cell(P(""))) + Row(Cell(P("二、分则")))) +
               P("后")});
  EXPECT_EQ(ToUtf8(text.chars), "一、总则\n正文\n上行\n下行\n二、分则\n后\n");
  EXPECT_TRUE(text.tables.empty());
  EXPECT_EQ(OriginOf(text, 5, 6).paragraph, 2U);    // 正文
  EXPECT_EQ(OriginOf(text, 14, 15).paragraph, 5U);  // 二、分则
  EXPECT_EQ(OriginOf(text, 19, 20).paragraph, 6U);  // 后
}

TEST(DocxTablesTest, ADocumentThatEndsWithATableIsWhole) {
  const std::string text = P("云岭县教育局2021年工作要点") + P("一、学前教育") +
                           P("扩大普惠资源，新建幼儿园12所。") + P("主要目标如下：");
  const std::string table = TableOf(Row(Cell(P("指标")) + Cell(P("2021年目标"))) +
                                    Row(Cell(P("入园率（%）")) + Cell(P("92"))));
  const auto whole = Parse(DocxFile{.body = text + table}.ToBytes());
  ASSERT_TRUE(whole.ok()) << whole.status();
  EXPECT_FALSE(whole->truncated);
  const auto cut = Parse(DocxFile{.body = text + table + P("力争在年底之")}.ToBytes());
  ASSERT_TRUE(cut.ok()) << cut.status();
  EXPECT_TRUE(cut->truncated);
}

TEST(DocxTablesTest, MergesThatGoOnWithNothingAreCells) {
  const SourceText text =
      SourceOf({.body = TableOf(Row(Cell(P("甲"), "<w:vMerge/>") + Cell(P("乙"), "<w:hMerge/>")) +
                                Row(Cell(P("丙"), "<w:gridSpan w:val='-3'/>") + Cell(P("丁"))))});
  ExpectCell(text, 0, "甲", {.row = 0, .column = 0, .columns = 2});
  ExpectCell(text, 1, "丙", {.row = 1, .column = 0});
}

}  // namespace
}  // namespace eduplan::importer
