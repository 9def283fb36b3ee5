#include "services/plan_items/importer/formats/word_xml/word_kind.h"

#include "services/plan_items/importer/refusal.h"

namespace eduplan::importer::word {
namespace {

absl::Status RefuseDocument(office::Fault fault, std::string_view english,
                            std::string_view chinese) {
  const auto code = fault == office::Fault::kTooLarge ? absl::StatusCode::kResourceExhausted
                                                      : absl::StatusCode::kInvalidArgument;
  return Refuse(code, english, chinese);
}

}  // namespace

const office::DocumentKind kWordDocument = {
    .english = "document",
    .chinese = "文档",
    .file_english = "a .docx document",
    .file_chinese = " .docx 文档",
    .old_english = "a .doc file (Word 97-2003) or another old document; save it as .docx",
    .old_chinese = "这是 .doc（Word 97-2003）等旧格式文件，请另存为 .docx",
    .refuse = RefuseDocument,
    // A page is some 20 KiB of XML; empty forms shrink a hundred times.
    .limits = {.inflated = 64ULL << 20, .ratio_counts_from = 4 << 20, .depth = 256}};

}  // namespace eduplan::importer::word
