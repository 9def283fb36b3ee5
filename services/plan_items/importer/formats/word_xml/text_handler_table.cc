#include <algorithm>
#include <charconv>

#include "services/plan_items/importer/formats/word_xml/limits.h"
#include "services/plan_items/importer/formats/word_xml/text_handler.h"

namespace eduplan::importer::word {
namespace {

int NumberOf(std::string_view text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

absl::Status TextHandler::BeginTable() {
  BeginCellIfNot();
  Flow& flow = flows_.back();
  if (++flow.tables == 1) ++to_.tables;
  flow.story.BeginTable(to_.tables);
  return absl::OkStatus();
}

absl::Status TextHandler::ReadTable(Tag tag, const office::Attributes& attributes) {
  Flow& flow = flows_.back();
  const std::string_view value = attributes.Get("val");
  if (tag == Tag::kRow) {
    open_.back().counts =
        flow.tables == flow.rows.size() + 1 && flow.tables == flow.cells.size() + 1;
    if (open_.back().counts) flow.rows.push_back({});
    return absl::OkStatus();
  }
  if (tag == Tag::kCell) {
    open_.back().counts = flow.tables == flow.rows.size() && flow.tables == flow.cells.size() + 1;
    if (open_.back().counts) flow.cells.push_back({});
    if (++to_.cells <= kMostCells) return absl::OkStatus();
    return TooMany("the document has more than 200000 cells in tables", "文档的表格超过200000格");
  }
  const bool of_row = Parent(2) == Tag::kRowProperties && !flow.rows.empty();
  const bool of_cell = Parent(2) == Tag::kCellProperties && !flow.cells.empty();
  const bool goes_on = value.empty() || value == "continue";
  if (of_row && tag == Tag::kHeadingRow) flow.rows.back().heading = IsOn(value);
  if (of_row && tag == Tag::kColumnsBefore) flow.rows.back().columns_before = NumberOf(value);
  if (!of_cell) return absl::OkStatus();
  NewCell& cell = flow.cells.back().cell;
  if (tag == Tag::kColumns) cell.columns = NumberOf(value);
  if (tag == Tag::kMergeDown && goes_on) cell.goes_on = Merge::kDown;
  if (tag == Tag::kMergeAcross && goes_on) cell.goes_on = Merge::kAcross;
  if (tag == Tag::kCellDeleted) Suppress(Tag::kCell);
  return absl::OkStatus();
}

void TextHandler::BeginCellIfNot() {
  Flow& flow = flows_.back();
  if (flow.cells.empty() || flow.cells.back().begun || suppressing_ > 0) return;
  Row& row = flow.rows.back();
  if (!row.begun) flow.story.BeginRow(row.heading, row.columns_before);
  row.begun = true;
  flow.story.BeginCell(flow.cells.back().cell);
  flow.cells.back().begun = true;
}

void TextHandler::EndTable(const Open& element) {
  Flow& flow = flows_.back();
  if (element.tag == Tag::kTable) {
    --flow.tables;
    flow.story.EndTable();
  } else if (element.tag == Tag::kCell && element.counts) {
    BeginCellIfNot();
    if (flow.cells.back().begun) flow.story.EndCell();
    flow.cells.pop_back();
  } else if (element.tag == Tag::kRow && element.counts) {
    if (flow.rows.back().begun) flow.story.EndRow();
    flow.rows.pop_back();
  }
}

void TextHandler::ReadDeletion() {
  const Tag parent = Parent(2);
  if (parent == Tag::kRowProperties) {
    Suppress(Tag::kRow);
  } else if (parent == Tag::kRunProperties) {
    if (Parent(3) == Tag::kParagraphProperties) flows_.back().paragraph.deleted_end = true;
  } else if (!open_.back().suppresses) {
    open_.back().suppresses = true;
    ++suppressing_;
  }
}

void TextHandler::Suppress(Tag enclosing) {
  for (size_t i = open_.size(); i-- > 0;) {
    if (open_[i].tag != enclosing) continue;
    if (!open_[i].suppresses) ++suppressing_;
    open_[i].suppresses = true;
    return;
  }
}

}  // namespace eduplan::importer::word
