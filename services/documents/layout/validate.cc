#include "services/documents/layout/validate.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/documents/layout/text.h"

namespace eduplan::layout {
namespace {

class Validator {
 public:
  absl::Status Check(const Document& document) {
    Text(document.metadata.title);
    Text(document.metadata.issuer);
    if (!problem_.empty()) return Invalid("metadata");
    if (document.blocks.size() > kMaxBlocks) {
      return absl::InvalidArgumentError(
          absl::StrCat("document has more than ", kMaxBlocks, " blocks"));
    }
    for (size_t i = 0; i < document.blocks.size(); ++i) {
      std::visit(*this, document.blocks[i]);
      if (std::holds_alternative<Imprint>(document.blocks[i]) && i + 1 != document.blocks.size()) {
        problem_ = "an imprint must be the last block";
      }
      if (!problem_.empty()) return Invalid(absl::StrCat("block ", i + 1));
    }
    return absl::OkStatus();
  }

  void operator()(const HeadMark& mark) { Text(mark.text); }
  void operator()(const Title& title) { Text(title.text); }
  void operator()(const Addressee& addressee) { Text(addressee.text); }
  void operator()(const Heading& heading) {
    Text(heading.text);
    if (heading.level < 1 || heading.level > 4) {
      problem_ = absl::StrCat("heading level ", heading.level, " is outside 1 to 4");
    }
  }
  void operator()(const Paragraph& paragraph) {
    for (const Run& run : paragraph.runs) Text(run.text);
  }
  void operator()(const AttachmentNote& note) { Texts(note.names); }
  void operator()(const Signature& signature) { Text(signature.organization); }
  void operator()(const Attachment& attachment) { Text(attachment.title); }
  void operator()(const Imprint& imprint) {
    Text(imprint.copy_to);
    Text(imprint.office);
    if (Decode(imprint.copy_to).size() > kMaxCopyTo || Decode(imprint.office).size() > kMaxOffice) {
      problem_ = absl::StrCat("an imprint has room for ", kMaxCopyTo, " characters of copies and ",
                              kMaxOffice, " of the office");
    }
  }
  void operator()(const Table& table) {
    Text(table.caption);
    Texts(table.notes);
    if (table.columns.empty() || table.columns.size() > kMaxTableColumns) {
      problem_ = absl::StrCat("a table needs 1 to ", kMaxTableColumns, " columns, not ",
                              table.columns.size());
    }
    for (const Column& column : table.columns) {
      if (!std::isfinite(column.relative_width) || column.relative_width < 0) {
        problem_ = "a column's relative width must be a number from 0";
      }
    }
    Rows(table.header_rows, table.columns.size(), "header row ");
    Rows(table.rows, table.columns.size(), "row ");
  }

 private:
  absl::Status Invalid(const std::string& place) {
    return absl::InvalidArgumentError(absl::StrCat(place, ": ", problem_));
  }

  void Text(const std::string& text) {
    bytes_ += text.size();
    if (!IsUtf8(text)) problem_ = "text is not valid UTF-8";
    forced_lines_ += static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
    if (forced_lines_ > kMaxForcedLines) {
      problem_ = absl::StrCat("the document's text has over ", kMaxForcedLines, " line breaks");
    }
    if (bytes_ > kMaxTextBytes) {
      problem_ = absl::StrCat("the document's text is over ", kMaxTextBytes, " bytes");
    }
  }
  void Texts(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) Text(text);
  }
  void Rows(const std::vector<std::vector<std::string>>& rows, size_t columns, const char* what) {
    for (size_t i = 0; i < rows.size(); ++i) {
      cells_ += rows[i].size();
      if (cells_ > kMaxTableCells) {
        problem_ = absl::StrCat("the document's tables have over ", kMaxTableCells, " cells");
        return;
      }
      if (rows[i].size() != columns) {
        problem_ =
            absl::StrCat(what, i + 1, " has ", rows[i].size(), " cells for ", columns, " columns");
        return;
      }
      Texts(rows[i]);
      if (!problem_.empty()) return;
    }
  }

  std::string problem_;
  size_t bytes_ = 0;
  size_t forced_lines_ = 0;
  size_t cells_ = 0;
};

}  // namespace

absl::Status Validate(const Document& document) {
  return Validator().Check(document);
}

}  // namespace eduplan::layout
