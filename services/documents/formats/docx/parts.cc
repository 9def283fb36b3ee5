#include "services/documents/formats/docx/parts.h"

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "services/documents/formats/docx/styles.h"
#include "services/documents/formats/docx/xml.h"
#include "services/documents/layout/geometry.h"
#include "services/documents/layout/text.h"

namespace eduplan::formats::docx {
namespace {

constexpr char kPackageRelationships[] =
    "http://schemas.openxmlformats.org/package/2006/relationships";

pugi::xml_node AddPackageRoot(pugi::xml_document& xml, const char* name, const char* name_space) {
  AddDeclaration(xml);
  return Add(xml, name, {{"xmlns", name_space}});
}

void AddRelationship(pugi::xml_node root, const char* id, const std::string& type,
                     const char* target) {
  Add(root, "Relationship", {{"Id", id}, {"Type", type}, {"Target", target}});
}

void AddField(pugi::xml_node paragraph, const char* instruction) {
  const auto mark = [&](const char* type) {
    Add(Add(paragraph, "w:r"), "w:fldChar", {{"w:fldCharType", type}});
  };
  mark("begin");
  Add(Add(paragraph, "w:r"), "w:instrText", {{"xml:space", "preserve"}}).text().set(instruction);
  mark("separate");
  Add(Add(paragraph, "w:r"), "w:t").text().set("1");
  mark("end");
}

void AddText(pugi::xml_node paragraph, const char* text) {
  Add(Add(paragraph, "w:r"), "w:t", {{"xml:space", "preserve"}}).text().set(text);
}

}  // namespace

std::string ContentTypesXml() {
  constexpr char kOffice[] = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
  constexpr char kPackage[] = "application/vnd.openxmlformats-package.";
  pugi::xml_document xml;
  pugi::xml_node types =
      AddPackageRoot(xml, "Types", "http://schemas.openxmlformats.org/package/2006/content-types");
  const auto add_default = [&](const char* extension, const std::string& type) {
    Add(types, "Default", {{"Extension", extension}, {"ContentType", type}});
  };
  const auto add_part = [&](const char* part, const std::string& type) {
    Add(types, "Override", {{"PartName", part}, {"ContentType", type + "+xml"}});
  };
  add_default("rels", absl::StrCat(kPackage, "relationships+xml"));
  add_default("xml", "application/xml");
  add_part("/word/document.xml", absl::StrCat(kOffice, "document.main"));
  add_part("/word/styles.xml", absl::StrCat(kOffice, "styles"));
  add_part("/word/settings.xml", absl::StrCat(kOffice, "settings"));
  add_part("/word/fontTable.xml", absl::StrCat(kOffice, "fontTable"));
  add_part("/word/footer1.xml", absl::StrCat(kOffice, "footer"));
  add_part("/word/footer2.xml", absl::StrCat(kOffice, "footer"));
  add_part("/docProps/core.xml", absl::StrCat(kPackage, "core-properties"));
  return Print(xml);
}

std::string PackageRelationshipsXml() {
  pugi::xml_document xml;
  pugi::xml_node root = AddPackageRoot(xml, "Relationships", kPackageRelationships);
  AddRelationship(root, "rId1", absl::StrCat(kRelationships, "/officeDocument"),
                  "word/document.xml");
  AddRelationship(root, "rId2",
                  "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
                  "core-properties",
                  "docProps/core.xml");
  return Print(xml);
}

std::string DocumentRelationshipsXml() {
  pugi::xml_document xml;
  pugi::xml_node root = AddPackageRoot(xml, "Relationships", kPackageRelationships);
  const auto add = [&](const char* id, const char* type, const char* target) {
    AddRelationship(root, id, absl::StrCat(kRelationships, "/", type), target);
  };
  add("rId1", "styles", "styles.xml");
  add("rId2", "settings", "settings.xml");
  add("rId3", "fontTable", "fontTable.xml");
  add(kOddFooterId, "footer", "footer1.xml");
  add(kEvenFooterId, "footer", "footer2.xml");
  return Print(xml);
}

std::string SettingsXml() {
  pugi::xml_document xml;
  pugi::xml_node settings = AddRoot(xml, "w:settings");
  Add(settings, "w:evenAndOddHeaders");
  AddValue(settings, "w:characterSpacingControl", "doNotCompress");
  Add(Add(settings, "w:compat"), "w:compatSetting",
      {{"w:name", "compatibilityMode"},
       {"w:uri", "http://schemas.microsoft.com/office/word"},
       {"w:val", "15"}});
  return Print(xml);
}

std::string FontTableXml() {
  struct Names {
    layout::FontRole role;
    const char* alternatives;
    const char* family;
  };
  static constexpr Names kNames[] = {
      {layout::FontRole::kTitle, "FZXiaoBiaoSong-B05S,Noto Serif CJK SC", "roman"},
      {layout::FontRole::kFangSong, "FangSong_GB2312,FangSong,FandolFang", "roman"},
      {layout::FontRole::kKai, "KaiTi_GB2312,KaiTi,FandolKai,AR PL KaitiM GB", "roman"},
      {layout::FontRole::kHei, "SimHei,FandolHei,Noto Sans CJK SC", "swiss"},
      {layout::FontRole::kSong, "SimSun,FandolSong,Noto Serif CJK SC", "roman"}};
  pugi::xml_document xml;
  pugi::xml_node fonts = AddRoot(xml, "w:fonts");
  for (const Names& names : kNames) {
    pugi::xml_node font = Add(fonts, "w:font", {{"w:name", layout::OfficeFamily(names.role)}});
    AddValue(font, "w:altName", names.alternatives);
    AddValue(font, "w:charset", "86");
    AddValue(font, "w:family", names.family);
  }
  return Print(xml);
}

std::string FooterXml(bool odd) {
  pugi::xml_document xml;
  pugi::xml_node paragraph = Add(AddRoot(xml, "w:ftr"), "w:p");
  pugi::xml_node properties = Add(paragraph, "w:pPr");
  AddValue(properties, "w:pStyle", kFooter);
  Add(properties, "w:ind", {{odd ? "w:right" : "w:left", Twips(layout::kSizeFour)}});
  AddValue(properties, "w:jc", odd ? "right" : "left");
  AddText(paragraph, "— ");
  AddField(paragraph, " PAGE ");
  AddText(paragraph, " —");
  return Print(xml);
}

std::string CorePropertiesXml(const layout::Metadata& metadata) {
  const std::string created =
      absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", metadata.created, absl::UTCTimeZone());
  pugi::xml_document xml;
  AddDeclaration(xml);
  pugi::xml_node root =
      Add(xml, "cp:coreProperties",
          {{"xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"},
           {"xmlns:dc", "http://purl.org/dc/elements/1.1/"},
           {"xmlns:dcterms", "http://purl.org/dc/terms/"},
           {"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"}});
  Add(root, "dc:title").text().set(layout::CleanText(metadata.title).c_str());
  Add(root, "dc:creator").text().set(layout::CleanText(metadata.issuer).c_str());
  for (const char* name : {"dcterms:created", "dcterms:modified"}) {
    Add(root, name, {{"xsi:type", "dcterms:W3CDTF"}}).text().set(created.c_str());
  }
  return Print(xml);
}

}  // namespace eduplan::formats::docx
