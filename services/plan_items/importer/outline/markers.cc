#include "services/plan_items/importer/outline/markers.h"

#include "services/plan_items/importer/dates.h"
#include "services/plan_items/importer/figures/numerals.h"
#include "services/plan_items/importer/figures/units.h"

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

// ①…⑳ ⑴…⒇ ⒈…⒛ ㈠…㈩ Ⅰ…Ⅻ: a mark in one character.
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
  if (in(0x2160, 0x216b)) return mark(MarkerKind::kPart, 0x2160);
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
    return end + 1 < text.size() && IsOneOf(text.chars[end + 1], U"、.。") ? end + 2 : end + 1;
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

// 第一节 before a title; 第一节课 counts lessons.
bool OpensSection(const FlatText& text, size_t at, size_t end) {
  if (end >= text.size() || text.gap[end] != Gap::kNone) return true;
  const bool opens_line = at == 0 || text.gap[at] == Gap::kLine;
  return opens_line && !IsOneOf(text.chars[end], U"课语数英体音是为由,。、");
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
  if (text.At(end, U"节") && OpensSection(text, at, end + 1)) {
    return Make(MarkerKind::kSection, number, at, with_comma(end + 1));
  }
  if (end < text.size() && IsOneOf(text.chars[end], U",、:")) {
    return Make(MarkerKind::kInline, number, at, end + 1, 2);
  }
  return {};
}

bool IsHanYear(const FlatText& text, size_t at) {
  return text.At(at + 4, U"年") && YearOf(text.view(at, at + 4)) > 0;
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
  // 一、二年级 and 三、四届 are lists of numbers; 一、二〇二〇年工作 is none.
  if ((c == U'、' || c == U'.') && (!IsOneOf(next, kHanCounting) || IsHanYear(text, end + 1))) {
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

// 首先, 其次是, 最后: the last stands for whatever number comes next.
Marker ReadFirstly(const FlatText& text, size_t at) {
  constexpr std::u32string_view kWords[] = {U"首先", U"其次", U"再次"};
  for (int i = 0; i < 3; ++i) {
    const size_t end = at + 2;
    if (text.At(at, kWords[i]) && end < text.size() && IsOneOf(text.chars[end], U",是")) {
      return Make(MarkerKind::kInline, i + 1, at, end + 1, 3);
    }
  }
  if (text.At(at, U"最后,") || text.At(at, U"最后是"))
    return Make(MarkerKind::kInline, 0, at, at + 3, 3);
  return {};
}

// 其一, 其二是
Marker ReadOneOfThem(const FlatText& text, size_t at) {
  const size_t end = text.chars[at] == U'其' ? HanRun(text, at + 1) : at;
  if (end <= at + 1 || end >= text.size() || !IsOneOf(text.chars[end], U",、:是")) return {};
  const int number = Han(text, at + 1, end);
  return number > 0 ? Make(MarkerKind::kInline, number, at, end + 1, 4) : Marker{};
}

// a. A、: before Chinese text only.
Marker ReadLetter(const FlatText& text, size_t at) {
  const char32_t c = text.chars[at];
  const bool small = c >= U'a' && c <= U'j';
  if (!small && (c < U'A' || c > U'J')) return {};
  if (at + 2 >= text.size() || !IsOneOf(text.chars[at + 1], U".、)")) return {};
  if (!IsHan(text.chars[at + 2]) && !IsOneOf(text.chars[at + 2], U"“《")) return {};
  const int number = static_cast<int>(c - (small ? U'a' : U'A')) + 1;
  return Make(MarkerKind::kLetter, number, at, at + 2, small ? 0 : 1);
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
  if (i < text.size() && text.chars[i] == U'月') return {};  // 1.6月底前
  if (parts < 2 || last == 0 || (i < text.size() && IsDigit(text.chars[i]))) return {};
  if (i < text.size() && IsOneOf(text.chars[i], U".、"))
    return Make(MarkerKind::kDecimal, last, at, i + 1, parts);
  const bool set_apart = i < text.size() && text.gap[i] == Gap::kSpace;
  const auto measures = [&] {
    const Unit unit = ReadUnit(text, i);
    return unit.end > i && !BeginsAnotherWord(text, unit.word_begin, unit.word);
  };
  const bool figure = parts == 2 && (i >= text.size() || !IsHan(text.chars[i]) ||
                                     text.gap[i] == Gap::kLine || (!set_apart && measures()));
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
  if (c == U')') {
    return Make(MarkerKind::kHalfBracket, number, at, next == U'、' ? end + 2 : end + 1);
  }
  if (c == U'、' || c == U'.') {
    if (IsMask(next)) return {};
    // "1.2021年" and "1.6月" are marks before a year and a month; other digits make a figure or a
    // list.
    const size_t digits = NumberRun(text, end + 1);
    const bool month = digits < text.size() && text.chars[digits] == U'月';
    if (IsDigit(next) && digits != end + 1 && !month) return {};
    return Make(MarkerKind::kNumber, number, at, end + 1);
  }
  return {};
}

// Whether a unit follows a number. 3 家长 and 1 名师 count nothing: white space is before a word.
bool Measures(const FlatText& text, size_t at, bool apart) {
  const Unit unit = ReadUnit(text, at);
  return unit.end > at && !(apart && BeginsAnotherWord(text, unit.word_begin, unit.word));
}

// 一 加强…, 1加强…, 2，提升…: a number without its delimiter, at the beginning of a line. Not one
// with a unit behind it, nor a day or a year.
Marker ReadBareNumber(const FlatText& text, size_t at) {
  const bool han = IsOneOf(text.chars[at], kHanCounting);
  const size_t end = han ? HanRun(text, at) : NumberRun(text, at);
  if (end == at || end >= text.size()) return {};
  const char32_t next = text.chars[end];
  // 01 党建引领: as posts number their parts.
  if (text.chars[at] == U'0' && end == at + 2 && text.gap[end] != Gap::kNone && IsHan(next)) {
    Marker marker = Make(MarkerKind::kNumber, Number(text, at, end), at, end);
    marker.uncertain = true;
    return marker.number > 0 ? marker : Marker{};
  }
  if (text.gap[end] == Gap::kLine) return {};
  const bool comma = next == U',' || next == U':';
  const bool apart = text.gap[end] == Gap::kSpace;
  if (!comma && (!IsHan(next) || (han && !apart))) return {};
  if (!comma && (Measures(text, end, apart) || IsOneOf(next, U"日号点年时级届世分岁度学") ||
                 (next == U'月' && !(han && apart)))) {
    return {};
  }
  const int number = han ? Han(text, at, end) : Number(text, at, end);
  if (number <= 0) return {};
  Marker marker =
      Make(han ? MarkerKind::kHanComma : MarkerKind::kNumber, number, at, comma ? end + 1 : end);
  marker.uncertain = true;
  return marker;
}

}  // namespace

Marker ReadUncertainMarker(const FlatText& text, size_t position) {
  if (position >= text.size()) return {};
  const char32_t c = text.chars[position];
  if (const Marker bullet = ReadBullet(text, position); bullet.end > 0) return bullet;
  if (IsDigit(c) || c == U'第' || IsOneOf(c, kHanCounting)) {
    const Marker period = ReadPeriodMark(text, position);
    if (period.end > 0) return period;
    const Marker bare = c == U'第' ? Marker{} : ReadBareNumber(text, position);
    if (bare.end > 0) return bare;
  }
  return ReadTopic(text, position);
}

Marker ReadMarker(const FlatText& text, size_t position) {
  if (position >= text.size()) return {};
  const char32_t c = text.chars[position];
  if (c == U'第') return ReadOrdinal(text, position);
  if (IsOneOf(c, U"首其再最")) {
    const Marker firstly = ReadFirstly(text, position);
    return firstly.end > 0 ? firstly : ReadOneOfThem(text, position);
  }
  if (IsOneOf(c, kHanCounting)) return ReadHanMark(text, position);
  if (IsLatin(c) && c != U'x' && c != U'X') return ReadLetter(text, position);
  if (IsDigit(c) || IsOneOf(c, U"xX×")) return ReadNumberMark(text, position);
  if (IsOneOf(c, U"([〔【")) return ReadBracketed(text, position);
  return c >= 0x2160 && c <= 0x3229 ? ReadEnclosed(text, position) : Marker{};
}

bool StartsItem(std::u32string_view line) {
  FlatText text;
  for (char32_t c : line.substr(0, 30)) {
    if (c != U' ') text.chars.push_back(c);
  }
  text.gap.assign(text.chars.size(), Gap::kNone);
  return ReadMarker(text, 0).end > 0;
}

}  // namespace eduplan::importer
