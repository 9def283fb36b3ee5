#include "services/plan_items/importer/understanding/spans.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {
namespace {

constexpr int kMostYears = 15;

// Each follows the one before it without a gap.
constexpr auto kFiveYearPlans = std::to_array<std::u32string_view>(
    {U"十一五", U"十二五", U"十三五", U"十四五", U"十五五", U"十六五"});
constexpr int kFirstFiveYearPlan = 2006;

}  // namespace

std::vector<std::string> YearsBetween(int first, int last) {
  std::vector<std::string> years;
  if (last <= first || last - first >= kMostYears) return years;
  for (int year = first; year <= last; ++year) years.push_back(absl::StrCat(year));
  return years;
}

bool AreSpan(const std::vector<std::string>& periods) {
  constexpr size_t kFewest = 3;
  return periods.size() >= kFewest &&
         std::all_of(periods.begin(), periods.end(),
                     [](const std::string& period) { return period.size() == 4; });
}

bool NamesSpan(std::u32string_view title) {
  return Contains(title, {U"十一五", U"十二五", U"十三五", U"十四五", U"十五五", U"十六五",
                          U"三年规划", U"五年规划", U"三年行动", U"五年行动", U"两年行动",
                          U"三年计划", U"五年计划", U"中长期", U"发展规划"});
}

std::vector<std::string> YearsOfFiveYearPlans(std::u32string_view title) {
  std::vector<std::string> years;
  int first = kFirstFiveYearPlan;
  for (std::u32string_view plan : kFiveYearPlans) {
    if (title.find(plan) != std::u32string_view::npos) {
      for (std::string& year : YearsBetween(first, first + 4)) years.push_back(std::move(year));
    }
    first += 5;
  }
  return years;
}

std::vector<std::string> FirstSpanIn(std::u32string_view text) {
  static const RE2 kRe(R"re((20\d\d)年?\s*[-—–~至到]{1,2}\s*(20\d\d))re");
  const std::string utf8 = ToUtf8(text);
  re2::StringPiece rest(utf8);
  int first = 0;
  int last = 0;
  while (RE2::FindAndConsume(&rest, kRe, &first, &last)) {
    if (last - first >= 2) return YearsBetween(first, last);
  }
  return {};
}

}  // namespace eduplan::importer
