#include "services/organizations/model/consistency.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/matchers.h"

namespace eduplan::organizations {
namespace {

using test::IsOk;
using test::StatusIs;
using Code = absl::StatusCode;

const std::string kEnd(kForever);
constexpr int kCity = 3, kCounty = 4;

Record Make(std::string id, int level, std::vector<Placement> placements, Span life = {}) {
  Record record;
  record.id = std::move(id);
  record.standings = {{level, 1, std::move(life)}};
  record.names = {{"名", kOfficial, {}}};
  record.placements = std::move(placements);
  return record;
}

// Everyone is given as in the registry, and `changed` put in the place of what was there.
absl::Status Check(std::vector<Record> known, Record changed) {
  ChangeSet set;
  for (Record& record : known) {
    set.Add(std::move(record));
  }
  if (set.Find(changed.id) == nullptr) {
    set.Create(std::move(changed));
  } else {
    Record& edited = set.Edit(changed.id);
    edited = std::move(changed);
  }
  set.Settle();
  return CheckConsistent(set, {});
}

TEST(CheckConsistent, ParentsMayAlternateOnDifferentDays) {
  const Record y = Make("y", kCounty,
                        {{kAdministrative, "x", {"2000-01-01", "2020-01-01"}},
                         {kAdministrative, "c", {"2020-01-01", kEnd}}});
  const std::vector<Record> known = {Make("c", kCity, {}), Make("x", kCounty, {}), y};
  const auto under_y_from = [](std::string day) {
    return Make("x", kCounty, {{kAdministrative, "y", {std::move(day), kEnd}}});
  };
  EXPECT_THAT(Check(known, under_y_from("2020-01-01")), IsOk());
  EXPECT_THAT(Check(known, under_y_from("2019-12-31")),
              StatusIs(Code::kFailedPrecondition, "CYCLE"));
}

TEST(CheckConsistent, CycleOverAnyNumberOfSteps) {
  const std::vector<Record> known = {Make("a", kCounty, {{kAdministrative, "b", {}}}),
                                     Make("b", kCounty, {{kAdministrative, "x", {}}}),
                                     Make("x", kCounty, {})};
  EXPECT_THAT(Check(known, Make("x", kCounty, {{kAdministrative, "a", {"2020-01-01", kEnd}}})),
              StatusIs(Code::kFailedPrecondition, "CYCLE"));
}

TEST(CheckConsistent, CycleInTheTreeThatCountsButNotInTheAdministrativeOne) {
  const std::vector<Record> known = {Make("c", kCity, {}),
                                     Make("b", kCounty, {{kAdministrative, "c", {}}}),
                                     Make("a", kCounty, {{kAdministrative, "b", {}}})};
  EXPECT_THAT(Check(known, Make("b", kCounty,
                                {{kAdministrative, "c", {}},
                                 {kReporting, "a", {"2020-01-01", "2021-01-01"}}})),
              StatusIs(Code::kFailedPrecondition, "CYCLE"));
}

TEST(CheckConsistent, NoCycleWhereAReportingParentTakesTheEdgeAway) {
  // a's administrative parent is b, but on every day of b's reporting to a it reports to c.
  const std::vector<Record> known = {
      Make("c", kCity, {}), Make("b", kCounty, {{kAdministrative, "c", {}}}),
      Make("a", kCounty, {{kAdministrative, "b", {}}, {kReporting, "c", {}}})};
  EXPECT_THAT(Check(known, Make("b", kCounty, {{kAdministrative, "c", {}}, {kReporting, "a", {}}})),
              IsOk());
}

TEST(CheckConsistent, ChildIsNotLeftWithoutItsParent) {
  const std::vector<Record> known = {Make("p", kCity, {}),
                                     Make("k", kCounty, {{kAdministrative, "p", {}}})};
  EXPECT_THAT(Check(known, Make("p", kCity, {}, {"1949-10-01", "2020-01-01"})),
              StatusIs(Code::kFailedPrecondition, "CHILDREN_REMAIN"));
  EXPECT_THAT(Check(known, Make("p", kCounty + 1, {})),
              StatusIs(Code::kFailedPrecondition, "PARENT_LEVEL_LOWER"));
}

TEST(CheckConsistent, ParentMustExistOnEveryDay) {
  const std::vector<Record> known = {Make("p", kCity, {}, {"2000-01-01", "2020-01-01"})};
  const auto child = [](Span life) {
    return Make("k", kCounty, {{kAdministrative, "p", {}}}, std::move(life));
  };
  EXPECT_THAT(Check(known, child({"2000-01-01", "2020-01-01"})), IsOk());
  EXPECT_THAT(Check(known, child({"1999-12-31", "2020-01-01"})),
              StatusIs(Code::kFailedPrecondition, "PARENT_CLOSED"));
  EXPECT_THAT(Check({}, child({})), StatusIs(Code::kFailedPrecondition, "PARENT_UNKNOWN"));
}

TEST(CheckConsistent, OnceUnderAParentAlwaysUnderOne) {
  const std::vector<Record> known = {Make("p", kCity, {})};
  EXPECT_THAT(Check(known, Make("k", kCounty, {{kAdministrative, "p", {"2010-01-01", kEnd}}})),
              IsOk());  // a root before
  EXPECT_THAT(
      Check(known, Make("k", kCounty, {{kAdministrative, "p", {"2010-01-01", "2015-01-01"}}})),
      StatusIs(Code::kFailedPrecondition, "ORPHAN"));
  EXPECT_THAT(Check(known, Make("k", kCounty, {{kReporting, "p", {}}})),
              StatusIs(Code::kFailedPrecondition, "REPORTING_PARENT_WITHOUT_PARENT"));
}

TEST(CheckConsistent, APlaceOnDaysBeforeItBeginsDoesNotCount) {
  const std::vector<Record> known = {Make("p", kCity, {})};
  const std::vector<Placement> early = {{kAdministrative, "p", {"2000-01-01", "2005-01-01"}}};
  EXPECT_THAT(Check(known, Make("k", kCounty, early, {"2005-01-01", kEnd})), IsOk());  // a root
  EXPECT_THAT(Check(known, Make("k", kCounty, early, {"2004-12-31", kEnd})),
              StatusIs(Code::kFailedPrecondition, "ORPHAN"));
}

TEST(CheckConsistent, OneNameOneCodeOfASchemeOneParentAtATime) {
  Record twice_named = Make("k", kCounty, {});
  twice_named.names.push_back({"又名", kOfficial, {"2020-01-01", kEnd}});
  EXPECT_THAT(Check({}, twice_named), StatusIs(Code::kFailedPrecondition, "OVERLAP"));
  Record nameless = Make("k", kCounty, {});
  nameless.names[0].span.to = "2020-01-01";
  EXPECT_THAT(Check({}, nameless), StatusIs(Code::kFailedPrecondition, "NAME_MISSING"));
  Record with_aliases = Make("k", kCounty, {});
  with_aliases.names.push_back({"甲", kAlias, {}});
  with_aliases.names.push_back({"乙", kAlias, {}});
  EXPECT_THAT(Check({}, with_aliases), IsOk());
  Record never = Make("k", kCounty, {});
  never.standings.clear();
  EXPECT_THAT(Check({}, never), StatusIs(Code::kFailedPrecondition, "NEVER_EXISTS"));
}

TEST(CheckConsistent, CodeMayBeReusedOnceItsBearerIsGone) {
  Record old = Make("511423", kCounty, {}, {"1995-01-01", "1998-01-01"});
  old.codes = {{1, "511423", {"1995-01-01", kEnd}}};
  Record next = Make("511423-2", kCounty, {}, {"2000-01-01", kEnd});
  next.codes = {{1, "511423", {"2000-01-01", kEnd}}};
  EXPECT_THAT(Check({old}, next), IsOk());
  old.standings[0].span.to = "2000-01-02";
  EXPECT_THAT(Check({old}, next), StatusIs(Code::kAlreadyExists));
}

}  // namespace
}  // namespace eduplan::organizations
