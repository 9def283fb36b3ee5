#include "services/plan_items/importer/markers.h"

#include <algorithm>
#include <array>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/decode.h"
#include "services/plan_items/importer/numerals.h"
#include "services/plan_items/importer/units.h"

namespace eduplan::importer {
namespace {

constexpr std::u32string_view kHanCounting = U"一二三四五六七八九十百";
constexpr size_t kLongestHan = 4;  // 二十一

size_t HanRun(const FlatText& text, size_t at) {
  size_t end = at;
  while (end < text.size() && end - at <= kLongestHan && IsOneOf(text.chars[end], kHanCounting)) {
    ++end;
  }
  return end - at <= kLongestHan ? end : at;
}

size_t NumberRun(const FlatText& text, size_t at) {
  size_t end = at;
  while (end < text.size() && end - at <= 3 && IsDigit(text.chars[end])) ++end;
  return end - at <= 2 ? end : at;
}

size_t MaskRun(const FlatText& text, size_t at) {
  size_t end = at;
  while (end < text.size() && end - at <= 3 && IsOneOf(text.chars[end], U"xX×")) ++end;
  return end - at <= 2 ? end : at;
}

int Number(const FlatText& text, size_t begin, size_t end) {
  int value = 0;
  for (size_t i = begin; i < end; ++i) value = value * 10 + static_cast<int>(text.chars[i] - U'0');
  return value;
}

Marker Make(MarkerKind kind, int number, size_t begin, size_t end, int form = 0) {
  return Marker{.kind = kind, .form = form, .number = number, .begin = begin, .end = end};
}

int Han(const FlatText& text, size_t begin, size_t end) {
  return static_cast<int>(HanValue(text.view(begin, end)));
}

// ①…⑳ ⑴…⒇ ⒈…⒛ ㈠…㈩: a mark in one character.
Marker ReadEnclosed(const FlatText& text, size_t at) {
  const char32_t c = text.chars[at];
  const auto in = [c](char32_t first, char32_t last) { return c >= first && c <= last; };
  const auto mark = [&](MarkerKind kind, char32_t first) {
    size_t end = at + 1;
    if (end < text.size() && IsOneOf(text.chars[end], U"、.")) ++end;
    return Make(kind, static_cast<int>(c - first) + 1, at, end);
  };
  if (in(0x2460, 0x2473)) return mark(MarkerKind::kCircled, 0x2460);
  if (in(0x2474, 0x2487)) return mark(MarkerKind::kBracket, 0x2474);
  if (in(0x2488, 0x249b)) return mark(MarkerKind::kNumber, 0x2488);
  if (in(0x3220, 0x3229)) return mark(MarkerKind::kHanBracket, 0x3220);
  return {};
}

Marker ReadBracketed(const FlatText& text, size_t at) {
  if (!IsOneOf(text.chars[at], U"([〔【")) return {};
  const size_t inner = at + 1;
  const auto closed = [&](size_t end) {
    return end > inner && end < text.size() && IsOneOf(text.chars[end], U")]〕】");
  };
  const auto after = [&](size_t end) {  // （一）、 is one mark.
    return end + 1 < text.size() && IsOneOf(text.chars[end + 1], U"、.") ? end + 2 : end + 1;
  };
  if (const size_t end = HanRun(text, inner); closed(end)) {
    const int number = Han(text, inner, end);
    return number > 0 ? Make(MarkerKind::kHanBracket, number, at, after(end)) : Marker{};
  }
  if (const size_t end = NumberRun(text, inner); closed(end)) {
    return Make(MarkerKind::kBracket, Number(text, inner, end), at, after(end));
  }
  if (const size_t end = MaskRun(text, inner); closed(end)) {
    return Make(MarkerKind::kBracket, 0, at, after(end));
  }
  return {};
}

// 第一部分 第一章 第一节 第一,
Marker ReadOrdinal(const FlatText& text, size_t at) {
  if (text.chars[at] != U'第') return {};
  const size_t end = HanRun(text, at + 1);
  if (end == at + 1) return {};
  const int number = Han(text, at + 1, end);
  if (number <= 0) return {};
  const auto with_comma = [&](size_t stop) {
    return stop < text.size() && IsOneOf(text.chars[stop], U"、:.") ? stop + 1 : stop;
  };
  if (text.At(end, U"部分")) return Make(MarkerKind::kPart, number, at, with_comma(end + 2));
  if (text.At(end, U"章") || text.At(end, U"篇")) {
    return Make(MarkerKind::kPart, number, at, with_comma(end + 1));
  }
  if (text.At(end, U"节") && (end + 1 >= text.size() || text.gap[end + 1] != Gap::kNone)) {
    return Make(MarkerKind::kSection, number, at, with_comma(end + 1));
  }
  if (end < text.size() && IsOneOf(text.chars[end], U",、:")) {
    return Make(MarkerKind::kInline, number, at, end + 1, 2);
  }
  return {};
}

Marker ReadHanMark(const FlatText& text, size_t at) {
  const size_t end = HanRun(text, at);
  if (end == at || end >= text.size()) return {};
  const int number = Han(text, at, end);
  if (number <= 0) return {};
  const char32_t c = text.chars[end];
  const char32_t next = end + 1 < text.size() ? text.chars[end + 1] : U' ';
  if (c == U'是') return Make(MarkerKind::kInline, number, at, end + 1, 0);
  if (c == U'要' && !IsOneOf(next, U"求点素")) {
    return Make(MarkerKind::kInline, number, at, end + 1, 1);
  }
  // 一、二年级 and 三、四届 are lists of numbers.
  if ((c == U'、' || c == U'.') && !IsOneOf(next, kHanCounting)) {
    return Make(MarkerKind::kHanComma, number, at, end + 1);
  }
  // Followed by the same kind of mark it is a mark again: 一、一、
  if (c == U'、' && HanRun(text, end + 1) < text.size() &&
      text.chars[HanRun(text, end + 1)] == U'、' && text.At(at, text.view(end + 1, end + 3))) {
    return Make(MarkerKind::kHanComma, number, at, end + 1);
  }
  if (c == U')') return Make(MarkerKind::kHanBracket, number, at, end + 1);
  return {};
}

// "1.2" and "1.2.3" as a mark, not as a figure: parts without leading zero, no unit after it.
Marker ReadDecimal(const FlatText& text, size_t at) {
  size_t i = at;
  int parts = 0;
  int last = 0;
  while (true) {
    const size_t end = NumberRun(text, i);
    if (end == i || (end - i > 1 && text.chars[i] == U'0')) break;
    last = Number(text, i, end);
    ++parts;
    i = end;
    if (i + 1 >= text.size() || text.chars[i] != U'.' || !IsDigit(text.chars[i + 1]) ||
        text.gap[i + 1] != Gap::kNone) {
      break;
    }
    ++i;
  }
  if (parts < 2 || last == 0 || (i < text.size() && IsDigit(text.chars[i]))) return {};
  if (i < text.size() && IsOneOf(text.chars[i], U".、"))
    return Make(MarkerKind::kDecimal, last, at, i + 1, parts);
  const bool figure =
      parts == 2 && (i >= text.size() || !IsHan(text.chars[i]) || ReadUnit(text, i).end > i);
  return figure ? Marker{} : Make(MarkerKind::kDecimal, last, at, i, parts);
}

Marker ReadNumberMark(const FlatText& text, size_t at) {
  if (Marker decimal = ReadDecimal(text, at); decimal.end > 0) return decimal;
  const size_t run = NumberRun(text, at);
  const bool masked = run == at;
  const size_t end = masked ? MaskRun(text, at) : run;
  if (end == at || end >= text.size()) return {};
  const int number = masked ? 0 : Number(text, at, end);
  if (!masked && number == 0) return {};
  const char32_t c = text.chars[end];
  const char32_t next = end + 1 < text.size() ? text.chars[end + 1] : U' ';
  if (c == U')') return Make(MarkerKind::kHalfBracket, number, at, end + 1);
  if (c == U'、' || c == U'.') {
    if (IsMask(next)) return {};
    // "1.2021年" is a mark before a year; other digits make a figure or a list.
    if (IsDigit(next) && NumberRun(text, end + 1) != end + 1) return {};
    return Make(MarkerKind::kNumber, number, at, end + 1);
  }
  return {};
}

// Whether a mark may stand here at all, given what is before it. Asked before the mark is read, so
// that a long row of digits is read once.
bool AtBoundary(const FlatText& text, size_t at, size_t last_end) {
  if (at == 0 || at == last_end || text.gap[at] != Gap::kNone) return true;
  return EndsSentence(text.chars[at - 1]) || text.chars[at - 1] == U':';
}

// In a run-on text a mark may follow a word: "…工作总结一、…". 统一、 and 第一、 are words.
bool MayRunOn(const FlatText& text, size_t at) {
  const char32_t before = text.chars[at - 1];
  if (!text.run_on || (!IsHan(before) && !IsOneOf(before, U"》”)"))) return false;
  if (IsOneOf(text.chars[at], U"xX×")) return false;
  return !IsOneOf(before, U"统唯同专单万任第逐其十百初高小周星之某每百分图表款附件年月日");
}

// 一是 after 原因 or 意义 and a comma lists reasons; such a list is not of work.
bool ListsReasons(const FlatText& text, size_t at) {
  size_t from = at;
  while (from > 0 && at - from < 30 && !EndsSentence(text.chars[from - 1])) --from;
  return Contains(text.view(from, at), {U"原因", U"理由", U"意义", U"好处", U"考虑", U"在于"});
}

class Finder {
 public:
  Finder(const FlatText& text, int max_depth) : text_(text), max_depth_(max_depth) {}

  absl::StatusOr<std::vector<Marker>> Find() {
    for (size_t i = 0; i < text_.size(); ++i) {
      const bool at_boundary = AtBoundary(text_, i, last_end_);
      if (!at_boundary && !MayRunOn(text_, i)) continue;
      Marker marker = ReadMarker(text_, i);
      if (marker.end == 0) continue;
      marker.weak = !at_boundary;
      if (marker.weak && marker.kind == MarkerKind::kDecimal) continue;
      marker.at_line = i == 0 || text_.gap[i] == Gap::kLine || i == last_end_;
      if (!marker.at_line && !MayStandInside(marker)) continue;
      marker.indent = Indent(text_.SourceBegin(i));
      if (marker.kind == MarkerKind::kDecimal && marker.form > max_depth_) return TooDeep(marker);
      chain_ = i == last_end_ ? chain_ + 1 : 1;
      if (chain_ > max_depth_) return TooDeep(marker);
      last_end_ = marker.end;
      found_.push_back(marker);
      i = marker.end - 1;
    }
    DropLonelyInline();
    return std::move(found_);
  }

 private:
  bool MayStandInside(const Marker& marker) const {
    if (marker.number == 0 || marker.kind == MarkerKind::kDecimal) return false;
    if (marker.kind != MarkerKind::kInline) return true;
    return marker.number != 1 || !ListsReasons(text_, marker.begin);
  }

  size_t Indent(size_t at) const {
    size_t from = at;
    while (from > 0 && text_.source[from - 1] != U'\n' && IsSpace(text_.source[from - 1])) --from;
    return from == 0 || text_.source[from - 1] == U'\n' ? at - from : 0;
  }

  absl::Status TooDeep(const Marker& marker) const {
    const std::u32string_view shown =
        text_.view(marker.begin, std::min(marker.end, marker.begin + 16));
    return absl::InvalidArgumentError(absl::StrCat(
        "nesting deeper than ", max_depth_, " levels on line ",
        LineOf(text_.source, text_.SourceBegin(marker.begin)), ": marker ", ToUtf8(shown)));
  }

  // Inside a line a mark must start a sequence that goes on, or continue one; so must 一是
  // anywhere.
  void DropLonelyInline() {
    const std::vector<bool> followed = FindFollowed();
    std::array<int, kSlots> last{};
    std::vector<Marker> kept;
    for (size_t i = 0; i < found_.size(); ++i) {
      const Marker& marker = found_[i];
      int& before = last[Slot(marker)];
      const bool loose = marker.at_line && marker.kind != MarkerKind::kInline;
      const bool starts = marker.number == 1 && (followed[i] || OpensAlone(marker, kept));
      const bool continues =
          marker.number > 1 && before > 0 && (marker.number == before + 1 || marker.at_line);
      if (loose || starts || continues) {
        before = marker.number;
        kept.push_back(marker);
      }
    }
    found_ = std::move(kept);
  }

  // Whether the next number of its sequence comes before the next chapter.
  std::vector<bool> FindFollowed() const {
    constexpr size_t kNumbers = 1000;
    const size_t never = found_.size();
    std::vector<size_t> next(kSlots * kNumbers, never);
    std::vector<bool> followed(found_.size());
    size_t chapter = never;
    for (size_t i = found_.size(); i-- > 0;) {
      const Marker& marker = found_[i];
      const size_t slot = Slot(marker) * kNumbers;
      const size_t number = std::min<size_t>(static_cast<size_t>(marker.number), kNumbers - 2);
      followed[i] = next[slot + number + 1] < chapter;
      next[slot + number] = i;
      if (marker.at_line && IsChapter(marker)) chapter = i;
    }
    return followed;
  }

  static constexpr size_t kSlots = kMarkerKinds * 3;

  static size_t Slot(const Marker& marker) {
    return static_cast<size_t>(marker.kind) * 3 +
           (marker.kind == MarkerKind::kInline ? static_cast<size_t>(marker.form) : 0);
  }

  // A first chapter needs no second; but if nothing sets it off from the words before it, it must
  // stand right behind the heading of the chapter around it.
  static bool OpensAlone(const Marker& marker, const std::vector<Marker>& kept) {
    constexpr size_t kLongestHeading = 30;
    if (!IsChapter(marker)) return false;
    return !marker.weak || (!kept.empty() && kept.back().kind < marker.kind &&
                            marker.begin - kept.back().end < kLongestHeading);
  }

  static bool IsChapter(const Marker& marker) { return marker.kind <= MarkerKind::kHanBracket; }

  const FlatText& text_;
  const int max_depth_;
  std::vector<Marker> found_;
  size_t last_end_ = static_cast<size_t>(-1);
  int chain_ = 0;
};

}  // namespace

Marker ReadMarker(const FlatText& text, size_t position) {
  if (position >= text.size()) return {};
  const char32_t c = text.chars[position];
  if (c == U'第') return ReadOrdinal(text, position);
  if (IsOneOf(c, kHanCounting)) return ReadHanMark(text, position);
  if (IsDigit(c) || IsOneOf(c, U"xX×")) return ReadNumberMark(text, position);
  if (IsOneOf(c, U"([〔【")) return ReadBracketed(text, position);
  return c >= 0x2460 && c <= 0x3229 ? ReadEnclosed(text, position) : Marker{};
}

bool StartsItem(std::u32string_view line) {
  FlatText text;
  for (char32_t c : line.substr(0, 30)) {
    if (c != U' ') text.chars.push_back(c);
  }
  text.gap.assign(text.chars.size(), Gap::kNone);
  return ReadMarker(text, 0).end > 0;
}

absl::StatusOr<std::vector<Marker>> FindMarkers(const FlatText& text, int max_depth) {
  return Finder(text, max_depth).Find();
}

}  // namespace eduplan::importer
