#include "tests/contract/indicators/seals_fixture.h"

namespace eduplan::indicators {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::ElementsAre;
using v1::Seal;

class SealReadingTest : public SealsTest {
 protected:
  absl::StatusOr<v1::ListSealsResponse> List(std::string_view parent, int page_size = 0,
                                             const std::string& token = "") {
    v1::ListSealsRequest request;
    request.set_parent(std::string("organizations/").append(parent));
    request.set_period(std::string(kPeriod));
    request.set_page_size(page_size);
    request.set_page_token(token);
    return Call<v1::SealService>(Root(), &v1::SealService::Stub::ListSeals, request);
  }
  static std::vector<std::string> Names(const v1::ListSealsResponse& response) {
    std::vector<std::string> names;
    for (const v1::Seal& seal : response.seals()) names.push_back(seal.name());
    return names;
  }
  absl::StatusOr<v1::CompareSealResponse> Compare(std::string_view organization, int64_t from = 0,
                                                  int64_t to = 0) {
    v1::CompareSealRequest request;
    request.set_name(NameOfSeal(organization));
    request.set_from_sequence(from);
    request.set_to_sequence(to);
    return Call<v1::SealService>(Root(), &v1::SealService::Stub::CompareSeal, request);
  }
};
EDUPLAN_OVER_DATABASES(SealReadingTest);

TEST_P(SealReadingTest, SealsAreListedBelowAnOrganizationByName) {
  MakeSet("buildings", {"new-seats"});
  for (const std::string_view county : {kX, kP, kQ}) ASSERT_THAT(Submit(county), IsOk());
  ASSERT_THAT(Submit(kP, "buildings"), IsOk());
  ASSERT_THAT(Submit("340202"), IsOk());   // of the other city
  ASSERT_THAT(Return(kCity, kQ), IsOk());  // OPEN again, but it was sealed
  const auto all = List(kCity);
  ASSERT_THAT(all, IsOk());
  EXPECT_THAT(Names(*all), ElementsAre(NameOfSeal(kP), NameOfSeal(kP, "buildings"), NameOfSeal(kQ),
                                       NameOfSeal(kX)));
  EXPECT_EQ(all->seals(2).state(), Seal::STATE_OPEN);
  EXPECT_EQ(all->next_page_token(), "");
  EXPECT_EQ(List(kProvince)->seals_size(), 5);
  EXPECT_EQ(List("340202")->seals_size(), 1);
}

TEST_P(SealReadingTest, PagesAreOfOneMoment) {
  for (const std::string_view county : {kP, kQ}) ASSERT_THAT(Submit(county), IsOk());
  const auto first = List(kCity, 1);
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(Names(*first), ElementsAre(NameOfSeal(kP)));
  ASSERT_THAT(Approve(kCity, kQ), IsOk());
  ASSERT_THAT(Submit(kX), IsOk());
  const auto second = List(kCity, 1, first->next_page_token());
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(Names(*second), ElementsAre(NameOfSeal(kQ)));
  EXPECT_EQ(second->seals(0).state(), Seal::STATE_SUBMITTED);
  EXPECT_EQ(second->next_page_token(), "");
  EXPECT_THAT(List(kProvince, 1, first->next_page_token()),
              StatusIs(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN_MISMATCH"));
}

TEST_P(SealReadingTest, EveryMoveIsKeptWithWhoAndWhy) {
  ASSERT_THAT(WriteSeats(kP, "10"), IsOk());
  ASSERT_THAT(Submit(kP), IsOk());
  ASSERT_THAT(Return(kCity, kP), IsOk());
  ASSERT_THAT(Submit(kP), IsOk());
  v1::ListSealVersionsRequest request;
  request.set_name(NameOfSeal(kP));
  const auto versions =
      Call<v1::SealService>(Filer(kP), &v1::SealService::Stub::ListSealVersions, request);
  ASSERT_THAT(versions, IsOk());
  ASSERT_EQ(versions->seals_size(), 3);
  EXPECT_EQ(versions->seals(0).state(), Seal::STATE_SUBMITTED);
  EXPECT_EQ(versions->seals(1).state(), Seal::STATE_OPEN);
  EXPECT_EQ(versions->seals(1).principal(), "reviewer@340100");
  EXPECT_EQ(versions->seals(1).reason(), "数据有误");
  EXPECT_EQ(versions->seals(2).principal(), "reporter@340111");
  EXPECT_GT(versions->seals(0).sequence(), versions->seals(2).sequence());
  EXPECT_THAT(Call<v1::SealService>(Filer(kQ), &v1::SealService::Stub::ListSealVersions, request),
              StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_P(SealReadingTest, WhatDiffersFromWhatWasFiledIsShownCellByCell) {
  ASSERT_THAT(Write(kP, kPeriod, {{"new-seats", "1000"}, {"teachers", "50"}}), IsOk());
  EXPECT_THAT(Compare(kP), StatusIs(absl::StatusCode::kFailedPrecondition, "NOTHING_SUBMITTED"));
  const auto filed = Submit(kP);
  ASSERT_THAT(filed, IsOk());
  ASSERT_THAT(Approve(kCity, kP), IsOk());
  ASSERT_THAT(Reopen(kCity, kP, {"new-seats", "clubs"}, Seal::MEANWHILE_KEEP), IsOk());
  ASSERT_THAT(Write(kP, kPeriod, {{"new-seats", "1100"}, {"clubs", "3"}}), IsOk());
  const auto drafted = Compare(kP);
  ASSERT_THAT(drafted, IsOk());
  ASSERT_EQ(drafted->differences_size(), 2);
  EXPECT_EQ(drafted->differences(0).indicator(), "indicators/new-seats");
  EXPECT_EQ(drafted->differences(0).from().value(), "1000");
  EXPECT_EQ(drafted->differences(0).to().value(), "1100");
  EXPECT_EQ(drafted->differences(0).difference(), "100");  // 1100 − 1000
  EXPECT_EQ(drafted->differences(1).indicator(), "indicators/clubs");
  EXPECT_FALSE(drafted->differences(1).has_from());
  EXPECT_EQ(drafted->differences(1).difference(), "");
  EXPECT_EQ(drafted->same_count(), 1);
  const auto again = Submit(kP);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(Compare(kP)->differences_size(), 0);
  const auto back = Compare(kP, again->sequence(), filed->sequence());
  ASSERT_THAT(back, IsOk());
  ASSERT_EQ(back->differences_size(), 2);
  EXPECT_EQ(back->differences(0).difference(), "-100");
  EXPECT_FALSE(back->differences(1).has_to());
  EXPECT_THAT(Compare(kP, 1'000'000'000),
              StatusIs(absl::StatusCode::kInvalidArgument, "UNKNOWN_SEQUENCE"));
}

TEST_P(SealReadingTest, AReturnedCellIsComparedWithNothing) {
  ASSERT_THAT(Write(kP, kPeriod, {{"new-seats", "1000"}, {"teachers", "50"}}), IsOk());
  ASSERT_THAT(Submit(kP), IsOk());
  ASSERT_THAT(Return(kCity, kP, {"new-seats"}), IsOk());
  const auto compared = Compare(kP);
  ASSERT_THAT(compared, IsOk());
  ASSERT_EQ(compared->differences_size(), 1);
  EXPECT_FALSE(compared->differences(0).has_from());
  EXPECT_EQ(compared->differences(0).to().value(), "1000");
  EXPECT_EQ(compared->same_count(), 1);
}

}  // namespace
}  // namespace eduplan::indicators
