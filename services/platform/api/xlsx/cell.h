#ifndef EDUPLAN_SERVICES_PLATFORM_API_XLSX_CELL_H_
#define EDUPLAN_SERVICES_PLATFORM_API_XLSX_CELL_H_

#include <optional>
#include <string>
#include <string_view>

namespace eduplan::api::xlsx {

// Pure: what stands in a cell, as text.

// Row and column from 1.
struct Position {
  int row = 0;
  int column = 0;
};
// "C5"; nothing if it is not within a sheet of 1,048,576 rows and 16,384 columns.
std::optional<Position> ParsePosition(std::string_view reference);
std::string ToText(const Position& position);

// How a number is shown.
enum class Shown {
  kNumber,
  kPercent,  // 0.987 as 98.7%
  kDate,     // also date and time
  kTime,     // of day
};
// By a format code such as `yyyy"年"m"月"d"日"` or `0.00`.
Shown ShownBy(std::string_view format_code);
// By the id of a format that every workbook has without defining it.
Shown ShownByBuiltIn(int format_id);

// A number as it stands in the file; nothing if it is none.
std::optional<double> ParseNumber(std::string_view text);
// Without exponent and with at most 15 significant digits.
std::string NumberText(double number);
// The day (2021-09-01), with the time behind it if there is one, or the time alone, that a serial
// number stands for; the number where it is out of range. Serials of the 1900 system count a 29
// February 1900 that never was.
std::string SerialText(double serial, Shown shown, bool from_1904);
// An ISO 8601 date or date and time of a cell of type "d", in the form of SerialText.
std::string IsoText(std::string_view text);

// Characters that XML cannot hold stand as _x000D_ in the texts of a workbook; gives them back.
std::string Unescaped(std::string_view text);

}  // namespace eduplan::api::xlsx

#endif  // EDUPLAN_SERVICES_PLATFORM_API_XLSX_CELL_H_
