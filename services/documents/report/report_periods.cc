#include "services/documents/report/report_periods.h"

#include "services/platform/status/text.h"

namespace eduplan::documents {
namespace {

using calendar::Period;

std::string NextText(const Period& period) {
  const absl::CivilDay end = period.end();
  const auto year = static_cast<int>(end.year());
  const int month = end.month();
  switch (period.kind()) {
    case Period::Kind::kYear:
      return text::Cat(year);
    case Period::Kind::kHalf:
      return text::Cat(year, "-H", month / 6 + 1);
    case Period::Kind::kQuarter:
      return text::Cat(year, "-Q", month / 3 + 1);
    case Period::Kind::kMonth:
      return text::Cat(year, month < 10 ? "-0" : "-", month);
    case Period::Kind::kSchoolYear:
      return text::Cat(year, "-", year + 1);
    case Period::Kind::kTerm:
      return month == 2 ? text::Cat(year - 1, "-", year, "-T2")
                        : text::Cat(year, "-", year + 1, "-T1");
  }
  return "";
}

// "2021年上半年" -> "2021年": up to the year's character; the whole of a plain year.
std::string YearPart(const std::string& words) {
  static constexpr std::string_view kYear = "年";
  const size_t end = words.find(kYear);
  return end == std::string::npos ? "" : words.substr(0, end + kYear.size());
}

bool Overlap(const Period& a, const Period& b) {
  return a.is_school() == b.is_school() && a.start() < b.end() && b.start() < a.end();
}

}  // namespace

std::optional<Period> NextPeriod(const Period& period) {
  auto next = Period::Parse(NextText(period));
  if (!next.ok()) return std::nullopt;
  return *std::move(next);
}

PeriodWords WordsOf(const Period& period) {
  PeriodWords words = {.now = period.ChineseText(), .now_short = {}, .next = {}};
  const std::string year = YearPart(words.now);
  words.now_short = words.now == year ? words.now : words.now.substr(year.size());
  if (const auto next = NextPeriod(period)) {
    words.next = next->ChineseText();
    if (words.next != year && words.next.starts_with(year)) words.next.erase(0, year.size());
  }
  return words;
}

PeriodFit FitOf(const std::vector<std::string>& periods, const Period& period) {
  const std::optional<Period> next = NextPeriod(period);
  PeriodFit fit;
  for (const std::string& written : periods) {
    const auto other = Period::Parse(written);
    if (!other.ok()) continue;
    fit.now = fit.now || Overlap(*other, period);
    fit.next = fit.next || (next && Overlap(*other, *next));
    fit.exact = fit.exact || *other == period || (next && *other == *next);
  }
  return fit;
}

}  // namespace eduplan::documents
