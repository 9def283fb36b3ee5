#ifndef EDUPLAN_SERVICES_PLATFORM_API_UTF8_H_
#define EDUPLAN_SERVICES_PLATFORM_API_UTF8_H_

#include <string>
#include <string_view>

namespace eduplan::api {

// True for well-formed UTF-8 (no surrogates, no overlong forms). NUL is a character like others.
bool IsUtf8(std::string_view text);

// At most `bytes` of `text`, cut between characters, with "…" if anything was cut: for quoting
// hostile input in a message.
std::string Excerpt(std::string_view text, size_t bytes = 80);

}  // namespace eduplan::api

#endif  // EDUPLAN_SERVICES_PLATFORM_API_UTF8_H_
