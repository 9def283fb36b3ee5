// Text with its glyphs and widths, and its placing on a line.
#ifndef EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_MEASURE_H_
#define EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_MEASURE_H_

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/documents/layout/fonts.h"
#include "services/documents/layout/line_break.h"
#include "services/documents/layout/placement.h"

namespace eduplan::layout {

// Parallel arrays, one element a character.
struct MeasuredText {
  std::u32string text;
  std::vector<double> widths;  // em: 1 for Chinese, 0.5 for digits and narrow Latin
  std::vector<Glyph> glyphs;
  std::vector<FontRole> roles;

  double Width(size_t begin, size_t end) const;  // em
  double Width() const { return Width(0, text.size()); }
};

// How em become points on a line.
struct TypeSize {
  double size;   // pt of the glyphs
  double pitch;  // pt from one Chinese character to the next

  static TypeSize Natural(double size) { return {size, size}; }
  static TypeSize Body();  // size 3 on the grid of 28 characters
};

// Measures text and remembers which fonts had to stand in. One a placement; not thread-safe.
class Measurer {
 public:
  explicit Measurer(const FontSet& fonts) : fonts_(fonts) {}

  void Append(std::string_view utf8, FontRole role, MeasuredText& out);
  MeasuredText Measure(std::string_view utf8, FontRole role);

  // What was substituted and what was missing in all text measured so far.
  std::vector<FontSubstitution> Substitutions() const;
  std::u32string Missing() const { return {missing_.begin(), missing_.end()}; }

 private:
  const FontSet& fonts_;
  std::set<FontRole> used_;
  std::map<std::pair<FontRole, FaceId>, std::set<char32_t>> fallbacks_;
  std::set<char32_t> missing_;
};

// Places characters [begin, end) from x on, with `extra` pt added where the line may stretch,
// one PlacedText for each run of one face.
void PlaceCharacters(const MeasuredText& text, size_t begin, size_t end, double x, double baseline,
                     TypeSize type, double extra, std::vector<PlacedText>& out);

// The pt to add at each place that may stretch to fill `width` pt; 0 for final lines and for
// lines so short that stretching would tear them apart.
double JustifyExtra(const MeasuredText& text, const LineRange& line, TypeSize type, double width);

}  // namespace eduplan::layout

#endif  // EDUPLAN_SERVICES_DOCUMENTS_LAYOUT_MEASURE_H_
