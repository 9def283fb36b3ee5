// What a part of a document speaks of, told by its heading and the document around it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/plan_items/importer/outline/outline.h"
#include "services/plan_items/importer/parse.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

// kUnspecified if the heading does not tell.
SectionKind SectionOfHeading(std::u32string_view heading, DocumentKind document);

// One for each node: its own, or its parent's, or what the document as a whole speaks of there.
// `periods` are those of the document: in a summary and plan the later one is planned.
std::vector<SectionKind> SectionsOf(const FlatText& text, const std::vector<Node>& nodes,
                                    DocumentKind document, const std::vector<std::string>& periods);

SectionKind SectionOfPreamble(std::u32string_view preamble, DocumentKind document);

// What a figure in such a section is if no verb tells otherwise.
MeasurementKind DefaultKind(SectionKind section, DocumentKind document);

}  // namespace eduplan::importer
