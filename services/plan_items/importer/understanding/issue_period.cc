#include "services/plan_items/importer/understanding/issue_period.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/text.h"

namespace eduplan::importer {
namespace {

using Periods = std::vector<std::string>;

// A first term runs from August to January, the second until August.
Periods TermOf(bool first, int year, int month) {
  if (first && month >= 8) return {absl::StrCat(year, "-", year + 1, "-T1")};
  if (first && month <= 2) return {absl::StrCat(year - 1, "-", year, "-T1")};
  if (!first && month >= 2 && month <= 8) return {absl::StrCat(year - 1, "-", year, "-T2")};
  return {};
}

Periods HalvesOf(bool first, bool second, int year, int month) {
  Periods halves;
  if (first && month >= 2) halves.push_back(absl::StrCat(year, "-H1"));
  if (second && month >= 6) halves.push_back(absl::StrCat(year, "-H2"));
  return halves;
}

}  // namespace

Periods PeriodsOfIssue(std::u32string_view title, DocumentKind kind,
                       const std::string& issue_date) {
  int year = 0;
  int month = 0;
  if (issue_date.size() < 7 || !absl::SimpleAtoi(issue_date.substr(0, 4), &year) ||
      !absl::SimpleAtoi(issue_date.substr(5, 2), &month)) {
    return {};
  }
  if (Contains(title, {U"第一学期", U"秋季学期"})) return TermOf(true, year, month);
  if (Contains(title, {U"第二学期", U"春季学期"})) return TermOf(false, year, month);
  const bool first = Contains(title, {U"上半年"});
  const bool second = Contains(title, {U"下半年"});
  if (first || second) return HalvesOf(first, second, year, month);
  if (Contains(title, {U"半年", U"季度", U"学期", U"月"})) return {};
  // Work of a year is planned from its beginning on and summed up about its end.
  switch (kind) {
    case DocumentKind::kKeyPoints:
    case DocumentKind::kPlan:
      return month <= 10 ? Periods{absl::StrCat(year)} : Periods{};
    case DocumentKind::kSummary:
      if (month >= 10) return {absl::StrCat(year)};
      return month <= 3 ? Periods{absl::StrCat(year - 1)} : Periods{};
    case DocumentKind::kSummaryAndPlan:
      if (month >= 11) return {absl::StrCat(year), absl::StrCat(year + 1)};
      return month <= 3 ? Periods{absl::StrCat(year - 1), absl::StrCat(year)} : Periods{};
    default:
      return {};
  }
}

}  // namespace eduplan::importer
