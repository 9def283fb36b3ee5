#include "services/documents/formats/docx/styles.h"

#include "absl/strings/str_cat.h"
#include "services/documents/formats/docx/xml.h"
#include "services/documents/layout/geometry.h"

namespace eduplan::formats::docx {
namespace {

using layout::FontRole;

// 28 characters of 16 pt fill 156 mm when each gives up 0.21 pt; the format knows steps of 0.05 pt
// and a line must not be wider than its room.
constexpr char kBodySpacing[] = "-5";

struct ParagraphStyle {
  const char* id;
  const char* name;  // as Word expects it: built-in names are what other programs look for
  FontRole role;
  double size;  // pt
  const char* alignment = "both";
  bool on_grid = true;  // lines of 579 twips; otherwise 1.3 times the size
  bool indented = false;
  bool keeps_with_next = false;
  int outline_level = -1;
};

constexpr ParagraphStyle kStyles[] = {
    {kTitle, "Title", FontRole::kTitle, layout::kSizeTwo, "center", true, false, true},
    {"Heading1", "heading 1", FontRole::kHei, layout::kSizeThree, "both", true, true, true, 0},
    {"Heading2", "heading 2", FontRole::kKai, layout::kSizeThree, "both", true, true, true, 1},
    {"Heading3", "heading 3", FontRole::kFangSong, layout::kSizeThree, "both", true, true, true, 2},
    {"Heading4", "heading 4", FontRole::kFangSong, layout::kSizeThree, "both", true, true, true, 3},
    {kBody, "Body Text", FontRole::kFangSong, layout::kSizeThree, "both", true, true},
    {kAddressee, "Salutation", FontRole::kFangSong, layout::kSizeThree},
    {kHeadMark, "Head Mark", FontRole::kHei, layout::kSizeThree, "left"},
    {kCaption, "caption", FontRole::kHei, layout::kSizeFour, "center", true, false, true},
    {kTableHeader, "Table Header", FontRole::kHei, layout::kSizeFive, "center", false},
    {kTableText, "Table Text", FontRole::kFangSong, layout::kSizeFive, "left", false},
    {kTableNote, "Table Note", FontRole::kFangSong, layout::kSizeFive, "both", false},
    {kAttachmentNote, "Attachment Note", FontRole::kFangSong, layout::kSizeThree},
    {kAttachmentLabel, "Attachment Label", FontRole::kHei, layout::kSizeThree, "left", true, false,
     true},
    {kSignature, "Signature", FontRole::kFangSong, layout::kSizeThree, "right", true, false, true},
    {kDate, "Date", FontRole::kFangSong, layout::kSizeThree, "right"},
    {kImprint, "Imprint", FontRole::kFangSong, layout::kSizeFour, "both"},
    {kFooter, "footer", FontRole::kSong, layout::kSizeFour, "left", false},
};

void AddDefaults(pugi::xml_node styles) {
  pugi::xml_node defaults = Add(styles, "w:docDefaults");
  pugi::xml_node run = Add(Add(defaults, "w:rPrDefault"), "w:rPr");
  AddFonts(run, FontRole::kFangSong);
  AddSize(run, layout::kSizeThree);
  Add(run, "w:lang", {{"w:val", "en-US"}, {"w:eastAsia", "zh-CN"}});
  pugi::xml_node paragraph = Add(Add(defaults, "w:pPrDefault"), "w:pPr");
  AddValue(paragraph, "w:widowControl", "0");  // pages are full: 22 lines
  Add(paragraph, "w:spacing",
      {{"w:before", "0"},
       {"w:after", "0"},
       {"w:line", absl::StrCat(kLineTwips)},
       {"w:lineRule", "exact"}});
}

pugi::xml_node AddStyle(pugi::xml_node styles, const char* type, const char* id, const char* name) {
  pugi::xml_node style = Add(styles, "w:style", {{"w:type", type}, {"w:styleId", id}});
  AddValue(style, "w:name", name);
  return style;
}

// Elements stand in the order that the schema demands.
void AddParagraphStyle(pugi::xml_node styles, const ParagraphStyle& spec) {
  pugi::xml_node style = AddStyle(styles, "paragraph", spec.id, spec.name);
  AddValue(style, "w:basedOn", "Normal");
  if (spec.outline_level >= 0 || spec.id == kTitle) AddValue(style, "w:next", kBody);
  Add(style, "w:qFormat");
  pugi::xml_node paragraph = Add(style, "w:pPr");
  if (spec.keeps_with_next) Add(paragraph, "w:keepNext");
  AddValue(paragraph, "w:overflowPunct", "0");
  AddValue(paragraph, "w:autoSpaceDE", "0");
  AddValue(paragraph, "w:autoSpaceDN", "0");
  if (!spec.on_grid) {
    AddValue(paragraph, "w:snapToGrid", "0");
    Add(paragraph, "w:spacing", {{"w:line", "312"}, {"w:lineRule", "auto"}});
  }
  if (spec.indented) {
    Add(paragraph, "w:ind",
        {{"w:firstLineChars", "200"}, {"w:firstLine", Twips(2 * layout::kCharacterPitch)}});
  }
  AddValue(paragraph, "w:jc", spec.alignment);
  if (spec.outline_level >= 0) {
    AddValue(paragraph, "w:outlineLvl", absl::StrCat(spec.outline_level));
  }
  pugi::xml_node run = Add(style, "w:rPr");
  AddFonts(run, spec.role);
  AddValue(run, "w:b", "0");
  if (spec.size == layout::kSizeThree) AddValue(run, "w:spacing", kBodySpacing);
  AddSize(run, spec.size);
}

void AddCharacterStyle(pugi::xml_node styles, const char* id, const char* name, FontRole role) {
  pugi::xml_node style = AddStyle(styles, "character", id, name);
  Add(style, "w:qFormat");
  AddFonts(Add(style, "w:rPr"), role);
}

void AddTableGrid(pugi::xml_node styles) {
  pugi::xml_node style = AddStyle(styles, "table", kTableGrid, "Table Grid");
  pugi::xml_node borders = Add(Add(style, "w:tblPr"), "w:tblBorders");
  for (const char* side : {"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"}) {
    Add(borders, side, {{"w:val", "single"}, {"w:sz", "4"}, {"w:space", "0"}, {"w:color", "auto"}});
  }
}

}  // namespace

std::string StylesXml() {
  pugi::xml_document xml;
  pugi::xml_node styles = AddRoot(xml, "w:styles");
  AddDefaults(styles);
  pugi::xml_node normal = AddStyle(styles, "paragraph", "Normal", "Normal");
  normal.append_attribute("w:default") = "1";
  Add(normal, "w:qFormat");
  for (const ParagraphStyle& style : kStyles) AddParagraphStyle(styles, style);
  AddCharacterStyle(styles, kStrongText, "Strong Text", FontRole::kHei);
  AddCharacterStyle(styles, kKaiText, "Kai Text", FontRole::kKai);
  AddTableGrid(styles);
  return Print(xml);
}

}  // namespace eduplan::formats::docx
