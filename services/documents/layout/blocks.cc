#include "services/documents/layout/blocks.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"

namespace eduplan::layout {
namespace {

constexpr int kMaxChineseNumber = 9999;

std::string ChineseNumber(int number) {
  static constexpr const char* kDigits[] = {"零", "一", "二", "三", "四",
                                            "五", "六", "七", "八", "九"};
  static constexpr const char* kUnits[] = {"", "十", "百", "千"};
  if (number < 1 || number > kMaxChineseNumber) return absl::StrCat(number);
  std::string text;
  bool zero_pending = false;
  int divisor = 1000;
  for (int unit = 3; unit >= 0; --unit, divisor /= 10) {
    const int digit = number / divisor % 10;
    if (digit == 0) {
      zero_pending = !text.empty();
      continue;
    }
    if (zero_pending) text += kDigits[0];
    zero_pending = false;
    const bool leading_ten = unit == 1 && digit == 1 && text.empty();
    if (!leading_ten) text += kDigits[digit];
    text += kUnits[unit];
  }
  return text;
}

}  // namespace

std::string HeadingMarker(int level, int number) {
  switch (std::clamp(level, 1, 4)) {
    case 1:
      return absl::StrCat(ChineseNumber(number), "、");
    case 2:
      return absl::StrCat("（", ChineseNumber(number), "）");
    case 3:
      return absl::StrCat(number, ".");
    default:
      return absl::StrCat("（", number, "）");
  }
}

std::string HeadingNumberer::Next(int level) {
  const int index = std::clamp(level, 1, 4) - 1;
  std::fill(counts_ + index + 1, std::end(counts_), 0);
  return HeadingMarker(level, ++counts_[index]);
}

}  // namespace eduplan::layout
