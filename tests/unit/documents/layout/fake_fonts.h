// Fonts with every character in its nominal width, so that tests can count instead of measure.
#ifndef EDUPLAN_TESTS_UNIT_DOCUMENTS_LAYOUT_FAKE_FONTS_H_
#define EDUPLAN_TESTS_UNIT_DOCUMENTS_LAYOUT_FAKE_FONTS_H_

#include <string>

#include "services/documents/layout/fonts.h"
#include "services/documents/layout/text.h"

namespace eduplan::testing {

inline constexpr layout::FaceId kFallbackFace = 9;

// Characters from U+20000 on come from kFallbackFace, private-use ones are missing. Glyph indices
// are the code points.
class FakeFonts : public layout::FontSet {
 public:
  layout::Glyph Find(layout::FontRole role, char32_t c) const override {
    if (c >= 0xE000 && c < 0xF900) return {RoleFace(role), U'〓', 1, true};
    if (c >= 0x20000) return {kFallbackFace, c, 1, false};
    return {RoleFace(role), c, layout::NominalWidth(c), false};
  }
  layout::FaceId RoleFace(layout::FontRole role) const override { return static_cast<int>(role); }
  std::string FaceName(layout::FaceId face) const override {
    return face == kFallbackFace ? "Fallback"
                                 : layout::OfficeFamily(static_cast<layout::FontRole>(face));
  }
};

}  // namespace eduplan::testing

#endif  // EDUPLAN_TESTS_UNIT_DOCUMENTS_LAYOUT_FAKE_FONTS_H_
