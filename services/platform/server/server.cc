#include "services/platform/server/server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/resource_quota.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <mutex>
#include <thread>
#include <utility>

#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "services/platform/log/log.h"
#include "services/platform/metrics/metrics.h"
#include "services/platform/server/health.h"
#include "services/platform/server/operations.h"
#include "services/platform/server/signals.h"
#include "services/platform/status/macros.h"

namespace eduplan::server {
namespace {

constexpr int kMaxMessage = 64 << 20;
constexpr absl::Duration kHealthInterval = absl::Seconds(1);

std::string WithPort(const std::string& listen, int port) {
  return listen.substr(0, listen.rfind(':') + 1) + std::to_string(port);
}

absl::Status WritePorts(const std::string& path, const std::string& text) {
  std::string temporary = path + "." + std::to_string(::getpid());
  std::ofstream out(temporary, std::ios::trunc);
  out << text;
  out.close();
  if (!out || std::rename(temporary.c_str(), path.c_str()) != 0) {
    return absl::UnavailableError("cannot write " + path);
  }
  return absl::OkStatus();
}

// gRPC keeps these for the process and applies them to servers built later.
void PrepareProcess(bool reflection) {
  // Debian's Abseil is a debug build, whose mutexes look for deadlocks under one global lock at
  // every use; gRPC is full of them.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  grpc::EnableDefaultHealthCheckService(true);
  if (reflection) {
    static std::once_flag once;
    std::call_once(once, grpc::reflection::InitProtoReflectionServerBuilderPlugin);
  }
}

class GrpcServer : public Server {
 public:
  explicit GrpcServer(const Options& options) : options_(options) {}
  ~GrpcServer() override { Drain(); }

  absl::Status Listen(const std::vector<grpc::Service*>& services) {
    PrepareProcess(options_.reflection);
    grpc::ServerBuilder builder;
    // Two processes on one port would each get half of the calls.
    builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
    builder.AddListeningPort(options_.listen, grpc::InsecureServerCredentials(), &port_);
    builder.SetMaxReceiveMessageSize(kMaxMessage);
    builder.SetMaxSendMessageSize(kMaxMessage);
    // Clients look every 30 s whether the server is still there.
    builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 10'000);
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, 60'000);
    // Pollers beyond the most are ended and made anew with every burst, which costs more than a
    // call.
    builder.SetSyncServerOption(grpc::ServerBuilder::MAX_POLLERS, 16);
    grpc::ResourceQuota quota("eduplan");
    quota.SetMaxThreads(options_.threads > 0 ? options_.threads
                                             : 16 * static_cast<int>(std::max(
                                                        1u, std::thread::hardware_concurrency())));
    builder.SetResourceQuota(quota);
    for (grpc::Service* service : services) {
      builder.RegisterService(service);
    }
    server_ = builder.BuildAndStart();
    if (server_ == nullptr || port_ == 0) {
      return absl::UnavailableError("cannot listen on " + options_.listen);
    }
    return absl::OkStatus();
  }

  void WatchHealth(std::vector<Dependency> dependencies) {
    grpc::HealthCheckServiceInterface* service = server_->GetHealthCheckService();
    health_ = std::make_unique<Health>(std::move(dependencies), kHealthInterval,
                                       [service](const std::string& name, bool serving) {
                                         service->SetServingStatus(name, serving);
                                       });
  }

  absl::Status ListenForOperations(metrics::Registry& metrics) {
    if (!options_.operations_listen.empty()) {
      EDUPLAN_ASSIGN_OR_RETURN(
          operations_,
          OperationsServer::Start(options_.operations_listen,
                                  [this, &metrics](std::string_view path) -> OperationsReply {
                                    return Operate(path, metrics);
                                  }));
    }
    std::string ports = "grpc=" + WithPort(options_.listen, port()) + "\n";
    if (operations_ != nullptr) {
      ports += "operations=" + WithPort(options_.operations_listen, operations_port()) + "\n";
    }
    return options_.ports_file.empty() ? absl::OkStatus() : WritePorts(options_.ports_file, ports);
  }

  int port() const override { return port_; }
  int operations_port() const override { return operations_ == nullptr ? 0 : operations_->port(); }

  void Run() override {
    log::Info("serving", {{"port", port()}, {"operations_port", operations_port()}});
    stop_.Wait();
    Drain();
  }
  void Stop() override { stop_.Trigger(); }

 private:
  OperationsReply Operate(std::string_view path, const metrics::Registry& metrics) const {
    if (path == "/metrics") {
      return {.content_type = "text/plain; version=0.0.4; charset=utf-8", .body = metrics.Text()};
    }
    if (path == "/healthz") {
      return {.body = "{\"status\":\"SERVING\"}"};
    }
    if (path == "/readyz") {
      return {.status = health_->Serving() ? 200 : 503, .body = health_->Json()};
    }
    return {.status = 404, .body = "{\"code\":5,\"message\":\"not found\"}"};
  }

  void Drain() {
    if (server_ == nullptr || std::exchange(drained_, true)) {
      return;
    }
    absl::Time start = absl::Now();
    if (health_ != nullptr) {
      health_->Drain();
    }
    if (options_.on_drain) {
      options_.on_drain();
    }
    server_->Shutdown(absl::ToChronoTime(start + options_.drain_time));
    log::Info("drained", {{"duration_ms", absl::ToInt64Milliseconds(absl::Now() - start)}});
  }

  const Options options_;
  StopSignal stop_;
  int port_ = 0;
  bool drained_ = false;
  std::unique_ptr<grpc::Server> server_;
  // Uses server_. Operations use it, and go on answering while the rest drains.
  std::unique_ptr<Health> health_;
  std::unique_ptr<OperationsServer> operations_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const Options& options,
                                                      std::vector<grpc::Service*> services,
                                                      std::vector<Dependency> dependencies,
                                                      metrics::Registry& metrics) {
  BlockStopSignals();
  auto server = std::make_unique<GrpcServer>(options);
  EDUPLAN_RETURN_IF_ERROR(server->Listen(services));
  server->WatchHealth(std::move(dependencies));
  EDUPLAN_RETURN_IF_ERROR(server->ListenForOperations(metrics));
  return server;
}

}  // namespace eduplan::server
