#include "tests/contract/indicators/seals_fixture.h"

namespace eduplan::indicators {
namespace {

using test::IsOk;
using test::StatusIs;
using v1::Seal;
constexpr auto kFailedPrecondition = absl::StatusCode::kFailedPrecondition;
constexpr auto kInvalidArgument = absl::StatusCode::kInvalidArgument;
constexpr auto kPermissionDenied = absl::StatusCode::kPermissionDenied;

class SealMovesTest : public SealsTest {
 protected:
  absl::Status WriteTeachers(std::string_view organization, std::string_view value) {
    return Write(organization, kPeriod, {{"teachers", std::string(value)}}).status();
  }
  v1::TransitionSealRequest To(Seal::State target, std::string_view organization) {
    v1::TransitionSealRequest request;
    request.set_name(NameOfSeal(organization));
    request.set_transition(NewRequestId());
    request.set_target(target);
    return request;
  }
};
EDUPLAN_OVER_DATABASES(SealMovesTest);

TEST_P(SealMovesTest, FiledValuesAreRefusedUntilTheyAreReturned) {
  ASSERT_THAT(WriteSeats(kP, "10"), IsOk());
  const auto filed = Submit(kP);
  ASSERT_THAT(filed, IsOk());
  EXPECT_EQ(filed->state(), Seal::STATE_SUBMITTED);
  EXPECT_GT(filed->sequence(), 0);
  EXPECT_EQ(filed->approved_sequence(), 0);
  EXPECT_EQ(filed->principal(), "reporter@340111");
  const absl::Status refused = WriteSeats(kP, "11");
  EXPECT_THAT(refused, StatusIs(kFailedPrecondition, "SEALED"));
  EXPECT_THAT(std::string(refused.message()), ::testing::HasSubstr("new-seats of 340111"));
  EXPECT_THAT(status::ChineseMessageOf(refused), ::testing::HasSubstr("更正单"));
  EXPECT_THAT(WriteSeats(kQ, "11"), IsOk());
  const auto returned = Return(kCity, kP);
  ASSERT_THAT(returned, IsOk());
  EXPECT_EQ(returned->state(), Seal::STATE_OPEN);
  EXPECT_EQ(returned->sequence(), 0);
  EXPECT_EQ(returned->reason(), "数据有误");
  EXPECT_THAT(WriteSeats(kP, "11"), IsOk());
}

TEST_P(SealMovesTest, OnlyTheReturnedCellsMayBeWritten) {
  ASSERT_THAT(WriteSeats(kP, "10"), IsOk());
  ASSERT_THAT(WriteTeachers(kP, "5"), IsOk());
  ASSERT_THAT(Submit(kP), IsOk());
  const auto returned = Return(kCity, kP, {"indicators/new-seats"});
  ASSERT_THAT(returned, IsOk());
  EXPECT_EQ(returned->state(), Seal::STATE_SUBMITTED);
  ASSERT_EQ(returned->open_cells_size(), 1);
  EXPECT_EQ(returned->open_cells(0).indicator(), "indicators/new-seats");
  EXPECT_EQ(Counted(View::kSubmitted), std::nullopt);  // P's is returned, no other is filed
  EXPECT_THAT(WriteSeats(kP, "12"), IsOk());
  EXPECT_THAT(WriteTeachers(kP, "6"), StatusIs(kFailedPrecondition, "SEALED"));
  // What was not returned can be approved; the returned cell cannot.
  ASSERT_THAT(Approve(kCity, kP), IsOk());
  EXPECT_EQ(Counted(View::kApproved), std::nullopt);
  ASSERT_THAT(Submit(kP), IsOk());
  EXPECT_EQ(Counted(View::kSubmitted), 12);
  EXPECT_EQ(Counted(View::kApproved), std::nullopt);
  EXPECT_THAT(WriteSeats(kP, "13"), StatusIs(kFailedPrecondition, "SEALED"));
  ASSERT_THAT(Approve(kCity, kP), IsOk());
  EXPECT_EQ(Counted(View::kApproved), 12);
}

TEST_P(SealMovesTest, ACorrectionOpensTheListedCellsAndNoOthers) {
  ASSERT_THAT(WriteSeats(kP, "10"), IsOk());
  EXPECT_THAT(Reopen(kCity, kP, {"new-seats"}, Seal::MEANWHILE_KEEP),
              StatusIs(kFailedPrecondition, "INVALID_TRANSITION"));  // still open
  ASSERT_THAT(Submit(kP), IsOk());
  ASSERT_THAT(Approve(kCity, kP), IsOk());
  EXPECT_THAT(Submit(kP), StatusIs(kFailedPrecondition, "INVALID_TRANSITION"));
  ASSERT_THAT(Reopen(kCity, kP, {"new-seats"}, Seal::MEANWHILE_UNSPECIFIED), IsOk());
  EXPECT_THAT(WriteTeachers(kP, "6"), StatusIs(kFailedPrecondition, "SEALED"));
  EXPECT_THAT(WriteSeats(kP, "12"), IsOk());
  EXPECT_EQ(Counted(View::kApproved), 10);
  EXPECT_THAT(Reopen(kCity, kP, {"seats"}, Seal::MEANWHILE_KEEP),
              StatusIs(kInvalidArgument, "UNKNOWN_INDICATOR"));
  EXPECT_THAT(Reopen(kCity, kP, {}, Seal::MEANWHILE_KEEP),
              StatusIs(kInvalidArgument, "INDICATORS_MISSING"));
}

TEST_P(SealMovesTest, ARatioIsOpenedWithItsParts) {
  Define(
      "children,在园幼儿,人,0,STOCK,SUM,,,UP,,PUBLIC,true\n"
      "inclusive,普惠在园幼儿,人,0,STOCK,SUM,,,UP,,PUBLIC,true\n"
      "coverage,普惠率,%,1,STOCK,RATIO,inclusive,children,UP,,PUBLIC,true\n");
  ASSERT_THAT(Submit(kP), IsOk());
  const auto opened = Reopen(kCity, kP, {"coverage"}, Seal::MEANWHILE_KEEP);
  ASSERT_THAT(opened, IsOk());
  EXPECT_EQ(opened->open_cells_size(), 3);
  EXPECT_THAT(Write(kP, kPeriod, {{"inclusive", "9"}, {"children", "10"}}), IsOk());
}

TEST_P(SealMovesTest, AFilerRecallsUntilItIsApproved) {
  ASSERT_THAT(WriteSeats(kP, "10"), IsOk());
  EXPECT_THAT(Recall(kP), StatusIs(kFailedPrecondition, "INVALID_TRANSITION"));
  ASSERT_THAT(Submit(kP), IsOk());
  const auto recalled = Recall(kP);
  ASSERT_THAT(recalled, IsOk());
  EXPECT_EQ(recalled->state(), Seal::STATE_OPEN);
  EXPECT_THAT(WriteSeats(kP, "11"), IsOk());
  ASSERT_THAT(Submit(kP), IsOk());
  ASSERT_THAT(Approve(kCity, kP), IsOk());
  EXPECT_THAT(Recall(kP), StatusIs(kFailedPrecondition, "INVALID_TRANSITION"));
  EXPECT_EQ(Counted(View::kApproved), 11);
}

TEST_P(SealMovesTest, AnyPastTransitionIsAnsweredAsItWas) {
  ASSERT_THAT(WriteSeats(kP, "10"), IsOk());
  const v1::TransitionSealRequest filing = To(Seal::STATE_SUBMITTED, kP);
  const auto filed = Transition(Filer(kP), filing);
  ASSERT_THAT(filed, IsOk());
  ASSERT_THAT(Approve(kCity, kP), IsOk());
  ASSERT_THAT(Return(kCity, kP), IsOk());
  EXPECT_THAT(Transition(Filer(kP), filing), test::IsOkAndHolds(test::EqualsProto(*filed)));
  EXPECT_EQ(Seal(kP)->state(), Seal::STATE_OPEN);
  v1::TransitionSealRequest other = filing;
  other.set_target(Seal::STATE_OPEN);
  EXPECT_THAT(Transition(Reviewer(kCity), other), StatusIs(kInvalidArgument, "TRANSITION_REUSED"));
}

TEST_P(SealMovesTest, AReturnGoesOnlyFromWhatWasFiled) {
  EXPECT_THAT(Return(kCity, kP), StatusIs(kFailedPrecondition, "INVALID_TRANSITION"));
  EXPECT_THAT(Approve(kCity, kP), StatusIs(kFailedPrecondition, "INVALID_TRANSITION"));
  EXPECT_EQ(Seal(kP)->state(), Seal::STATE_OPEN);
  EXPECT_EQ(Seal(kP)->etag(), "\"0\"");
}

TEST_P(SealMovesTest, EachMayDoOnlyItsOwnMoves) {
  ASSERT_THAT(WriteSeats(kP, "10"), IsOk());
  EXPECT_THAT(Transition(Reviewer(kCity), To(Seal::STATE_SUBMITTED, kP)),
              StatusIs(kPermissionDenied));
  EXPECT_THAT(Transition(Filer(kQ), To(Seal::STATE_SUBMITTED, kP)), StatusIs(kPermissionDenied));
  ASSERT_THAT(Submit(kP), IsOk());
  EXPECT_THAT(Transition(Filer(kP), To(Seal::STATE_APPROVED, kP)), StatusIs(kPermissionDenied));
  EXPECT_THAT(Transition(Reviewer(kP), To(Seal::STATE_APPROVED, kP)),
              StatusIs(kPermissionDenied));  // nobody reviews its own filing
  EXPECT_THAT(Reopen(kP, kP, {"new-seats"}, Seal::MEANWHILE_KEEP), StatusIs(kPermissionDenied));
  EXPECT_THAT(Transition(Reviewer("340200"), To(Seal::STATE_OPEN, kP)),
              StatusIs(kPermissionDenied));
  // A filer takes back the whole, not what it chooses.
  v1::TransitionSealRequest some = To(Seal::STATE_OPEN, kP);
  some.add_indicators("new-seats");
  EXPECT_THAT(Transition(Filer(kP), some), StatusIs(kPermissionDenied));
  // Nor does a reviewer type what it reviews.
  v1::BatchUpdateValuesRequest typed;
  typed.set_parent("organizations/340111");
  typed.set_period("2021-H1");
  typed.add_values()->set_indicator("new-seats");
  typed.mutable_values(0)->set_value("1100");
  EXPECT_THAT(
      Call<v1::ValueService>(Reviewer(kCity), &v1::ValueService::Stub::BatchUpdateValues, typed),
      StatusIs(kPermissionDenied));
  EXPECT_THAT(Approve(kProvince, kP), IsOk());  // any reviewer above
}

TEST_P(SealMovesTest, ARequestThatSaysTooLittleIsRefusedByField) {
  v1::TransitionSealRequest request = To(Seal::STATE_SUBMITTED, kP);
  request.set_transition("once");
  EXPECT_THAT(Transition(Filer(kP), request), StatusIs(kInvalidArgument, "INVALID_TRANSITION_ID"));
  request = To(Seal::STATE_UNSPECIFIED, kP);
  EXPECT_THAT(Transition(Filer(kP), request), StatusIs(kInvalidArgument, "TARGET_MISSING"));
  request = To(Seal::STATE_SUBMITTED, kP);
  request.add_indicators("new-seats");
  EXPECT_THAT(Transition(Filer(kP), request), StatusIs(kInvalidArgument, "INDICATORS_NOT_ALLOWED"));
  request.set_name("organizations/340111/seals/2021-H3");
  EXPECT_THAT(Transition(Filer(kP), request), StatusIs(kInvalidArgument, "INVALID_PERIOD"));
  request.set_name("organizations/340111/seals/2021-H1~");
  EXPECT_THAT(Transition(Filer(kP), request), StatusIs(kInvalidArgument, "INVALID_NAME"));
  request = To(Seal::STATE_SUBMITTED, kP);
  request.set_name(NameOfSeal(kP, "no-such-set"));
  EXPECT_THAT(Transition(Filer(kP), request), StatusIs(absl::StatusCode::kNotFound));
}

TEST_P(SealMovesTest, AFilingIsStoppedByAnErrorAndGoesOnWhenItIsRight) {
  Define(
      "schools,学校数,所,0,STOCK,SUM,,,UP,,PUBLIC,true\n"
      "standard,标准化学校数,所,0,STOCK,SUM,,,UP,ERROR <= schools,PUBLIC,true\n");
  ASSERT_THAT(Write(kP, kPeriod, {{"schools", "10"}, {"standard", "12"}}), IsOk());
  EXPECT_THAT(Submit(kP), StatusIs(kFailedPrecondition, "COMPARISON"));
  EXPECT_EQ(Seal(kP)->state(), Seal::STATE_OPEN);
  ASSERT_THAT(Write(kP, kPeriod, {{"standard", "10"}}), IsOk());
  EXPECT_THAT(Submit(kP), IsOk());
}

TEST_P(SealMovesTest, AFilingIsStoppedByAWarningUntilItIsConfirmed) {
  Define("built,新建园,所,0,FLOW,SUM,,,UP,WARNING if > 0 and new-seats = 0,PUBLIC,true\n");
  const auto written = Write(kP, kPeriod, {{"new-seats", "0"}, {"built", "2"}});
  ASSERT_THAT(written, IsOk());
  ASSERT_EQ(written->findings_size(), 1);
  EXPECT_THAT(Submit(kP), StatusIs(kFailedPrecondition, "WARNING_NOT_CONFIRMED"));
  EXPECT_EQ(Seal(kP)->state(), Seal::STATE_OPEN);
  v1::ConfirmFindingsRequest confirm;
  confirm.set_parent("organizations/340111");
  confirm.set_period("2021-H1");
  confirm.add_fingerprints(written->findings(0).fingerprint());
  confirm.set_reason("新园次年招生");
  ASSERT_THAT(Call<v1::ValueService>(Filer(kP), &v1::ValueService::Stub::ConfirmFindings, confirm),
              IsOk());
  EXPECT_THAT(Submit(kP), IsOk());
}

TEST_P(SealMovesTest, SetsAreFiledSideBySide) {
  MakeSet("buildings", {"new-seats"});
  MakeSet("staff", {"teachers"});
  ASSERT_THAT(WriteSeats(kP, "10"), IsOk());
  const auto filed = Submit(kP, "buildings");
  ASSERT_THAT(filed, IsOk());
  EXPECT_EQ(filed->name(), "organizations/340111/seals/2021-H1~buildings");
  EXPECT_THAT(WriteSeats(kP, "11"), StatusIs(kFailedPrecondition, "SEALED"));
  EXPECT_THAT(WriteTeachers(kP, "5"), IsOk());  // of the other set
  EXPECT_EQ(Seal(kP, "staff")->state(), Seal::STATE_OPEN);
  EXPECT_EQ(Seal(kP)->state(), Seal::STATE_OPEN);
  EXPECT_THAT(Return(kCity, kP, {"teachers"}, "buildings"),
              StatusIs(kInvalidArgument, "NOT_IN_SET"));
  ASSERT_THAT(Submit(kP, "staff"), IsOk());
  ASSERT_THAT(Return(kCity, kP, {}, "buildings"), IsOk());
  EXPECT_THAT(WriteSeats(kP, "11"), IsOk());
  EXPECT_THAT(WriteTeachers(kP, "6"), StatusIs(kFailedPrecondition, "SEALED"));
  EXPECT_EQ(Seal(kP, "staff")->state(), Seal::STATE_SUBMITTED);
}

}  // namespace
}  // namespace eduplan::indicators
