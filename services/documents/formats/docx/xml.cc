#include "services/documents/formats/docx/xml.h"

#include <cmath>

#include "absl/strings/str_cat.h"

namespace eduplan::formats::docx {
namespace {

struct StringWriter : pugi::xml_writer {
  std::string text;
  void write(const void* data, size_t size) override {
    text.append(static_cast<const char*>(data), size);
  }
};

}  // namespace

pugi::xml_node Add(pugi::xml_node parent, const char* name, Attributes attributes) {
  pugi::xml_node node = parent.append_child(name);
  for (const auto& [key, value] : attributes) node.append_attribute(key) = value.c_str();
  return node;
}

pugi::xml_node AddValue(pugi::xml_node parent, const char* name, const std::string& value) {
  return Add(parent, name, {{"w:val", value}});
}

void AddDeclaration(pugi::xml_document& xml) {
  pugi::xml_node declaration = xml.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  declaration.append_attribute("standalone") = "yes";
}

pugi::xml_node AddRoot(pugi::xml_document& xml, const char* name) {
  AddDeclaration(xml);
  return Add(xml, name, {{"xmlns:w", kNamespace}, {"xmlns:r", kRelationships}});
}

std::string Print(const pugi::xml_document& xml) {
  StringWriter writer;
  xml.save(writer, "", pugi::format_raw, pugi::encoding_utf8);
  return std::move(writer.text);
}

void AddFonts(pugi::xml_node run_properties, layout::FontRole role) {
  const std::string family = layout::OfficeFamily(role);
  Add(run_properties, "w:rFonts",
      {{"w:ascii", family}, {"w:hAnsi", family}, {"w:eastAsia", family}, {"w:cs", family}});
}

void AddSize(pugi::xml_node run_properties, double points) {
  const std::string half_points = absl::StrCat(std::lround(points * 2));
  AddValue(run_properties, "w:sz", half_points);
  AddValue(run_properties, "w:szCs", half_points);
}

std::string Twips(double points) {
  return absl::StrCat(std::lround(points * 20));
}

}  // namespace eduplan::formats::docx
