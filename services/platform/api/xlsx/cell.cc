#include "services/platform/api/xlsx/cell.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "services/platform/api/time.h"
#include "services/platform/status/text.h"

namespace eduplan::api::xlsx {
namespace {

constexpr int kRows = 1048576;
constexpr int kColumns = 16384;
constexpr int64_t kSecondsOfDay = 86400;
constexpr int64_t kLastDay = 2958465;  // 9999-12-31 in the 1900 system
constexpr int kDigits = 15;            // what spreadsheets keep of a number

std::string TimeText(int64_t seconds) {
  return absl::StrFormat("%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string DayText(int64_t day, bool from_1904) {
  if (from_1904) return api::ToText(absl::CivilDay(1904, 1, 1) + day);
  if (day == 60) return "1900-02-29";
  return api::ToText(absl::CivilDay(1899, 12, day < 60 ? 31 : 30) + day);
}

// The letters of a format code that are not quoted, escaped or bracketed, of its first section.
std::string FormatLetters(std::string_view code) {
  std::string letters;
  for (size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == ';') break;
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '"' || c == '[') {
      i = std::min(code.find(c == '"' ? '"' : ']', i + 1), code.size());
    } else {
      letters.push_back(absl::ascii_tolower(static_cast<unsigned char>(c)));
    }
  }
  return letters;
}

std::optional<uint32_t> Hexadecimal(std::string_view digits) {
  uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.begin(), digits.end(), value, 16);
  if (error != std::errc() || end != digits.end()) return std::nullopt;
  return value;
}

void AppendUtf8(uint32_t character, std::string* out) {
  if (character < 0x80) {
    out->push_back(static_cast<char>(character));
  } else if (character < 0x800) {
    out->push_back(static_cast<char>(0xC0 | (character >> 6)));
    out->push_back(static_cast<char>(0x80 | (character & 0x3F)));
  } else {
    out->push_back(static_cast<char>(0xE0 | (character >> 12)));
    out->push_back(static_cast<char>(0x80 | ((character >> 6) & 0x3F)));
    out->push_back(static_cast<char>(0x80 | (character & 0x3F)));
  }
}

}  // namespace

std::optional<Position> ParsePosition(std::string_view reference) {
  Position position;
  size_t at = 0;
  for (; at < reference.size() && reference[at] >= 'A' && reference[at] <= 'Z'; ++at) {
    position.column = position.column * 26 + (reference[at] - 'A' + 1);
    if (position.column > kColumns) return std::nullopt;
  }
  const char* const end = reference.data() + reference.size();
  const auto [stopped, error] = std::from_chars(reference.data() + at, end, position.row);
  if (at == 0 || error != std::errc() || stopped != end) return std::nullopt;
  if (position.row < 1 || position.row > kRows) return std::nullopt;
  return position;
}

std::string ToText(const Position& position) {
  std::string letters;
  for (int rest = position.column; rest > 0; rest = (rest - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return text::Cat(letters, position.row);
}

Shown ShownBy(std::string_view format_code) {
  const std::string letters = FormatLetters(format_code);
  if (letters.find_first_of("yd") != std::string::npos) return Shown::kDate;
  if (letters.find_first_of("hs") != std::string::npos) return Shown::kTime;
  // A month, unless it is a number with a stray letter.
  const bool month =
      letters.find('m') != std::string::npos && letters.find_first_of("0#?@") == std::string::npos;
  if (month) return Shown::kDate;
  return letters.find('%') != std::string::npos ? Shown::kPercent : Shown::kNumber;
}

Shown ShownByBuiltIn(int format_id) {
  const int id = format_id;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47 || id == 55 ||
      id == 56) {
    return Shown::kTime;
  }
  // 27 to 36 and 50 to 58 are the dates of Chinese, Japanese and Korean versions.
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) {
    return Shown::kDate;
  }
  return id == 9 || id == 10 ? Shown::kPercent : Shown::kNumber;
}

std::optional<double> ParseNumber(std::string_view text) {
  const absl::string_view bare = absl::StripAsciiWhitespace(text::ToAbsl(text));
  double number = 0;
  const auto [end, error] = std::from_chars(bare.data(), bare.data() + bare.size(), number);
  if (error != std::errc() || end != bare.data() + bare.size() || !std::isfinite(number)) {
    return std::nullopt;
  }
  return number;
}

std::string NumberText(double number) {
  if (number == 0) return "0";
  if (number == std::floor(number) && std::abs(number) < 1e15) {
    return absl::StrFormat("%.0f", number);
  }
  // Rounded to the digits that count first: 97.599999999999994 is 97.6, 1e-7 is 0.0000001.
  std::string digits = absl::StrFormat("%.*e", kDigits - 1, number);
  const int exponent = std::atoi(digits.c_str() + digits.find('e') + 1);
  if (std::abs(exponent) > 30) return absl::StrFormat("%.*g", kDigits, number);
  std::string fixed = absl::StrFormat("%.*f", std::max(0, kDigits - 1 - exponent),
                                      std::strtod(digits.c_str(), nullptr));
  if (fixed.find('.') != std::string::npos) {
    fixed.erase(fixed.find_last_not_of('0') + 1);
    if (fixed.back() == '.') fixed.pop_back();
  }
  return fixed;
}

std::string SerialText(double serial, Shown shown, bool from_1904) {
  const double earliest = from_1904 || shown == Shown::kTime ? 0 : 1;
  const auto last = static_cast<double>(from_1904 ? kLastDay - 1462 : kLastDay);
  const bool dated = shown == Shown::kDate || shown == Shown::kTime;
  if (!dated || serial < earliest || serial >= last + 1) return NumberText(serial);
  const int64_t seconds = std::llround(serial * kSecondsOfDay);
  const int64_t day = seconds / kSecondsOfDay;
  const int64_t time = seconds % kSecondsOfDay;
  if (shown == Shown::kTime && day == 0) return TimeText(time);
  if (time == 0) return DayText(day, from_1904);
  return text::Cat(DayText(day, from_1904), " ", TimeText(time));
}

std::string IsoText(std::string_view text) {
  std::string result(absl::StripAsciiWhitespace(text::ToAbsl(text)));
  if (!result.empty() && result.back() == 'Z') result.pop_back();
  if (const size_t point = result.find('.'); point != std::string::npos) result.resize(point);
  const size_t middle = result.find('T');
  if (middle == std::string::npos) return result;
  if (result.substr(middle) == "T00:00:00") return result.substr(0, middle);
  result[middle] = ' ';
  return result;
}

std::string Unescaped(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i).starts_with("_x") && i + 6 < text.size() && text[i + 6] == '_') {
      const std::optional<uint32_t> character = Hexadecimal(text.substr(i + 2, 4));
      const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
      if (character.has_value() && *character != 0 && !surrogate) {
        AppendUtf8(*character, &result);
        i += 6;
        continue;
      }
    }
    result.push_back(text[i]);
  }
  return result;
}

}  // namespace eduplan::api::xlsx
