#include "services/documents/report/outline_blocks.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/strings/str_split.h"
#include "services/documents/layout/text.h"

namespace eduplan::documents {
namespace {

constexpr int kDeepestHeading = 4;
// A longer heading is a sentence and is printed as one.
constexpr size_t kLongestHeading = 40;
constexpr std::u32string_view kBlanks = U" \u3000\u00a0";
constexpr std::u32string_view kSentenceEnds = U"。！？；：，、.!?;:";

// One line without blanks around it.
std::u32string CleanLine(const std::string& text) {
  std::u32string line = layout::Decode(text);
  std::replace(line.begin(), line.end(), U'\n', U' ');
  const size_t first = line.find_first_not_of(kBlanks);
  if (first == std::u32string::npos) return {};
  return line.substr(first, line.find_last_not_of(kBlanks) + 1 - first);
}

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  for (const auto& part : absl::StrSplit(text, absl::ByAnyChar("\r\n"))) {
    std::string line = layout::Encode(CleanLine(std::string(part)));
    if (!line.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

void AppendLines(std::vector<std::string> lines, size_t first, std::vector<layout::Block>* blocks) {
  for (size_t i = first; i < lines.size(); ++i) {
    blocks->push_back(layout::Paragraph{{{std::move(lines[i]), layout::RunStyle::kBody}}});
  }
}

struct Placed {
  const OutlineItem* item;
  int depth;  // from 0 for the outermost of the chapter
};

// The chapter's items with their depth among themselves.
std::vector<Placed> Collect(const Filing& filing, Section section) {
  std::vector<Placed> placed;
  std::vector<std::pair<int, int>> above;  // level and depth
  for (const OutlineItem& item : filing.items) {
    while (!above.empty() && above.back().first >= item.level) above.pop_back();
    const int outer = above.empty() ? -1 : above.back().second;
    const bool inside = item.section == section;
    above.emplace_back(item.level, inside ? outer + 1 : outer);
    if (inside) placed.push_back({&item, outer + 1});
  }
  return placed;
}

bool IsSingleChapter(const std::vector<Placed>& placed) {
  return placed.size() > 1 &&
         std::all_of(placed.begin() + 1, placed.end(), [](const Placed& p) { return p.depth > 0; });
}

// The heading as the beginning of its text's first paragraph.
void AppendRunIn(const std::string& marker, std::u32string heading, layout::RunStyle style,
                 const std::string& text, std::vector<layout::Block>* blocks) {
  std::vector<std::string> lines = Lines(text);
  if (!heading.empty() && !lines.empty() &&
      kSentenceEnds.find(heading.back()) == std::u32string_view::npos) {
    heading.push_back(U'。');
  }
  layout::Paragraph paragraph;
  const std::string lead = marker + layout::Encode(heading);
  if (!lead.empty()) paragraph.runs.push_back({lead, style});
  if (!lines.empty()) paragraph.runs.push_back({lines.front(), layout::RunStyle::kBody});
  if (!paragraph.runs.empty()) blocks->push_back(std::move(paragraph));
  AppendLines(std::move(lines), 1, blocks);
}

void AppendItem(const OutlineItem& item, int level, layout::HeadingNumberer& numberer,
                std::vector<layout::Block>* blocks) {
  std::u32string heading = CleanLine(item.heading);
  if (level > kDeepestHeading) {
    AppendRunIn(layout::Encode(CleanLine(item.marker)), std::move(heading), layout::RunStyle::kKai,
                item.text, blocks);
    return;
  }
  const std::string number = numberer.Next(level);
  if (heading.empty() || heading.size() > kLongestHeading) {
    AppendRunIn(number, std::move(heading), layout::RunStyle::kBody, item.text, blocks);
    return;
  }
  if (heading.back() == U'。') heading.pop_back();
  blocks->push_back(layout::Heading{level, number + layout::Encode(heading)});
  AppendParagraphs(item.text, blocks);
}

}  // namespace

void AppendParagraphs(const std::string& text, std::vector<layout::Block>* blocks) {
  AppendLines(Lines(text), 0, blocks);
}

void AppendOutline(const Filing& filing, Section section, int level,
                   layout::HeadingNumberer& numberer, std::vector<layout::Block>* blocks) {
  if (section == Section::kSummary) AppendParagraphs(filing.preamble, blocks);
  const std::vector<Placed> placed = Collect(filing, section);
  const bool single = IsSingleChapter(placed);
  if (single) {
    const OutlineItem& chapter = *placed.front().item;
    AppendRunIn("", CleanLine(chapter.heading), layout::RunStyle::kKai, chapter.text, blocks);
  }
  for (size_t i = single ? 1 : 0; i < placed.size(); ++i) {
    AppendItem(*placed[i].item, level + placed[i].depth - (single ? 1 : 0), numberer, blocks);
  }
}

}  // namespace eduplan::documents
