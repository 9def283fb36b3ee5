#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/formats/text/decode.h"
#include "tests/fuzz/check.h"

namespace eduplan::importer::fuzz {
namespace {

void CheckRange(size_t begin, size_t end, size_t size, const std::string& what) {
  Check(begin <= end && end <= size,
        absl::StrCat(what, " stands inside the text: ", begin, "-", end, " of ", size));
}

void CheckOrigin(const Origin& origin, const std::string& what) {
  Check(origin.byte_begin <= origin.byte_end, absl::StrCat(what, " has its bytes in order"));
  CheckUtf8(origin.place, "a place");
}

// "12", "-3.50": what a decimal column takes.
bool IsDecimal(std::string_view value) {
  if (value.starts_with('-')) value.remove_prefix(1);
  const size_t point = value.find('.');
  const std::string_view whole = value.substr(0, point);
  const auto digits = [](std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  };
  return digits(whole) && (point == std::string_view::npos || digits(value.substr(point + 1)));
}

// Paths in document order: each the next child of the item before it or of one around that.
void CheckTree(const std::vector<OutlineNode>& outline, int max_depth) {
  std::vector<int> open;  // Ordinals of the item and of those around it.
  for (const OutlineNode& node : outline) {
    Check(node.level >= 1 && node.level <= max_depth, "levels are bounded");
    const auto level = static_cast<size_t>(node.level);
    Check(level <= open.size() + 1, "an item is right inside the one around it: " + node.path);
    if (level <= open.size()) {
      open.resize(level);
      ++open.back();
    } else {
      open.push_back(1);
    }
    std::string path;
    for (int ordinal : open) absl::StrAppend(&path, path.empty() ? "" : ".", ordinal);
    Check(node.path == path, absl::StrCat("paths count: ", node.path, " for ", path));
  }
}

void CheckNode(const OutlineNode& node, size_t size) {
  CheckRange(node.start, node.end, size, "an item");
  CheckOrigin(node.origin, "an item");
  Check(!node.marker.empty() || !node.heading.empty(), "an item has a marker or a heading");
  CheckUtf8(node.marker, "a marker");
  CheckUtf8(node.heading, "a heading");
  CheckUtf8(node.text, "the text of an item");
  CheckUtf8(node.due_text, "a due date");
  for (const std::string& unit : node.lead_units) CheckUtf8(unit, "a unit");
  for (const std::string& unit : node.assisting_units) CheckUtf8(unit, "a unit");
}

void CheckMeasurement(const Measurement& m, std::u32string_view chars) {
  CheckRange(m.start, m.end, chars.size(), "a figure");
  CheckOrigin(m.origin, "a figure");
  Check(m.start < m.end, "a figure has a quote");
  Check(m.quote == ToUtf8(chars.substr(m.start, m.end - m.start)),
        "the quote is what stands between its offsets: " + m.quote);
  Check(m.masked ? m.value.empty() : IsDecimal(m.value), "a value is a decimal: " + m.value);
  Check(m.base_value.empty() || IsDecimal(m.base_value), "a base value is one: " + m.base_value);
  Check(!m.masked || m.base_value.empty(), "a masked figure has no value");
  for (const std::string* text : {&m.name, &m.unit, &m.quote, &m.part_of, &m.base_unit, &m.per,
                                  &m.row_heading, &m.column_heading}) {
    CheckUtf8(*text, "what is said of a figure");
  }
}

void CheckFinding(const Finding& finding, size_t size) {
  CheckRange(finding.start, finding.end, size, "a finding");
  CheckOrigin(finding.origin, "a finding");
  Check(!finding.code.empty() && !finding.message_en.empty() && !finding.message_zh.empty(),
        "a finding says what it is");
  CheckUtf8(finding.message_en, "a message");
  CheckUtf8(finding.message_zh, "a message");
}

}  // namespace

void CheckSource(const SourceText& source, size_t file_size) {
  const size_t size = source.chars.size();
  for (char32_t c : source.chars) {
    const bool control = (c < 0x20 && c != U'\n' && c != U'\t') || c == 0x7f;
    const bool surrogate = c >= 0xd800 && c < 0xe000;
    Check(!control && !surrogate && c <= 0x10ffff, "a text has characters of text");
  }
  size_t before = 0;
  for (const OriginMark& mark : source.marks) {
    Check(mark.begin >= before && mark.begin <= size, "marks ascend within the text");
    Check(mark.place < source.places.size(), "a mark has a place");
    before = mark.begin;
  }
  before = 0;
  for (const Table& table : source.tables) {
    Check(table.begin >= before, "tables do not overlap");
    CheckRange(table.begin, table.end, size, "a table");
    for (const TableCell& cell : table.cells) {
      Check(cell.begin >= table.begin && cell.begin <= cell.end && cell.end <= table.end,
            "a cell stands in its table");
      Check(cell.row >= 0 && cell.column >= 0 && cell.rows >= 1 && cell.columns >= 1,
            "a cell spans something");
    }
    before = table.end;
  }
  before = 0;
  for (const Aside& aside : source.asides) {
    Check(aside.begin >= before, "asides do not overlap");
    CheckRange(aside.begin, aside.end, size, "an aside");
    before = aside.end;
  }
  CheckUtf8(source.title, "a file's title");
  for (const std::string& place : source.places) CheckUtf8(place, "a place");
  // The end of a last paragraph or cell may stand nowhere in the file.
  const Origin whole = OriginOf(source, 0, source.chars.find_last_not_of(U"\n\t") + 1);
  Check(whole.byte_begin <= whole.byte_end && whole.byte_end <= file_size,
        "the text comes from the bytes of the file");
}

void CheckPlan(const ParsedPlan& plan, std::u32string_view chars, const Limits& limits) {
  CheckTree(plan.outline, limits.max_depth);
  std::set<std::string> paths = {"0"};
  size_t before = 0;
  for (const OutlineNode& node : plan.outline) {
    CheckNode(node, chars.size());
    Check(node.start >= before, "items stand in order");
    before = node.start;
    paths.insert(node.path);
  }
  std::set<std::string> names = {""};
  for (const Measurement& m : plan.measurements) names.insert(m.name);
  for (const Measurement& m : plan.measurements) {
    CheckMeasurement(m, chars);
    Check(paths.contains(m.item_path), "a figure stands in an item: " + m.item_path);
    Check(names.contains(m.part_of), "the whole of a part is a figure: " + m.part_of);
  }
  before = 0;
  for (const Finding& finding : plan.findings) {
    CheckFinding(finding, chars.size());
    Check(finding.start >= before, "findings stand in order");
    before = finding.start;
    Check(finding.item_path.empty() || paths.contains(finding.item_path),
          "a finding is about an item: " + finding.item_path);
  }
  Check(plan.outline.size() <= limits.max_nodes &&
            plan.measurements.size() <= limits.max_measurements &&
            plan.findings.size() <= limits.max_findings,
        "limits are kept");
  for (const std::string* text : {&plan.title, &plan.issuer, &plan.preamble, &plan.document_number,
                                  &plan.issue_date, &plan.format, &plan.charset}) {
    CheckUtf8(*text, "what is said of a document");
  }
  for (const std::string& period : plan.periods) CheckUtf8(period, "a period");
  for (const std::string& recipient : plan.recipients) CheckUtf8(recipient, "a recipient");
}

}  // namespace eduplan::importer::fuzz
