// The named styles of a DOCX.
#ifndef EDUPLAN_SERVICES_DOCUMENTS_FORMATS_DOCX_STYLES_H_
#define EDUPLAN_SERVICES_DOCUMENTS_FORMATS_DOCX_STYLES_H_

#include <string>

namespace eduplan::formats::docx {

// Style ids, as paragraphs refer to them. Heading levels append their digit to kHeading.
inline constexpr char kTitle[] = "Title";
inline constexpr char kHeading[] = "Heading";
inline constexpr char kBody[] = "BodyText";
inline constexpr char kAddressee[] = "Salutation";
inline constexpr char kHeadMark[] = "HeadMark";
inline constexpr char kCaption[] = "Caption";
inline constexpr char kTableHeader[] = "TableHeader";
inline constexpr char kTableText[] = "TableText";
inline constexpr char kTableNote[] = "TableNote";
inline constexpr char kTableGrid[] = "TableGrid";
inline constexpr char kAttachmentNote[] = "AttachmentNote";
inline constexpr char kAttachmentLabel[] = "AttachmentLabel";
inline constexpr char kSignature[] = "Signature";
inline constexpr char kDate[] = "Date";
inline constexpr char kImprint[] = "Imprint";
inline constexpr char kFooter[] = "Footer";
inline constexpr char kStrongText[] = "StrongText";  // character styles
inline constexpr char kKaiText[] = "KaiText";

inline constexpr int kLineTwips = 579;  // 225/22 mm is 579.8; 580 would hold only 21 lines

// word/styles.xml
std::string StylesXml();

}  // namespace eduplan::formats::docx

#endif  // EDUPLAN_SERVICES_DOCUMENTS_FORMATS_DOCX_STYLES_H_
