// Names and numbers of HTML, which are ASCII in any case.
#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include "absl/strings/ascii.h"

namespace eduplan::importer {

inline std::string Lower(std::string_view text) {
  std::string lower(text);
  absl::AsciiStrToLower(&lower);
  return lower;
}

inline bool StartsWithIgnoringCase(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() && Lower(text.substr(0, lower.size())) == lower;
}

// A whole number with nothing else but white space around it.
inline std::optional<int> NumberOf(std::string_view text) {
  while (!text.empty() && absl::ascii_isspace(text.front())) text.remove_prefix(1);
  while (!text.empty() && absl::ascii_isspace(text.back())) text.remove_suffix(1);
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace eduplan::importer
