#include <gtest/gtest.h>

#include <vector>

#include "absl/time/clock.h"
#include "services/platform/client/client.h"
#include "services/platform/status/error.h"
#include "services/platform/status/grpc_status.h"

namespace eduplan::client {
namespace {

class Invoked : public testing::Test {
 protected:
  // Answers the calls with `replies` in turn, the last for all further ones.
  absl::Status Run(Idempotency idempotency, std::vector<grpc::Status> replies) {
    return Invoke(
        outgoing, idempotency,
        [&](grpc::ClientContext* context) {
          contexts.push_back(context);
          deadlines.push_back(absl::FromChrono(context->deadline()));
          return replies[std::min(contexts.size(), replies.size()) - 1];
        },
        [&](absl::Duration delay) { delays.push_back(delay); });
  }
  size_t calls() const { return contexts.size(); }

  Outgoing outgoing;
  std::vector<grpc::ClientContext*> contexts;
  std::vector<absl::Time> deadlines;
  std::vector<absl::Duration> delays;
  const grpc::Status unavailable{grpc::StatusCode::UNAVAILABLE, "try again"};
  const grpc::Status exhausted{grpc::StatusCode::RESOURCE_EXHAUSTED, "too much"};
};

TEST_F(Invoked, SuccessAtOnce) {
  EXPECT_TRUE(Run(Idempotency::kIdempotent, {grpc::Status::OK}).ok());
  EXPECT_EQ(calls(), 1u);
}

TEST_F(Invoked, TransientThenSuccess) {
  EXPECT_TRUE(Run(Idempotency::kIdempotent, {unavailable, exhausted, grpc::Status::OK}).ok());
  EXPECT_EQ(calls(), 3u);
}

TEST_F(Invoked, TransientFailureNonIdempotent) {
  EXPECT_TRUE(
      absl::IsUnavailable(Run(Idempotency::kNonIdempotent, {unavailable, grpc::Status::OK})));
  EXPECT_EQ(calls(), 1u);
  EXPECT_TRUE(delays.empty());
}

TEST_F(Invoked, TooManyTransientFailuresIdempotent) {
  EXPECT_TRUE(absl::IsUnavailable(Run(Idempotency::kIdempotent, {unavailable})));
  EXPECT_EQ(calls(), 5u);  // the first and four retries
}

TEST_F(Invoked, PermanentFailureIsNotRetried) {
  for (auto code : {grpc::StatusCode::NOT_FOUND, grpc::StatusCode::ABORTED,
                    grpc::StatusCode::INTERNAL, grpc::StatusCode::DEADLINE_EXCEEDED}) {
    contexts.clear();
    EXPECT_FALSE(Run(Idempotency::kIdempotent, {grpc::Status(code, "no")}).ok());
    EXPECT_EQ(calls(), 1u) << code;
  }
}

TEST_F(Invoked, BackoffDoublesWithJitterFrom50Milliseconds) {
  Run(Idempotency::kIdempotent, {unavailable}).IgnoreError();
  ASSERT_EQ(delays.size(), 4u);
  for (int i = 0; i < 4; ++i) {
    EXPECT_GE(delays[i], absl::Milliseconds(25) * (1 << i)) << i;
    EXPECT_LE(delays[i], absl::Milliseconds(50) * (1 << i)) << i;
  }
}

TEST_F(Invoked, RetryInfoIsHonoured) {
  Run(Idempotency::kIdempotent,
      {status::ToGrpc(status::Unavailable("BUSY", "busy", "忙", absl::Seconds(2)))})
      .IgnoreError();
  ASSERT_EQ(delays.size(), 4u);
  EXPECT_GE(delays[0], absl::Seconds(2));
  EXPECT_LE(delays[0], absl::Milliseconds(2050));
}

TEST_F(Invoked, RetryInfoBeyondPatienceIsLeftToTheCaller) {
  EXPECT_TRUE(absl::IsUnavailable(
      Run(Idempotency::kIdempotent,
          {status::ToGrpc(status::Unavailable("BUSY", "busy", "忙", absl::Hours(1)))})));
  EXPECT_EQ(calls(), 1u);
}

TEST_F(Invoked, NoRetryThatWouldBeginAfterTheDeadline) {
  outgoing.deadline = absl::Now() + absl::Milliseconds(20);  // the first delay is 25 ms at least
  EXPECT_TRUE(absl::IsUnavailable(Run(Idempotency::kIdempotent, {unavailable})));
  EXPECT_EQ(calls(), 1u);
}

TEST_F(Invoked, DeadlineGoesWithEachAttempt) {
  outgoing.deadline = absl::Now() + absl::Seconds(7);
  Run(Idempotency::kIdempotent, {unavailable, grpc::Status::OK}).IgnoreError();
  ASSERT_EQ(deadlines.size(), 2u);
  for (absl::Time deadline : deadlines) {
    EXPECT_LT(absl::AbsDuration(deadline - outgoing.deadline), absl::Milliseconds(1));
  }
}

TEST_F(Invoked, WithoutADeadlineACallIsBoundedAllTheSame) {
  Run(Idempotency::kIdempotent, {grpc::Status::OK}).IgnoreError();
  EXPECT_LE(deadlines.at(0), absl::Now() + absl::Seconds(30));
}

}  // namespace
}  // namespace eduplan::client
