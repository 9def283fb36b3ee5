#include "gateway/gateway.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gateway/http/api_handler.h"
#include "gateway/http/jwt_authenticator.h"
#include "gateway/http/readiness.h"
#include "gateway/http/root_handler.h"
#include "gateway/http/server.h"
#include "gateway/openapi/descriptors.h"
#include "gateway/openapi/document.h"
#include "gateway/services.h"
#include "services/platform/auth/token.h"
#include "services/platform/client/client.h"
#include "services/platform/log/log.h"
#include "services/platform/metrics/metrics.h"
#include "services/platform/status/macros.h"

namespace eduplan::gateway {
namespace {

struct Backend {
  std::string name;  // as people call the process
  std::string flag;
  std::vector<std::string> services;  // full names
  std::string addresses;
};

std::vector<Backend> Backends(const Options& options) {
  return {{"organizations", "--organizations", {OrganizationServiceName()}, options.organizations},
          {"plan-items",
           "--plan-items",
           {PlanServiceName(), LinkServiceName(), PlanRevisionServiceName()},
           options.plan_items},
          {"indicators",
           "--indicators",
           {IndicatorServiceName(), ValueServiceName(), SealServiceName(), RollupServiceName()},
           options.indicators},
          {"documents", "--documents", {DocumentServiceName()}, options.documents}};
}

std::string HostOf(const std::string& address) {
  return address.substr(0, address.rfind(':'));
}

class Process : public Gateway {
 public:
  explicit Process(const Options& options) : options_(options) {}

  absl::Status Start() {
    EDUPLAN_RETURN_IF_ERROR(Connect());
    EDUPLAN_RETURN_IF_ERROR(MakeHandlers());
    EDUPLAN_RETURN_IF_ERROR(Listen());
    return WritePorts();
  }

  int port() const override { return server_->port(); }
  int operations_port() const override { return operations_ ? operations_->port() : 0; }

  void Drain() override {
    readiness_->Drain();
    absl::SleepFor(options_.drain_delay);
    server_->Drain(options_.drain_time);
  }

 private:
  absl::Status Connect() {
    for (const Backend& backend : Backends(options_)) {
      if (backend.addresses.empty()) {
        return absl::InvalidArgumentError(absl::StrCat(backend.flag, " is missing"));
      }
      auto upstream = std::make_unique<http::Upstream>(client::MakeChannel(backend.addresses));
      by_name_.emplace_back(backend.name, upstream.get());
      for (const std::string& service : backend.services) {
        services_.push_back(service);
        by_service_[service] = upstream.get();
      }
      upstreams_.push_back(std::move(upstream));
    }
    if (options_.key_dir.empty()) return absl::InvalidArgumentError("--key-dir is missing");
    EDUPLAN_ASSIGN_OR_RETURN(auto keys, auth::KeyStore::OpenOrCreate(options_.key_dir));
    issuer_ = auth::MakeIssuer(keys);
    verifier_ = auth::MakeVerifier(keys, auth::kExternalAudience);
    authenticator_ = std::make_unique<http::JwtAuthenticator>(*verifier_, *issuer_);
    return absl::OkStatus();
  }

  absl::Status MakeHandlers() {
    EDUPLAN_ASSIGN_OR_RETURN(auto routes,
                             transcode::RouteTable::Build(
                                 *google::protobuf::DescriptorPool::generated_pool(), services_));
    EDUPLAN_ASSIGN_OR_RETURN(
        std::string document,
        openapi::MakeDocument(openapi::Descriptors(), services_, "eduplan", "v1"));
    http::ApiHandler::Options api;
    api.default_timeout = options_.default_timeout;
    api.longest_timeout = options_.longest_timeout;
    api.reply_cache_bytes = static_cast<size_t>(options_.reply_cache_mib) << 20;
    readiness_ = std::make_unique<http::Readiness>(by_name_);
    api_ = std::make_unique<http::ApiHandler>(std::move(routes), by_service_, *authenticator_,
                                              metrics_, api);
    root_ = std::make_unique<http::RootHandler>(
        *api_, *readiness_,
        std::map<std::string, http::StaticDocument>{
            {"/v1/openapi.json", {"application/json", std::move(document)}}});
    operations_handler_ = std::make_unique<http::OperationsHandler>(metrics_, *readiness_);
    return absl::OkStatus();
  }

  absl::Status Listen() {
    http::Server::Options server;
    server.listen = options_.listen;
    server.threads = options_.threads;
    server.limits.connections = options_.max_connections;
    server.limits.body_bytes = static_cast<size_t>(options_.max_body_mib) << 20;
    server.limits.stream_body_bytes = static_cast<uint64_t>(options_.max_stream_body_mib) << 20;
    server.limits.stream_idle_time = options_.stream_idle_time;
    server.limits.request_time = options_.request_time;
    server.limits.idle_time = options_.idle_time;
    EDUPLAN_ASSIGN_OR_RETURN(server_, http::Server::Start(server, *root_));
    if (options_.operations_listen.empty()) return absl::OkStatus();
    http::Server::Options operations;
    operations.listen = options_.operations_listen;
    operations.threads = 1;
    EDUPLAN_ASSIGN_OR_RETURN(operations_, http::Server::Start(operations, *operations_handler_));
    return absl::OkStatus();
  }

  absl::Status WritePorts() const {
    const std::string http = absl::StrCat(HostOf(options_.listen), ":", port());
    const std::string operations =
        operations_ ? absl::StrCat(HostOf(options_.operations_listen), ":", operations_port()) : "";
    log::Info("listening", {{"http", http}, {"operations", operations}});
    if (options_.ports_file.empty()) return absl::OkStatus();
    const std::string draft = options_.ports_file + ".new";
    std::ofstream file(draft, std::ios::trunc);
    file << "http=" << http << "\noperations=" << operations << "\n";
    file.close();
    std::error_code error;
    if (file) std::filesystem::rename(draft, options_.ports_file, error);
    if (!file || error) return absl::UnavailableError("cannot write " + options_.ports_file);
    return absl::OkStatus();
  }

  // Destroyed from the last to the first: the servers end their connections, which cancels calls;
  // the upstreams wait for these; then nothing uses the handlers any more.
  const Options options_;
  metrics::Registry metrics_;
  std::vector<std::string> services_;
  std::unique_ptr<auth::TokenIssuer> issuer_;
  std::unique_ptr<auth::TokenVerifier> verifier_;
  std::unique_ptr<http::JwtAuthenticator> authenticator_;
  std::unique_ptr<http::ApiHandler> api_;
  std::unique_ptr<http::Readiness> readiness_;
  std::unique_ptr<http::RootHandler> root_;
  std::unique_ptr<http::OperationsHandler> operations_handler_;
  std::vector<std::pair<std::string, http::Upstream*>> by_name_;
  std::map<std::string, http::Upstream*> by_service_;
  std::vector<std::unique_ptr<http::Upstream>> upstreams_;
  std::unique_ptr<http::Server> operations_;
  std::unique_ptr<http::Server> server_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Gateway>> Gateway::Start(const Options& options) {
  auto process = std::make_unique<Process>(options);
  if (absl::Status status = process->Start(); !status.ok()) return status;
  return process;
}

}  // namespace eduplan::gateway
