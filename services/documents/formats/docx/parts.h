// The parts of a DOCX package around its body.
#ifndef EDUPLAN_SERVICES_DOCUMENTS_FORMATS_DOCX_PARTS_H_
#define EDUPLAN_SERVICES_DOCUMENTS_FORMATS_DOCX_PARTS_H_

#include <string>

#include "services/documents/layout/blocks.h"

namespace eduplan::formats::docx {

// Relationship ids of word/document.xml.
inline constexpr char kOddFooterId[] = "rId4";
inline constexpr char kEvenFooterId[] = "rId5";

std::string ContentTypesXml();           // [Content_Types].xml
std::string PackageRelationshipsXml();   // _rels/.rels
std::string DocumentRelationshipsXml();  // word/_rels/document.xml.rels
std::string SettingsXml();               // word/settings.xml: footers differ on odd and even pages
std::string FontTableXml();              // word/fontTable.xml: second names of the office's fonts
std::string FooterXml(bool odd);         // word/footer1.xml (odd), footer2.xml (even): — n —
std::string CorePropertiesXml(const layout::Metadata& metadata);  // docProps/core.xml

}  // namespace eduplan::formats::docx

#endif  // EDUPLAN_SERVICES_DOCUMENTS_FORMATS_DOCX_PARTS_H_
