// Reads the styles and lists of a document, wherever they stand in a part.
#pragma once

#include <string>
#include <vector>

#include "services/plan_items/importer/formats/word_xml/numbering.h"
#include "services/plan_items/importer/formats/word_xml/styles.h"
#include "services/plan_items/importer/formats/word_xml/tags.h"
#include "services/platform/office/document_kind.h"
#include "services/platform/office/xml.h"

namespace eduplan::importer::word {

struct Definitions {
  Styles styles;
  Numbering numbering;
  std::string title;  // Of the document's properties, in UTF-8.
};

class DefinitionsHandler : public office::XmlHandler {
 public:
  // Refuses as `kind` does.
  DefinitionsHandler(const office::DocumentKind& kind, Definitions& to) : kind_(kind), to_(to) {}

  absl::Status Begin(const office::ElementName& name,
                     const office::Attributes& attributes) override;
  absl::Status Text(std::string_view text) override;
  absl::Status End(const office::ElementName& name) override;

 private:
  absl::Status CheckCount() const;
  bool Inside(Tag tag) const;
  void ReadStyle(Tag tag, std::string_view value);
  void ReadList(Tag tag, const office::Attributes& attributes);
  void ReadLevel(Tag tag, const office::Attributes& attributes);
  void EndLevel();
  void EndStyle();

  const office::DocumentKind& kind_;
  Definitions& to_;
  std::vector<Tag> open_;
  size_t skipped_ = 0;  // Depth inside what is skipped.
  std::string id_;      // Of the style or list that is open.
  Style style_;
  AbstractList abstract_;
  List list_;
  ListLevel level_;
  int level_at_ = 0;
  int override_at_ = 0;
};

}  // namespace eduplan::importer::word
