#include "services/documents/report/report_periods.h"

#include <gtest/gtest.h>

namespace eduplan::documents {
namespace {

using calendar::Period;

std::string NextOf(const std::string& period) {
  const auto next = NextPeriod(Period::Parse(period).value());
  return next ? next->text() : "none";
}

TEST(NextPeriodTest, IsTheOneThatBeginsWhereThisEnds) {
  EXPECT_EQ(NextOf("2021"), "2022");
  EXPECT_EQ(NextOf("2021-H1"), "2021-H2");
  EXPECT_EQ(NextOf("2021-H2"), "2022-H1");
  EXPECT_EQ(NextOf("2021-Q1"), "2021-Q2");
  EXPECT_EQ(NextOf("2021-Q4"), "2022-Q1");
  EXPECT_EQ(NextOf("2021-09"), "2021-10");
  EXPECT_EQ(NextOf("2021-12"), "2022-01");
  EXPECT_EQ(NextOf("2021-2022"), "2022-2023");
  EXPECT_EQ(NextOf("2021-2022-T1"), "2021-2022-T2");
  EXPECT_EQ(NextOf("2021-2022-T2"), "2022-2023-T1");
  EXPECT_EQ(NextOf("2999"), "none");
}

TEST(PeriodWordsTest, TheYearIsSaidOnceWhereBothShareIt) {
  const auto words = [](const std::string& period) {
    const PeriodWords all = WordsOf(Period::Parse(period).value());
    return all.now + " " + all.now_short + " " + all.next;
  };
  EXPECT_EQ(words("2021-H1"), "2021年上半年 上半年 下半年");
  EXPECT_EQ(words("2021-H2"), "2021年下半年 下半年 2022年上半年");
  EXPECT_EQ(words("2021"), "2021年 2021年 2022年");
  EXPECT_EQ(words("2021-Q1"), "2021年第一季度 第一季度 第二季度");
}

std::string Fit(const std::vector<std::string>& periods, const std::string& period) {
  const PeriodFit fit = FitOf(periods, Period::Parse(period).value());
  return std::string(fit.now ? "now " : "") + (fit.next ? "next " : "") +
         (fit.exact ? "exact" : "");
}

TEST(PeriodFitTest, ByOverlapWithThePeriodAndTheNext) {
  EXPECT_EQ(Fit({"2021-H1"}, "2021-H1"), "now exact");
  EXPECT_EQ(Fit({"2021-H2"}, "2021-H1"), "next exact");
  EXPECT_EQ(Fit({"2021-H1", "2021-H2"}, "2021-H1"), "now next exact");
  EXPECT_EQ(Fit({"2021"}, "2021-H1"), "now next ");
  EXPECT_EQ(Fit({"2021-03"}, "2021-H1"), "now ");
  EXPECT_EQ(Fit({"2020"}, "2021-H1"), "");
  EXPECT_EQ(Fit({"2020-2021"}, "2021-H1"), "");
  EXPECT_EQ(Fit({"", "上半年"}, "2021-H1"), "");
}

}  // namespace
}  // namespace eduplan::documents
