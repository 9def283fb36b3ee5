// Days of the calendar as documents print them.
#pragma once

#include <string>
#include <string_view>

namespace eduplan::importer {

int DaysOfMonth(int year, int month);

// "2021-06-30"; "" for a day that no calendar has.
std::string IsoDay(int year, int month, int day);

// The year that four characters print: 2021, 二〇二一, 二O二一, 二零二一; 0 if they print none. The
// text is folded.
int YearOf(std::u32string_view four);

// The day that a folded text without spaces is: 2021年6月25日, 二〇二一年六月二十五日, also in
// brackets. "" if it is none, or masked.
std::string DayOf(std::u32string_view text);

// Whether a folded text without spaces is nothing but a date, of a month or of a day; masks may
// stand in it (20XX年x月x日).
bool IsDateLine(std::u32string_view text);

}  // namespace eduplan::importer
