#ifndef EDUPLAN_TESTS_UNIT_DOCUMENTS_REPORT_LINES_H_
#define EDUPLAN_TESTS_UNIT_DOCUMENTS_REPORT_LINES_H_

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/documents/layout/blocks.h"

namespace eduplan::documents {

// A document as lines: "H1 heading", "P paragraph", "R cell|cell" for a table's row, "N note", …
struct LineOf {
  std::vector<std::string>& lines;

  void operator()(const layout::HeadMark& mark) { lines.push_back("M " + mark.text); }
  void operator()(const layout::Title& title) { lines.push_back("T " + title.text); }
  void operator()(const layout::Addressee& addressee) { lines.push_back("A " + addressee.text); }
  void operator()(const layout::Heading& heading) {
    lines.push_back(absl::StrCat("H", heading.level, " ", heading.text));
  }
  void operator()(const layout::Paragraph& paragraph) {
    std::string line = "P ";
    for (const layout::Run& run : paragraph.runs) line += run.text;
    lines.push_back(line);
  }
  void operator()(const layout::Table& table) {
    lines.push_back("C " + table.caption);
    for (const auto& row : table.header_rows) lines.push_back("R " + absl::StrJoin(row, "|"));
    for (const auto& row : table.rows) lines.push_back("R " + absl::StrJoin(row, "|"));
    for (const std::string& note : table.notes) lines.push_back("N " + note);
  }
  void operator()(const layout::Signature& signature) {
    lines.push_back(absl::StrCat("S ", signature.organization, " ", signature.date.year(), "-",
                                 signature.date.month(), "-", signature.date.day()));
  }
  void operator()(const layout::AttachmentNote&) { lines.push_back("attachment note"); }
  void operator()(const layout::Attachment&) { lines.push_back("attachment"); }
  void operator()(const layout::Imprint&) { lines.push_back("imprint"); }
};

inline std::vector<std::string> Lines(const std::vector<layout::Block>& blocks) {
  std::vector<std::string> lines;
  for (const layout::Block& block : blocks) std::visit(LineOf{lines}, block);
  return lines;
}

}  // namespace eduplan::documents

#endif  // EDUPLAN_TESTS_UNIT_DOCUMENTS_REPORT_LINES_H_
