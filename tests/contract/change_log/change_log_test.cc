#include "tests/contract/change_log/change_log_test.h"

namespace eduplan::change_log {
namespace {

using google::type::Date;
using test::IsOk;
using test::IsOkAndHolds;
using test::StatusIs;
using ::testing::Field;

auto HasSequence(int64_t sequence) {
  return IsOkAndHolds(Field(&Tick::sequence, sequence));
}

class WriteTest : public ChangeLogTest {};

TEST_P(WriteTest, AnswersAndLeavesEventAuditAndTickInTheSameTransaction) {
  Date response;
  fake_now_us = 5'000'000;
  auto tick = Write(4, kId, &response);
  ASSERT_THAT(tick, HasSequence(1));
  EXPECT_EQ(tick->time, absl::FromUnixMicros(5'000'000));
  EXPECT_EQ(response.year(), 4);
  EXPECT_EQ(Total(), 4);
  EXPECT_THAT(
      database().Query("SELECT sequence, n, id, type, subject, partition_key, data, time_us, "
                       "published_us FROM outbox"),
      IsOkAndHolds(sql::Rows{{1, 0, "test-1-0", "eduplan.test.cell.added", "cells/1", "330481",
                              "{\"day\":1}", 5'000'000, sql::Value()}}));
  EXPECT_THAT(
      database().Query("SELECT sequence, n, time_us, principal, organization, on_behalf_of, "
                       "client, action, resource, detail, trace_id, chain FROM audit_entries"),
      IsOkAndHolds(sql::Rows{{1, 0, 5'000'000, "zhang", "330481", "li", "console", "add", "cells/1",
                              "{}", "trace", sql::Value()}}));
  EXPECT_THAT(log().Current(), HasSequence(1));
}

TEST_P(WriteTest, RetryAnswersTheSameAndAppliesOnce) {
  Date first;
  Date other;
  Date again;
  ASSERT_THAT(Write(4, kId, &first), HasSequence(1));
  ASSERT_THAT(Write(1, kOtherId, &other), HasSequence(2));
  const int64_t traces = Traces();
  fake_now_us += 60'000'000;
  auto tick = Write(4, kId, &again);
  ASSERT_THAT(tick, HasSequence(1));
  EXPECT_EQ(tick->time, absl::FromUnixMicros(1'000'000));
  EXPECT_THAT(again, test::EqualsProto(first));
  EXPECT_EQ(Total(), 5);
  EXPECT_EQ(Traces(), traces);
  EXPECT_THAT(log().Current(), HasSequence(2));
}

TEST_P(WriteTest, WhatAServiceRepeatsOnSomebodysBehalfIsTheSameRequest) {
  Date first;
  Date again;
  principal_.on_behalf_of.clear();
  ASSERT_THAT(Write(4, kId, &first), HasSequence(1));
  principal_ = auth::ServicePrincipal("eduplan-test", "zhang");
  ASSERT_THAT(Write(4, kId, &again), HasSequence(1));
  EXPECT_THAT(again, test::EqualsProto(first));
  EXPECT_EQ(Total(), 4);
  // Nobody but a service acts for another.
  principal_ = {.subject = "wang", .on_behalf_of = "zhang"};
  ASSERT_THAT(Write(4, kId, &again), HasSequence(2));
  EXPECT_EQ(Total(), 8);
}

TEST_P(WriteTest, RequestIdInUpperCaseIsTheSame) {
  Date response;
  ASSERT_THAT(Write(4, "0B9E1A6E-58D0-4A41-9D1D-5D8F9C2F0E11", &response), IsOk());
  ASSERT_THAT(Write(4, kId, &response), HasSequence(1));
  EXPECT_EQ(Total(), 4);
}

TEST_P(WriteTest, SameRequestIdWithOtherContentIsRefused) {
  Date response;
  ASSERT_THAT(Write(4, kId, &response), IsOk());
  EXPECT_THAT(Write(5, kId, &response),
              StatusIs(absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED"));
  EXPECT_EQ(Total(), 4);
  EXPECT_THAT(response, test::EqualsProto(""));
}

TEST_P(WriteTest, RequestIdBelongsToOneSubjectAndMethod) {
  Date response;
  const Date day = Day(4);
  ASSERT_THAT(Write(4, kId, &response), HasSequence(1));
  WriteRequest request = Request(day, kId);
  request.method = "test.Cells/AddMore";
  ASSERT_THAT(Write(request, &response), HasSequence(2));
  principal_.subject = "wang";
  ASSERT_THAT(Write(4, kId, &response), HasSequence(3));
  EXPECT_EQ(Total(), 12);
}

TEST_P(WriteTest, WithoutRequestIdEveryCallCounts) {
  Date response;
  ASSERT_THAT(Write(4, "", &response), HasSequence(1));
  ASSERT_THAT(Write(4, "", &response), HasSequence(2));
  EXPECT_EQ(Total(), 8);
}

TEST_P(WriteTest, RequestIdThatIsNoUuidIsRefused) {
  Date response;
  EXPECT_THAT(Write(4, "again", &response),
              StatusIs(absl::StatusCode::kInvalidArgument, "REQUEST_ID_INVALID"));
  EXPECT_THAT(log().Current(), HasSequence(0));
}

TEST_P(WriteTest, ValidateOnlyAnswersAndChangesNothing) {
  Date response;
  const Date day = Day(4);
  WriteRequest request = Request(day, kId);
  request.validate_only = true;
  ASSERT_THAT(Write(request, &response), HasSequence(1));
  EXPECT_EQ(response.year(), 4);
  EXPECT_EQ(Total(), 0);
  EXPECT_EQ(Traces(), 0);
  EXPECT_THAT(log().Current(), HasSequence(0));
  request.validate_only = false;
  ASSERT_THAT(Write(request, &response), HasSequence(1));
  EXPECT_EQ(Total(), 4);
}

TEST_P(WriteTest, ValidateOnlyStillTellsWhatIsWrong) {
  Date response;
  const Date day = Day(4);
  WriteRequest request = Request(day, kId);
  request.validate_only = true;
  EXPECT_THAT(log().Write(request, &response,
                          [](Change&) { return absl::FailedPreconditionError("sealed"); }),
              StatusIs(absl::StatusCode::kFailedPrecondition));
}

TEST_P(WriteTest, FailedBodyChangesNothingAndItsRequestIdIsFree) {
  Date response;
  const Date day = Day(4);
  const auto tick = log().Write(Request(day, kId), &response, [&](Change& change) -> absl::Status {
    EDUPLAN_RETURN_IF_ERROR(Add(change, 4, &response));
    return absl::CancelledError("changed my mind");
  });
  EXPECT_EQ(tick.status(), absl::CancelledError("changed my mind"));
  EXPECT_EQ(Total(), 0);
  EXPECT_EQ(Traces(), 0);
  EXPECT_THAT(response, test::EqualsProto(""));
  EXPECT_THAT(Write(9, kId, &response), HasSequence(1));
  EXPECT_EQ(Total(), 9);
}

TEST_P(WriteTest, ManyEventsOfOneChangeAreNumbered) {
  Date response;
  const Date day = Day(1);
  ASSERT_THAT(log().Write(Request(day, kId), &response,
                          [&](Change& change) -> absl::Status {
                            for (int i = 0; i < 1000; ++i) {
                              EDUPLAN_RETURN_IF_ERROR(Add(change, 1, &response));
                            }
                            return absl::OkStatus();
                          }),
              IsOk());
  EXPECT_EQ(Number("SELECT count(*) FROM outbox"), 1000);
  EXPECT_EQ(Number("SELECT max(n) FROM audit_entries"), 999);
  EXPECT_EQ(Number("SELECT count(*) FROM outbox WHERE id = 'test-1-999'"), 1);
}

TEST_P(WriteTest, EventTypeOfAnotherFormIsABug) {
  Date response;
  const Date day = Day(1);
  EXPECT_THAT(log().Write(Request(day, kId), &response,
                          [](Change& change) { return change.Emit("cell.added", "", "", "{}"); }),
              StatusIs(absl::StatusCode::kInternal));
}

TEST_P(WriteTest, TimeGoesForwardWhenTheMachinesClockGoesBack) {
  Date response;
  fake_now_us = 2'000'000;
  auto first = Write(1, "", &response);
  fake_now_us = 1'000'000;
  auto second = Write(1, "", &response);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->time, first->time + absl::Microseconds(1));
}

TEST_P(WriteTest, AtTimeIsTheLastTickNotAfter) {
  Date response;
  EXPECT_THAT(log().AtTime(absl::FromUnixSeconds(100)), HasSequence(0));
  for (const int64_t seconds : {10, 20, 30}) {
    fake_now_us = seconds * 1'000'000;
    ASSERT_THAT(Write(1, "", &response), IsOk());
  }
  EXPECT_THAT(log().AtTime(absl::FromUnixMicros(9'999'999)), HasSequence(0));
  EXPECT_THAT(log().AtTime(absl::FromUnixSeconds(10)), HasSequence(1));
  EXPECT_THAT(log().AtTime(absl::FromUnixSeconds(29)), HasSequence(2));
  EXPECT_THAT(log().AtTime(absl::FromUnixSeconds(30)), HasSequence(3));
  EXPECT_THAT(log().AtTime(absl::InfiniteFuture()), HasSequence(3));
  EXPECT_THAT(log().AtTime(absl::InfinitePast()), HasSequence(0));
}

EDUPLAN_OVER_DATABASES(WriteTest);

}  // namespace
}  // namespace eduplan::change_log
