#include "services/plan_items/importer/formats/word_xml/word_xml.h"

#include <algorithm>
#include <string>
#include <utility>

#include "services/plan_items/importer/formats/word_xml/definitions.h"
#include "services/plan_items/importer/formats/word_xml/tags.h"
#include "services/plan_items/importer/formats/word_xml/text_handler.h"
#include "services/plan_items/importer/formats/word_xml/text_parts.h"
#include "services/plan_items/importer/formats/word_xml/word_kind.h"
#include "services/platform/office/xml.h"
#include "services/platform/status/macros.h"

namespace eduplan::importer {
namespace {

using word::Tag;

constexpr size_t kPiece = 64 << 10;
constexpr size_t kBeginning = 4096;

absl::Status ParseXml(std::string_view bytes, office::XmlHandler* handler) {
  office::XmlParser parser(word::kWordDocument, "", handler);
  for (size_t at = 0; at < bytes.size(); at += kPiece) {
    const bool last = at + kPiece >= bytes.size();
    EDUPLAN_RETURN_IF_ERROR(parser.Feed(bytes.substr(at, kPiece), last));
  }
  return absl::OkStatus();
}

// What a part of a flat OPC file is for, by its name and content type.
enum class PartRole { kDefinitions, kText, kNotes, kOther };

PartRole RoleOf(std::string_view name, std::string_view type) {
  const auto is = [&](std::string_view ending) { return type.ends_with(ending); };
  // The building blocks of a template have a document of their own.
  if (name.find("/glossary/") != std::string_view::npos) return PartRole::kOther;
  if (is(".styles+xml") || is(".numbering+xml") || is("core-properties+xml")) {
    return PartRole::kDefinitions;
  }
  if (is(".footnotes+xml") || is(".endnotes+xml")) return PartRole::kNotes;
  const bool text = type.find("wordprocessingml") != std::string_view::npos ||
                    type.find("ms-word") != std::string_view::npos;
  if (text && (is(".main+xml") || is(".header+xml") || is(".footer+xml"))) return PartRole::kText;
  return PartRole::kOther;
}

// Gives a handler the parts of one role; all of a file that has no parts.
class PartFilter : public office::XmlHandler {
 public:
  PartFilter(PartRole role, office::XmlHandler* to) : role_(role), to_(to) {}

  absl::Status Begin(const office::ElementName& name,
                     const office::Attributes& attributes) override {
    ++depth_;
    if (word::TagOf(name) == Tag::kPart) {
      gives_ = RoleOf(attributes.Get("name"), attributes.Get("contentType")) == role_;
      return absl::OkStatus();
    }
    if (depth_ == 1) gives_ = name.local == "wordDocument" && role_ != PartRole::kNotes;
    return gives_ ? to_->Begin(name, attributes) : absl::OkStatus();
  }
  absl::Status Text(std::string_view text) override {
    return gives_ ? to_->Text(text) : absl::OkStatus();
  }
  absl::Status End(const office::ElementName& name) override {
    --depth_;
    if (word::TagOf(name) == Tag::kPart) {
      gives_ = false;
      return absl::OkStatus();
    }
    return gives_ ? to_->End(name) : absl::OkStatus();
  }

 private:
  PartRole role_;
  office::XmlHandler* to_;
  size_t depth_ = 0;
  bool gives_ = false;
};

}  // namespace

bool LooksLikeWordXml(std::string_view bytes) {
  std::string beginning(bytes.substr(0, kBeginning));
  std::erase(beginning, '\0');  // Of UTF-16.
  const size_t first = beginning.find_first_not_of("\xEF\xBB\xBF\xFE\xFF \t\r\n");
  if (first == std::string::npos || beginning[first] != '<') return false;
  const auto has = [&](const char* what) { return beginning.find(what) != std::string::npos; };
  if (has("<html")) return false;
  const bool word = has("progid=\"Word.Document\"") || has("progid='Word.Document'") ||
                    has("http://schemas.microsoft.com/office/word/2003/wordml");
  return word || has("http://schemas.microsoft.com/office/2006/xmlPackage");
}

absl::StatusOr<SourceText> ReadWordXml(std::string_view bytes) {
  word::Definitions definitions;
  word::DefinitionsHandler define(word::kWordDocument, definitions);
  PartFilter definition_parts(PartRole::kDefinitions, &define);
  EDUPLAN_RETURN_IF_ERROR(ParseXml(bytes, &definition_parts));
  word::TextParts parts(definitions);
  word::TextHandler text(word::kWordDocument, parts);
  PartFilter text_parts(PartRole::kText, &text);
  EDUPLAN_RETURN_IF_ERROR(ParseXml(bytes, &text_parts));
  text.Finish();
  if (!parts.note_numbers[0].empty() || !parts.note_numbers[1].empty()) {
    word::TextHandler notes(word::kWordDocument, parts);
    PartFilter note_parts(PartRole::kNotes, &notes);
    EDUPLAN_RETURN_IF_ERROR(ParseXml(bytes, &note_parts));
  }
  return word::Together(std::move(parts));
}

}  // namespace eduplan::importer
