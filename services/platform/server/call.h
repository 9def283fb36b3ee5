#ifndef EDUPLAN_SERVICES_PLATFORM_SERVER_CALL_H_
#define EDUPLAN_SERVICES_PLATFORM_SERVER_CALL_H_

#include <grpcpp/server_context.h>
#include <grpcpp/support/status.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/platform/auth/principal.h"
#include "services/platform/auth/token.h"

namespace eduplan::metrics {
class Registry;
}

namespace eduplan::server {

// What a handler knows of the call it answers.
struct Call {
  grpc::ServerContext* context = nullptr;
  auth::Principal principal;
  std::string_view method;   // "eduplan.plan.v1.PlanService/GetPlan"
  std::string trace_parent;  // W3C, valid; goes on to the calls made for this one
  std::string token;         // the caller's internal token, forwarded within the request
  absl::Time deadline;       // never later than the server's maximum
};

// Goes around every handler: verifies the token, bounds the deadline, sheds load, counts and times,
// logs one line, turns absl::Status into grpc::Status (unknown codes and INTERNAL lose their
// details, which go to the log). gRPC 1.51's server interceptors cannot refuse a call, so this is a
// function that handlers are run in:
//
//   grpc::Status GetPlan(grpc::ServerContext* context, const GetPlanRequest* request, Plan* plan)
//   override {
//     return calls_.Run(context, "eduplan.plan.v1.PlanService/GetPlan",
//                       [&](const server::Call& call) -> absl::Status { … });
//   }
class CallRunner {
 public:
  struct Options {
    absl::Duration default_deadline = absl::Seconds(30);
    absl::Duration longest_deadline = absl::Seconds(120);
    int concurrent_calls = 256;  // beyond: RESOURCE_EXHAUSTED with retry info
  };
  CallRunner(auth::TokenVerifier& verifier, metrics::Registry& metrics, const Options& options);
  ~CallRunner();
  CallRunner(const CallRunner&) = delete;
  CallRunner& operator=(const CallRunner&) = delete;

  grpc::Status Run(grpc::ServerContext* context, std::string_view method,
                   absl::FunctionRef<absl::Status(const Call&)> handler);
  // The same without the deadline bound and the concurrency limit, for streams that stay open. The
  // handler ends soon after context->IsCancelled().
  grpc::Status RunStream(grpc::ServerContext* context, std::string_view method,
                         absl::FunctionRef<absl::Status(const Call&)> handler);

  // Cancels the streams that are open and refuses new ones, which would hold up the drain of a
  // server. For Server::Options::on_drain.
  void EndStreams();

 private:
  struct Method;  // the metrics of one method
  enum class Kind { kUnary, kStream };
  using Handler = absl::FunctionRef<absl::Status(const Call&)>;

  grpc::Status Serve(Call call, Kind kind, Handler handler);
  absl::Status Answer(Call& call, Kind kind, Handler handler);
  absl::Status RunLimited(Call& call, Handler handler);
  absl::Status RunOpenStream(Call& call, Handler handler);
  Method& MethodOf(std::string_view name);

  auth::TokenVerifier& verifier_;
  metrics::Registry& metrics_;
  Options options_;
  std::atomic<int> running_ = 0;

  std::shared_mutex methods_mutex_;
  std::unordered_map<std::string_view, std::unique_ptr<Method>> methods_;  // keyed by their names

  std::mutex streams_mutex_;
  bool draining_ = false;
  std::unordered_set<grpc::ServerContext*> streams_;
};

}  // namespace eduplan::server

#endif  // EDUPLAN_SERVICES_PLATFORM_SERVER_CALL_H_
