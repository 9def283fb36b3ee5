// What a page must not exceed for a parser to be let loose on it.
#pragma once

#include <cstddef>
#include <string_view>

#include "absl/status/status.h"

namespace eduplan::importer {

// INVALID_ARGUMENT, naming the line, for more than `max_tags` tags, elements nested deeper than
// 512, more than 64 attributes in a tag or more than a million character references.
absl::Status CheckPage(std::string_view html, size_t max_tags);

}  // namespace eduplan::importer
