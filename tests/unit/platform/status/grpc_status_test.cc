#include "services/platform/status/grpc_status.h"

#include <gmock/gmock.h>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "services/platform/status/error.h"
#include "tests/support/matchers.h"

namespace eduplan::status {
namespace {

TEST(GrpcStatusTest, DetailsSurviveTheWayThereAndBack) {
  const absl::Status status = Error(absl::StatusCode::kAborted, "STALE")
                                  .Message("stale", "已过期")
                                  .With("etag", "\"7\"")
                                  .RetryAfter(absl::Seconds(2));
  EXPECT_EQ(FromGrpc(ToGrpc(status)), status);
}

TEST(GrpcStatusTest, DetailsAreAGoogleRpcStatus) {
  const grpc::Status status = ToGrpc(NotFound("plans/1").Build());
  google::rpc::Status proto;
  ASSERT_TRUE(proto.ParseFromString(status.error_details()));
  EXPECT_EQ(proto.code(), 5);
  ASSERT_EQ(proto.details_size(), 2);
  EXPECT_TRUE(proto.details(0).Is<google::rpc::ErrorInfo>());
  EXPECT_TRUE(proto.details(1).Is<google::rpc::LocalizedMessage>());
}

TEST(GrpcStatusTest, EveryCodeKeepsItsNumber) {
  for (int code = 0; code <= 16; ++code) {
    const absl::Status status(static_cast<absl::StatusCode>(code), code == 0 ? "" : "m");
    EXPECT_EQ(ToGrpc(status).error_code(), code);
    EXPECT_EQ(FromGrpc(ToGrpc(status)), status);
  }
}

TEST(GrpcStatusTest, UnknownWithoutDetailsKeepsItsMessage) {
  const absl::Status status = FromGrpc(grpc::Status(grpc::StatusCode::UNKNOWN, "from elsewhere"));
  EXPECT_EQ(status, absl::UnknownError("from elsewhere"));
}

TEST(GrpcStatusTest, CodeThatDoesNotExistIsUnknown) {
  EXPECT_EQ(FromGrpc(grpc::Status(static_cast<grpc::StatusCode>(99), "m")).code(),
            absl::StatusCode::kUnknown);
}

TEST(GrpcStatusTest, DetailsThatDoNotParseAreLeftOut) {
  EXPECT_EQ(FromGrpc(grpc::Status(grpc::StatusCode::ABORTED, "m", "\xff\xff")),
            absl::AbortedError("m"));
}

TEST(GrpcStatusTest, TooMuchDetailIsCutToWhatATrailerHolds) {
  Error error(absl::StatusCode::kInvalidArgument, "ROWS");
  error.Message(std::string(5000, 'm'), "有误");
  for (int i = 0; i < 100; ++i) error.Field("row " + std::to_string(i), std::string(200, 'd'));
  const grpc::Status status = ToGrpc(error.Build());
  EXPECT_LE(status.error_message().size(), 1024u);
  EXPECT_LE(status.error_details().size(), 4096u);
  EXPECT_EQ(ReasonOf(FromGrpc(status)), "ROWS");
}

TEST(GrpcStatusTest, LongMessageIsCutBetweenCharacters) {
  std::string message(1023, 'm');
  message += "汉";
  EXPECT_EQ(ToGrpc(absl::InternalError(message)).error_message(), std::string(1023, 'm'));
}

}  // namespace
}  // namespace eduplan::status
