#include "services/plan_items/importer/understanding/periods.h"

#include <re2/re2.h>

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/plan_items/importer/dates.h"
#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/understanding/sections.h"
#include "services/plan_items/importer/understanding/spans.h"

namespace eduplan::importer {
namespace {

constexpr size_t kOpening = 120;
constexpr size_t kSpanOpening = 300;  // Where a plan of several years says of which.
constexpr size_t kHeading = 60;
constexpr size_t kHeadings = 4;

// What one match of the grammar gives.
struct Match {
  std::string year;  // Four characters as printed.
  std::string to;    // The second of 2021-2022.
  std::string unit;  // 年, 年度, 学年.
  std::string part;  // 上半年, 第一学期, 三季度.
  std::string from_month;
  std::string to_month;
  std::string day;
  std::string next;  // 明年
};

// year = 2021 | 20XX | 二〇二一 [ - 2022 ] 年 | 学年; then a part, months, or nothing.
bool Consume(re2::StringPiece* rest, Match& m) {
  static const RE2 kRe(
      R"re((?:(20\d\d|19\d\d|20[xX*×]{2}|[xX*×]{4}|[二一][〇○零Oo一二三四五六七八九]{3})(?:年?\s*[-—–~至到]{1,2}\s*(20\d\d|20[xX]{2}))?\s*(学年度?|年度?))?(第[一二]学期|[上下]学期|[上下]半年|第?[一二三四]季度|[春秋]季(?:学期)?)?(?:(\d{1,2})(?:月?[-—–~至](\d{1,2}))?月份?(\d{1,2}[日号])?)?(明年|来年|次年|下一?年度?)?)re");
  return RE2::Consume(rest, kRe, &m.year, &m.to, &m.unit, &m.part, &m.from_month, &m.to_month,
                      &m.day, &m.next);
}

bool Has(const std::string& text, const char* word) {
  return text.find(word) != std::string::npos;
}

// Chinese numerals as digits; masks as printed.
std::string YearDigits(const std::string& printed) {
  auto text = Decode(printed, "utf-8");
  const int year = text.ok() ? YearOf(*text) : 0;
  return year > 0 ? absl::StrCat(year) : printed;
}

// A term belongs to a school year: 2021年秋季学期 opens 2021-2022, 2022年春季学期 closes it. 春季
// alone is a term only of a school.
std::string WithTerm(const std::string& part, const std::string& period, bool of_school) {
  if (!of_school && !Has(part, "学期")) return period;
  const bool first = Has(part, "第一学期") || Has(part, "上学期") || Has(part, "秋季");
  const bool second = Has(part, "第二学期") || Has(part, "下学期") || Has(part, "春季");
  if (!first && !second) return period;
  std::string school_year = period;
  int year = 0;
  if (period.size() == 4 && absl::SimpleAtoi(period, &year) && Has(part, "季")) {
    school_year = first ? absl::StrCat(year, "-", year + 1) : absl::StrCat(year - 1, "-", year);
  }
  return school_year.size() == 9 ? school_year + (first ? "-T1" : "-T2") : period;
}

std::string WithPart(const std::string& part, const std::string& period, bool of_school) {
  if (Has(part, "上半年")) return period + "-H1";
  if (Has(part, "下半年")) return period + "-H2";
  constexpr const char* kQuarters[] = {"一季度", "二季度", "三季度", "四季度"};
  for (int q = 0; q < 4; ++q) {
    if (Has(part, kQuarters[q])) return absl::StrCat(period, "-Q", q + 1);
  }
  return WithTerm(part, period, of_school);
}

// 6月 is a month; 1-6月 the half it fills, 1-9月 no more than its year.
std::string WithMonths(const Match& m, const std::string& period) {
  int from = 0;
  int to = 0;
  if (!absl::SimpleAtoi(m.from_month, &from) || from < 1 || from > 12) return period;
  if (m.to_month.empty()) return absl::StrFormat("%s-%02d", period, from);
  if (!absl::SimpleAtoi(m.to_month, &to)) return period;
  if (from == 1 && to == 6) return period + "-H1";
  if (from == 7 && to == 12) return period + "-H2";
  if (from % 3 == 1 && to == from + 2) return absl::StrCat(period, "-Q", to / 3);
  return period;
}

// The year or school year that a match names; "" for a span of years (2021-2025年).
std::string YearNamed(const Match& m, bool of_school) {
  std::string year = YearDigits(m.year);
  int first = 0;
  int last = 0;
  const bool digits = absl::SimpleAtoi(year, &first);
  if (m.to.empty()) {
    if (!m.unit.starts_with("学年") || !digits) return year;
    return absl::StrCat(first, "-", first + 1);
  }
  const bool known = digits && absl::SimpleAtoi(m.to, &last);
  const bool school = m.unit.starts_with("学年") || Has(m.part, "学期") ||
                      (of_school && m.unit == "年度" && known && last == first + 1);
  if (school) return year + "-" + m.to;
  return known && last == first ? year : "";
}

// The years of a span; empty for anything else.
std::vector<std::string> YearsNamed(const Match& m) {
  int first = 0;
  int last = 0;
  const bool span = !m.to.empty() && absl::SimpleAtoi(YearDigits(m.year), &first) &&
                    absl::SimpleAtoi(m.to, &last);
  return span ? YearsBetween(first, last) : std::vector<std::string>();
}

void Add(std::string period, std::vector<std::string>& periods) {
  if (std::find(periods.begin(), periods.end(), period) == periods.end()) {
    periods.push_back(std::move(period));
  }
}

void SkipCharacter(re2::StringPiece& rest) {
  rest.remove_prefix(1);
  while (!rest.empty() && (static_cast<unsigned char>(rest[0]) & 0xc0) == 0x80) {
    rest.remove_prefix(1);
  }
}

// `plans`: also of chapters on what is planned, which is next year's where the rest is a summary.
std::vector<std::string> PeriodsOfHeadings(const FlatText& body, const std::vector<Node>& nodes,
                                           bool plans) {
  std::vector<std::string> periods;
  for (const Node& node : nodes) {
    if (node.level > 1 || periods.size() >= kHeadings) continue;
    const SectionKind section =
        SectionOfHeading(body.view(node.heading_begin, node.heading_end), DocumentKind::kSummary);
    if (section == SectionKind::kUnspecified || (!plans && section == SectionKind::kPlan)) continue;
    const size_t end = std::min(node.heading_end, node.heading_begin + kHeading);
    for (std::string& period : PeriodsIn(body.view(node.heading_begin, end), false)) {
      Add(std::move(period), periods);
    }
  }
  return periods;
}

}  // namespace

std::vector<std::string> PeriodsIn(std::u32string_view text, bool titled) {
  std::vector<std::string> periods;
  const std::string utf8 = ToUtf8(text);
  re2::StringPiece rest(utf8);
  const bool of_school =
      Contains(text, {U"小学", U"中学", U"学校", U"幼儿园", U"教学", U"教研", U"德育", U"班主任"});
  std::string year;
  while (!rest.empty()) {
    Match m;
    const size_t before = rest.size();
    if (!Consume(&rest, m) || rest.size() == before) {
      SkipCharacter(rest);
      continue;
    }
    int known = 0;
    if (!m.year.empty()) year = YearNamed(m, of_school);
    if (titled && !m.year.empty() && year.empty()) {
      for (std::string& one : YearsNamed(m)) Add(std::move(one), periods);
    }
    if (!m.next.empty() && m.year.empty() && absl::SimpleAtoi(year, &known) && year.size() == 4) {
      Add(absl::StrCat(known + 1), periods);
      continue;
    }
    const bool span = !m.to_month.empty();
    const bool dated = !m.day.empty() || (!titled && !span);
    if (year.empty() || (m.year.empty() && m.part.empty() && (m.from_month.empty() || dated))) {
      continue;
    }
    std::string period = WithPart(m.part, year, of_school);
    if (period.size() == 4 && !dated) period = WithMonths(m, period);
    Add(std::move(period), periods);
  }
  return periods;
}

std::vector<std::string> PeriodsOf(std::u32string_view title, const FlatText& body,
                                   const std::vector<Node>& nodes) {
  std::vector<std::string> periods = PeriodsIn(title, true);
  if (periods.empty()) periods = YearsOfFiveYearPlans(title);
  const bool summary =
      !periods.empty() && !Contains(title, {U"计划", U"打算", U"安排", U"思路", U"谋划", U"设想",
                                            U"要点", U"规划", U"举措", U"方案", U"清单"});
  const std::vector<std::string> headings = PeriodsOfHeadings(body, nodes, !summary);
  // A website may have put another year into the title; the text is right.
  const bool agree = std::any_of(headings.begin(), headings.end(), [&](const std::string& period) {
    return std::any_of(periods.begin(), periods.end(), [&](const std::string& titled) {
      return titled.substr(0, 4) == period.substr(0, 4);
    });
  });
  if (periods.empty() && NamesSpan(title)) {
    return FirstSpanIn(body.view(0, std::min(body.size(), kSpanOpening)));
  }
  if (periods.empty() || (!headings.empty() && !agree)) periods = headings;
  if (!periods.empty()) return periods;
  periods = PeriodsIn(body.view(0, std::min(body.size(), kOpening)), false);
  if (periods.size() > 2) periods.resize(2);
  return periods;
}

}  // namespace eduplan::importer
