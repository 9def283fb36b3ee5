#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "absl/time/clock.h"
#include "services/platform/log/log.h"
#include "services/platform/status/error.h"
#include "tests/unit/platform/server_fixture.h"

namespace eduplan::server {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class CallRunnerTest : public ServerFixture {};

TEST_F(CallRunnerTest, HandlerLearnsWhoCallsAndInWhichTrace) {
  Start();
  Call seen;
  service->on_get = [&](const Call& call) {
    seen = call;
    return absl::OkStatus();
  };
  client::Outgoing outgoing = WithToken();
  ASSERT_TRUE(Get(outgoing).ok());
  EXPECT_EQ(seen.principal.subject, "li.lei");
  EXPECT_EQ(seen.principal.organization, "330481");
  EXPECT_TRUE(seen.principal.Has(auth::Role::kReporter));
  EXPECT_EQ(seen.token, outgoing.token);
  EXPECT_EQ(seen.trace_parent.substr(0, 35), outgoing.trace_parent.substr(0, 35));
}

TEST_F(CallRunnerTest, WithoutATokenUnauthenticatedAndTheHandlerIsNotRun) {
  Start();
  bool run = false;
  service->on_get = [&](const Call&) {
    run = true;
    return absl::OkStatus();
  };
  absl::Status status = Get({});
  EXPECT_TRUE(absl::IsUnauthenticated(status)) << status;
  EXPECT_EQ(status::ReasonOf(status), "TOKEN_MISSING");
  EXPECT_EQ(status::ReasonOf(Get({.token = "x.y.z"})), "TOKEN_MALFORMED");
  EXPECT_FALSE(run);
}

TEST_F(CallRunnerTest, DeadlineIsTheCallersWithinTheServersBounds) {
  Start({.default_deadline = absl::Seconds(30), .longest_deadline = absl::Seconds(120)});
  absl::Time seen;
  service->on_get = [&](const Call& call) {
    seen = call.deadline;
    return absl::OkStatus();
  };
  const absl::Duration kTolerance = absl::Seconds(5);
  for (auto [asked, given] : {std::pair(absl::InfiniteDuration(), absl::Seconds(30)),
                              std::pair(absl::Seconds(60), absl::Seconds(60)),
                              std::pair(absl::Hours(1), absl::Seconds(120))}) {
    absl::Time now = absl::Now();
    ASSERT_TRUE(Get(WithToken(now + asked)).ok());
    EXPECT_LT(absl::AbsDuration(seen - (now + given)), kTolerance) << asked;
  }
}

TEST_F(CallRunnerTest, OneCallTooManyIsToldToComeBack) {
  Start({.concurrent_calls = 1});
  std::future<absl::Status> held = BeginHeldCall();
  absl::Status status = Get(WithToken());
  EXPECT_TRUE(absl::IsResourceExhausted(status)) << status;
  EXPECT_EQ(status::ReasonOf(status), "OVERLOADED");
  EXPECT_TRUE(status.GetPayload("type.googleapis.com/google.rpc.RetryInfo").has_value());
  release.set_value();
  EXPECT_TRUE(held.get().ok());
  EXPECT_TRUE(Get(WithToken()).ok());
}

TEST_F(CallRunnerTest, DetailsOfAnInternalErrorGoToTheLogAndNotToTheCaller) {
  Start();
  service->on_get = [](const Call&) { return absl::InternalError("table secrets is corrupt"); };
  log::Init("eduplan-test", "info");
  testing::internal::CaptureStderr();
  absl::Status status = Get(WithToken());
  std::string line = testing::internal::GetCapturedStderr();
  EXPECT_TRUE(absl::IsInternal(status));
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("secrets")));
  EXPECT_THAT(std::string(status.message()), HasSubstr("0af7651916cd43dd8448eb211c80319c"));
  EXPECT_THAT(line, HasSubstr("table secrets is corrupt"));
  EXPECT_THAT(line, HasSubstr("\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\""));
}

TEST_F(CallRunnerTest, UnknownErrorsAndExceptionsBecomeInternal) {
  Start();
  service->on_get = [](const Call&) { return absl::UnknownError("what is it"); };
  EXPECT_TRUE(absl::IsInternal(Get(WithToken())));
  service->on_get = [](const Call&) -> absl::Status { throw std::runtime_error("thrown"); };
  absl::Status status = Get(WithToken());
  EXPECT_TRUE(absl::IsInternal(status));
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("thrown")));
}

TEST_F(CallRunnerTest, OtherErrorsKeepTheirDetails) {
  Start();
  service->on_get = [](const Call&) -> absl::Status { return status::NotFound("organizations/9"); };
  absl::Status status = Get(WithToken());
  EXPECT_TRUE(absl::IsNotFound(status));
  EXPECT_NE(status::ReasonOf(status), "");
}

TEST_F(CallRunnerTest, LogLineNamesTheCallAndNeverTheToken) {
  Start();
  log::Init("eduplan-test", "debug");
  client::Outgoing outgoing = WithToken();
  testing::internal::CaptureStderr();
  ASSERT_TRUE(Get(outgoing).ok());
  calls.reset(new CallRunner(*verifier, metrics, {}));
  std::string line = testing::internal::GetCapturedStderr();
  log::Init("eduplan-test", "info");
  EXPECT_THAT(line, HasSubstr("OrganizationService/GetOrganization"));
  EXPECT_THAT(line, HasSubstr("\"subject\":\"li.lei\""));
  EXPECT_THAT(line, HasSubstr("\"organization\":\"330481\""));
  EXPECT_THAT(line, HasSubstr("\"code\":\"OK\""));
  EXPECT_THAT(line, Not(HasSubstr(outgoing.token.substr(outgoing.token.rfind('.')))));
}

TEST_F(CallRunnerTest, OneReplicaOfTwoBeingDownIsNotNoticed) {
  Start();
  stub = organization::v1::OrganizationService::NewStub(
      client::MakeChannel("127.0.0.1:1,localhost:" + std::to_string(server->port())));
  for (int i = 0; i < 4; ++i) {
    absl::Status status = client::Invoke(WithToken(), client::Idempotency::kIdempotent,
                                         [&](grpc::ClientContext* context) {
                                           organization::v1::Organization response;
                                           return stub->GetOrganization(context, {}, &response);
                                         });
    EXPECT_TRUE(status.ok()) << status;
  }
}

TEST_F(CallRunnerTest, CallsAreCountedByMethodAndCode) {
  Start();
  ASSERT_TRUE(Get(WithToken()).ok());
  ASSERT_TRUE(Get(WithToken()).ok());
  ASSERT_FALSE(Get({}).ok());
  const std::string method =
      "method=\"eduplan.organization.v1.OrganizationService/GetOrganization\"";
  EXPECT_THAT(metrics.Text(),
              HasSubstr("eduplan_rpc_requests_total{code=\"OK\"," + method + "} 2"));
  EXPECT_THAT(metrics.Text(),
              HasSubstr("eduplan_rpc_requests_total{code=\"UNAUTHENTICATED\"," + method + "} 1"));
  EXPECT_THAT(metrics.Text(), HasSubstr("eduplan_rpc_duration_seconds_count{" + method + "} 3"));
}

}  // namespace
}  // namespace eduplan::server
