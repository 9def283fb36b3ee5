// The title that a page gives itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/plan_items/importer/formats/html/elements.h"
#include "services/plan_items/importer/formats/html/page_text.h"
#include "services/plan_items/importer/source_text.h"

namespace eduplan::importer {

struct PageTitle {
  std::u32string text;          // Without the name of the site; "" if there is none.
  std::optional<size_t> block;  // That shows it.
};

// By og:title and <title>, and by the heading that they repeat.
PageTitle FindTitle(const std::vector<Element>& elements, const std::vector<TextBlock>& blocks,
                    const SourceText& text);

}  // namespace eduplan::importer
