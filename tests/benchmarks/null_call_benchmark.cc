// A call that does nothing, by 8 client threads: how many a second the platform's server and client
// carry between them, and what CallRunner (token, deadline, limit, metrics, log) costs on top of
// bare gRPC. Once with the server in this process and once in one of its own.

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "eduplan/organization/v1/organization_service.grpc.pb.h"
#include "services/platform/auth/token.h"
#include "services/platform/client/client.h"
#include "services/platform/log/log.h"
#include "services/platform/metrics/metrics.h"
#include "services/platform/server/call.h"
#include "services/platform/server/server.h"
#include "services/platform/status/grpc_status.h"
#include "tests/support/child_process.h"
#include "tests/support/temporary_directory.h"

namespace eduplan {
namespace {

using organization::v1::OrganizationService;

class NullService final : public OrganizationService::Service {
 public:
  explicit NullService(server::CallRunner& calls) : calls_(calls) {}

  grpc::Status GetOrganization(grpc::ServerContext* context,
                               const organization::v1::GetOrganizationRequest*,
                               organization::v1::Organization*) override {
    return calls_.Run(context, "eduplan.organization.v1.OrganizationService/GetOrganization",
                      [](const server::Call&) { return absl::OkStatus(); });
  }
  // The floor: nothing but gRPC.
  grpc::Status UpdateOrganization(grpc::ServerContext*,
                                  const organization::v1::UpdateOrganizationRequest*,
                                  organization::v1::Organization*) override {
    return grpc::Status::OK;
  }

 private:
  server::CallRunner& calls_;
};

struct NullServer {
  NullServer(const std::string& key_dir, const std::string& ports_file)
      : verifier(auth::MakeVerifier(auth::KeyStore::OpenOrCreate(key_dir).value(),
                                    auth::kInternalAudience)),
        calls(*verifier, metrics, {}),
        service(calls),
        server(server::Server::Start({.listen = "127.0.0.1:0",
                                      .operations_listen = "127.0.0.1:0",
                                      .ports_file = ports_file,
                                      .drain_time = absl::Seconds(1),
                                      .on_drain = {}},
                                     {&service}, {}, metrics)
                   .value()) {}

  metrics::Registry metrics;
  std::unique_ptr<auth::TokenVerifier> verifier;
  server::CallRunner calls;
  NullService service;
  std::unique_ptr<server::Server> server;
};

// Both servers and a channel to each; made once.
class Servers {
 public:
  static Servers& Get() {
    static Servers servers;
    return servers;
  }
  std::shared_ptr<grpc::Channel> here() const { return here_; }
  std::shared_ptr<grpc::Channel> apart() const { return apart_; }
  const client::Outgoing& outgoing() const { return outgoing_; }

 private:
  Servers()
      : child_({.command = {"/proc/self/exe", "--serve", directory_.path()},
                .user = {},
                .output = {},
                .environment = {}}),
        local_(directory_.path(), ""),
        here_(client::MakeChannel("127.0.0.1:" + std::to_string(local_.server->port()))),
        apart_(client::MakeChannel(ChildAddress())) {
    auto issuer = auth::MakeIssuer(auth::KeyStore::OpenOrCreate(directory_.path()).value());
    outgoing_.token = issuer
                          ->Issue({.subject = "benchmark", .organization = "330000", .roles = 1},
                                  auth::kInternalAudience, absl::Hours(1))
                          .value();
    outgoing_.trace_parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  }

  std::string ChildAddress() {
    for (std::string line; child_.Running();) {
      std::ifstream in(directory_.path() + "/ports");
      if (std::getline(in, line) && line.starts_with("grpc=")) {
        return line.substr(5);
      }
    }
    std::cerr << "the server did not start\n";
    std::abort();
  }

  test::TemporaryDirectory directory_;
  test::ChildProcess child_;
  NullServer local_;
  std::shared_ptr<grpc::Channel> here_;
  std::shared_ptr<grpc::Channel> apart_;
  client::Outgoing outgoing_;
};

void NullCall(benchmark::State& state, const std::shared_ptr<grpc::Channel>& channel) {
  auto stub = OrganizationService::NewStub(channel);
  organization::v1::GetOrganizationRequest request;
  request.set_name("organizations/330481");
  organization::v1::Organization response;
  for (auto _ : state) {
    absl::Status status =
        client::Invoke(Servers::Get().outgoing(), client::Idempotency::kIdempotent,
                       [&](grpc::ClientContext* context) {
                         return stub->GetOrganization(context, request, &response);
                       });
    if (!status.ok()) {
      state.SkipWithError(status.ToString().c_str());
      return;
    }
  }
  state.SetItemsProcessed(state.iterations());
}

void BareCall(benchmark::State& state, const std::shared_ptr<grpc::Channel>& channel) {
  auto stub = OrganizationService::NewStub(channel);
  organization::v1::UpdateOrganizationRequest request;
  organization::v1::Organization response;
  for (auto _ : state) {
    grpc::ClientContext context;
    grpc::Status status = stub->UpdateOrganization(&context, request, &response);
    if (!status.ok()) {
      state.SkipWithError(status.error_message().c_str());
      return;
    }
  }
  state.SetItemsProcessed(state.iterations());
}

void NullCallHere(benchmark::State& state) {
  NullCall(state, Servers::Get().here());
}
void BareCallHere(benchmark::State& state) {
  BareCall(state, Servers::Get().here());
}
void NullCallApart(benchmark::State& state) {
  NullCall(state, Servers::Get().apart());
}
void BareCallApart(benchmark::State& state) {
  BareCall(state, Servers::Get().apart());
}
BENCHMARK(BareCallHere)->Threads(8)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(NullCallHere)->Threads(8)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(BareCallApart)->Threads(8)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(NullCallApart)->Threads(8)->UseRealTime()->MeasureProcessCPUTime();

}  // namespace
}  // namespace eduplan

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "--serve") {
    std::string directory = argv[2];
    eduplan::NullServer(directory, directory + "/ports").server->Run();
    return 0;
  }
  // By this thread, which lives as long as the server of the child must.
  eduplan::Servers::Get();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
