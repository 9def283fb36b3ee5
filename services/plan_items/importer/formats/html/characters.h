// The characters of a text node, each with the stretch of the page that wrote it.
#pragma once

#include <cstddef>
#include <string_view>

#include "absl/functional/function_ref.h"

namespace eduplan::importer {

struct Character {
  char32_t c;
  size_t begin;  // In the page, in UTF-8: of the character itself or of its reference (&nbsp;).
  size_t end;
};

// `text`: what the parser made of the page from `begin` on.
void ForEachCharacter(std::string_view page, size_t begin, std::string_view text,
                      absl::FunctionRef<void(const Character&)> visit);

}  // namespace eduplan::importer
