#include "services/documents/formats/docx/docx.h"

#include "services/documents/formats/docx/body.h"
#include "services/documents/formats/docx/parts.h"
#include "services/documents/formats/docx/styles.h"
#include "services/documents/formats/package/zip_writer.h"
#include "services/documents/layout/validate.h"

namespace eduplan::formats {

absl::StatusOr<std::string> WriteDocx(const layout::Document& document) {
  if (absl::Status status = layout::Validate(document); !status.ok()) return status;
  return PackZip({{"[Content_Types].xml", docx::ContentTypesXml()},
                  {"_rels/.rels", docx::PackageRelationshipsXml()},
                  {"docProps/core.xml", docx::CorePropertiesXml(document.metadata)},
                  {"word/document.xml", docx::DocumentXml(document)},
                  {"word/_rels/document.xml.rels", docx::DocumentRelationshipsXml()},
                  {"word/styles.xml", docx::StylesXml()},
                  {"word/settings.xml", docx::SettingsXml()},
                  {"word/fontTable.xml", docx::FontTableXml()},
                  {"word/footer1.xml", docx::FooterXml(/*odd=*/true)},
                  {"word/footer2.xml", docx::FooterXml(/*odd=*/false)}},
                 document.metadata.created);
}

}  // namespace eduplan::formats
