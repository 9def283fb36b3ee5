#include "services/organizations/files/import_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/organizations/model/convert.h"
#include "services/organizations/model/facts.h"
#include "services/organizations/model/validate.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr std::string_view kToday = "2024-05-01";

ImportRow Row(int number, std::string code, int level, std::string parent,
              std::string reporting_parent = "") {
  ImportRow row = {.draft = {.code = code,
                             .display_name = "N" + code,
                             .level = level,
                             .kind = v1::ORGANIZATION_KIND_BUREAU,
                             .parent = std::move(parent),
                             .reporting_parent = std::move(reporting_parent),
                             .span = {},
                             .aliases = {},
                             .other_codes = {}},
                   .number = number,
                   .line = number + 1};
  return row;
}
Record Existing(std::string code, int level, std::string parent) {
  Draft draft = Row(0, code, level, std::move(parent)).draft;
  return NewRecord(draft, code, 5, 0);
}
std::vector<std::string> ErrorsOf(const ImportPlan& plan) {
  std::vector<std::string> errors;
  for (const RowError& error : plan.errors) {
    errors.push_back(std::to_string(error.number) + " " + error.problem.column + " " +
                     error.problem.reason);
  }
  return errors;
}

TEST(PlanImport, TakesParentsInAnyOrder) {
  const std::vector<ImportRow> rows = {Row(1, "330481", v1::LEVEL_COUNTY, "330400"),
                                       Row(2, "330400", v1::LEVEL_CITY, "organizations/330000"),
                                       Row(3, "330000", v1::LEVEL_PROVINCE, "")};
  const ImportPlan plan = PlanImport(rows, {}, kToday);
  EXPECT_THAT(plan.errors, IsEmpty());
  ASSERT_EQ(plan.create.size(), 3u);
  EXPECT_EQ(plan.create[0].parent.row, 1);
  EXPECT_EQ(plan.create[1].parent.row, 2);
  EXPECT_TRUE(plan.create[2].parent.empty());
}

TEST(PlanImport, CountsWhatIsThereAlready) {
  const std::vector<Record> existing = {Existing("330000", v1::LEVEL_PROVINCE, ""),
                                        Existing("330400", v1::LEVEL_CITY, "330000")};
  const std::vector<ImportRow> rows = {Row(1, "330000", v1::LEVEL_PROVINCE, ""),
                                       Row(2, "330400", v1::LEVEL_CITY, "330000"),
                                       Row(3, "330481", v1::LEVEL_COUNTY, "330400")};
  const ImportPlan plan = PlanImport(rows, existing, kToday);
  EXPECT_THAT(plan.errors, IsEmpty());
  EXPECT_EQ(plan.unchanged, 2);
  ASSERT_EQ(plan.create.size(), 1u);
  EXPECT_EQ(plan.create[0].parent.id, "330400");
}

TEST(PlanImport, RowOfBeforeAMoveIsStillUnchanged) {
  Record county = Existing("330481", v1::LEVEL_COUNTY, "330400");
  SetParent(&county, kAdministrative, "330500", "2022-03-01");
  const std::vector<Record> existing = {county, Existing("330400", v1::LEVEL_CITY, ""),
                                        Existing("330500", v1::LEVEL_CITY, "")};
  EXPECT_EQ(PlanImport(std::vector{Row(1, "330481", v1::LEVEL_COUNTY, "330400")}, existing, kToday)
                .unchanged,
            1);
  EXPECT_EQ(PlanImport(std::vector{Row(1, "330481", v1::LEVEL_COUNTY, "330500")}, existing, kToday)
                .unchanged,
            1);
}

TEST(PlanImport, NamesWhatIsWrongWithEachRow) {
  const std::vector<Record> existing = {Existing("330400", v1::LEVEL_CITY, "")};
  std::vector<ImportRow> rows = {
      Row(1, "330400", v1::LEVEL_PROVINCE, ""),        // other level than in the registry
      Row(2, "330481", v1::LEVEL_COUNTY, "999999"),    // no such parent
      Row(3, "330482", v1::LEVEL_PROVINCE, "330400"),  // below a lower level
      Row(4, "330483", v1::LEVEL_COUNTY, "330400"),    // fine
      Row(5, "330483", v1::LEVEL_COUNTY, "330400"),    // again
      Row(6, "330484", v1::LEVEL_COUNTY, "330485"),    // before its parent exists
      Row(7, "330485", v1::LEVEL_COUNTY, "330400")};
  rows[6].draft.span.from = "2000-01-01";
  EXPECT_THAT(ErrorsOf(PlanImport(rows, existing, kToday)),
              UnorderedElementsAre("1 code CODE_IN_USE", "2 parent PARENT_UNKNOWN",
                                   "3 parent PARENT_LEVEL_LOWER", "5 code DUPLICATE_CODE",
                                   "6 parent PARENT_CLOSED"));
}

TEST(PlanImport, FindsCyclesOfBothTrees) {
  const std::vector<Record> existing = {Existing("1", v1::LEVEL_COUNTY, "")};
  EXPECT_THAT(ErrorsOf(PlanImport(std::vector{Row(1, "a", v1::LEVEL_COUNTY, "b"),
                                              Row(2, "b", v1::LEVEL_COUNTY, "a"),
                                              Row(3, "c", v1::LEVEL_COUNTY, "a")},
                                  existing, kToday)),
              UnorderedElementsAre("1 parent CYCLE", "2 parent CYCLE"));
  EXPECT_THAT(ErrorsOf(PlanImport(std::vector{Row(1, "a", v1::LEVEL_COUNTY, "1", "b"),
                                              Row(2, "b", v1::LEVEL_COUNTY, "a")},
                                  existing, kToday)),
              ElementsAre("1 reporting_parent CYCLE"));
}

TEST(PlanImport, ReusedCodeOfAClosedOrganizationIsNew) {
  Record closed = Existing("330481", v1::LEVEL_COUNTY, "330400");
  closed.standings[0].span.to = "2020-01-01";
  std::vector<ImportRow> rows = {Row(1, "330481", v1::LEVEL_COUNTY, "330400")};
  rows[0].draft.span.from = "2021-01-01";
  const std::vector<Record> existing = {closed, Existing("330400", v1::LEVEL_CITY, "")};
  const ImportPlan plan = PlanImport(rows, existing, kToday);
  EXPECT_THAT(plan.errors, IsEmpty());
  EXPECT_EQ(plan.create.size(), 1u);
}

TEST(DropFailed, TakesOutWhatStandsBelowAFailedRowToo) {
  const std::vector<ImportRow> rows = {
      Row(1, "a", v1::LEVEL_COUNTY, "b"), Row(2, "b", v1::LEVEL_CITY, "c"),
      Row(3, "c", v1::LEVEL_PROVINCE, "999999"),  // no such parent
      Row(4, "d", v1::LEVEL_CITY, ""), Row(5, "e", v1::LEVEL_CITY, "")};
  ImportPlan plan = PlanImport(rows, {}, kToday);
  const std::vector<size_t> wrong_in_themselves = {4};
  EXPECT_EQ(DropFailed(rows, wrong_in_themselves, &plan), 4);
  ASSERT_EQ(plan.create.size(), 1u);
  EXPECT_EQ(plan.create[0].row, 3u);
  EXPECT_THAT(ErrorsOf(plan),
              UnorderedElementsAre("3 parent PARENT_UNKNOWN", "2 parent PARENT_FAILED",
                                   "1 parent PARENT_FAILED"));
}

TEST(PlanImport, AliasesBelongToTheContent) {
  std::vector<ImportRow> rows = {Row(1, "330000", v1::LEVEL_PROVINCE, "")};
  rows[0].draft.aliases = {"乙", "甲"};
  const std::vector<Record> existing = {NewRecord(rows[0].draft, "330000", 5, 0)};
  EXPECT_EQ(PlanImport(rows, existing, kToday).unchanged, 1);
  rows[0].draft.aliases.pop_back();
  EXPECT_THAT(ErrorsOf(PlanImport(rows, existing, kToday)), ElementsAre("1 code CODE_IN_USE"));
}

TEST(PlanImport, KnowsAZoneWithoutACodeByItsNameAndParent) {
  ImportRow zone = Row(1, "", v1::LEVEL_COUNTY, "330400");
  zone.draft.kind = v1::ORGANIZATION_KIND_ZONE;
  zone.draft.display_name = "丙区";
  Draft there = zone.draft;
  const std::vector<Record> existing = {Existing("330400", v1::LEVEL_CITY, ""),
                                        NewRecord(there, "z-01", 5, 0)};
  EXPECT_EQ(PlanImport(std::vector{zone}, existing, kToday).unchanged, 1);
  zone.draft.display_name = "丁区";
  EXPECT_EQ(PlanImport(std::vector{zone}, existing, kToday).create.size(), 1u);
}

}  // namespace
}  // namespace eduplan::organizations
