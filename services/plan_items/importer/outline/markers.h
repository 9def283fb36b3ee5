// The marks that open an item: 第一部分 一、 （一） 1. 1.2 （1） 1) ① a. ● —— 一是 第一, and their
// variants, and lines that are headings without a mark.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {

// In the customary order, outermost first.
enum class MarkerKind {
  kPart,        // 第一部分、 第一章
  kSection,     // 第一节
  kHanComma,    // 一、
  kHanBracket,  // （一） 一）
  kPeriod,      // 九月份: of a plan by months or weeks; the mark is the heading
  kTopic,    // 工作目标, 【就业创业】: a line that is a heading; the mark is the heading. 行动一:
  kNumber,   // 1. 1、 ⒈
  kDecimal,  // 1.2 1.2.3
  kBracket,  // （1） ⑴
  kHalfBracket,  // 1)
  kCircled,      // ①
  kLetter,       // a. A、
  kBullet,       // ● ——
  kInline,       // 一是 一要 第一, 其一,
};
constexpr int kMarkerKinds = 14;

struct Marker {
  MarkerKind kind = MarkerKind::kNumber;
  int form = 0;      // Tells 一是, 一要 and 第一, apart, and bullets; of kDecimal the number of its
                     // parts; of kTopic 1 in brackets, 2 a word that is counted, 3 a chapter.
  int number = 0;    // 0: masked (`x.`).
  size_t begin = 0;  // In the flat text.
  size_t end = 0;
  bool at_line = false;      // Opens a line.
  bool after_colon = false;  // Stands inside a line, behind a colon.
  size_t indent = 0;         // White space before it on its line.
  bool weak = false;         // Follows other text directly; only a run-on text has such.
  bool after_title = false;  // Right below a line that looks like a title of its own.
  bool uncertain = false;    // Without a delimiter: only its sequence can tell that it is one.
};

// Such a mark is its own heading and is not printed as a mark.
constexpr bool IsHeadingItself(const Marker& marker) {
  return marker.kind == MarkerKind::kPeriod ||
         (marker.kind == MarkerKind::kTopic && marker.form != 2);
}

// The mark that stands at `position`, if any, whatever stands before it. kind, form, number, begin
// and end are set; end == 0 if there is none.
Marker ReadMarker(const FlatText& text, size_t position);

// What opens a line and may be a mark, or not: a number that lost its delimiter, a bullet, a topic;
// `uncertain` is set.
Marker ReadUncertainMarker(const FlatText& text, size_t position);

// 九月份:, 9月, 第三周: a part of a plan by months or weeks, at the beginning of a line;
// `uncertain` is set.
Marker ReadPeriodMark(const FlatText& text, size_t position);

// ●, ——, -: `uncertain` is set.
Marker ReadBullet(const FlatText& text, size_t position);

// A line of `text.topics`, or what opens a line in 【】 or as 行动一:; `uncertain` is set.
Marker ReadTopic(const FlatText& text, size_t position);

// Whether a line of `text.topics` stands behind a finished paragraph and above another one, and is
// so short that it is part of neither: it needs no others beside it to be a heading.
bool StandsBetweenParagraphs(const FlatText& text, const Marker& topic);

// 下半年工作打算 on a line of its own, behind chapters with marks and above marks of another kind:
// a chapter among them, whose mark was left out.
Marker ReadChapterTitle(const FlatText& text, size_t position);

// Signs that set off an item of a list at the beginning of its line.
bool IsBulletSign(char32_t c);

// Whether a folded line begins with a mark.
bool StartsItem(std::u32string_view line);

// Everything that may be a mark that opens an item, in order; which of them do, ChooseReading
// decides. INVALID_ARGUMENT if more than `max_depth` stand directly inside one another.
absl::StatusOr<std::vector<Marker>> FindMarkers(const FlatText& text, int max_depth);

}  // namespace eduplan::importer
