#include "services/plan_items/importer/cleaning/lines.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "services/plan_items/importer/cleaning/contents.h"
#include "services/plan_items/importer/cleaning/title.h"
#include "services/plan_items/importer/figures/numerals.h"
#include "services/plan_items/importer/outline/markers.h"

namespace eduplan::importer {
namespace {

// A line repeated this often is a running head or foot.
constexpr int kRunning = 3;

// Characters to a line, on the average, beyond which lines tell nothing.
constexpr size_t kRunOn = 350;

// Of a longer line `folded` holds so many characters and its last.
constexpr size_t kFolded = 4096;

std::u32string Squeeze(std::u32string_view text) {
  std::u32string out;
  if (text.size() > kFolded) {
    out = Squeeze(text.substr(0, kFolded));
    out.push_back(Fold(text.back()));
    return out;
  }
  for (char32_t c : text) {
    c = Fold(c);
    if (c == U' ' && (out.empty() || out.back() == U' ')) continue;
    out.push_back(c);
  }
  while (!out.empty() && out.back() == U' ') out.pop_back();
  return out;
}

void MarkRunningHeads(std::vector<Line>& lines) {
  std::unordered_map<std::u32string, int> count;
  const auto eligible = [](const Line& line) {
    return line.folded.size() >= 2 && line.folded.size() <= 40 && !line.starts_item &&
           !EndsSentence(line.folded.back());
  };
  for (const Line& line : lines) {
    if (eligible(line)) ++count[line.folded];
  }
  for (Line& line : lines) {
    if (eligible(line) && line.kind == LineKind::kContent && count[line.folded] >= kRunning) {
      line.kind = LineKind::kClutter;
    }
  }
}

// Document sites put "3、" before each page, also in the middle of a sentence.
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

// Sites print the opening of a text once more as its abstract.
void MarkAbstracts(std::vector<Line>& lines) {
  constexpr size_t kShortest = 40;
  for (size_t i = 0; i + 1 < lines.size() && i < 20; ++i) {
    const std::u32string& line = lines[i].folded;
    if (line.size() >= kShortest && lines[i + 1].folded.size() > line.size() &&
        lines[i + 1].folded.starts_with(line)) {
      lines[i].kind = LineKind::kClutter;
    }
  }
}

size_t Width(const Line& line) {
  size_t width = line.indent;
  for (char32_t c : line.folded) width += c < 0x80 ? 1 : 2;
  return width;
}

// Hard wrapping shows as many lines of nearly one width that end in the middle of a sentence.
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

// The share of spaces between Han characters tells wrapping from setting apart.
bool IsSoftWrapped(std::u32string_view source, const std::vector<Line>& lines) {
  constexpr size_t kLooked = 20'000;  // Of each line.
  size_t spaces = 0;
  size_t chars = 0;
  for (const Line& line : lines) {
    const auto text = source.substr(line.begin, std::min(line.end - line.begin, kLooked));
    if (line.dropped || text.size() < 100) continue;
    chars += text.size();
    for (size_t i = 1; i + 1 < text.size(); ++i) {
      if (Fold(text[i]) == U' ' && IsHan(text[i - 1]) && IsHan(text[i + 1])) ++spaces;
    }
  }
  return spaces >= 5 && spaces * 120 > chars;
}

bool CutInside(const FlatText& text, char32_t next, const Line& line) {
  if (text.chars.empty() || line.starts_item) return false;
  const char32_t last = text.chars.back();
  const bool after_point = last == U'.' && text.size() > 1 && IsDigit(text.chars[text.size() - 2]);
  if (after_point && IsDigit(next)) return true;
  return IsDigit(last) && (IsDigit(next) || IsOneOf(next, U".%万亿余多个所名人次场项户件门"));
}

class Joiner {
 public:
  Joiner(FlatText& text, std::vector<std::pair<size_t, size_t>>& clutter)
      : text_(text), clutter_(clutter) {}

  void Append(const Line& line, Gap gap) {
    const std::u32string_view piece = text_.source.substr(line.begin, line.end - line.begin);
    const auto holes = ClutterIn(piece);
    size_t hole = 0;
    gap_ = gap;
    for (size_t i = 0; i < piece.size(); ++i) {
      if (hole < holes.size() && i == holes[hole].first) {
        clutter_.emplace_back(line.begin + i, line.begin + holes[hole].second);
        i = holes[hole++].second - 1;
        through_clutter_ = true;
        continue;
      }
      AppendChar(Fold(piece[i]), line.begin + i);
    }
  }

 private:
  // Looked for in windows, so that a document on one line takes no more memory than others.
  static std::vector<std::pair<size_t, size_t>> ClutterIn(std::u32string_view piece) {
    constexpr size_t kWindow = 8192;
    constexpr size_t kOverlap = 128;  // Longer than any piece of clutter.
    std::vector<std::pair<size_t, size_t>> holes;
    for (size_t at = 0; at < piece.size(); at += kWindow - kOverlap) {
      for (auto [begin, end] : InlineClutter(Fold(piece.substr(at, kWindow)))) {
        const bool known = !holes.empty() && at + begin < holes.back().second;
        if (!known) holes.emplace_back(at + begin, at + end);
      }
      if (at + kWindow >= piece.size()) break;
    }
    return holes;
  }

  void AppendChar(char32_t c, size_t at) {
    if (c == U' ') {
      gap_ = std::max(gap_, Gap::kSpace);
      return;
    }
    if (gap_ == Gap::kSpace && !text_.chars.empty() && !through_clutter_) {
      // White space carries meaning between Latin words, and between the numbers of a table.
      const char32_t last = text_.chars.back();
      if ((IsLatin(last) || IsDigit(last)) && (IsLatin(c) || IsDigit(c)) &&
          !(text_.soft_wrapped && IsDigit(last) && IsDigit(c))) {
        Push(U' ', at - 1, Gap::kNone);
      }
    }
    Push(c, at, through_clutter_ ? std::min(gap_, Gap::kSpace) : gap_);
    gap_ = Gap::kNone;
    through_clutter_ = false;
  }

  void Push(char32_t c, size_t at, Gap gap) {
    text_.chars.push_back(c);
    text_.origin.push_back(static_cast<uint32_t>(at));
    text_.gap.push_back(gap);
  }

  FlatText& text_;
  std::vector<std::pair<size_t, size_t>>& clutter_;
  Gap gap_ = Gap::kNone;
  bool through_clutter_ = false;
};

// Heads, feet and notes of a page may stand inside a sentence; navigation and advertisements stand
// between paragraphs.
bool MayCutSentence(AsideKind kind) {
  return kind != AsideKind::kNavigation && kind != AsideKind::kAdvertisement;
}

// Texts typed in half-width forms end sentences with '.'.
void CloseSentences(FlatText& text) {
  for (size_t i = 1; i < text.size(); ++i) {
    if (text.chars[i] != U'.') continue;
    const char32_t before = text.chars[i - 1];
    const bool ends = i + 1 >= text.size() || text.gap[i + 1] == Gap::kLine ||
                      (IsHan(text.chars[i + 1]) && text.gap[i] == Gap::kNone);
    const bool after_word = IsOneOf(before, U")”%") || (IsHan(before) && !IsHanNumeral(before));
    if (ends && after_word && text.gap[i] == Gap::kNone) text.chars[i] = U'。';
  }
}

}  // namespace

std::vector<Line> SplitLines(const SourceText& text) {
  const std::u32string_view source = text.chars;
  std::vector<Line> lines;
  bool resumes = false;
  auto aside = text.asides.begin();
  for (size_t at = 0; at <= source.size();) {
    while (aside != text.asides.end() && aside->end <= at) ++aside;
    if (aside != text.asides.end() && aside->begin <= at) {
      resumes = resumes || MayCutSentence(aside->kind);
      at = aside->end;
      continue;
    }
    const size_t stop = std::min(source.find(U'\n', at), source.size());
    Line line{.begin = at, .end = stop};
    while (line.begin < line.end &&
           (IsSpace(source[line.begin]) || IsOneOf(source[line.begin], U"•●◆■▪►★☆◇□"))) {
      line.indent += source[line.begin] < 0x2000 ? 1 : 2;
      ++line.begin;
    }
    while (line.end > line.begin && IsSpace(source[line.end - 1])) --line.end;
    at = stop + 1;
    if (line.begin == line.end) continue;
    line.folded = Squeeze(source.substr(line.begin, line.end - line.begin));
    if (line.folded.empty()) continue;
    line.kind = Classify(line.folded);
    line.starts_item = StartsItem(line.folded);
    if (line.starts_item && line.kind == LineKind::kClutter) line.kind = LineKind::kContent;
    line.resumes = std::exchange(resumes, false);
    lines.push_back(std::move(line));
  }
  MarkRunningHeads(lines);
  MarkAbstracts(lines);
  MarkContents(lines);
  MarkWrappedLines(lines);
  StripPagePrefixes(source, lines);
  return lines;
}

FlatText Join(std::u32string_view source, const std::vector<Line>& lines,
              std::vector<std::pair<size_t, size_t>>& inline_clutter) {
  FlatText text;
  text.source = source;
  text.soft_wrapped = IsSoftWrapped(source, lines);
  size_t kept = 0;
  for (const Line& line : lines) kept += line.dropped ? 0 : line.end - line.begin;
  text.chars.reserve(kept);
  text.origin.reserve(kept);
  text.gap.reserve(kept);
  Joiner joiner(text, inline_clutter);
  bool last_full = false;
  bool skipped = false;
  bool in_table = false;
  size_t joined = 0;
  for (const Line& line : lines) {
    if (line.dropped) {
      skipped = skipped || line.kind == LineKind::kPageNumber || line.kind == LineKind::kClutter;
      continue;
    }
    const bool open = !text.chars.empty() && !EndsSentence(text.chars.back());
    const bool interrupted = skipped || line.resumes;
    const bool goes_on = open && !line.starts_item && !line.in_table && !in_table &&
                         (last_full || (interrupted && text.chars.size() > 30) ||
                          CutInside(text, line.folded.front(), line));
    joiner.Append(line, goes_on ? Gap::kNone : Gap::kLine);
    if (!goes_on && !line.starts_item && !line.in_table && LooksLikeTitle(line.folded)) {
      text.title_ends.push_back(text.size());
    }
    if (!goes_on) ++joined;
    last_full = line.full;
    in_table = line.in_table;
    skipped = false;
  }
  CloseSentences(text);
  text.run_on = text.size() > kRunOn && text.size() / kRunOn >= joined;
  return text;
}

}  // namespace eduplan::importer
