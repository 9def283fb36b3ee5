#include "services/plan_items/importer/cleaning/clean.h"

#include <algorithm>
#include <utility>

#include "services/plan_items/importer/cleaning/lines.h"
#include "services/plan_items/importer/cleaning/tables.h"
#include "services/plan_items/importer/cleaning/tail.h"
#include "services/plan_items/importer/cleaning/title.h"
#include "services/plan_items/importer/cleaning/topics.h"
#include "services/plan_items/importer/organs.h"
#include "services/plan_items/importer/understanding/issuer.h"
#include "services/plan_items/importer/understanding/sections.h"

namespace eduplan::importer {
namespace {

// The first line of the text itself: an item or prose after the headings of the page.
size_t FindBody(const std::vector<Line>& lines) {
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].kind != LineKind::kContent) continue;
    if (lines[i].starts_item || (IsProse(lines[i]) && !LooksLikeTitle(lines[i].folded))) return i;
  }
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].kind == LineKind::kContent && !LooksLikeTitle(lines[i].folded)) return i;
  }
  return lines.size();
}

// Prose that stands between title and first item, even if short: "现将…汇报如下:".
size_t WidenBody(const std::vector<Line>& lines, size_t title, size_t body) {
  for (size_t i = title + 1; i < body; ++i) {
    const std::u32string& line = lines[i].folded;
    if (lines[i].kind != LineKind::kContent) continue;
    const bool clause = line.find_first_of(U",。") != std::u32string::npos;
    if ((line.size() >= 10 && EndsSentence(line.back())) || (line.size() >= 20 && clause)) return i;
  }
  return body;
}

// 一:指导思想, 1,加强管理: only what follows tells that it is an item.
bool OpensCount(std::u32string_view line) {
  return line.size() > 3 && IsOneOf(line[0], U"一1") && IsOneOf(line[1], U":,");
}

// The line above the text may be its first heading: 指导思想.
size_t WithTopic(const std::vector<Line>& lines, size_t title, size_t body) {
  if (body == 0 || body >= lines.size() || body - 1 <= title) return body;
  const Line& above = lines[body - 1];
  if (above.kind == LineKind::kContent && OpensCount(above.folded)) return body - 1;
  if (above.kind != LineKind::kContent || !IsTopicLine(lines, body - 1, nullptr)) return body;
  const SectionKind kind = SectionOfHeading(above.folded, DocumentKind::kSummaryAndPlan);
  return kind == SectionKind::kUnspecified ? body : body - 1;
}

// A sentence may carry on with the title again: "…范文》由…".
void DropTitleRepeats(std::vector<Line>& lines, size_t body, size_t tail,
                      std::u32string_view title) {
  if (title.size() < 6) return;
  for (size_t i = body + 1; i < tail; ++i) {
    if (lines[i].kind == LineKind::kContent && !lines[i].starts_item &&
        StripSuffix(WithoutSpaces(lines[i].folded)) == title) {
      lines[i].kind = LineKind::kClutter;
    }
  }
}

void CollectClutter(const std::vector<Line>& lines, std::vector<SourceRange>& clutter) {
  bool open = false;
  for (const Line& line : lines) {
    const bool is_clutter = line.kind != LineKind::kContent && line.kind != LineKind::kPaper;
    if (is_clutter && open) {
      clutter.back().end = line.end;
    } else if (is_clutter) {
      clutter.push_back({line.begin, line.end});
    }
    open = is_clutter;
  }
}

// The line below the title: a body alone, or before who speaks or writes for it (县交通运输局局长
// 张明).
std::u32string Byline(const std::vector<Line>& lines, size_t title, size_t body) {
  constexpr size_t kLines = 4;
  constexpr size_t kLongest = 30;
  constexpr size_t kLongestSigner = 16;
  for (size_t i = title + 1; i < std::min(body, title + 1 + kLines); ++i) {
    const std::u32string words = WithoutSpaces(lines[i].folded);
    if (lines[i].kind != LineKind::kContent || words.size() > kLongest) continue;
    if (words.find_first_of(U"0123456789,。;:!?《“") != std::u32string::npos) continue;
    std::u32string issuer = IssuerOf(words);
    const bool leads = !issuer.empty() && words.starts_with(issuer) && EndsAsOrgan(issuer);
    if (leads && words.size() - issuer.size() <= kLongestSigner) return issuer;
  }
  return {};
}

// Cuts the title off where it opens the text itself.
void CutTitle(FlatText& body, std::u32string& title) {
  size_t length = 0;
  while (!title.empty() && body.At(length, title)) length += title.size();
  if (title.empty()) {
    length = TitlePrefix(body);
    title = StripSuffix(body.view(0, length));
  }
  for (size_t& end : body.title_ends) end -= std::min(end, length);
  std::erase_if(body.topics, [length](size_t begin) { return begin < length; });
  for (size_t& begin : body.topics) begin -= length;
  body.chars.erase(0, length);
  body.origin.erase(body.origin.begin(), body.origin.begin() + static_cast<std::ptrdiff_t>(length));
  body.gap.erase(body.gap.begin(), body.gap.begin() + static_cast<std::ptrdiff_t>(length));
}

// Whether an advertisement behind the last line of the text says that it goes on elsewhere.
bool EndsAtPaywall(const SourceText& source, const std::vector<Line>& lines, size_t begin) {
  const auto last = std::find_if(lines.rbegin(), lines.rend() - static_cast<std::ptrdiff_t>(begin),
                                 [](const Line& line) { return !line.dropped; });
  if (last == lines.rend() - static_cast<std::ptrdiff_t>(begin)) return false;
  for (const Aside& aside : source.asides) {
    if (aside.kind != AsideKind::kAdvertisement || aside.begin < last->end) continue;
    const SourceText piece{.chars = source.chars.substr(aside.begin, aside.end - aside.begin)};
    for (const Line& line : SplitLines(piece)) {
      if (line.kind == LineKind::kPaywall) return true;
    }
  }
  return false;
}

// Whether a line is one of several that a title stands on.
bool IsPartOf(std::u32string_view title, const Line& line) {
  const std::u32string words = WithoutSpaces(line.folded);
  return words.size() <= title.size() && title.find(words) != std::u32string_view::npos;
}

// From places in the source to places in the text.
std::vector<Table> PlaceTables(std::vector<Table> tables, const FlatText& body) {
  const auto place = [&](size_t position) {
    return static_cast<size_t>(std::lower_bound(body.origin.begin(), body.origin.end(), position) -
                               body.origin.begin());
  };
  for (Table& table : tables) {
    table.begin = place(table.begin);
    table.end = place(table.end);
    for (TableCell& cell : table.cells) {
      cell.begin = place(cell.begin);
      cell.end = place(cell.end);
    }
  }
  std::erase_if(tables, [](const Table& table) { return table.begin == table.end; });
  return tables;
}

}  // namespace

CleanText Clean(const SourceText& source) {
  CleanText clean;
  std::vector<Line> lines = SplitLines(source);
  std::vector<Table> tables = FindTables(source, lines);
  clean.paper = TakePaper(source.chars, lines);
  const size_t body = FindBody(lines);
  size_t title_line = body;
  clean.title = ChooseTitle(lines, body, title_line);
  if (title_line < body) clean.byline = Byline(lines, title_line, body);
  const size_t begin =
      title_line < body ? WithTopic(lines, title_line, WidenBody(lines, title_line, body)) : body;
  const size_t tail = std::max(begin, FindTail(lines, begin));
  TakeSignature(lines, begin, tail, clean.paper);
  DropTitleRepeats(lines, begin, tail, clean.title);
  for (size_t i = 0; i < lines.size(); ++i) {
    Line& line = lines[i];
    clean.paywall = clean.paywall || (line.kind == LineKind::kPaywall && i > begin);
    if (i >= tail && line.kind == LineKind::kContent) line.kind = LineKind::kTailClutter;
    line.dropped = line.dropped || i < begin || i >= tail || line.kind != LineKind::kContent;
    if (i < title_line && line.kind == LineKind::kContent && !IsPartOf(clean.title, line)) {
      line.kind = LineKind::kClutter;
    }
  }
  clean.paywall = clean.paywall || EndsAtPaywall(source, lines, begin);
  CollectClutter(lines, clean.clutter);
  for (const Aside& aside : source.asides) {
    const bool closed = aside.end > aside.begin && source.chars[aside.end - 1] == U'\n';
    clean.clutter.push_back({aside.begin, aside.end - (closed ? 1 : 0)});
  }
  std::vector<std::pair<size_t, size_t>> inline_clutter;
  clean.body = Join(source.chars, lines, inline_clutter);
  for (auto [from, to] : inline_clutter) clean.clutter.push_back({from, to});
  std::sort(clean.clutter.begin(), clean.clutter.end(),
            [](const SourceRange& a, const SourceRange& b) { return a.begin < b.begin; });
  CutTitle(clean.body, clean.title);
  clean.body.tables = PlaceTables(std::move(tables), clean.body);
  return clean;
}

}  // namespace eduplan::importer
