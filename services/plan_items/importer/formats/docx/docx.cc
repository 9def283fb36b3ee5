#include "services/plan_items/importer/formats/docx/docx.h"

#include <string>
#include <utility>
#include <vector>

#include "services/plan_items/importer/formats/word_xml/definitions.h"
#include "services/plan_items/importer/formats/word_xml/text_handler.h"
#include "services/plan_items/importer/formats/word_xml/text_parts.h"
#include "services/plan_items/importer/formats/word_xml/word_kind.h"
#include "services/platform/office/package.h"
#include "services/platform/office/relationships.h"
#include "services/platform/status/macros.h"

namespace eduplan::importer {
namespace {

using office::Package;
using office::Relationship;

constexpr char kUsualPart[] = "word/document.xml";

// Where the package says that its document is; where every program puts it if it does not say.
absl::StatusOr<std::string> DocumentPart(Package* package, const std::vector<Relationship>& root) {
  const Relationship* const main = office::FindType(root, "officeDocument");
  if (main != nullptr && package->Has(main->part)) return main->part;
  if (package->Has(kUsualPart)) return kUsualPart;
  return package->kind().refuse(office::Fault::kInvalid,
                                "the document has no part word/document.xml",
                                "文档缺少部件 word/document.xml");
}

// Relationships that are left out name nothing.
absl::StatusOr<std::vector<Relationship>> Related(Package* package, const std::string& part) {
  if (!package->Has(office::RelationshipsOf(part))) return std::vector<Relationship>();
  return office::ReadRelationships(package, part);
}

absl::Status ReadDefinitions(Package* package, const std::vector<Relationship>& root,
                             const std::vector<Relationship>& related,
                             word::Definitions& definitions) {
  const std::pair<const std::vector<Relationship>*, const char*> parts[] = {
      {&root, "core-properties"}, {&related, "styles"}, {&related, "numbering"}};
  for (const auto& [among, type] : parts) {
    const Relationship* const found = office::FindType(*among, type);
    if (found == nullptr || !package->Has(found->part)) continue;
    word::DefinitionsHandler handler(package->kind(), definitions);
    EDUPLAN_RETURN_IF_ERROR(package->Read(found->part, &handler));
  }
  return absl::OkStatus();
}

absl::Status ReadText(Package* package, const std::string& part, word::TextParts& to) {
  word::TextHandler handler(package->kind(), to);
  EDUPLAN_RETURN_IF_ERROR(package->Read(part, &handler));
  handler.Finish();
  return absl::OkStatus();
}

absl::Status ReadTexts(Package* package, const std::string& document,
                       const std::vector<Relationship>& related, word::TextParts& to) {
  EDUPLAN_RETURN_IF_ERROR(ReadText(package, document, to));
  for (const Relationship& each : related) {
    const bool notes = (each.type == "footnotes" && !to.note_numbers[0].empty()) ||
                       (each.type == "endnotes" && !to.note_numbers[1].empty());
    const bool margin = each.type == "header" || each.type == "footer";
    if ((!notes && !margin) || !package->Has(each.part)) continue;
    EDUPLAN_RETURN_IF_ERROR(ReadText(package, each.part, to));
  }
  return absl::OkStatus();
}

}  // namespace

bool LooksLikeDocx(std::string_view bytes) {
  if (Package::IsProtected(bytes)) return true;
  const auto package = Package::Open(bytes, word::kWordDocument);
  return package.ok() && package->Has(kUsualPart);
}

absl::StatusOr<SourceText> ReadDocx(std::string_view bytes) {
  EDUPLAN_ASSIGN_OR_RETURN(Package package, Package::Open(bytes, word::kWordDocument));
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Relationship> root, Related(&package, ""));
  EDUPLAN_ASSIGN_OR_RETURN(const std::string document, DocumentPart(&package, root));
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Relationship> related, Related(&package, document));
  word::Definitions definitions;
  EDUPLAN_RETURN_IF_ERROR(ReadDefinitions(&package, root, related, definitions));
  word::TextParts parts(definitions);
  EDUPLAN_RETURN_IF_ERROR(ReadTexts(&package, document, related, parts));
  return word::Together(std::move(parts));
}

}  // namespace eduplan::importer
