#include "tests/benchmarks/floors.h"

#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/resource_quota.h>
#include <grpcpp/server_builder.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "eduplan/indicator/v1/rollup_service.grpc.pb.h"
#include "eduplan/organization/v1/organization_service.grpc.pb.h"
#include "gateway/http/replies.h"
#include "gateway/http/server.h"
#include "services/platform/auth/token.h"
#include "services/platform/log/log.h"
#include "services/platform/metrics/metrics.h"
#include "services/platform/server/call.h"
#include "services/platform/server/server.h"

namespace eduplan::benchmarks {
namespace {

using indicator::v1::GetRollupRequest;
using indicator::v1::Rollup;
using indicator::v1::RollupService;
using organization::v1::OrganizationService;

constexpr std::string_view kServe = "--serve-floor";
constexpr int kMaxMessage = 64 << 20;  // as services/platform/server/server.cc

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

void Announce(const std::string& directory, int port) {
  const std::string path = directory + "/ports";
  std::ofstream(path + ".new") << "port=127.0.0.1:" << port << "\n";
  std::rename((path + ".new").c_str(), path.c_str());
}

// Without `calls` as bare as can be.
template <typename Message>
grpc::Status Answer(grpc::ServerContext* context, server::CallRunner* calls,
                    std::string_view method, const Message& answer, Message* response) {
  if (calls == nullptr) {
    response->CopyFrom(answer);
    return grpc::Status::OK;
  }
  return calls->Run(context, method, [&](const server::Call&) {
    response->CopyFrom(answer);
    return absl::OkStatus();
  });
}

class Answerer final : public RollupService::Service {
 public:
  Answerer(const std::string& content, server::CallRunner* calls) : calls_(calls) {
    answer_.ParseFromString(content);
  }
  grpc::Status GetRollup(grpc::ServerContext* context, const GetRollupRequest*,
                         Rollup* response) override {
    return Answer(context, calls_, "eduplan.indicator.v1.RollupService/GetRollup", answer_,
                  response);
  }

 private:
  Rollup answer_;
  server::CallRunner* calls_;
};

class RegistryAnswerer final : public OrganizationService::Service {
 public:
  RegistryAnswerer(const std::string& content, server::CallRunner* calls) : calls_(calls) {
    answer_.ParseFromString(content);
  }
  grpc::Status GetOrganization(grpc::ServerContext* context,
                               const organization::v1::GetOrganizationRequest*,
                               organization::v1::Organization* response) override {
    return Answer(context, calls_, "eduplan.organization.v1.OrganizationService/GetOrganization",
                  answer_.organization(), response);
  }
  grpc::Status ResolveOrganization(
      grpc::ServerContext* context, const organization::v1::ResolveOrganizationRequest*,
      organization::v1::ResolveOrganizationResponse* response) override {
    return Answer(context, calls_,
                  "eduplan.organization.v1.OrganizationService/ResolveOrganization", answer_,
                  response);
  }

 private:
  organization::v1::ResolveOrganizationResponse answer_;
  server::CallRunner* calls_;
};

// The settings of services/platform/server/server.cc.
template <typename Service>
int ServeBare(const std::string& directory, const std::string& content) {
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  grpc::EnableDefaultHealthCheckService(true);
  Service answerer(content, nullptr);
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.SetMaxReceiveMessageSize(kMaxMessage);
  builder.SetMaxSendMessageSize(kMaxMessage);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, 60'000);
  builder.SetSyncServerOption(grpc::ServerBuilder::MAX_POLLERS, 16);
  grpc::ResourceQuota quota("floor");
  quota.SetMaxThreads(16 * static_cast<int>(std::max(1u, std::thread::hardware_concurrency())));
  builder.SetResourceQuota(quota);
  builder.RegisterService(&answerer);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr || port == 0) return 1;
  Announce(directory, port);
  server->Wait();
  return 0;
}

template <typename Service>
int ServeCallRunner(const std::string& directory, const std::string& content,
                    const std::string& key_dir) {
  const auto keys = auth::KeyStore::OpenOrCreate(key_dir);
  if (!keys.ok()) return 1;
  const auto verifier = auth::MakeVerifier(*keys, auth::kInternalAudience);
  metrics::Registry metrics;
  server::CallRunner calls(*verifier, metrics, {});
  Service answerer(content, &calls);
  const auto server = server::Server::Start({.listen = "127.0.0.1:0",
                                             .operations_listen = "127.0.0.1:0",
                                             .ports_file = {},
                                             .on_drain = {}},
                                            {&answerer}, {}, metrics);
  if (!server.ok()) return 1;
  Announce(directory, (*server)->port());
  (*server)->Run();
  return 0;
}

class StaticHandler final : public http::Handler {
 public:
  explicit StaticHandler(std::string json) : reply_(http::JsonReply(200, std::move(json))) {}
  http::Admission Admit(const http::RequestHead&) override {
    return http::Continuation(
        [this](const std::string&, const auto& exchange) { exchange->Send(reply_); });
  }

 private:
  const http::Reply reply_;
};

int ServeStatic(const std::string& directory, const std::string& content) {
  std::signal(SIGPIPE, SIG_IGN);
  StaticHandler handler(content);
  const auto server = http::Server::Start({}, handler);
  if (!server.ok()) return 1;
  Announce(directory, (*server)->port());
  while (true) ::pause();
}

std::vector<std::string> CommandOf(Floor::Kind kind, const std::string& content,
                                   const std::string& key_dir, const std::string& directory) {
  std::ofstream(directory + "/content", std::ios::binary) << content;
  return {"/proc/self/exe", std::string(kServe), std::to_string(static_cast<int>(kind)), directory,
          key_dir};
}

}  // namespace

Floor::Floor(Kind kind, const std::string& content, const std::string& key_dir)
    : process_({.command = CommandOf(kind, content, key_dir, directory_.path()),
                .user = {},
                .output = {},
                .environment = {}}) {
  while (process_.Running()) {
    const std::string line = ReadAll(directory_.path() + "/ports");
    if (line.empty()) {
      ::usleep(5000);
      continue;
    }
    address_ = line.substr(line.find('=') + 1, line.find('\n') - line.find('=') - 1);
    return;
  }
  std::cerr << "a floor's server did not start\n";
  std::exit(1);
}

std::optional<int> ServeFloor(int argc, char** argv) {
  if (argc != 5 || argv[1] != kServe) return std::nullopt;
  log::Init("floor", "error");
  const std::string directory = argv[3];
  const std::string content = ReadAll(directory + "/content");
  switch (static_cast<Floor::Kind>(std::stoi(argv[2]))) {
    case Floor::Kind::kNullCall:
      return ServeBare<Answerer>(directory, content);
    case Floor::Kind::kCallRunner:
      return ServeCallRunner<Answerer>(directory, content, argv[4]);
    case Floor::Kind::kStatic:
      return ServeStatic(directory, content);
    case Floor::Kind::kNullRegistry:
      return ServeBare<RegistryAnswerer>(directory, content);
    case Floor::Kind::kRegistryCallRunner:
      return ServeCallRunner<RegistryAnswerer>(directory, content, argv[4]);
  }
  return 2;
}

}  // namespace eduplan::benchmarks
