// What the layout needs to know of fonts. The implementation over the machine's font files is
// formats/fonts/system_fonts.h.
#ifndef EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_FONTS_H_
#define EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_FONTS_H_

#include <array>
#include <cstdint>
#include <string>

namespace eduplan::layout {

// The fonts of an official paper by the part they play.
enum class FontRole { kTitle, kFangSong, kKai, kHei, kSong };
inline constexpr std::array<FontRole, 5> kFontRoles = {
    FontRole::kTitle, FontRole::kFangSong, FontRole::kKai, FontRole::kHei, FontRole::kSong};

// The family that offices use for the role, as named in DOCX: 方正小标宋简体, 仿宋_GB2312,
// 楷体_GB2312, 黑体, 宋体.
const char* OfficeFamily(FontRole role);

using FaceId = int;  // of one FontSet

struct Glyph {
  FaceId face = 0;
  uint32_t index = 0;    // in that face
  double advance = 0;    // em
  bool missing = false;  // no font has the character: this is the glyph of 〓 in its place
};

// A fixed set of faces. Implementations are thread-safe and immutable after construction.
class FontSet {
 public:
  virtual ~FontSet() = default;

  // The glyph for a character in a role, from the role's own face or else from a fallback.
  virtual Glyph Find(FontRole role, char32_t character) const = 0;
  // The face that stands for the role.
  virtual FaceId RoleFace(FontRole role) const = 0;
  // Family (and style, where not regular) of a face, for people.
  virtual std::string FaceName(FaceId face) const = 0;
};

}  // namespace eduplan::layout

#endif  // EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_FONTS_H_
