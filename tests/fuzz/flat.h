// A flat text without the cleaning before it: any characters and any gaps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "services/plan_items/importer/text.h"
#include "tests/fuzz/check.h"

namespace eduplan::importer::fuzz {

struct Flat {
  std::u32string source;
  FlatText text;
};

// The first byte says how it is wrapped; white space becomes gaps. `flat` must not be moved after.
inline void MakeFlat(const uint8_t* data, size_t size, Flat& flat) {
  if (size == 0) return;
  flat.source = FromBytes(data + 1, size - 1);
  FlatText& text = flat.text;
  text.source = flat.source;
  text.soft_wrapped = (data[0] & 1) != 0;
  text.run_on = (data[0] & 2) != 0;
  Gap gap = Gap::kNone;
  for (size_t i = 0; i < flat.source.size(); ++i) {
    const char32_t c = flat.source[i];
    if (c == U'\n') gap = Gap::kLine;
    if (IsSpace(c)) {
      gap = std::max(gap, Gap::kSpace);
      continue;
    }
    text.chars.push_back(Fold(c));
    text.origin.push_back(static_cast<uint32_t>(i));
    text.gap.push_back(gap);
    gap = Gap::kNone;
  }
}

}  // namespace eduplan::importer::fuzz
