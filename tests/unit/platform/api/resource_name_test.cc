#include "services/platform/api/resource_name.h"

#include <gmock/gmock.h>

#include <set>

#include "absl/time/clock.h"
#include "tests/support/matchers.h"

namespace eduplan::api {
namespace {

using test::IsOkAndHolds;
using test::StatusIs;
using ::testing::ElementsAre;

TEST(ResourceNameTest, GivesTheIdOfEachCollection) {
  EXPECT_THAT(ParseName("organizations/330481/plans/p-1", {"organizations", "plans"}),
              IsOkAndHolds(ElementsAre("330481", "p-1")));
  EXPECT_THAT(ParseId("indicators/a.b~c_D-9", "indicators"), IsOkAndHolds("a.b~c_D-9"));
  EXPECT_THAT(ParseId("x/" + std::string(128, 'i'), "x"), IsOkAndHolds(std::string(128, 'i')));
}

TEST(ResourceNameTest, OtherShapesNameTheField) {
  for (const char* bad :
       {"", "organizations", "organizations/", "organizations//plans/1", "organizations/1",
        "organizations/1/plans", "organizations/1/plans/", "organizations/1/plans/2/",
        "organizations/1/plans/2/items/3", "/organizations/1/plans/2", "organization/1/plans/2",
        "organizationsX/1/plans/2", "organizations/1 /plans/2", "organizations/汉/plans/2",
        "organizations/1/plans/a%2Fb"}) {
    EXPECT_THAT(ParseName(bad, {"organizations", "plans"}, "parent"),
                StatusIs(absl::StatusCode::kInvalidArgument, "RESOURCE_NAME_INVALID"))
        << bad;
  }
  EXPECT_THAT(ParseId("x/" + std::string(129, 'i'), "x"),
              StatusIs(absl::StatusCode::kInvalidArgument, "RESOURCE_NAME_INVALID"));
}

TEST(UlidTest, AreDifferentAndSortByTime) {
  std::set<std::string> ulids;
  for (int i = 0; i < 1000; ++i) {
    const std::string ulid = NewUlid();
    EXPECT_TRUE(IsUlid(ulid)) << ulid;
    ulids.insert(ulid);
  }
  EXPECT_EQ(ulids.size(), 1000u);
  const std::string before = NewUlid();
  const absl::Time then = absl::Now();
  while (absl::Now() < then + absl::Milliseconds(2)) {
  }
  EXPECT_LT(before, NewUlid());
}

// The example of the ULID specification: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
TEST(UlidTest, HaveTheAlphabetOfTheSpecification) {
  EXPECT_TRUE(IsUlid("01arz3ndektsv4rrffq69g5fav"));
  EXPECT_FALSE(IsUlid("01ARZ3NDEKTSV4RRFFQ69G5FAV"));   // upper case
  EXPECT_FALSE(IsUlid("81arz3ndektsv4rrffq69g5fav"));   // beyond 48 bits of time
  EXPECT_FALSE(IsUlid("01arz3ndektsv4rrffq69g5fai"));   // i, l, o and u are left out
  EXPECT_FALSE(IsUlid("01arz3ndektsv4rrffq69g5fa"));    // too short
  EXPECT_FALSE(IsUlid("01arz3ndektsv4rrffq69g5fav0"));  // too long
}

TEST(UuidTest, HasTheTextForm) {
  EXPECT_TRUE(IsUuid("123e4567-e89b-12d3-a456-426614174000"));
  EXPECT_TRUE(IsUuid("123E4567-E89B-12D3-A456-426614174000"));
  EXPECT_FALSE(IsUuid("123e4567e89b12d3a456426614174000"));
  EXPECT_FALSE(IsUuid("123e4567-e89b-12d3-a456-42661417400g"));
  EXPECT_FALSE(IsUuid("123e4567-e89b-12d3-a456-4266141740001"));
  EXPECT_FALSE(IsUuid(""));
}

}  // namespace
}  // namespace eduplan::api
