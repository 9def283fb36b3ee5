#include "services/plan_items/importer/cleaning/lines.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "services/plan_items/importer/cleaning/contents.h"
#include "services/plan_items/importer/cleaning/wrapping.h"
#include "services/plan_items/importer/outline/markers.h"

namespace eduplan::importer {
namespace {

// A line repeated this often is a running head or foot.
constexpr int kRunning = 3;

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

// 完成时限:12月底 may stand below many items.
bool NamesDuty(std::u32string_view line) {
  const size_t colon = line.find(U':');
  return colon != std::u32string_view::npos &&
         Contains(line.substr(0, colon), {U"责任", U"牵头", U"配合", U"协办", U"承办", U"时限",
                                          U"完成时间", U"期限", U"负责人", U"领导"});
}

void MarkRunningHeads(std::vector<Line>& lines) {
  std::unordered_map<std::u32string, int> count;
  const auto eligible = [](const Line& line) {
    return line.folded.size() >= 2 && line.folded.size() <= 40 && !line.starts_item &&
           !EndsSentence(line.folded.back()) && !NamesDuty(line.folded);
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

// Heads, feet and notes of a page may stand inside a sentence; navigation and advertisements stand
// between paragraphs.
bool MayCutSentence(AsideKind kind) {
  return kind != AsideKind::kNavigation && kind != AsideKind::kAdvertisement;
}

// Moves `begin` behind white space and bullets. Where the bullet stands that may be the mark of an
// item; `begin` if none does: in ★★县 they mask a name.
size_t TrimFront(std::u32string_view source, Line& line) {
  size_t bullet = line.end;
  size_t bullets = 0;
  for (; line.begin < line.end; ++line.begin) {
    const char32_t c = source[line.begin];
    const bool sign = IsBulletSign(c);
    if (!sign && !IsSpace(c) && !IsOneOf(c, U"☆◇□")) break;
    if (sign) {
      bullet = line.begin;
      ++bullets;
    }
    line.indent += c < 0x2000 ? 1 : 2;
  }
  return bullets == 1 ? bullet : line.begin;
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
    const size_t bullet = TrimFront(source, line);
    while (line.end > line.begin && IsSpace(source[line.end - 1])) --line.end;
    at = stop + 1;
    if (line.begin == line.end) continue;
    line.folded = Squeeze(source.substr(line.begin, line.end - line.begin));
    if (line.folded.empty()) continue;
    line.kind = Classify(line.folded);
    line.starts_item = StartsItem(line.folded);
    if (line.starts_item && line.kind == LineKind::kClutter) line.kind = LineKind::kContent;
    line.bullet = bullet < line.begin && !line.starts_item;
    if (line.bullet) line.begin = bullet;
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

}  // namespace eduplan::importer
