#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <grpcpp/generic/generic_stub.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "absl/time/clock.h"
#include "services/platform/server/health.h"
#include "services/platform/server/operations.h"
#include "tests/unit/platform/server_fixture.h"

namespace eduplan::server {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class ServerTest : public ServerFixture {
 protected:
  // Calls `method` with serialized messages, for services whose protos are not generated here.
  grpc::Status RawCall(const std::string& method, const std::string& request,
                       std::string* response) {
    grpc::GenericStub generic(channel);
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(10)));
    grpc::CompletionQueue queue;
    grpc::Slice slice(request);
    grpc::ByteBuffer in(&slice, 1);
    grpc::ByteBuffer out;
    grpc::Status status;
    auto call = generic.PrepareUnaryCall(&context, method, in, &queue);
    call->StartCall();
    call->Finish(&out, &status, this);
    void* tag;
    bool ok;
    queue.Next(&tag, &ok);
    std::vector<grpc::Slice> slices;
    if (status.ok() && out.Dump(&slices).ok()) {
      for (const grpc::Slice& part : slices) {
        response->append(reinterpret_cast<const char*>(part.begin()), part.size());
      }
    }
    return status;
  }

  // grpc.health.v1.HealthCheckResponse.ServingStatus: 1 SERVING, 2 NOT_SERVING.
  int HealthOf(const std::string& name) {
    std::string response;
    std::string request =
        name.empty() ? "" : "\x0a" + std::string(1, static_cast<char>(name.size())) + name;
    grpc::Status status = RawCall("/grpc.health.v1.Health/Check", request, &response);
    return status.ok() && response.size() == 2 ? response[1] : -1;
  }
  bool HealthBecomes(const std::string& name, int wanted) {
    for (absl::Time give_up = absl::Now() + absl::Seconds(20); absl::Now() < give_up;) {
      if (HealthOf(name) == wanted) {
        return true;
      }
    }
    return false;
  }
};

// The whole answer of an HTTP/1.1 server of this host to `request`.
std::string Http(int port, const std::string& request) {
  int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string answer;
  if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
      ::send(fd, request.data(), request.size(), MSG_NOSIGNAL) > 0) {
    char buffer[4096];
    for (ssize_t n; (n = ::read(fd, buffer, sizeof buffer)) > 0;) {
      answer.append(buffer, static_cast<size_t>(n));
    }
  }
  ::close(fd);
  return answer;
}

std::string HttpGet(int port, const std::string& path) {
  return Http(port, "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
}

TEST_F(ServerTest, PortsAreWrittenToTheFile) {
  Start();
  std::ifstream in(directory.path() + "/ports");
  std::ostringstream text;
  text << in.rdbuf();
  EXPECT_EQ(text.str(), "grpc=127.0.0.1:" + std::to_string(server->port()) +
                            "\noperations=127.0.0.1:" + std::to_string(server->operations_port()) +
                            "\n");
}

TEST_F(ServerTest, PortInUseIsUnavailable) {
  Start();
  Server::Options same;
  same.listen = "127.0.0.1:" + std::to_string(server->port());
  EXPECT_TRUE(absl::IsUnavailable(Server::Start(same, {}, {}, metrics).status()));
  same.listen = "127.0.0.1:0";
  same.operations_listen = "127.0.0.1:" + std::to_string(server->operations_port());
  EXPECT_TRUE(absl::IsUnavailable(Server::Start(same, {}, {}, metrics).status()));
}

TEST_F(ServerTest, HealthFollowsEachDependencyAndAllOfThemTheVitalOnes) {
  Start();
  EXPECT_TRUE(HealthBecomes("database", 1));
  EXPECT_TRUE(HealthBecomes("cache", 1));
  EXPECT_TRUE(HealthBecomes("", 1));
  cache = false;
  EXPECT_TRUE(HealthBecomes("cache", 2));
  EXPECT_EQ(HealthOf(""), 1);
  database = false;
  EXPECT_TRUE(HealthBecomes("", 2));
  EXPECT_EQ(HealthOf("database"), 2);
  EXPECT_THAT(HttpGet(server->operations_port(), "/readyz"),
              AllOf(StartsWith("HTTP/1.1 503"), HasSubstr("UNAVAILABLE: away")));
  database = true;
  EXPECT_TRUE(HealthBecomes("", 1));
  EXPECT_THAT(HttpGet(server->operations_port(), "/readyz"), StartsWith("HTTP/1.1 200"));
}

TEST_F(ServerTest, ReflectionListsTheServices) {
  Start();
  std::string response;
  // list_services = 7: "*"
  grpc::Status status = RawCall("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
                                "\x3a\x01*", &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_THAT(response, HasSubstr("eduplan.organization.v1.OrganizationService"));
  EXPECT_THAT(response, HasSubstr("grpc.health.v1.Health"));
}

TEST_F(ServerTest, StopLetsTheRunningCallFinishAndEndsStreams) {
  Start();
  RunInBackground();
  grpc::ClientContext stream_context;
  client::Prepare(WithToken(), &stream_context);
  auto stream = stub->WatchOrganizations(&stream_context, {});
  organization::v1::WatchOrganizationsResponse update;
  ASSERT_TRUE(stream->Read(&update));
  std::future<absl::Status> held = BeginHeldCall();

  server->Stop();
  draining.get_future().wait();
  while (stream->Read(&update)) {
  }
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
  release.set_value();
  EXPECT_TRUE(held.get().ok());
  running.join();
  EXPECT_TRUE(absl::IsUnavailable(Get(WithToken(absl::Now() + absl::Seconds(5)))));
  EXPECT_THAT(HttpGet(server->operations_port(), "/readyz"), HasSubstr("\"draining\":true"));
}

TEST_F(ServerTest, ACallThatOutlivesTheDrainTimeIsCancelled) {
  options.drain_time = absl::Milliseconds(50);
  Start();
  RunInBackground();
  service->on_get = [](const Call& call) {
    while (!call.context->IsCancelled()) {
    }
    return absl::OkStatus();
  };
  auto call = std::async(std::launch::async, [this] { return Get(WithToken()); });
  for (absl::Time give_up = absl::Now() + absl::Seconds(10);
       metrics.Text().find("duration_seconds") == std::string::npos && absl::Now() < give_up;) {
  }
  server->Stop();
  running.join();
  EXPECT_FALSE(call.get().ok());
}

TEST_F(ServerTest, SigtermDrains) {
  Start();
  RunInBackground();
  std::future<absl::Status> held = BeginHeldCall();
  ::kill(::getpid(), SIGTERM);
  draining.get_future().wait();
  release.set_value();
  EXPECT_TRUE(held.get().ok());
  running.join();
}

TEST_F(ServerTest, OperationsPortServesItsPathsOnly) {
  Start();
  int port = server->operations_port();
  ASSERT_TRUE(Get(WithToken()).ok());
  EXPECT_THAT(HttpGet(port, "/metrics"),
              AllOf(StartsWith("HTTP/1.1 200"), HasSubstr("eduplan_rpc_requests_total")));
  EXPECT_THAT(HttpGet(port, "/healthz?verbose=1"), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(HttpGet(port, "/etc/passwd"), StartsWith("HTTP/1.1 404"));
  EXPECT_THAT(Http(port,
                   "POST /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                   "Content-Length: 0\r\n\r\n"),
              StartsWith("HTTP/1.1 405"));
}

TEST_F(ServerTest, OperationsPortSurvivesJunkAndTooMuch) {
  Start();
  int port = server->operations_port();
  Http(port, "\r\n\r\nnot http at all\r\n\r\n");
  Http(port, "GET / HTTP/1.1\r\nX: " + std::string(100'000, 'x') + "\r\n\r\n");
  Http(port, "GET / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n");
  EXPECT_THAT(HttpGet(port, "/healthz"), StartsWith("HTTP/1.1 200"));
}

TEST(Health, WithoutDependenciesItServesAtOnce) {
  Health health({}, absl::Seconds(1), [](const std::string&, bool) {});
  EXPECT_TRUE(health.Serving());
}

TEST(Health, BeforeTheFirstLookItDoesNotServe) {
  std::promise<void> look;
  std::promise<void> looked;
  Health health({{.name = "database",
                  .check =
                      [&] {
                        look.get_future().wait();
                        return absl::OkStatus();
                      }}},
                absl::Hours(1), [&](const std::string& name, bool serving) {
                  if (name.empty() && serving) {
                    looked.set_value();
                  }
                });
  EXPECT_FALSE(health.Serving());
  look.set_value();
  looked.get_future().wait();
}

TEST(Health, OneThatHangsHidesNoOther) {
  std::promise<void> hang;
  std::promise<void> other;
  std::atomic<bool> told = false;
  Health health({{.name = "hung",
                  .check =
                      [future = hang.get_future().share()] {
                        future.wait();
                        return absl::OkStatus();
                      }},
                 {.name = "well", .check = [] { return absl::OkStatus(); }}},
                absl::Milliseconds(1), [&](const std::string& name, bool serving) {
                  if (name == "well" && serving && !told.exchange(true)) {
                    other.set_value();
                  }
                });
  other.get_future().wait();
  hang.set_value();
}

TEST(Health, AfterDrainNothingServesAgain) {
  std::map<std::string, bool> published;
  Health health({{.name = "database", .check = [] { return absl::OkStatus(); }}},
                absl::Milliseconds(1),
                [&](const std::string& name, bool serving) { published[name] = serving; });
  health.Drain();
  EXPECT_FALSE(health.Serving());
  EXPECT_EQ(published, (std::map<std::string, bool>{{"", false}, {"database", false}}));
}

}  // namespace
}  // namespace eduplan::server
