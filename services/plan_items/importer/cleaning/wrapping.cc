#include "services/plan_items/importer/cleaning/wrapping.h"

#include <algorithm>
#include <map>
#include <string>

#include "services/plan_items/importer/outline/markers.h"

namespace eduplan::importer {
namespace {

size_t Width(const Line& line) {
  size_t width = line.indent;
  for (char32_t c : line.folded) width += c < 0x80 ? 1 : 2;
  return width;
}

}  // namespace

void MarkWrappedLines(std::vector<Line>& lines) {
  std::map<size_t, int> widths;
  for (size_t i = 0; i + 1 < lines.size(); ++i) {
    // What stands before an item ends where its writer ended it.
    if (lines[i + 1].starts_item || lines[i].kind != LineKind::kContent) continue;
    const size_t width = Width(lines[i]);
    if (width >= 30 && width <= 160 && !EndsSentence(lines[i].folded.back())) ++widths[width / 4];
  }
  int best = 0;
  size_t bucket = 0;
  for (auto [width, n] : widths) {
    const auto next = widths.find(width + 1);
    const int both = n + (next == widths.end() ? 0 : next->second);
    if (both > best) {
      best = both;
      bucket = width;
    }
  }
  const auto wrapped = static_cast<size_t>(best);
  const bool many = wrapped >= 5 && wrapped * 4 >= lines.size();
  const bool half = wrapped >= 4 && wrapped * 2 >= lines.size();
  if (!many && !half) return;
  for (Line& line : lines) {
    const size_t width = Width(line) / 4;
    line.full = (width == bucket || width == bucket + 1) && !EndsSentence(line.folded.back());
  }
}

void StripPagePrefixes(std::u32string_view source, std::vector<Line>& lines) {
  std::vector<size_t> pages;
  int cut = 0;
  for (size_t i = 0; i < lines.size(); ++i) {
    const std::u32string& line = lines[i].folded;
    const std::u32string prefix =
        Fold(source.substr(lines[i].begin, std::min<size_t>(4, lines[i].end - lines[i].begin)));
    size_t digits = 0;
    size_t number = 0;
    while (digits < prefix.size() && IsDigit(prefix[digits])) {
      number = number * 10 + static_cast<size_t>(prefix[digits++] - U'0');
    }
    if (digits == 0 || digits >= prefix.size() || prefix[digits] != U'、') continue;
    const bool is_next = number == pages.size() + 1;
    const bool is_page = line.size() > 100 || i + 1 >= lines.size() || number > 1;
    if (!is_next || !is_page) return;
    if (number > 1 && !EndsSentence(lines[i - 1].folded.back())) ++cut;
    pages.push_back(i);
  }
  // Every page but perhaps one begins inside a sentence; items never do.
  if (pages.size() < 2 || cut < 1 || static_cast<size_t>(cut) + 2 < pages.size()) return;
  for (size_t k = 0; k < pages.size(); ++k) {
    Line& line = lines[pages[k]];
    while (line.begin < line.end && Fold(source[line.begin]) != U'、') ++line.begin;
    ++line.begin;
    line.folded.erase(0, line.folded.find(U'、') + 1);
    if (line.folded.empty()) line.folded.push_back(U' ');
    line.starts_item = StartsItem(line.folded);
    if (k > 0) lines[pages[k] - 1].full = !EndsSentence(lines[pages[k] - 1].folded.back());
  }
}

}  // namespace eduplan::importer
