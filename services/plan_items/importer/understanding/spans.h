// Plans of several years (2021—2023年, “十四五”), which no canonical period stands for: their years
// are listed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace eduplan::importer {

// "2021", "2022", "2023"; empty if the years are in another order, one and the same, or more than
// anybody plans.
std::vector<std::string> YearsBetween(int first, int last);

// Whether periods are the years of such a plan: three and more. Two may be of a summary and a plan.
bool AreSpan(const std::vector<std::string>& periods);

// Whether a folded title is of several years, even where it does not say which (三年行动计划).
bool NamesSpan(std::u32string_view title);

// The years of the five-year plans that a folded title names by number (十四五).
std::vector<std::string> YearsOfFiveYearPlans(std::u32string_view title);

// Those of the first span of three years and more that a folded text names: what 三年行动计划 is
// of. One of two may be a school year.
std::vector<std::string> FirstSpanIn(std::u32string_view text);

}  // namespace eduplan::importer
