#include "tests/support/fault_proxy.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "tests/support/redis_server.h"

namespace eduplan::test {
namespace {

constexpr absl::Duration kLong = absl::Seconds(20);
// How long a test looks that nothing comes.
constexpr absl::Duration kShort = absl::Milliseconds(100);

// A connection to a port of this host.
class Client {
 public:
  explicit Client(int port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~Client() { ::close(fd_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool connected() const { return connected_; }
  void Send(const std::string& bytes) {
    ASSERT_EQ(::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL), std::ssize(bytes));
  }
  // So many bytes, or fewer if the connection ends or the time is over before.
  std::string Receive(size_t size, absl::Duration time = kLong) {
    std::string received;
    for (absl::Time give_up = absl::Now() + time; received.size() < size;) {
      pollfd readable = {.fd = fd_, .events = POLLIN, .revents = 0};
      const auto left = absl::ToInt64Milliseconds(give_up - absl::Now());
      if (left <= 0 || ::poll(&readable, 1, static_cast<int>(left)) <= 0) break;
      char buffer[4096];
      const ssize_t got = ::recv(fd_, buffer, std::min(sizeof buffer, size - received.size()), 0);
      if (got <= 0) {
        ended_ = true;
        break;
      }
      received.append(buffer, static_cast<size_t>(got));
    }
    return received;
  }
  // After Receive: no more can come.
  bool ended() const { return ended_; }

 private:
  int fd_;
  bool connected_ = false;
  bool ended_ = false;
};

// The proxy stands before a Redis, which answers ECHO.
class FaultProxyTest : public testing::Test {
 protected:
  static constexpr char kQuestion[] = "ECHO hello\r\n";
  static inline const std::string kAnswer = "$5\r\nhello\r\n";

  static void ExpectEcho(Client& client) {
    client.Send(kQuestion);
    EXPECT_EQ(client.Receive(kAnswer.size()), kAnswer);
  }

  RedisServer server;
  FaultProxy proxy{server.port()};
};

TEST_F(FaultProxyTest, PassesWhatIsSentBothWays) {
  Client client(proxy.port());
  ExpectEcho(client);
  const std::string large(1 << 20, 'x');
  ASSERT_EQ(server.Command({"SET", "large", large}), "OK");
  client.Send("GET large\r\n");
  const std::string answer = "$1048576\r\n" + large + "\r\n";
  EXPECT_TRUE(client.Receive(answer.size()) == answer);
}

TEST_F(FaultProxyTest, OrderlyEndIsPassedOn) {
  Client client(proxy.port());
  client.Send("QUIT\r\n");
  EXPECT_EQ(client.Receive(100), "+OK\r\n");
  EXPECT_TRUE(client.ended());
}

TEST_F(FaultProxyTest, ServerThatIsDownIsAnEndOfTheConnection) {
  server.Kill();
  Client client(proxy.port());
  EXPECT_EQ(client.Receive(1), "");
  EXPECT_TRUE(client.ended());
}

TEST_F(FaultProxyTest, DelayIsInEachDirection) {
  Client client(proxy.port());
  proxy.Delay(absl::Milliseconds(60));
  const absl::Time start = absl::Now();
  ExpectEcho(client);
  EXPECT_GE(absl::Now() - start, absl::Milliseconds(120));
}

TEST_F(FaultProxyTest, SlicesAddUpToTheWhole) {
  Client client(proxy.port());
  proxy.Slice(1);
  for (int i = 0; i < 50; ++i) ExpectEcho(client);
}

TEST_F(FaultProxyTest, HangAcceptsAndForwardsNothingUntilItPasses) {
  Client before(proxy.port());
  ExpectEcho(before);
  proxy.Hang();
  Client after(proxy.port());
  EXPECT_TRUE(after.connected());
  for (Client* client : {&before, &after}) {
    client->Send(kQuestion);
    EXPECT_EQ(client->Receive(1, kShort), "");
    EXPECT_FALSE(client->ended());
  }
  proxy.Pass();
  EXPECT_EQ(before.Receive(kAnswer.size()), kAnswer);
  EXPECT_EQ(after.Receive(kAnswer.size()), kAnswer);
}

TEST_F(FaultProxyTest, PartitionToTheServerHoldsTheQuestionBack) {
  Client client(proxy.port());
  ExpectEcho(client);
  proxy.Partition(FaultProxy::Direction::kToServer);
  client.Send("SET k v\r\n");
  EXPECT_EQ(client.Receive(1, kShort), "");
  EXPECT_EQ(server.Command({"EXISTS", "k"}), "0");
  proxy.Pass();
  EXPECT_EQ(client.Receive(5), "+OK\r\n");
  EXPECT_EQ(server.Command({"EXISTS", "k"}), "1");
}

TEST_F(FaultProxyTest, PartitionToTheClientHoldsOnlyTheAnswerBack) {
  Client client(proxy.port());
  ExpectEcho(client);
  proxy.Partition(FaultProxy::Direction::kToClient);
  client.Send("SET k v\r\n");
  EXPECT_EQ(client.Receive(1, kShort), "");
  EXPECT_EQ(server.Command({"EXISTS", "k"}), "1");
  proxy.Pass();
  EXPECT_EQ(client.Receive(5), "+OK\r\n");
}

TEST_F(FaultProxyTest, CutEndsConnectionsAndRefusesNewOnesUntilItPasses) {
  Client before(proxy.port());
  ExpectEcho(before);
  proxy.Cut();
  EXPECT_EQ(proxy.connections(), 0);
  EXPECT_EQ(before.Receive(1), "");
  EXPECT_TRUE(before.ended());
  EXPECT_FALSE(Client(proxy.port()).connected());
  proxy.Pass();
  Client after(proxy.port());
  ExpectEcho(after);
}

TEST_F(FaultProxyTest, CutAfterSomeBytesLetsThoseThroughAndNoMore) {
  Client client(proxy.port());
  ExpectEcho(client);
  proxy.CutAfter(4);
  client.Send(kQuestion);
  EXPECT_EQ(client.Receive(100), "$5\r\n");
  EXPECT_TRUE(client.ended());
  EXPECT_FALSE(Client(proxy.port()).connected());
}

TEST_F(FaultProxyTest, ConnectionsBeyondTheMostWaitForAFreeOne) {
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < FaultProxy::kMostConnections; ++i) {
    clients.push_back(std::make_unique<Client>(proxy.port()));
    ExpectEcho(*clients.back());
  }
  EXPECT_EQ(proxy.connections(), FaultProxy::kMostConnections);
  Client waiting(proxy.port());
  waiting.Send(kQuestion);
  EXPECT_EQ(waiting.Receive(1, kShort), "");
  clients.pop_back();
  EXPECT_EQ(waiting.Receive(kAnswer.size()), kAnswer);
}

TEST_F(FaultProxyTest, EndsWhileConnectionsAreOpenAndHeld) {
  auto other = std::make_unique<FaultProxy>(server.port());
  Client client(other->port());
  ExpectEcho(client);
  other->Hang();
  client.Send(kQuestion);
  other = nullptr;
  EXPECT_EQ(client.Receive(1), "");
  EXPECT_TRUE(client.ended());
}

TEST(RedisServerTest, RollBackBringsBackWhatWasSaved) {
  RedisServer server;
  ASSERT_EQ(server.Command({"SET", "k", "old"}), "OK");
  server.Save();
  ASSERT_EQ(server.Command({"SET", "k", "new"}), "OK");
  server.RollBack();
  EXPECT_EQ(server.Command({"GET", "k"}), "old");
  server.Flush();
  EXPECT_EQ(server.Command({"GET", "k"}), "(nil)");
}

TEST(RedisServerTest, ReplicaHoldsWhatItsMasterHeldAndRefusesWrites) {
  RedisServer master("open-sesame");
  ASSERT_EQ(master.Command({"SET", "k", "v"}), "OK");
  RedisServer replica = RedisServer::ReplicaOf(master);
  EXPECT_EQ(replica.Command({"GET", "k"}), "v");
  EXPECT_EQ(replica.Command({"SET", "k", "w"}).substr(0, 16), "(error) READONLY");
}

}  // namespace
}  // namespace eduplan::test
