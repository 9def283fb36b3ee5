#include "gateway/transcode/error_body.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "gateway/transcode/errors.h"
#include "google/rpc/error_details.pb.h"

namespace eduplan::transcode {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

TEST(HttpStatusOfE2, IsTheTable) {
  const int expected[] = {200, 499, 500, 400, 504, 404, 409, 403, 429,
                          400, 409, 400, 501, 500, 503, 500, 401};
  for (int code = 0; code <= 16; ++code) EXPECT_EQ(HttpStatusOf(code), expected[code]) << code;
  EXPECT_EQ(HttpStatusOf(17), 500);
  EXPECT_EQ(HttpStatusOf(-1), 500);
}

TEST(MakeHttpErrorE1, BodyIsStatusWithItsDetails) {
  const auto error = MakeHttpError(
      ToRpcStatus(BadField("UNKNOWN_FIELD", "plan.colour", "no such field", "\xE6\x97\xA0")));
  EXPECT_EQ(error.http_status, 400);
  EXPECT_THAT(error.json, HasSubstr(R"("code":3,"message":"no such field")"));
  EXPECT_THAT(error.json, HasSubstr(R"("@type":"type.googleapis.com/google.rpc.ErrorInfo")"));
  EXPECT_THAT(error.json, HasSubstr(R"("reason":"UNKNOWN_FIELD","domain":"eduplan")"));
  EXPECT_THAT(error.json, HasSubstr("\"locale\":\"zh-CN\",\"message\":\"\xE6\x97\xA0\""));
  EXPECT_THAT(error.json, HasSubstr(R"("fieldViolations":[{"field":"plan.colour")"));
}

TEST(MakeHttpErrorE1, DetailsOfUnknownTypeAndBrokenTextAreLeftOut) {
  google::rpc::Status status;
  status.set_code(5);
  status.set_message("bad \xFF text");
  status.add_details()->set_type_url("type.googleapis.com/nobody.Knows");
  auto* broken = status.add_details();
  broken->set_type_url("type.googleapis.com/google.rpc.ErrorInfo");
  broken->set_value("\xFF\xFF");
  const auto error = MakeHttpError(status);
  EXPECT_EQ(error.http_status, 404);
  EXPECT_THAT(error.json, testing::AnyOf(R"({"code":5})", R"({"code":5,"message":""})"));
}

TEST(MakeHttpErrorE3, UnauthenticatedSaysHow) {
  google::rpc::Status status;
  status.set_code(16);
  EXPECT_THAT(MakeHttpError(status).headers,
              ElementsAre(Pair("WWW-Authenticate", "Bearer realm=\"eduplan\"")));
}

TEST(MakeHttpErrorE3, RetryInfoBecomesRetryAfterRoundedUp) {
  google::rpc::Status status;
  status.set_code(14);
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(1);
  retry.mutable_retry_delay()->set_nanos(200000000);
  status.add_details()->PackFrom(retry);
  const auto error = MakeHttpError(status);
  EXPECT_EQ(error.http_status, 503);
  EXPECT_THAT(error.headers, ElementsAre(Pair("Retry-After", "2")));
}

}  // namespace
}  // namespace eduplan::transcode
