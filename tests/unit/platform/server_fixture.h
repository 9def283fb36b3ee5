#ifndef EDUPLAN_TESTS_UNIT_PLATFORM_SERVER_FIXTURE_H_
#define EDUPLAN_TESTS_UNIT_PLATFORM_SERVER_FIXTURE_H_

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <string>
#include <thread>

#include "services/platform/auth/token.h"
#include "services/platform/client/client.h"
#include "services/platform/metrics/metrics.h"
#include "services/platform/server/server.h"
#include "services/platform/server/signals.h"
#include "services/platform/status/grpc_status.h"
#include "tests/support/temporary_directory.h"
#include "tests/unit/platform/null_service.h"

namespace eduplan::server {

// A server of this process on free ports, with a client to it.
class ServerFixture : public testing::Test {
 protected:
  ServerFixture() { BlockStopSignals(); }
  ~ServerFixture() override {
    if (running.joinable()) {
      server->Stop();
      running.join();
    }
  }

  void Start(const CallRunner::Options& call_options = {}) {
    calls = std::make_unique<CallRunner>(*verifier, metrics, call_options);
    service = std::make_unique<NullService>(*calls);
    options.ports_file = directory.path() + "/ports";
    options.on_drain = [this] {
      calls->EndStreams();
      draining.set_value();
    };
    auto started =
        Server::Start(options, {service.get()},
                      {{.name = "database", .check = [this] { return Check(database); }},
                       {.name = "cache", .check = [this] { return Check(cache); }, .vital = false}},
                      metrics);
    ASSERT_TRUE(started.ok()) << started.status();
    server = *std::move(started);
    channel = client::MakeChannel("127.0.0.1:" + std::to_string(server->port()));
    stub = organization::v1::OrganizationService::NewStub(channel);
  }
  void RunInBackground() {
    running = std::thread([this] { server->Run(); });
  }

  static absl::Status Check(const std::atomic<bool>& well) {
    return well ? absl::OkStatus() : absl::UnavailableError("away");
  }
  client::Outgoing WithToken(absl::Time deadline = absl::InfiniteFuture()) {
    auth::Principal principal{.subject = "li.lei",
                              .organization = "330481",
                              .roles = static_cast<uint32_t>(auth::Role::kReporter)};
    return {.token = issuer->Issue(principal, auth::kInternalAudience, absl::Minutes(5)).value(),
            .trace_parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            .deadline = deadline};
  }
  absl::Status Get(const client::Outgoing& outgoing) {
    grpc::ClientContext context;
    client::Prepare(outgoing, &context);
    organization::v1::GetOrganizationRequest request;
    organization::v1::Organization response;
    request.set_name("organizations/330481");
    return status::FromGrpc(stub->GetOrganization(&context, request, &response));
  }
  // Begins a call that is inside its handler when this returns and stays there until `release`;
  // later ones are not held. Once in a test.
  std::future<absl::Status> BeginHeldCall() {
    service->on_get = [this](const Call&) {
      if (!holding.exchange(true)) {
        is_held.set_value();
        release.get_future().wait();
      }
      return absl::OkStatus();
    };
    auto call = std::async(std::launch::async, [this, out = WithToken()] { return Get(out); });
    is_held.get_future().wait();
    return call;
  }

  test::TemporaryDirectory directory;
  std::shared_ptr<const auth::KeyStore> keys =
      auth::KeyStore::OpenOrCreate(directory.path()).value();
  std::unique_ptr<auth::TokenIssuer> issuer = auth::MakeIssuer(keys);
  std::unique_ptr<auth::TokenVerifier> verifier = auth::MakeVerifier(keys, auth::kInternalAudience);
  metrics::Registry metrics;
  std::atomic<bool> database = true;
  std::atomic<bool> cache = true;
  std::atomic<bool> holding = false;
  std::promise<void> is_held;
  std::promise<void> release;
  std::promise<void> draining;
  Server::Options options;
  std::unique_ptr<CallRunner> calls;
  std::unique_ptr<NullService> service;
  std::unique_ptr<Server> server;
  std::thread running;
  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<organization::v1::OrganizationService::Stub> stub;
};

}  // namespace eduplan::server

#endif  // EDUPLAN_TESTS_UNIT_PLATFORM_SERVER_FIXTURE_H_
