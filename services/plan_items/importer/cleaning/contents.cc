#include "services/plan_items/importer/cleaning/contents.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace eduplan::importer {
namespace {

constexpr size_t kLongestHeading = 60;
constexpr size_t kFewestEntries = 3;
constexpr size_t kKey = 6;  // Characters by which headings are looked up.

struct Entry {
  std::u32string heading;  // Without leader and page number.
  bool led = false;        // …………3
};

// A heading as a table of contents has it: no sentence.
std::optional<Entry> EntryOf(const Line& line) {
  if (line.folded.size() > 2 * kLongestHeading || line.kind != LineKind::kContent) return {};
  size_t end = line.folded.size();
  while (end > 0 && IsDigit(line.folded[end - 1])) --end;
  const size_t number = end;
  while (end > 0 && IsOneOf(line.folded[end - 1], U".…·-_ ⋯")) --end;
  Entry entry;
  entry.led = number < line.folded.size() && number - end >= 3;
  entry.heading = line.folded.substr(0, entry.led ? end : line.folded.size());
  if (!line.starts_item && !entry.led) return {};
  if (entry.heading.size() < 3 || entry.heading.size() > kLongestHeading) return {};
  const std::u32string_view inside(entry.heading);
  if (inside.find_first_of(U"。;") != std::u32string_view::npos) return {};
  return entry;
}

std::u32string KeyOf(std::u32string_view text) {
  return std::u32string(text.substr(0, kKey));
}

class Finder {
 public:
  explicit Finder(const std::vector<Line>& lines) : lines_(lines) {
    for (size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].starts_item) places_[KeyOf(lines[i].folded)].push_back(i);
    }
  }

  // The line after `from` that the heading opens; lines.size() if none.
  size_t Find(const std::u32string& heading, size_t from) const {
    const auto found = places_.find(KeyOf(heading));
    if (found == places_.end()) return lines_.size();
    const std::vector<size_t>& at = found->second;
    constexpr size_t kTried = 8;
    auto place = std::upper_bound(at.begin(), at.end(), from);
    for (size_t tried = 0; place != at.end() && tried < kTried; ++place, ++tried) {
      if (lines_[*place].folded.starts_with(heading)) return *place;
    }
    return lines_.size();
  }

 private:
  const std::vector<Line>& lines_;
  std::unordered_map<std::u32string, std::vector<size_t>> places_;
};

struct Run {
  size_t end = 0;  // Past its last entry.
  size_t entries = 0;
  size_t repeated = 0;  // In the text behind it, in order.
  size_t led = 0;
  bool has_text = false;  // Some text stands below a heading there.
};

Run RunFrom(const std::vector<Line>& lines, const Finder& finder, size_t begin) {
  std::vector<Entry> entries;
  Run run{.end = begin};
  for (; run.end < lines.size(); ++run.end) {
    std::optional<Entry> entry = EntryOf(lines[run.end]);
    if (!entry) break;
    // The text begins where the first entry stands again.
    if (!entries.empty() && !entry->led && entry->heading == entries.front().heading) break;
    run.led += entry->led ? 1 : 0;
    entries.push_back(*std::move(entry));
  }
  run.entries = entries.size();
  size_t from = run.end - std::min<size_t>(run.end, 1);
  for (const Entry& entry : entries) {
    const size_t at = finder.Find(entry.heading, from);
    if (at == lines.size()) continue;
    from = at;
    ++run.repeated;
    run.has_text = run.has_text || lines[at].folded.size() > entry.heading.size() ||
                   (at + 1 < lines.size() && !lines[at + 1].starts_item);
  }
  return run;
}

}  // namespace

void MarkContents(std::vector<Line>& lines) {
  constexpr size_t kLookedThrough = 400;
  const Finder finder(lines);
  for (size_t i = 0; i < std::min(lines.size(), kLookedThrough); ++i) {
    if (!EntryOf(lines[i])) continue;
    const Run run = RunFrom(lines, finder, i);
    const bool nearly_all =
        (run.repeated * 4 >= run.entries * 3 && run.has_text) || run.led * 4 >= run.entries * 3;
    if (run.entries < kFewestEntries || !nearly_all) {
      i = std::max(run.end, i + 1) - 1;
      continue;
    }
    for (size_t k = i; k < run.end; ++k) lines[k].kind = LineKind::kClutter;
    if (i > 0 && lines[i - 1].folded.size() <= 4 &&
        lines[i - 1].folded.find(U'录') != std::u32string::npos) {
      lines[i - 1].kind = LineKind::kClutter;
    }
    return;
  }
}

}  // namespace eduplan::importer
