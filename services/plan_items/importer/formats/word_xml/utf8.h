// From the UTF-8 of an XML parser, which is valid, to code points.
#pragma once

#include <string>
#include <string_view>

namespace eduplan::importer::word {

void AppendUtf8(std::string_view utf8, std::u32string& to);
std::u32string FromUtf8(std::string_view utf8);

}  // namespace eduplan::importer::word
