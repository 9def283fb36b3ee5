#include "services/organizations/model/facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace eduplan::organizations {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

const std::string kEnd(kForever);

Record With(std::vector<Placement> placements) {
  Record record;
  record.id = "x";
  record.standings = {{4, 1, {}}};
  record.names = {{"甲", kOfficial, {}}};
  record.placements = std::move(placements);
  return record;
}

TEST(SetParent, HoldsUntilTheNextRecordedChange) {
  Record record = With({{kAdministrative, "a", {"1949-10-01", "2030-01-01"}},
                        {kAdministrative, "b", {"2030-01-01", kEnd}},
                        {kReporting, "r", {"2000-01-01", kEnd}}});
  SetParent(&record, kAdministrative, "c", "2022-03-01");
  Normalize(&record);
  EXPECT_THAT(record.placements,
              ElementsAre(Placement{kAdministrative, "a", {"1949-10-01", "2022-03-01"}},
                          Placement{kAdministrative, "c", {"2022-03-01", "2030-01-01"}},
                          Placement{kAdministrative, "b", {"2030-01-01", kEnd}},
                          Placement{kReporting, "r", {"2000-01-01", kEnd}}));
}

TEST(SetParent, FromTheFirstDayLeavesNothingOfTheOldPlace) {
  Record record = With({{kAdministrative, "a", {"1949-10-01", kEnd}}});
  SetParent(&record, kAdministrative, "b", "1949-10-01");
  Normalize(&record);
  EXPECT_THAT(record.placements,
              ElementsAre(Placement{kAdministrative, "b", {"1949-10-01", kEnd}}));
}

TEST(SetParent, BackToTheSameParentLeavesOnePlacement) {
  Record record = With({{kAdministrative, "a", {"1949-10-01", kEnd}}});
  SetParent(&record, kAdministrative, "a", "2022-03-01");
  Normalize(&record);
  EXPECT_THAT(record.placements,
              ElementsAre(Placement{kAdministrative, "a", {"1949-10-01", kEnd}}));
}

TEST(SetStanding, LastsToTheRecordedEnd) {
  Record record = With({});
  record.standings = {{4, 1, {"2000-01-01", "2020-01-01"}}, {4, 1, {"2021-01-01", kEnd}}};
  SetStanding(&record, 3, 1, "2010-01-01");
  Normalize(&record);
  EXPECT_THAT(record.standings, ElementsAre(Standing{4, 1, {"2000-01-01", "2010-01-01"}},
                                            Standing{3, 1, {"2010-01-01", "2020-01-01"}},
                                            Standing{4, 1, {"2021-01-01", kEnd}}));
}

TEST(Redirect, ChangesOnlyThatParentAndOnlyFromTheDay) {
  Record record = With({{kAdministrative, "s", {"2000-01-01", "2015-01-01"}},
                        {kAdministrative, "b", {"2015-01-01", "2018-01-01"}},
                        {kAdministrative, "s", {"2018-01-01", kEnd}}});
  Redirect(&record, "s", "t", "2010-01-01");
  Normalize(&record);
  EXPECT_THAT(record.placements,
              ElementsAre(Placement{kAdministrative, "s", {"2000-01-01", "2010-01-01"}},
                          Placement{kAdministrative, "t", {"2010-01-01", "2015-01-01"}},
                          Placement{kAdministrative, "b", {"2015-01-01", "2018-01-01"}},
                          Placement{kAdministrative, "t", {"2018-01-01", kEnd}}));
}

TEST(SetAliases, KeepsThoseThatStayAndEndsTheOthers) {
  Record record = With({});
  record.names.push_back({"甲教", kAlias, {"2000-01-01", kEnd}});
  record.names.push_back({"老名", kAlias, {"2000-01-01", kEnd}});
  SetAliases(&record, {"甲教", "新名"}, "2020-01-01");
  Normalize(&record);
  EXPECT_THAT(record.names,
              UnorderedElementsAre(DatedName{"甲", kOfficial, {}},
                                   DatedName{"甲教", kAlias, {"2000-01-01", kEnd}},
                                   DatedName{"老名", kAlias, {"2000-01-01", "2020-01-01"}},
                                   DatedName{"新名", kAlias, {"2020-01-01", kEnd}}));
}

TEST(SetAliases, NoOtherHoldsOnAnyLaterDay) {
  Record record = With({});
  record.names.push_back({"到期", kAlias, {"2000-01-01", "2022-01-01"}});
  record.names.push_back({"到期", kAlias, {"2023-01-01", kEnd}});
  record.names.push_back({"将来", kAlias, {"2022-01-01", kEnd}});
  SetAliases(&record, {"到期"}, "2020-01-01");
  Normalize(&record);
  EXPECT_THAT(record.names, UnorderedElementsAre(DatedName{"甲", kOfficial, {}},
                                                 DatedName{"到期", kAlias, {"2000-01-01", kEnd}}));
}

TEST(WithinExistence, IsTheLastDayBeforeAGap) {
  Record record = With({});
  record.standings = {{4, 1, {"2000-01-01", "2010-01-01"}}, {4, 1, {"2020-01-01", "2025-01-01"}}};
  EXPECT_EQ(WithinExistence(record, "2005-05-05"), "2005-05-05");
  EXPECT_EQ(WithinExistence(record, "2015-01-01"), "2009-12-31");
  EXPECT_EQ(WithinExistence(record, "2030-01-01"), "2024-12-31");
  EXPECT_EQ(WithinExistence(record, "1990-01-01"), "2000-01-01");
}

TEST(ExistsThroughout, NeedsStandingsThatFollowEachOther) {
  Record record = With({});
  record.standings = {{4, 1, {"2000-01-01", "2010-01-01"}}, {3, 1, {"2010-01-01", "2020-01-01"}}};
  EXPECT_TRUE(ExistsThroughout(record, {"2005-01-01", "2015-01-01"}));
  EXPECT_FALSE(ExistsThroughout(record, {"2005-01-01", "2020-01-02"}));
  record.standings[1].span.from = "2010-01-02";
  EXPECT_FALSE(ExistsThroughout(record, {"2005-01-01", "2015-01-01"}));
  EXPECT_EQ(LowestLevel(record, {"2005-01-01", "2015-01-01"}), 4);
}

TEST(ParentOn, IsOfTheDay) {
  const std::vector<Placement> placements = {{kAdministrative, "a", {"1949-10-01", "2022-03-01"}},
                                             {kAdministrative, "b", {"2022-03-01", kEnd}}};
  EXPECT_EQ(ParentOn(placements, kAdministrative, "2022-02-28"), "a");
  EXPECT_EQ(ParentOn(placements, kAdministrative, "2022-03-01"), "b");
  EXPECT_EQ(ParentOn(placements, kReporting, "2022-03-01"), "");
}

TEST(Effective, AdministrativeCountsOnlyAroundReporting) {
  EXPECT_THAT(Effective({{kAdministrative, "a", {"2000-01-01", kEnd}},
                         {kReporting, "r", {"2010-01-01", "2011-01-01"}},
                         {kReporting, "s", {"2020-01-01", "2021-01-01"}}}),
              UnorderedElementsAre(Placement{kReporting, "r", {"2010-01-01", "2011-01-01"}},
                                   Placement{kReporting, "s", {"2020-01-01", "2021-01-01"}},
                                   Placement{kAdministrative, "a", {"2000-01-01", "2010-01-01"}},
                                   Placement{kAdministrative, "a", {"2011-01-01", "2020-01-01"}},
                                   Placement{kAdministrative, "a", {"2021-01-01", kEnd}}));
}

}  // namespace
}  // namespace eduplan::organizations
