// Characters as fonts of PDF files name them.
#pragma once

#include <string>
#include <string_view>

namespace eduplan::importer::pdf {

struct Characters {
  std::u32string text = {};
  size_t unknown =
      0;  // Of the private use areas or not assigned: the font does not say what it shows.
};

// Ligatures, radicals and compatibility ideographs as the letters and ideographs that they show
// (U+2F45 as 方); full-width forms stay. Control characters are left out, white space becomes ' '.
Characters Normalize(std::u32string_view text);

}  // namespace eduplan::importer::pdf
