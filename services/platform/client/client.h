#ifndef EDUPLAN_SERVICES_PLATFORM_CLIENT_CLIENT_H_
#define EDUPLAN_SERVICES_PLATFORM_CLIENT_CLIENT_H_

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/platform/server/call.h"

namespace eduplan::client {

// A channel to "host:port[,host:port…]" with round_robin over them, keepalive and a 64 MiB limit.
std::shared_ptr<grpc::Channel> MakeChannel(const std::string& addresses);

// What goes with an outgoing call.
struct Outgoing {
  std::string token{};         // internal JWT
  std::string trace_parent{};  // W3C
  absl::Time deadline = absl::InfiniteFuture();
};
// That of a call being answered: its token, trace and deadline go on.
Outgoing Forward(const server::Call& call);

enum class Idempotency { kIdempotent, kNonIdempotent };

// Calls `rpc` with a new ClientContext each time. Retries UNAVAILABLE and RESOURCE_EXHAUSTED of
// idempotent calls with jittered exponential backoff (50 ms, ×2, at most 1 s; honouring RetryInfo)
// until the deadline, at most 4 times. `sleep` is injected by tests.
//
//   absl::Status status = client::Invoke(out, Idempotency::kIdempotent, [&](grpc::ClientContext*
//   context) {
//     return stub->GetRollup(context, request, &rollup);
//   });
absl::Status Invoke(const Outgoing& outgoing, Idempotency idempotency,
                    absl::FunctionRef<grpc::Status(grpc::ClientContext*)> rpc,
                    const std::function<void(absl::Duration)>& sleep = nullptr);
// Sets metadata and deadline, for calls that Invoke does not fit, such as streams.
void Prepare(const Outgoing& outgoing, grpc::ClientContext* context);

}  // namespace eduplan::client

#endif  // EDUPLAN_SERVICES_PLATFORM_CLIENT_CLIENT_H_
