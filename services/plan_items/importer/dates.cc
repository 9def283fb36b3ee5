#include "services/plan_items/importer/dates.h"

#include <re2/re2.h>

#include <array>

#include "absl/strings/str_format.h"
#include "services/plan_items/importer/figures/numerals.h"
#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {
namespace {

constexpr size_t kLongestDate = 20;

int DigitOf(char32_t c) {
  if (IsDigit(c)) return static_cast<int>(c - U'0');
  if (IsOneOf(c, U"〇○零Oo")) return 0;
  constexpr std::u32string_view kDigits = U"一二三四五六七八九";
  const size_t at = kDigits.find(c);
  return at == std::u32string_view::npos ? -1 : static_cast<int>(at) + 1;
}

// A month or day in digits or Chinese numerals; -1 if it is neither.
int SmallNumber(std::u32string_view text) {
  if (text.empty() || text.size() > 3) return -1;
  if (!IsDigit(text.front())) return static_cast<int>(HanValue(text));
  int number = 0;
  for (char32_t c : text) {
    if (!IsDigit(c)) return -1;
    number = number * 10 + static_cast<int>(c - U'0');
  }
  return number;
}

}  // namespace

int DaysOfMonth(int year, int month) {
  constexpr std::array kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return 0;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[static_cast<size_t>(month - 1)];
}

std::string IsoDay(int year, int month, int day) {
  if (year < 1900 || year > 2200 || day < 1 || day > DaysOfMonth(year, month)) return "";
  return absl::StrFormat("%04d-%02d-%02d", year, month, day);
}

int YearOf(std::u32string_view four) {
  if (four.size() != 4) return 0;
  int year = 0;
  for (char32_t c : four) {
    const int digit = DigitOf(c);
    if (digit < 0) return 0;
    year = year * 10 + digit;
  }
  return year >= 1900 && year <= 2200 ? year : 0;
}

std::string DayOf(std::u32string_view text) {
  if (text.starts_with(U'(') && text.ends_with(U')')) text = text.substr(1, text.size() - 2);
  const size_t month = text.find(U'年');
  const size_t day = text.find(U'月');
  if (month != 4 || day == std::u32string_view::npos || day < month || !text.ends_with(U'日')) {
    return "";
  }
  return IsoDay(YearOf(text.substr(0, month)), SmallNumber(text.substr(month + 1, day - month - 1)),
                SmallNumber(text.substr(day + 1, text.size() - day - 2)));
}

bool IsDateLine(std::u32string_view text) {
  static const RE2 kRe(
      R"re(^\(?(?:\d{4}|[xX×*]{2,4}|20[xX×*]{2}|[〇○零Oo一二三四五六七八九]{4})年[\dxX×*一二三四五六七八九十]{1,3}月(?:[\dxX×*一二三四五六七八九十]{1,3}日)?\)?$)re");
  return text.size() <= kLongestDate && RE2::FullMatch(ToUtf8(text), kRe);
}

}  // namespace eduplan::importer
