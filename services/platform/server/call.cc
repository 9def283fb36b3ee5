#include "services/platform/server/call.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <exception>
#include <optional>
#include <utility>

#include "absl/time/clock.h"
#include "services/platform/log/log.h"
#include "services/platform/log/trace.h"
#include "services/platform/metrics/metrics.h"
#include "services/platform/status/error.h"
#include "services/platform/status/grpc_status.h"
#include "services/platform/status/macros.h"

namespace eduplan::server {
namespace {

constexpr absl::Duration kSlow = absl::Seconds(1);
constexpr std::string_view kBearer = "Bearer ";

std::string_view Metadata(const grpc::ServerContext& context, const char* key) {
  auto found = context.client_metadata().find(key);
  return found == context.client_metadata().end()
             ? std::string_view()
             : std::string_view(found->second.data(), found->second.size());
}

std::string_view TokenOf(const grpc::ServerContext& context) {
  std::string_view value = Metadata(context, "authorization");
  return value.starts_with(kBearer) ? value.substr(kBearer.size()) : std::string_view();
}

// The caller's own; infinite if it set none.
absl::Time DeadlineOf(const grpc::ServerContext& context) {
  auto deadline = context.deadline();
  return deadline == std::chrono::system_clock::time_point::max() ? absl::InfiniteFuture()
                                                                  : absl::FromChrono(deadline);
}

Call MakeCall(grpc::ServerContext* context, std::string_view method) {
  std::string_view trace_parent = Metadata(*context, "traceparent");
  return {.context = context,
          .principal = {},
          .method = method,
          .trace_parent =
              log::IsTraceParent(trace_parent) ? std::string(trace_parent) : log::NewTraceParent(),
          .token = std::string(TokenOf(*context)),
          .deadline = DeadlineOf(*context)};
}

absl::Status Guarded(const Call& call, absl::FunctionRef<absl::Status(const Call&)> handler) {
  try {
    return handler(call);
  } catch (const std::exception& error) {
    return absl::InternalError(std::string("exception: ") + error.what());
  } catch (...) {
    return absl::InternalError("exception of an unknown type");
  }
}

bool IsInside(const absl::Status& status) {
  return absl::IsInternal(status) || absl::IsUnknown(status);
}

// What the caller is told: nothing about the inside, but the trace by which it is found in the log.
absl::Status ForCaller(absl::Status status, const Call& call) {
  if (!IsInside(status)) {
    return status;
  }
  std::string trace_id(log::TraceId(call.trace_parent));
  return status::Error(absl::StatusCode::kInternal, "INTERNAL")
      .Message("something failed inside; trace " + trace_id, "系统内部错误，跟踪号 " + trace_id)
      .With("trace_id", trace_id);
}

void LogCall(const Call& call, const absl::Status& status, absl::Duration took, bool slow) {
  log::Level level = IsInside(status)       ? log::Level::kError
                     : !status.ok() || slow ? log::Level::kInfo
                                            : log::Level::kDebug;
  if (!log::Enabled(level)) {
    return;
  }
  log::Write(level, "call",
             {{"method", call.method},
              {"code", absl::StatusCodeToString(status.code())},
              {"duration_ms", absl::ToInt64Milliseconds(took)},
              {"subject", call.principal.subject},
              {"organization", call.principal.organization},
              {"reason", status::ReasonOf(status)},
              {"error", IsInside(status) ? std::string(status.message()) : std::string()}});
}

}  // namespace

struct CallRunner::Method {
  static constexpr size_t kCodes = 17;  // grpc::StatusCode 0 … 16
  std::string name;
  metrics::Histogram* duration = nullptr;
  std::array<std::atomic<metrics::Counter*>, kCodes> requests = {};

  // Counters are made when a code first occurs: most never do.
  void Count(metrics::Registry& metrics, const absl::Status& status) {
    std::atomic<metrics::Counter*>& counter = requests[static_cast<size_t>(status.code()) % kCodes];
    metrics::Counter* known = counter.load(std::memory_order_acquire);
    if (known == nullptr) {
      known = &metrics.GetCounter(
          "eduplan_rpc_requests_total", "Calls answered, by result.",
          {{"method", name}, {"code", absl::StatusCodeToString(status.code())}});
      counter.store(known, std::memory_order_release);
    }
    known->Add();
  }
};

CallRunner::CallRunner(auth::TokenVerifier& verifier, metrics::Registry& metrics,
                       const Options& options)
    : verifier_(verifier), metrics_(metrics), options_(options) {}

CallRunner::~CallRunner() = default;

CallRunner::Method& CallRunner::MethodOf(std::string_view name) {
  {
    std::shared_lock lock(methods_mutex_);
    if (auto found = methods_.find(name); found != methods_.end()) {
      return *found->second;
    }
  }
  std::unique_lock lock(methods_mutex_);
  if (auto found = methods_.find(name); found != methods_.end()) {
    return *found->second;
  }
  auto method = std::make_unique<Method>();
  method->name = name;
  method->duration =
      &metrics_.GetHistogram("eduplan_rpc_duration_seconds",
                             "Time that calls took, streams excepted.", {{"method", method->name}});
  std::string_view key = method->name;
  return *methods_.emplace(key, std::move(method)).first->second;
}

grpc::Status CallRunner::Run(grpc::ServerContext* context, std::string_view method,
                             Handler handler) {
  return Serve(MakeCall(context, method), Kind::kUnary, handler);
}

grpc::Status CallRunner::RunStream(grpc::ServerContext* context, std::string_view method,
                                   Handler handler) {
  return Serve(MakeCall(context, method), Kind::kStream, handler);
}

grpc::Status CallRunner::Serve(Call call, Kind kind, Handler handler) {
  absl::Time start = absl::Now();
  log::TraceScope trace(call.trace_parent);
  Method& method = MethodOf(call.method);
  absl::Status status = Answer(call, kind, handler);
  absl::Duration took = absl::Now() - start;
  if (kind == Kind::kUnary) {
    method.duration->Observe(took);
  }
  method.Count(metrics_, status);
  LogCall(call, status, took, kind == Kind::kUnary && took > kSlow);
  return status::ToGrpc(ForCaller(std::move(status), call));
}

absl::Status CallRunner::Answer(Call& call, Kind kind, Handler handler) {
  EDUPLAN_ASSIGN_OR_RETURN(call.principal, verifier_.Verify(call.token));
  return kind == Kind::kUnary ? RunLimited(call, handler) : RunOpenStream(call, handler);
}

absl::Status CallRunner::RunLimited(Call& call, Handler handler) {
  struct Slot {
    std::atomic<int>& running;
    const int number = running.fetch_add(1, std::memory_order_relaxed) + 1;
    ~Slot() { running.fetch_sub(1, std::memory_order_relaxed); }
  } slot{running_};
  if (slot.number > options_.concurrent_calls) {
    return status::Error(absl::StatusCode::kResourceExhausted, "OVERLOADED")
        .Message("too many calls at once; try again in a moment", "请求过多，请稍后重试")
        .RetryAfter(absl::Milliseconds(100));
  }
  absl::Time now = absl::Now();
  call.deadline = call.deadline == absl::InfiniteFuture()
                      ? now + options_.default_deadline
                      : std::min(call.deadline, now + options_.longest_deadline);
  if (call.deadline <= now) {
    return absl::DeadlineExceededError("the deadline had passed when the call was begun");
  }
  return Guarded(call, handler);
}

absl::Status CallRunner::RunOpenStream(Call& call, Handler handler) {
  {
    std::lock_guard lock(streams_mutex_);
    if (draining_) {
      return status::Unavailable("SERVER_DRAINING", "this server is stopping; try another",
                                 "服务正在停止，请重试", absl::Milliseconds(100));
    }
    streams_.insert(call.context);
  }
  absl::Status status = Guarded(call, handler);
  std::lock_guard lock(streams_mutex_);
  streams_.erase(call.context);
  return status;
}

void CallRunner::EndStreams() {
  std::lock_guard lock(streams_mutex_);
  draining_ = true;
  for (grpc::ServerContext* stream : streams_) {
    stream->TryCancel();
  }
}

}  // namespace eduplan::server
