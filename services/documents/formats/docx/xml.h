// Small helpers to build WordprocessingML with pugixml. Lengths are twips (1/20 pt).
#ifndef EDUPLAN_SERVICES_DOCUMENTS_FORMATS_DOCX_XML_H_
#define EDUPLAN_SERVICES_DOCUMENTS_FORMATS_DOCX_XML_H_

#include <initializer_list>
#include <pugixml.hpp>
#include <string>
#include <utility>

#include "services/documents/layout/fonts.h"

namespace eduplan::formats::docx {

inline constexpr char kNamespace[] = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
inline constexpr char kRelationships[] =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

using Attributes = std::initializer_list<std::pair<const char*, std::string>>;

pugi::xml_node Add(pugi::xml_node parent, const char* name, Attributes attributes = {});
// Adds <name w:val="value"/>.
pugi::xml_node AddValue(pugi::xml_node parent, const char* name, const std::string& value);

void AddDeclaration(pugi::xml_document& xml);
// A document with an XML declaration and a root element in Word's namespace.
pugi::xml_node AddRoot(pugi::xml_document& xml, const char* name);
std::string Print(const pugi::xml_document& xml);

// <w:rFonts> for a role: Chinese, Latin and digits in the same family.
void AddFonts(pugi::xml_node run_properties, layout::FontRole role);
// <w:sz> and <w:szCs>.
void AddSize(pugi::xml_node run_properties, double points);

std::string Twips(double points);

}  // namespace eduplan::formats::docx

#endif  // EDUPLAN_SERVICES_DOCUMENTS_FORMATS_DOCX_XML_H_
