#include "services/plan_items/importer/formats/pdf/lines.h"

#include <algorithm>
#include <map>
#include <utility>

#include "services/plan_items/importer/text.h"

namespace eduplan::importer::pdf {
namespace {

// Parts of the font's size. Typesetters put up to a quarter between Han characters and digits, and
// stretch lines by less than two fifths; Latin words stand a fifth apart or more, and so do Han
// characters with a space between them in a line that is not stretched.
constexpr double kMixedSpace = 0.45;
constexpr double kStretchedSpace = 0.45;
constexpr double kHanSpace = 0.19;
constexpr double kLatinSpace = 0.12;
constexpr double kHole = 1.0;

// A word that shares this part of the lower one's height stands in the same row.
constexpr double kShared = 0.5;

bool IsLatinOrDigit(char32_t c) {
  return IsLatin(c) || IsDigit(c);
}

bool SpaceBetween(const Box& a, const Box& b, double gap, bool stretched) {
  if (a.text.empty() || b.text.empty()) return false;
  const double size = std::max(a.size, b.size);
  const char32_t last = a.text.back();
  const char32_t first = b.text.front();
  const bool word_before = IsLatinOrDigit(last) || IsOneOf(last, U",.;:)%");
  const bool word_after = IsLatinOrDigit(first) || (word_before && first == U'(');
  if (word_before && word_after) return gap > kLatinSpace * size;
  if (word_before || word_after) return gap > kMixedSpace * size;
  return gap > (stretched ? kStretchedSpace : kHanSpace) * size;
}

// Whether many of the characters of a row stand apart, as where a short line is stretched to the
// margin.
bool IsStretched(const std::vector<Box>& row) {
  size_t apart = 0;
  size_t characters = 0;
  for (size_t i = 0; i < row.size(); ++i) {
    characters += row[i].text.size();
    if (i > 0 && row[i].left - row[i - 1].right > kLatinSpace * row[i].size) ++apart;
  }
  return apart * 3 > characters;
}

double SizeOfMost(const std::vector<Box>& row) {
  std::map<double, size_t> characters;
  for (const Box& box : row) characters[box.size] += box.text.size();
  const auto less = [](const auto& a, const auto& b) { return a.second < b.second; };
  return std::max_element(characters.begin(), characters.end(), less)->first;
}

}  // namespace

std::u32string Line::Text() const {
  std::u32string text;
  for (const Segment& segment : segments) {
    if (!text.empty()) text.push_back(U' ');
    text += segment.text;
  }
  return text;
}

std::vector<std::vector<Box>> Rows(std::vector<Box> boxes) {
  std::sort(boxes.begin(), boxes.end(), [](const Box& a, const Box& b) { return a.top < b.top; });
  std::vector<std::vector<Box>> rows;
  double top = 0;  // Of the highest word of the row.
  double bottom = 0;
  for (Box& box : boxes) {
    const double shared = std::min(bottom, box.bottom) - std::max(top, box.top);
    const bool same = !rows.empty() && shared >= kShared * std::min(bottom - top, box.height());
    if (!same) rows.emplace_back();
    if (!same || box.height() > bottom - top) {
      top = box.top;
      bottom = box.bottom;
    }
    rows.back().push_back(std::move(box));
  }
  for (auto& row : rows) {
    std::stable_sort(row.begin(), row.end(),
                     [](const Box& a, const Box& b) { return a.left < b.left; });
  }
  return rows;
}

Line MakeLine(const std::vector<Box>& row) {
  Line line{.left = row.front().left,
            .top = row.front().top,
            .right = row.front().right,
            .bottom = row.front().bottom,
            .size = SizeOfMost(row)};
  const bool stretched = IsStretched(row);
  const Box* before = nullptr;
  for (const Box& box : row) {
    const double gap = before == nullptr ? 0 : box.left - line.right;
    if (before == nullptr || gap > kHole * std::max(line.size, box.size)) {
      line.segments.push_back({.left = box.left, .right = box.right});
    } else if (SpaceBetween(*before, box, gap, stretched)) {
      line.segments.back().text.push_back(U' ');
    }
    line.words.push_back({.left = box.left, .right = box.right, .text = box.text});
    Segment& segment = line.segments.back();
    segment.text += box.text;
    segment.right = std::max(segment.right, box.right);
    line.top = std::min(line.top, box.top);
    line.right = std::max(line.right, box.right);
    line.bottom = std::max(line.bottom, box.bottom);
    before = &box;
  }
  return line;
}

std::vector<Line> Lines(std::vector<Box> boxes) {
  std::vector<Line> lines;
  for (const auto& row : Rows(std::move(boxes))) lines.push_back(MakeLine(row));
  return lines;
}

std::vector<Box> Upright(std::vector<Box> boxes, int rotation, const Page& page) {
  for (Box& box : boxes) {
    const Box old = box;
    if (rotation == 1) {  // Reads downwards: the right side of the page becomes its head.
      box.left = old.top;
      box.right = old.bottom;
      box.top = page.width - old.right;
      box.bottom = page.width - old.left;
    } else if (rotation == 2) {
      box.left = page.width - old.right;
      box.right = page.width - old.left;
      box.top = page.height - old.bottom;
      box.bottom = page.height - old.top;
    } else if (rotation == 3) {  // Reads upwards.
      box.left = page.height - old.bottom;
      box.right = page.height - old.top;
      box.top = old.left;
      box.bottom = old.right;
    }
    box.rotation = 0;
  }
  return boxes;
}

}  // namespace eduplan::importer::pdf
