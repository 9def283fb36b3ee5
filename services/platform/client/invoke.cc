#include <algorithm>
#include <optional>
#include <string>

#include "absl/random/random.h"
#include "absl/strings/cord.h"
#include "absl/time/clock.h"
#include "google/rpc/error_details.pb.h"
#include "services/platform/client/client.h"
#include "services/platform/log/trace.h"
#include "services/platform/status/grpc_status.h"

namespace eduplan::client {
namespace {

constexpr int kRetries = 4;
constexpr absl::Duration kFirstBackoff = absl::Milliseconds(50);
constexpr absl::Duration kLongestBackoff = absl::Seconds(1);
// A server that wants more time than this is left to the caller.
constexpr absl::Duration kLongestRetryInfo = absl::Seconds(5);
constexpr absl::Duration kDefaultDeadline = absl::Seconds(30);

bool IsTransient(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsResourceExhausted(status);
}

absl::Duration RetryInfoOf(const absl::Status& status) {
  google::rpc::RetryInfo info;
  absl::optional<absl::Cord> payload =
      status.GetPayload("type.googleapis.com/google.rpc.RetryInfo");
  if (!payload || !info.ParseFromString(std::string(*payload))) {
    return absl::ZeroDuration();
  }
  return absl::Seconds(info.retry_delay().seconds()) +
         absl::Nanoseconds(info.retry_delay().nanos());
}

// How long to wait before retry number `retry` (from 0), or nothing if it is not worth it.
std::optional<absl::Duration> Backoff(int retry, const absl::Status& failure, absl::Time deadline) {
  absl::Duration wanted = RetryInfoOf(failure);
  if (retry >= kRetries || wanted > kLongestRetryInfo) {
    return std::nullopt;
  }
  absl::Duration longest = std::min(kFirstBackoff * (1 << retry), kLongestBackoff);
  thread_local absl::InsecureBitGen generator;
  // Added to what the server wants, so that those it turned away together do not come back
  // together.
  absl::Duration delay =
      wanted + longest * absl::Uniform(absl::IntervalClosed, generator, 0.5, 1.0);
  return absl::Now() + delay < deadline ? std::optional(delay) : std::nullopt;
}

}  // namespace

Outgoing Forward(const server::Call& call) {
  return {.token = call.token, .trace_parent = call.trace_parent, .deadline = call.deadline};
}

void Prepare(const Outgoing& outgoing, grpc::ClientContext* context) {
  if (!outgoing.token.empty()) {
    context->AddMetadata("authorization", "Bearer " + outgoing.token);
  }
  context->AddMetadata("traceparent", log::ChildTraceParent(outgoing.trace_parent));
  if (outgoing.deadline != absl::InfiniteFuture()) {
    context->set_deadline(absl::ToChronoTime(outgoing.deadline));
  }
}

absl::Status Invoke(const Outgoing& outgoing, Idempotency idempotency,
                    absl::FunctionRef<grpc::Status(grpc::ClientContext*)> rpc,
                    const std::function<void(absl::Duration)>& sleep) {
  Outgoing bounded = outgoing;
  bounded.deadline = std::min(outgoing.deadline, absl::Now() + kDefaultDeadline);
  for (int retry = 0;; ++retry) {
    grpc::ClientContext context;
    Prepare(bounded, &context);
    absl::Status status = status::FromGrpc(rpc(&context));
    if (idempotency == Idempotency::kNonIdempotent || !IsTransient(status)) {
      return status;
    }
    std::optional<absl::Duration> delay = Backoff(retry, status, bounded.deadline);
    if (!delay) {
      return status;
    }
    sleep ? sleep(*delay) : absl::SleepFor(*delay);
  }
}

}  // namespace eduplan::client
