#include "services/documents/layout/measure.h"

#include <algorithm>
#include <numeric>

#include "services/documents/layout/geometry.h"
#include "services/documents/layout/text.h"

namespace eduplan::layout {
namespace {

constexpr double kMaxStretch = 0.25;  // em between two characters

// Chinese takes whole cells and digits half cells, which keeps lines on the grid. Other Latin keeps
// its own width: spread over half cells, "3.25" would read and be extracted as "3 . 25".
double CellWidth(char32_t c, double advance) {
  const double nominal = NominalWidth(c);
  if (nominal == 0) return 0;
  if (nominal == 1 && (c >= 0x2E80 || advance > 0.85)) return std::max(1.0, advance);
  return IsDigit(c) || c == U' ' ? std::max(0.5, advance) : advance;
}

bool IsLatin(char32_t c) {
  return c < 0x2E80 && c != U' ' && NominalWidth(c) < 1;
}

// Lines are stretched between Chinese characters and at spaces, never inside a number or word.
bool MayStretch(char32_t before, char32_t after) {
  return !IsLatin(before) || !IsLatin(after);
}

}  // namespace

const char* OfficeFamily(FontRole role) {
  switch (role) {
    case FontRole::kTitle:
      return "方正小标宋简体";
    case FontRole::kFangSong:
      return "仿宋_GB2312";
    case FontRole::kKai:
      return "楷体_GB2312";
    case FontRole::kHei:
      return "黑体";
    case FontRole::kSong:
      break;
  }
  return "宋体";
}

TypeSize TypeSize::Body() {
  return {kSizeThree, kCharacterPitch};
}

double MeasuredText::Width(size_t begin, size_t end) const {
  return std::accumulate(widths.begin() + begin, widths.begin() + end, 0.0);
}

void Measurer::Append(std::string_view utf8, FontRole role, MeasuredText& out) {
  used_.insert(role);
  const FaceId own_face = fonts_.RoleFace(role);
  for (char32_t c : Decode(utf8)) {
    Glyph glyph;
    if (c != U'\n') {
      glyph = fonts_.Find(role, c);
      if (glyph.missing) {
        missing_.insert(c);
      } else if (glyph.face != own_face) {
        fallbacks_[{role, glyph.face}].insert(c);
      }
    }
    out.text.push_back(c);
    out.widths.push_back(CellWidth(c, glyph.advance));
    out.glyphs.push_back(glyph);
    out.roles.push_back(role);
  }
}

MeasuredText Measurer::Measure(std::string_view utf8, FontRole role) {
  MeasuredText out;
  Append(utf8, role, out);
  return out;
}

std::vector<FontSubstitution> Measurer::Substitutions() const {
  std::vector<FontSubstitution> out;
  for (FontRole role : used_) {
    std::string used = fonts_.FaceName(fonts_.RoleFace(role));
    if (used != OfficeFamily(role)) out.push_back({role, OfficeFamily(role), std::move(used), ""});
  }
  for (const auto& [key, characters] : fallbacks_) {
    const auto& [role, face] = key;
    out.push_back({role, OfficeFamily(role), fonts_.FaceName(face),
                   Encode(std::u32string(characters.begin(), characters.end()))});
  }
  return out;
}

void PlaceCharacters(const MeasuredText& text, size_t begin, size_t end, double x, double baseline,
                     TypeSize type, double extra, std::vector<PlacedText>& out) {
  PlacedText* current = nullptr;
  for (size_t i = begin; i < end; ++i) {
    const Glyph& glyph = text.glyphs[i];
    const double cell = text.widths[i] * type.pitch;
    const double glyph_x = x + (cell - glyph.advance * type.size) / 2;
    if (current == nullptr || current->face != glyph.face || current->role != text.roles[i]) {
      out.push_back({glyph_x, baseline, text.roles[i], glyph.face, type.size, {}, {}});
      current = &out.back();
    }
    AppendUtf8(text.text[i], current->text);
    current->glyphs.push_back({glyph.index, glyph_x - current->x});
    x += cell;
    if (i + 1 < end && MayStretch(text.text[i], text.text[i + 1])) x += extra;
  }
}

double JustifyExtra(const MeasuredText& text, const LineRange& line, TypeSize type, double width) {
  if (line.is_final) return 0;
  int gaps = 0;
  for (size_t i = line.begin + 1; i < line.end; ++i) {
    if (MayStretch(text.text[i - 1], text.text[i])) ++gaps;
  }
  const double extra = (width - text.Width(line.begin, line.end) * type.pitch) / std::max(gaps, 1);
  return extra > 0 && extra <= kMaxStretch * type.pitch ? extra : 0;
}

}  // namespace eduplan::layout
