#include "services/plan_items/importer/formats/html/block_writer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/refusal.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {
namespace {

// So much white space in a row is kept.
constexpr size_t kMostSpaces = 64;

// What shows nothing and is no white space.
bool IsInvisible(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x200B || c == 0xFEFF || c == 0xFFFE ||
         c == 0xFFFF || (c >= 0x200C && c <= 0x200F) || c == 0xAD || c == 0x2028 || c == 0x2029;
}

}  // namespace

void BlockWriter::Write(char32_t c, uint64_t byte, size_t width, bool linked) {
  if (IsInvisible(c)) return;
  if (IsSpace(c)) {
    if (spaces_.size() < kMostSpaces) spaces_.push_back({c, byte, width});
    return;
  }
  if (!open_) BeginBlock();
  Flush();
  Put({c, byte, width});
  ++block_.text;
  if (linked) ++block_.linked;
  if (!linked && IsOneOf(c, U"，。；,;")) ++block_.clauses;
}

void BlockWriter::WriteSpace(uint64_t byte, bool kept) {
  if (kept) {
    if (spaces_.size() < kMostSpaces) spaces_.push_back({U' ', byte, 1});
    return;
  }
  const bool empty = spaces_.empty() && open_ && block_.text > 0;
  if (empty) spaces_.push_back({U' ', byte, 1});
}

void BlockWriter::EndBlock() {
  if (in_cell_) {
    if (spaces_.empty() && text_.chars.size() > table_.cells.back().begin) {
      spaces_.push_back({U' ', 0, 0});
    }
  } else if (!in_row_) {
    CloseBlock();
  }
}

void BlockWriter::SetNumber(const std::u32string& number, uint64_t byte, size_t width) {
  number_.clear();
  for (const char32_t c : number) number_.push_back({c, byte, width});
}

void BlockWriter::BeginBlock() {
  if (blocks_.size() >= max_blocks_) {
    status_ = Refuse(absl::StatusCode::kResourceExhausted,
                     absl::StrCat("the page has more than ", max_blocks_, " paragraphs"),
                     absl::StrCat("网页超过", max_blocks_, "段"));
  }
  open_ = true;
  block_ = {.begin = text_.chars.size(), .element = element_};
  writer_.BeginParagraph();
}

void BlockWriter::Flush() {
  for (const Pending& space : spaces_) Put(space);
  spaces_.clear();
  for (const Pending& digit : number_) Put(digit);
  number_.clear();
}

void BlockWriter::Put(const Pending& each) {
  if (each.width == 0) return writer_.AppendLayout(each.c);
  writer_.Append(each.c, each.byte, each.width);
}

void BlockWriter::CloseBlock() {
  spaces_.clear();
  if (!open_) return;
  writer_.AppendLayout(U'\n');
  block_.end = text_.chars.size();
  blocks_.push_back(block_);
  open_ = false;
}

void BlockWriter::BeginTable() {
  CloseBlock();
  table_ = {};
}

void BlockWriter::BeginRow() {
  number_.clear();
  CloseBlock();
  BeginBlock();
  block_.is_row = true;
  in_row_ = true;
  if (table_.cells.empty()) table_.begin = text_.chars.size();
}

void BlockWriter::BeginCell(const GridCell& cell) {
  spaces_.clear();
  in_cell_ = true;
  text_.places.push_back(absl::StrCat("table ", text_.tables.size() + 1, " row ", cell.row + 1,
                                      " column ", cell.column + 1));
  writer_.SetPlace(static_cast<uint32_t>(text_.places.size() - 1));
  table_.cells.push_back({.begin = text_.chars.size(),
                          .row = cell.row,
                          .column = cell.column,
                          .rows = cell.rows,
                          .columns = cell.columns,
                          .heading = cell.heading});
}

void BlockWriter::EndCell() {
  spaces_.clear();
  number_.clear();
  in_cell_ = false;
  table_.cells.back().end = text_.chars.size();
  writer_.AppendLayout(U'\t');
}

void BlockWriter::EndRow() {
  writer_.SetPlace(0);
  in_row_ = false;
  CloseBlock();
  table_.end = text_.chars.size();
}

void BlockWriter::EndTable() {
  if (!table_.cells.empty()) text_.tables.push_back(std::move(table_));
}

}  // namespace eduplan::importer
