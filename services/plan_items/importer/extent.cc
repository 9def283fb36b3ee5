#include "services/plan_items/importer/extent.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/refusal.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {
namespace {

// In plans every second number is a figure, and nearly every line that begins with one an item.
constexpr size_t kNumbersOfAFigure = 5;
constexpr size_t kLinesOfAnItem = 2;

// Chinese ones are left out, which every sentence has (进一步, 统一).
bool IsNumeral(char32_t c) {
  static const CharSet kNumerals(U"0123456789０１２３４５６７８９xX×*○_ｘＸ＊＿");
  return kNumerals.Has(c);
}

// What a mark of an item begins with.
bool OpensMark(char32_t c) {
  static const CharSet kOpens(
      U"0123456789０１２３４５６７８９一二三四五六七八九十百第首其再最(（[〔【"
      U"①②③④⑤⑥⑦⑧⑨⑩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩");
  return kOpens.Has(c);
}

struct Extent {
  size_t longest = 0;  // Paragraph.
  size_t line = 0;     // That it stands on.
  size_t numbers = 0;
  size_t numbered_lines = 0;
};

Extent ExtentOf(std::u32string_view chars) {
  Extent extent;
  size_t line = 0;
  for (size_t begin = 0; begin < chars.size();) {
    ++line;
    bool opened = false;
    bool in_number = false;
    size_t end = begin;
    for (; end < chars.size() && chars[end] != U'\n'; ++end) {
      const char32_t c = chars[end];
      if (!opened && !IsSpace(c)) {
        opened = true;
        if (OpensMark(c)) ++extent.numbered_lines;
      }
      const bool numeral = IsNumeral(c);
      if (numeral && !in_number) ++extent.numbers;
      in_number = numeral;
    }
    if (end - begin > extent.longest)
      extent = {end - begin, line, extent.numbers, extent.numbered_lines};
    begin = end + 1;
  }
  return extent;
}

}  // namespace

absl::Status CheckExtent(const SourceText& text, const Limits& limits) {
  if (text.chars.size() > limits.max_chars) {
    return RefuseMoreThan(limits.max_chars, "characters", "字");
  }
  const Extent extent = ExtentOf(text.chars);
  if (extent.longest > limits.max_paragraph_chars) {
    return RefuseMoreThan(limits.max_paragraph_chars,
                          absl::StrCat("characters in one paragraph, on line ", extent.line),
                          absl::StrCat("字的段落，在第", extent.line, "行"));
  }
  const size_t numbers = kNumbersOfAFigure * limits.max_measurements;
  if (extent.numbers > numbers) {
    return RefuseMoreThan(
        numbers, absl::StrCat("numbers; at most ", limits.max_measurements, " figures are read"),
        absl::StrCat("个数字，最多读取", limits.max_measurements, "个指标数"));
  }
  const size_t lines = kLinesOfAnItem * limits.max_nodes;
  if (extent.numbered_lines > lines) {
    return RefuseMoreThan(
        lines, absl::StrCat("numbered lines; at most ", limits.max_nodes, " items are read"),
        absl::StrCat("个编号行，最多读取", limits.max_nodes, "个条目"));
  }
  return absl::OkStatus();
}

}  // namespace eduplan::importer
