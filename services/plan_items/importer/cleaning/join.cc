#include <algorithm>
#include <utility>

#include "services/plan_items/importer/cleaning/lines.h"
#include "services/plan_items/importer/cleaning/title.h"
#include "services/plan_items/importer/cleaning/topics.h"
#include "services/plan_items/importer/figures/numerals.h"

namespace eduplan::importer {
namespace {

// Characters to a line, on the average, beyond which lines tell nothing.
constexpr size_t kRunOn = 350;

// Characters without a width part nothing.
bool IsNothing(char32_t c) {
  return (c >= 0x200b && c <= 0x200f) || c == 0x2060 || c == 0xfeff || c == 0xad;
}

// The share of spaces between Han characters tells wrapping from setting apart. The first of an
// item may part its heading from its text.
bool IsSoftWrapped(std::u32string_view source, const std::vector<Line>& lines) {
  constexpr size_t kLooked = 20'000;  // Of each line.
  constexpr size_t kHeading = 50;
  size_t spaces = 0;
  size_t chars = 0;
  for (const Line& line : lines) {
    const auto text = source.substr(line.begin, std::min(line.end - line.begin, kLooked));
    if (line.dropped || text.size() < 100) continue;
    chars += text.size();
    bool parts = line.starts_item;
    for (size_t i = 1; i + 1 < text.size(); ++i) {
      if (Fold(text[i]) != U' ' || !IsHan(text[i - 1]) || !IsHan(text[i + 1])) continue;
      if (!std::exchange(parts, false) || i > kHeading) ++spaces;
    }
  }
  return spaces >= 5 && spaces * 120 > chars;
}

bool CutInside(const FlatText& text, char32_t next, const Line& line) {
  if (text.chars.empty() || line.starts_item || line.bullet) return false;
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
      if (IsNothing(piece[i])) continue;
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
  const Line* last = nullptr;
  for (size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    if (line.dropped) {
      skipped = skipped || line.kind == LineKind::kPageNumber || line.kind == LineKind::kClutter;
      continue;
    }
    const bool open = !text.chars.empty() && !EndsSentence(text.chars.back());
    const bool interrupted = skipped || line.resumes;
    const bool goes_on = open && !line.starts_item && !line.bullet && !line.in_table && !in_table &&
                         (last_full || (interrupted && text.chars.size() > 30) ||
                          CutInside(text, line.folded.front(), line));
    if (!goes_on && IsTopicLine(lines, i, last)) text.topics.push_back(text.size());
    joiner.Append(line, goes_on ? Gap::kNone : Gap::kLine);
    if (!goes_on && !line.starts_item && !line.bullet && !line.in_table &&
        LooksLikeTitle(line.folded)) {
      text.title_ends.push_back(text.size());
    }
    if (!goes_on) ++joined;
    last_full = line.full;
    in_table = line.in_table;
    last = &line;
    skipped = false;
  }
  CloseSentences(text);
  text.run_on = text.size() > kRunOn && text.size() / kRunOn >= joined;
  return text;
}

}  // namespace eduplan::importer
