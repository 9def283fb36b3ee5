#include "services/platform/status/error.h"

#include <gmock/gmock.h>

#include "absl/status/statusor.h"
#include "google/rpc/error_details.pb.h"
#include "tests/support/matchers.h"

namespace eduplan::status {
namespace {

using test::EqualsProto;
using test::StatusIs;

template <typename Detail>
Detail DetailOf(const absl::Status& status) {
  Detail detail;
  const auto payload = status.GetPayload("type.googleapis.com/" + detail.GetTypeName());
  EXPECT_TRUE(payload.has_value()) << detail.GetTypeName();
  EXPECT_TRUE(payload && detail.ParseFromString(std::string(*payload)));
  return detail;
}

TEST(ErrorTest, CarriesEveryDetailOfAip193) {
  const absl::Status status = Error(absl::StatusCode::kInvalidArgument, "INVALID_PERIOD")
                                  .Message("no such period", "期间无效")
                                  .Field("period", "must be like 2021-H1")
                                  .With("period", "2021-H3")
                                  .RetryAfter(absl::Milliseconds(1500));
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(std::string(status.message()), "no such period");
  EXPECT_THAT(DetailOf<google::rpc::ErrorInfo>(status),
              EqualsProto("reason: 'INVALID_PERIOD' domain: 'eduplan' "
                          "metadata { key: 'period' value: '2021-H3' }"));
  EXPECT_THAT(DetailOf<google::rpc::LocalizedMessage>(status),
              EqualsProto("locale: 'zh-CN' message: '期间无效'"));
  EXPECT_THAT(DetailOf<google::rpc::BadRequest>(status),
              EqualsProto("field_violations { field: 'period' description: 'must be like "
                          "2021-H1' }"));
  EXPECT_THAT(DetailOf<google::rpc::RetryInfo>(status),
              EqualsProto("retry_delay { seconds: 1 nanos: 500000000 }"));
}

TEST(ErrorTest, WithoutMessageTheReasonIsShown) {
  EXPECT_EQ(std::string(Error(absl::StatusCode::kAborted, "X").Build().message()), "X");
}

TEST(ErrorTest, FieldsAreBounded) {
  Error error(absl::StatusCode::kInvalidArgument, "ROWS");
  for (int i = 0; i < 50000; ++i) error.Field("row " + std::to_string(i), "wrong");
  EXPECT_EQ(DetailOf<google::rpc::BadRequest>(error).field_violations_size(), 100);
}

TEST(ErrorTest, IsReturnedFromStatusOr) {
  const auto function = []() -> absl::StatusOr<std::string> { return NotFound("plans/1"); };
  EXPECT_THAT(function(), StatusIs(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

TEST(ErrorTest, UsualErrorsHaveTheirCodes) {
  EXPECT_THAT(InvalidField("f", "R", "e", "c").Build(),
              StatusIs(absl::StatusCode::kInvalidArgument, "R"));
  EXPECT_THAT(AlreadyExists("a/1").Build(),
              StatusIs(absl::StatusCode::kAlreadyExists, "ALREADY_EXISTS"));
  EXPECT_THAT(PermissionDenied("e", "c").Build(),
              StatusIs(absl::StatusCode::kPermissionDenied, "PERMISSION_DENIED"));
  EXPECT_THAT(Unavailable("R", "e", "c", absl::Seconds(1)).Build(),
              StatusIs(absl::StatusCode::kUnavailable, "R"));
  EXPECT_THAT(Internal().Build(), StatusIs(absl::StatusCode::kInternal, "INTERNAL"));
  const absl::Status stale = StaleEtag("a/1", "\"7\"");
  EXPECT_THAT(stale, StatusIs(absl::StatusCode::kAborted, "STALE_ETAG"));
  EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(stale).metadata().at("etag"), "\"7\"");
}

TEST(ErrorTest, StatusOfOthersHasNoReason) {
  EXPECT_EQ(ReasonOf(absl::AbortedError("x")), "");
  EXPECT_EQ(ReasonOf(absl::OkStatus()), "");
}

}  // namespace
}  // namespace eduplan::status
