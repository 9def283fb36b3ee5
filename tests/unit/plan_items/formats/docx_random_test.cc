// Elements of WordprocessingML in any order and depth: whatever is read has the layout that
// source_text.h promises.
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <random>

#include "services/plan_items/importer/formats/text/decode.h"
#include "services/platform/status/text.h"
#include "tests/unit/plan_items/formats/docx_file.h"

namespace eduplan::importer {
namespace {

constexpr const char* kElements[] = {
    "p",         "p",         "p",        "r",    "r",          "tbl",         "tr",
    "tr",        "tc",        "tc",       "tcPr", "trPr",       "pPr",         "rPr",
    "del",       "ins",       "moveFrom", "sdt",  "sdtContent", "txbxContent", "numPr",
    "hyperlink", "fldSimple", "ruby",     "rt",   "rubyBase",   "pict",        "footnote"};
constexpr const char* kLeaves[] = {
    "<w:r><w:t>甲</w:t></w:r>",
    "<w:r><w:t xml:space='preserve'> 乙 丙</w:t></w:r>",
    "<w:t>1</w:t>",
    "<w:tab/>",
    "<w:br/>",
    "<w:vMerge/>",
    "<w:vMerge w:val='restart'/>",
    "<w:hMerge/>",
    "<w:gridSpan w:val='2'/>",
    "<w:gridBefore w:val='1'/>",
    "<w:tblHeader/>",
    "<w:cellDel/>",
    "<w:vanish/>",
    "<w:specVanish/>",
    "<w:numId w:val='1'/>",
    "<w:ilvl w:val='1'/>",
    "<w:pStyle w:val='t'/>",
    "<w:fldChar w:fldCharType='begin'/>",
    "<w:instrText>TOC</w:instrText>",
    "<w:instrText>PAGE</w:instrText>",
    "<w:fldChar w:fldCharType='separate'/>",
    "<w:fldChar w:fldCharType='end'/>",
    "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
    "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>",
    "<w:footnoteReference w:id='1'/>",
    "<w:framePr w:dropCap='drop'/>",
    "<w:docPartGallery w:val='Table of Contents'/>",
    "<w:showingPlcHdr/>",
};

class RandomBody {
 public:
  explicit RandomBody(unsigned seed) : random_(seed) {}

  std::string Inside(int depth) {
    std::string xml;
    for (int i = Below(depth == 0 ? 12 : 5); i >= 0; --i) {
      if (depth > 9 || Below(2) == 0) {
        xml += kLeaves[Below(std::size(kLeaves))];
        continue;
      }
      const char* const element = kElements[Below(std::size(kElements))];
      text::Append(&xml, "<w:", element, ">", Inside(depth + 1), "</w:", element, ">");
    }
    return xml;
  }

 private:
  int Below(size_t count) { return static_cast<int>(random_() % count); }

  std::mt19937 random_;
};

void ExpectTable(const SourceText& text, const Table& table) {
  size_t at = table.begin;
  for (const TableCell& cell : table.cells) {
    // Only ends of rows stand between cells.
    for (; at < cell.begin; ++at) ASSERT_EQ(text.chars[at], U'\n');
    ASSERT_LE(cell.begin, cell.end);
    for (size_t i = cell.begin; i < cell.end; ++i) ASSERT_GE(text.chars[i], U' ');
    ASSERT_EQ(text.chars[cell.end], U'\t');
    ASSERT_GE(cell.rows, 1);
    ASSERT_GE(cell.columns, 1);
    at = cell.end + 1;
  }
  for (; at < table.end; ++at) ASSERT_EQ(text.chars[at], U'\n');
}

void ExpectLayout(const SourceText& text) {
  for (const char32_t c : text.chars) ASSERT_TRUE(c >= U' ' || c == U'\n' || c == U'\t');
  ASSERT_TRUE(text.chars.empty() || text.chars.back() == U'\n');
  size_t at = 0;
  for (const OriginMark& mark : text.marks) {
    ASSERT_LE(at, mark.begin);
    ASSERT_LE(mark.begin, text.chars.size());
    ASSERT_LT(mark.place, text.places.size());
    at = mark.begin;
  }
  at = 0;
  for (const Table& table : text.tables) {
    ASSERT_LE(at, table.begin);
    ASSERT_LE(table.begin, table.end);
    ASSERT_LE(table.end, text.chars.size());
    ASSERT_NO_FATAL_FAILURE(ExpectTable(text, table));
    at = table.end;
  }
  at = 0;
  for (const Aside& aside : text.asides) {
    ASSERT_LE(at, aside.begin);
    ASSERT_LT(aside.begin, aside.end);
    ASSERT_LE(aside.end, text.chars.size());
    ASSERT_TRUE(aside.begin == 0 || text.chars[aside.begin - 1] == U'\n');
    ASSERT_EQ(text.chars[aside.end - 1], U'\n');
    at = aside.end;
  }
}

TEST(DocxRandomTest, WhateverIsReadHasTheLayoutOfASourceText) {
  size_t tables = 0;
  size_t characters = 0;
  for (unsigned seed = 0; seed < 400; ++seed) {
    const SourceText text = SourceOf(
        {.body = RandomBody(seed).Inside(0),
         .styles = "<w:style w:type='paragraph' w:styleId='t'><w:name w:val='toc 1'/></w:style>",
         .numbering = List(1, Level(0, "chineseCounting", "%1、") + Level(1, "decimal", "%2.")),
         .footnotes = "<w:footnote w:id='1'>" + RandomBody(seed + 7).Inside(0) + "</w:footnote>"});
    ASSERT_NO_FATAL_FAILURE(ExpectLayout(text)) << "seed " << seed;
    tables += text.tables.size();
    characters += text.chars.size();
  }
  // What is read is not mostly nothing.
  EXPECT_GT(tables, 20U);
  EXPECT_GT(characters, 3'000U);
}

}  // namespace
}  // namespace eduplan::importer
