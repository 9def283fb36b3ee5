// word/document.xml: the blocks as paragraphs and tables in named styles.
#ifndef EDUPLAN_SERVICES_DOCUMENTS_FORMATS_DOCX_BODY_H_
#define EDUPLAN_SERVICES_DOCUMENTS_FORMATS_DOCX_BODY_H_

#include <pugixml.hpp>
#include <string>

#include "services/documents/layout/blocks.h"

namespace eduplan::formats::docx {

std::string DocumentXml(const layout::Document& document);

// Building stones shared by body.cc and body_table.cc.
pugi::xml_node AddParagraph(pugi::xml_node parent, const char* style);
// Adds `text` as one run; a '\n' in it becomes a line break. Returns the run's properties, in which
// character formatting may be set.
pugi::xml_node AddRun(pugi::xml_node paragraph, const std::string& text);

void AddTable(pugi::xml_node body, const layout::Table& table);
// A table at the foot of the page that the end of the text falls on.
void AddImprint(pugi::xml_node body, const layout::Imprint& imprint);

}  // namespace eduplan::formats::docx

#endif  // EDUPLAN_SERVICES_DOCUMENTS_FORMATS_DOCX_BODY_H_
