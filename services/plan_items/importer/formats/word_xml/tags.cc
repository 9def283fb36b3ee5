#include "services/plan_items/importer/formats/word_xml/tags.h"

#include <unordered_map>

namespace eduplan::importer::word {
namespace {

using Names = std::unordered_map<std::string_view, Tag>;

constexpr std::string_view kWord = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr std::string_view kWordStrict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
constexpr std::string_view kWord2003 = "http://schemas.microsoft.com/office/word/2003/wordml";
constexpr std::string_view kHints2003 = "http://schemas.microsoft.com/office/word/2003/auxHint";
constexpr std::string_view kAnnotations2003 = "http://schemas.microsoft.com/aml/2001/core";
constexpr std::string_view kMath = "http://schemas.openxmlformats.org/officeDocument/2006/math";
constexpr std::string_view kMathStrict = "http://purl.oclc.org/ooxml/officeDocument/math";
constexpr std::string_view kCompatibility =
    "http://schemas.openxmlformats.org/markup-compatibility/2006";
constexpr std::string_view kPackage = "http://schemas.microsoft.com/office/2006/xmlPackage";
constexpr std::string_view kDublinCore = "http://purl.org/dc/elements/1.1/";
constexpr std::string_view kVml = "urn:schemas-microsoft-com:vml";
constexpr std::string_view kOffice = "urn:schemas-microsoft-com:office:office";

// NOLINTNEXTLINE(readability-function-size): one table.
const Names& WordNames() {
  static const Names kNames = {
      {"p", Tag::kParagraph},
      {"pPr", Tag::kParagraphProperties},
      {"pStyle", Tag::kParagraphStyle},
      {"r", Tag::kRun},
      {"rPr", Tag::kRunProperties},
      {"rStyle", Tag::kRunStyle},
      {"vanish", Tag::kHidden},
      {"specVanish", Tag::kHiddenMark},
      {"t", Tag::kText},
      {"delText", Tag::kDeletedText},
      {"instrText", Tag::kInstruction},
      {"tab", Tag::kTab},
      {"ptab", Tag::kTab},
      {"br", Tag::kBreak},
      {"cr", Tag::kBreak},
      {"noBreakHyphen", Tag::kNoBreakHyphen},
      {"sym", Tag::kSymbol},
      {"ins", Tag::kInserted},
      {"moveTo", Tag::kInserted},
      {"del", Tag::kDeleted},
      {"moveFrom", Tag::kDeleted},
      {"fldChar", Tag::kFieldCharacter},
      {"fldSimple", Tag::kSimpleField},
      {"rt", Tag::kRubyText},
      {"txbxContent", Tag::kTextBox},
      {"framePr", Tag::kFrame},
      {"docPartGallery", Tag::kGallery},
      {"showingPlcHdr", Tag::kPlaceholder},
      {"sdt", Tag::kStructured},
      {"footnote", Tag::kNote},
      {"endnote", Tag::kEndnote},
      {"footnoteReference", Tag::kNoteReference},
      {"endnoteReference", Tag::kEndnoteReference},
      {"hdr", Tag::kHead},
      {"ftr", Tag::kFoot},
      {"tbl", Tag::kTable},
      {"tr", Tag::kRow},
      {"trPr", Tag::kRowProperties},
      {"tblHeader", Tag::kHeadingRow},
      {"gridBefore", Tag::kColumnsBefore},
      {"tc", Tag::kCell},
      {"tcPr", Tag::kCellProperties},
      {"gridSpan", Tag::kColumns},
      {"vMerge", Tag::kMergeDown},
      {"vmerge", Tag::kMergeDown},
      {"hMerge", Tag::kMergeAcross},
      {"hmerge", Tag::kMergeAcross},
      {"cellDel", Tag::kCellDeleted},
      {"numPr", Tag::kItemProperties},
      {"listPr", Tag::kItemProperties},
      {"ilvl", Tag::kItemLevel},
      {"numId", Tag::kItemList},
      {"ilfo", Tag::kItemList},
      {"numbering", Tag::kNumbering},
      {"lists", Tag::kNumbering},
      {"abstractNum", Tag::kAbstractList},
      {"listDef", Tag::kAbstractList},
      {"num", Tag::kList},
      {"list", Tag::kList},
      {"abstractNumId", Tag::kAbstractId},
      {"ilst", Tag::kAbstractId},
      {"lvlOverride", Tag::kOverride},
      {"startOverride", Tag::kStartOverride},
      {"lvl", Tag::kLevel},
      {"start", Tag::kStart},
      {"numFmt", Tag::kFormat},
      {"nfc", Tag::kFormatCode},
      {"lvlText", Tag::kLevelText},
      {"lvlRestart", Tag::kLevelRestart},
      {"isLgl", Tag::kLegal},
      {"suff", Tag::kSuffix},
      {"styleLink", Tag::kStyleLink},
      {"numStyleLink", Tag::kNumStyleLink},
      {"listStyleLink", Tag::kNumStyleLink},
      {"styles", Tag::kStyles},
      {"style", Tag::kStyle},
      {"name", Tag::kStyleName},
      {"basedOn", Tag::kBasedOn},
      {"pPrChange", Tag::kSkipped},
      {"rPrChange", Tag::kSkipped},
      {"sectPrChange", Tag::kSkipped},
      {"tblPrChange", Tag::kSkipped},
      {"tblGridChange", Tag::kSkipped},
      {"tblPrExChange", Tag::kSkipped},
      {"trPrChange", Tag::kSkipped},
      {"tcPrChange", Tag::kSkipped},
      {"numberingChange", Tag::kSkipped},
      {"comment", Tag::kSkipped},
      {"tblStylePr", Tag::kSkipped},
      {"binData", Tag::kSkipped},
  };
  return kNames;
}

Tag Find(const Names& names, std::string_view local) {
  const auto found = names.find(local);
  return found == names.end() ? Tag::kOther : found->second;
}

}  // namespace

Tag TagOf(const office::ElementName& name) {
  if (name.space == kWord || name.space == kWord2003 || name.space == kWordStrict) {
    return Find(WordNames(), name.local);
  }
  if (name.space == kCompatibility) {
    static const Names kNames = {{"AlternateContent", Tag::kAlternateContent},
                                 {"Choice", Tag::kChoice},
                                 {"Fallback", Tag::kFallback}};
    return Find(kNames, name.local);
  }
  const auto is = [&](std::string_view space, std::string_view local) {
    return name.space == space && name.local == local;
  };
  if (is(kMath, "t") || is(kMathStrict, "t")) return Tag::kText;
  if (is(kHints2003, "t")) return Tag::kItemText;
  if (is(kAnnotations2003, "annotation")) return Tag::kAnnotation;
  if (is(kVml, "textpath")) return Tag::kTextPath;
  if (is(kPackage, "part")) return Tag::kPart;
  if (is(kDublinCore, "title") || is(kOffice, "Title")) return Tag::kTitle;
  return Tag::kOther;
}

bool IsOn(std::string_view value) {
  return value != "0" && value != "false" && value != "off";
}

}  // namespace eduplan::importer::word
