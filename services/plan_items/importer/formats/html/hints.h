// What class, id, role and style of an element say it is for.
#pragma once

#include <gumbo.h>

#include <string>

#include "services/plan_items/importer/formats/html/elements.h"

namespace eduplan::importer {

// Class and id.
std::string NamesOf(const GumboNode* element);

Hint HintOf(const GumboNode* element);

// By its style or attributes.
bool IsHidden(const GumboNode* element);

}  // namespace eduplan::importer
