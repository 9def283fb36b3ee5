#include "services/organizations/placements.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace eduplan::organizations {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

const std::string kEnd(kForever);

TEST(Moved, KeepsEarlierDaysAndReplacesLaterOnes) {
  const std::vector<Placement> before = {
      {kAdministrative, "a", {"1949-10-01", "2030-01-01"}},
      {kAdministrative, "b", {"2030-01-01", kEnd}},
      {kReporting, "r", {"2000-01-01", kEnd}},
  };
  EXPECT_THAT(Moved(before, kAdministrative, "c", "2022-03-01"),
              ElementsAre(Placement{kAdministrative, "a", {"1949-10-01", "2022-03-01"}},
                          Placement{kAdministrative, "c", {"2022-03-01", kEnd}},
                          Placement{kReporting, "r", {"2000-01-01", kEnd}}));
}

TEST(Moved, FromTheFirstDayLeavesNothingOfTheOldPlace) {
  EXPECT_THAT(
      Moved({{kAdministrative, "a", {"1949-10-01", kEnd}}}, kAdministrative, "b", "1949-10-01"),
      ElementsAre(Placement{kAdministrative, "b", {"1949-10-01", kEnd}}));
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

TEST(StandsAboveItself, OnlyWhenTheDaysMeet) {
  PlacementsById placements;
  placements["x"] = {{kAdministrative, "y", {"2020-01-01", kEnd}}};
  placements["y"] = {{kAdministrative, "x", {"2000-01-01", "2020-01-01"}}};
  EXPECT_FALSE(StandsAboveItself(placements, "x"));
  placements["y"][0].span.to = "2020-01-02";
  EXPECT_TRUE(StandsAboveItself(placements, "x"));
}

TEST(StandsAboveItself, OverAnyNumberOfSteps) {
  PlacementsById placements;
  placements["x"] = {{kAdministrative, "a", {"2020-01-01", kEnd}}};
  placements["a"] = {{kAdministrative, "b", {}}};
  placements["b"] = {{kAdministrative, "x", {}}};
  EXPECT_TRUE(StandsAboveItself(placements, "x"));
}

TEST(StandsAboveItself, InTheTreeThatCountsButNotInTheAdministrativeOne) {
  PlacementsById placements;
  placements["a"] = {{kAdministrative, "b", {}}};
  placements["b"] = {{kAdministrative, "c", {}}, {kReporting, "a", {"2020-01-01", "2021-01-01"}}};
  EXPECT_TRUE(StandsAboveItself(placements, "b"));
}

TEST(StandsAboveItself, NotWhenTheReportingParentTakesTheEdgeAway) {
  // a's administrative parent is b, but on every day of b's reporting to a it reports to c.
  PlacementsById placements;
  placements["a"] = {{kAdministrative, "b", {}}, {kReporting, "c", {}}};
  placements["b"] = {{kAdministrative, "c", {}}, {kReporting, "a", {}}};
  EXPECT_FALSE(StandsAboveItself(placements, "b"));
}

}  // namespace
}  // namespace eduplan::organizations
