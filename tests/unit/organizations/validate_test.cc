#include "services/organizations/model/validate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/organizations/model/labels.h"
#include "tests/support/matchers.h"

namespace eduplan::organizations {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;

Draft GoodDraft() {
  return {.code = "330481",
          .display_name = "甲市",
          .level = v1::LEVEL_COUNTY,
          .kind = 0,
          .parent = "organizations/330400",
          .reporting_parent = "",
          .span = {},
          .aliases = {},
          .other_codes = {}};
}
std::vector<std::string> ReasonsOf(Draft draft) {
  std::vector<std::string> reasons;
  for (const Problem& problem : Normalize(&draft)) {
    reasons.push_back(problem.column + " " + problem.reason);
  }
  return reasons;
}

TEST(SchemeOf, GoesByTheShape) {
  EXPECT_EQ(SchemeOf("330481"), v1::Code::SCHEME_GBT2260);
  EXPECT_EQ(SchemeOf("2133000001"), v1::Code::SCHEME_SCHOOL);
  EXPECT_EQ(SchemeOf("130171"), v1::Code::SCHEME_STATISTICAL);  // a zone: county part 7x
  EXPECT_EQ(SchemeOf("330481001"), v1::Code::SCHEME_STATISTICAL);
  EXPECT_EQ(SchemeOf("330481001000"), v1::Code::SCHEME_STATISTICAL);
  EXPECT_EQ(SchemeOf("91350100M000100Y43"), v1::Code::SCHEME_CREDIT);
  EXPECT_EQ(SchemeOf("JX-7"), v1::Code::SCHEME_OTHER);
}

TEST(WarningsOf, OnlyAWrongCheckCharacterOfACreditCode) {
  // The sample code of GB 32100-2015.
  EXPECT_THAT(WarningsOf("91350100M000100Y43"), IsEmpty());
  EXPECT_EQ(WarningsOf("91350100M000100Y44").size(), 1u);
  EXPECT_THAT(WarningsOf("330481"), IsEmpty());
}

TEST(Normalize, TakesBureauAndSchoolByDefault) {
  Draft draft = GoodDraft();
  EXPECT_THAT(Normalize(&draft), IsEmpty());
  EXPECT_EQ(draft.kind, v1::ORGANIZATION_KIND_BUREAU);
  draft.kind = 0;
  draft.level = v1::LEVEL_SCHOOL;
  EXPECT_THAT(Normalize(&draft), IsEmpty());
  EXPECT_EQ(draft.kind, v1::ORGANIZATION_KIND_SCHOOL);
}

TEST(Normalize, NamesEveryColumnThatIsWrong) {
  Draft draft;
  draft.reporting_parent = "organizations/1";
  draft.span = {"2020-01-01", "2020-01-01"};
  EXPECT_THAT(
      ReasonsOf(draft),
      ElementsAre("code CODE_REQUIRED", "name NAME_REQUIRED", "level LEVEL_REQUIRED",
                  "reporting_parent REPORTING_PARENT_WITHOUT_PARENT", "to INVALID_INTERVAL"));
}

TEST(Normalize, OnlyAZoneNeedsNoCode) {
  Draft draft = GoodDraft();
  draft.code = "";
  EXPECT_THAT(ReasonsOf(draft), ElementsAre("code CODE_REQUIRED"));
  draft.kind = v1::ORGANIZATION_KIND_ZONE;
  EXPECT_THAT(ReasonsOf(draft), IsEmpty());
}

TEST(Normalize, RefusesCodesThatNoNameCouldHold) {
  for (const char* code : {"33/0481", "33 0481", "三三", "*"}) {
    Draft draft = GoodDraft();
    draft.code = code;
    EXPECT_THAT(ReasonsOf(draft), ElementsAre("code INVALID_CODE")) << code;
  }
}

TEST(CheckDisplayName, Counts200CharactersNotBytes) {
  std::string name;
  for (int i = 0; i < 200; ++i) {
    name += "县";
  }
  EXPECT_THAT(CheckDisplayName(name), IsEmpty());
  EXPECT_THAT(CheckDisplayName(name + "县"), ElementsAre(Field(&Problem::reason, "NAME_TOO_LONG")));
  EXPECT_THAT(CheckDisplayName("a\nb"), ElementsAre(Field(&Problem::reason, "INVALID_NAME")));
}

TEST(InvalidDraft, NamesFieldsAsTheApiDoes) {
  EXPECT_THAT(InvalidDraft({}, "organization."), test::IsOk());
  const absl::Status status =
      InvalidDraft({{"name", "NAME_REQUIRED", "a name is required", "名称必填"}}, "organization.");
  EXPECT_THAT(status, test::StatusIs(absl::StatusCode::kInvalidArgument, "NAME_REQUIRED"));
  EXPECT_EQ(std::string(status.message()), "organization.display_name: a name is required");
}

TEST(ParseLevel, TakesEnglishAndChinese) {
  EXPECT_EQ(ParseLevel("COUNTY"), v1::LEVEL_COUNTY);
  EXPECT_EQ(ParseLevel(" level_county "), v1::LEVEL_COUNTY);
  EXPECT_EQ(ParseLevel("县级"), v1::LEVEL_COUNTY);
  EXPECT_EQ(ParseLevel("地市级"), v1::LEVEL_CITY);
  EXPECT_EQ(ParseLevel("省级"), v1::LEVEL_PROVINCE);
  EXPECT_EQ(ParseLevel("乡镇级"), v1::LEVEL_TOWNSHIP);
  EXPECT_EQ(ParseLevel("郡"), std::nullopt);
  EXPECT_EQ(ParseKind("功能区"), v1::ORGANIZATION_KIND_ZONE);
  EXPECT_EQ(ParseKind("教育行政部门"), v1::ORGANIZATION_KIND_BUREAU);
  EXPECT_EQ(ParseKind("zone"), v1::ORGANIZATION_KIND_ZONE);
  EXPECT_EQ(ParseKind("park"), std::nullopt);
}

}  // namespace
}  // namespace eduplan::organizations
