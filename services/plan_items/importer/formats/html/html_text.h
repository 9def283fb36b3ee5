// The text of an HTML document with line breaks where blocks end.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace eduplan::importer {

// Whether the bytes begin like HTML.
bool LooksLikeHtml(std::string_view bytes);

// The charset that a meta element declares, or "".
std::string HtmlCharset(std::string_view bytes);

// INVALID_ARGUMENT for more than `max_tags` tags or elements nested deeper than 512.
absl::StatusOr<std::u32string> HtmlToText(const std::u32string& html, size_t max_tags);

}  // namespace eduplan::importer
