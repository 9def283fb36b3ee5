#include "services/plan_items/importer/formats/pdf/paragraphs.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "services/plan_items/importer/outline/markers.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer::pdf {
namespace {

// Parts of the font's size.
constexpr double kIndented = 1.2;  // Further in than lines that only stand unevenly.
constexpr double kDeep = 3.0;      // Further in than first lines are.
constexpr double kCentred = 2.0;   // Room on both sides of a centred line,
constexpr double kUneven = 1.2;    // and how much the two may differ.
constexpr double kSlack = 0.7;     // Room that is left over where nothing more fits.
constexpr double kOtherSize = 0.15;

constexpr double kTitleSize = 1.15;  // Of the size of most text.
constexpr double kBlank = 1.45;      // Of the distance of lines.

// A row of a table or form: mostly holes.
constexpr double kHoles = 0.3;

double LeftRoom(const Placed& at) {
  return at.line->left - at.margins->left;
}
double RightRoom(const Placed& at) {
  return at.margins->right - at.line->right;
}

bool IsCentred(const Placed& at) {
  const double left = LeftRoom(at);
  const double right = RightRoom(at);
  const double size = at.line->size;
  return left > kCentred * size && right > kCentred * size &&
         std::abs(left - right) < std::max(kUneven * size, 0.12 * (left + right));
}

bool IsRow(const Line& line) {
  double holes = 0;
  for (size_t i = 1; i < line.segments.size(); ++i) {
    holes += line.segments[i].left - line.segments[i - 1].right;
  }
  return holes > kHoles * (line.right - line.left);
}

// The width of what cannot be parted at the beginning of a line, in sizes of the font: a character
// or a Latin word or number, and what may not begin a line.
double FirstUnit(std::u32string_view text) {
  constexpr size_t kLongest = 24;
  constexpr double kNarrow = 0.55;
  constexpr std::u32string_view kNeverFirst = U",.;:?!%)]}、。，；：？！％）】》〉”’…";
  constexpr std::u32string_view kNeverLast = U"([{（【《〈“‘";
  double width = 0;
  size_t i = 0;
  while (i < text.size() && IsOneOf(text[i], kNeverLast)) ++i, width += 1;
  const auto narrow = [](char32_t c) { return IsLatin(c) || IsDigit(c); };
  if (i < text.size() && narrow(text[i])) {
    while (i < text.size() && i < kLongest && (narrow(text[i]) || IsOneOf(text[i], U".,-"))) {
      ++i;
      width += kNarrow;
    }
  } else {
    ++i;
    width += 1;
  }
  while (i < text.size() && i < kLongest && IsOneOf(text[i], kNeverFirst)) ++i, width += 1;
  return width;
}

bool EndsSentenceOrQuote(std::u32string_view text) {
  size_t end = text.size();
  while (end > 0 && IsOneOf(Fold(text[end - 1]), U"”’\"')》】")) --end;
  return end > 0 && EndsSentence(Fold(text[end - 1]));
}

// The lines of a title broken by meaning.
bool IsOneTitle(const Placed& before, const Placed& next, const Setting& setting) {
  return before.line->size >= kTitleSize * setting.size && !StartsItem(Fold(next.line->Text())) &&
         !EndsSentenceOrQuote(before.line->Text());
}

}  // namespace

bool BeginsParagraph(const Placed& before, const Placed& next, bool apart, const Setting& setting) {
  const double size = next.line->size;
  if (std::abs(before.line->size - size) > kOtherSize * std::max(before.line->size, size)) {
    return true;
  }
  if (IsRow(*before.line) || IsRow(*next.line)) return true;
  if (!apart) {
    const double pitch = next.line->middle() - before.line->middle();
    const double usual = std::max(next.margins->pitch, size);
    if (pitch < 0 || pitch > kBlank * usual) {
      const bool larger = size >= kTitleSize * setting.size && pitch > 0 && pitch < 2 * size;
      if (!larger) return true;
    }
  }
  const bool centred = IsCentred(next);
  if (IsCentred(before) && centred) return !IsOneTitle(before, next, setting);
  const std::u32string text = next.line->Text();
  const bool full = RightRoom(before) <= (FirstUnit(text) + kSlack) * size;
  if (centred) return !full || !IsOneTitle(before, next, setting);
  const std::u32string text_before = before.line->Text();
  const bool sentence_ended = EndsSentenceOrQuote(text_before);
  if (setting.first_line_indented && LeftRoom(next) > kIndented * size) {
    const bool hangs = LeftRoom(next) > kDeep * size &&
                       std::abs(LeftRoom(before) - LeftRoom(next)) < kSlack * size;
    if (!hangs || StartsItem(Fold(text))) return true;
  }
  if (!full) return true;
  return sentence_ended && StartsItem(Fold(text));
}

}  // namespace eduplan::importer::pdf
