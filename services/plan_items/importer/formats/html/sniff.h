// Whether bytes are HTML, and in which charset they say they are.
#pragma once

#include <string>
#include <string_view>

namespace eduplan::importer {

// Whether the bytes begin like HTML, in an encoding that has ASCII.
bool LooksLikeHtml(std::string_view bytes);

// The charset that a meta element declares, or "".
std::string HtmlCharset(std::string_view bytes);

}  // namespace eduplan::importer
