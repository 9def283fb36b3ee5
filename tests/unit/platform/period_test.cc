#include "services/platform/calendar/period.h"

#include <gtest/gtest.h>

#include "tests/support/matchers.h"

namespace eduplan::calendar {
namespace {

using absl::CivilDay;

Period Of(std::string_view text) {
  return Period::Parse(text).value();
}

std::vector<std::string> Texts(const std::vector<Period>& periods) {
  std::vector<std::string> texts;
  for (const Period& period : periods) texts.push_back(period.text());
  return texts;
}

TEST(PeriodTest, CoversTheDaysOfEachKind) {
  EXPECT_EQ(Of("2021").start(), CivilDay(2021, 1, 1));
  EXPECT_EQ(Of("2021").end(), CivilDay(2022, 1, 1));
  EXPECT_EQ(Of("2021-H2").start(), CivilDay(2021, 7, 1));
  EXPECT_EQ(Of("2021-Q3").start(), CivilDay(2021, 7, 1));
  EXPECT_EQ(Of("2021-Q3").end(), CivilDay(2021, 10, 1));
  EXPECT_EQ(Of("2021-06").end(), CivilDay(2021, 7, 1));
  EXPECT_EQ(Of("2021-2022").start(), CivilDay(2021, 9, 1));
  EXPECT_EQ(Of("2021-2022").end(), CivilDay(2022, 9, 1));
  EXPECT_EQ(Of("2021-2022-T1").end(), CivilDay(2022, 2, 1));
  EXPECT_EQ(Of("2021-2022-T2").start(), CivilDay(2022, 2, 1));
}

TEST(PeriodTest, RefusesWhatIsNotCanonical) {
  for (const char* text : {"", "21", "2021-H3", "2021-Q0", "2021-13", "2021-6", "2021-2023",
                           "2021-2022-T3", "2021-H1-x", "20XX", "1899", "2021-h1", "2021-H1 "}) {
    EXPECT_FALSE(Period::Parse(text).ok()) << text;
  }
}

TEST(PeriodTest, CutsCoarsestFirst) {
  const auto partitions = Of("2021-H2").Partitions();
  ASSERT_EQ(partitions.size(), 2u);
  EXPECT_EQ(Texts(partitions[0]), (std::vector<std::string>{"2021-Q3", "2021-Q4"}));
  EXPECT_EQ(Texts(partitions[1]).front(), "2021-07");
  EXPECT_EQ(Texts(partitions[1]).back(), "2021-12");
}

TEST(PeriodTest, KnowsWhatEndsWithItAndWhereItStarts) {
  EXPECT_EQ(Texts(Of("2021-Q2").EndingTogether()),
            (std::vector<std::string>{"2021-H1", "2021-Q2", "2021-06"}));
  EXPECT_EQ(Texts(Of("2021-H1").EndingBefore()),
            (std::vector<std::string>{"2020", "2020-H2", "2020-Q4", "2020-12"}));
  EXPECT_EQ(Texts(Of("2021-2022-T2").EndingTogether()),
            (std::vector<std::string>{"2021-2022", "2021-2022-T2"}));
}

TEST(PeriodTest, NeverMixesCalendarAndSchoolYears) {
  EXPECT_EQ(Texts(Of("2021-2022").EndingTogether()),
            (std::vector<std::string>{"2021-2022", "2021-2022-T2"}));
  EXPECT_EQ(Texts(Of("2021-08").EndingTogether()), (std::vector<std::string>{"2021-08"}));
}

TEST(PeriodTest, SpeaksChinese) {
  EXPECT_EQ(Of("2021-H1").ChineseText(), "2021年上半年");
  EXPECT_EQ(Of("2021-2022-T1").ChineseText(), "2021—2022学年第一学期");
}

TEST(PeriodTest, TellsThePeriodBeforeAndTheYearEarlier) {
  EXPECT_EQ(Period::Parse("2021-H1")->Before()->text(), "2020-H2");
  EXPECT_EQ(Period::Parse("2021-06")->Before()->text(), "2021-05");
  EXPECT_EQ(Period::Parse("2021-2022-T1")->Before()->text(), "2020-2021-T2");
  EXPECT_EQ(Period::Parse("2021-Q3")->YearEarlier()->text(), "2020-Q3");
  EXPECT_EQ(Period::Parse("1949")->Before(), std::nullopt);
  EXPECT_EQ(Period::Parse("1949-06")->YearEarlier(), std::nullopt);
  EXPECT_EQ(Period::Parse("2021-06")->Whole().text(), "2021");
  EXPECT_EQ(Period::Parse("2021-2022-T2")->Whole().text(), "2021-2022");
}

TEST(PeriodTest, ARangeIsEveryPeriodOfOneKind) {
  const auto range = Period::Range(*Period::Parse("2020-Q3"), *Period::Parse("2021-Q2"), 60);
  ASSERT_TRUE(range.ok());
  std::vector<std::string> texts;
  for (const Period& period : *range) texts.push_back(period.text());
  EXPECT_EQ(texts, (std::vector<std::string>{"2020-Q3", "2020-Q4", "2021-Q1", "2021-Q2"}));
  EXPECT_FALSE(Period::Range(*Period::Parse("2021"), *Period::Parse("2020"), 60).ok());
  EXPECT_FALSE(Period::Range(*Period::Parse("2020"), *Period::Parse("2021-H1"), 60).ok());
  EXPECT_FALSE(Period::Range(*Period::Parse("1990-01"), *Period::Parse("2021-01"), 60).ok());
}

}  // namespace
}  // namespace eduplan::calendar
