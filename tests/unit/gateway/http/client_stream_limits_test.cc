// What ends a streamed body: those who go, those who stop, and limits.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/gateway/http/client_stream_fixture.h"

namespace eduplan::http {
namespace {

using testing::HasSubstr;

// The client goes while the gateway waits for it ("read"), while the service takes nothing and the
// gateway has unread bytes ("hang"), and after the whole body ("hang", 2 bytes).
TEST_F(ClientStreamTest, B6DisconnectCancelsWithinASecond) {
  struct Case {
    const char* todo;
    size_t sent;
    size_t announced;
  };
  for (const Case& c :
       {Case{"read", 2, 1000}, Case{"hang", 1 << 20, 1 << 30}, Case{"hang", 2, 2}}) {
    loader_.started = {};
    loader_.cancelled = {};
    RawClient client(server_->port());
    client.Send(Head(c.todo, Length(c.announced)) + std::string(c.sent, 'x'));
    loader_.started.get_future().get();
    const auto began = std::chrono::steady_clock::now();
    client.Close();
    ASSERT_EQ(loader_.cancelled.get_future().wait_for(5 * kSecond), std::future_status::ready);
    EXPECT_LT(std::chrono::steady_clock::now() - began, kSecond) << c.todo << c.sent;
  }
}

TEST_F(ClientStreamTest, B7BodyOverTheLimitIs413) {
  options_.limits.stream_body_bytes = 300'000;
  Start();
  RawClient announced(server_->port());
  announced.Send(Head("f", Length(300'001)));
  const auto answer = announced.Read();
  EXPECT_EQ(answer->status, 413);
  EXPECT_THAT(answer->body, HasSubstr("larger than 300000 bytes"));
  EXPECT_EQ(answer->headers.at("connection"), "close");

  RawClient chunked(server_->port());
  chunked.Send(Head("read", kChunked));
  for (int i = 0; i < 4; ++i) chunked.Send(Chunk(std::string(100'000, 'x')));
  EXPECT_EQ(chunked.Read()->status, 413);
  EXPECT_EQ(loader_.cancelled.get_future().wait_for(5 * kSecond), std::future_status::ready);

  RawClient fits(server_->port());
  fits.Send(Head("f", Length(300'000)) + std::string(300'000, 'x'));
  EXPECT_EQ(fits.Read()->status, 200);
}

TEST_F(ClientStreamTest, ObjectOverTheLimitIs413) {
  const std::string line = "{\"filename\":\"" + std::string(size_t{5} << 20, 'x') + "\"}";
  RawClient client(server_->port());
  client.Send(Head("f", Length(line.size()), "application/json") + line);
  const auto answer = client.Read();
  EXPECT_EQ(answer->status, 413);
  EXPECT_THAT(answer->body, HasSubstr("OBJECT_TOO_LARGE"));
}

TEST_F(ClientStreamTest, BodyThatIsNotChunkedAsItSaysIs400) {
  RawClient client(server_->port());
  client.Send(Head("read", kChunked) + Chunk("ab"));
  loader_.started.get_future().get();
  client.Send("zz\r\n");
  const auto answer = client.Read();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 400);
  EXPECT_THAT(answer->body, HasSubstr("MALFORMED_REQUEST"));
  EXPECT_EQ(loader_.cancelled.get_future().wait_for(5 * kSecond), std::future_status::ready);
}

TEST_F(ClientStreamTest, ChunkHeadWithoutEndIsRefusedAndNotKept) {
  RawClient client(server_->port());
  client.Send(Head("read", kChunked) + "2;" + std::string(size_t{1} << 20, 'x'));
  EXPECT_EQ(client.Read()->status, 400);
}

TEST_F(ClientStreamTest, ClientThatSendsNothingMoreIs408) {
  options_.limits.stream_idle_time = absl::Seconds(1);
  Start();
  RawClient client(server_->port());
  client.Send(Head("read", Length(1000)) + "ab");
  const auto answer = client.Read();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 408);
  EXPECT_THAT(answer->body, HasSubstr("BODY_STALLED"));
  EXPECT_EQ(loader_.cancelled.get_future().wait_for(5 * kSecond), std::future_status::ready);
}

TEST_F(ClientStreamTest, ServiceThatTakesNothingMoreIs504) {
  options_.limits.stream_idle_time = absl::Seconds(1);
  Start();
  RawClient client(server_->port());
  const std::string body(size_t{16} << 20, 'x');
  client.Send(Head("hang", Length(body.size())) + body);
  const auto answer = client.Read();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 504);
  EXPECT_THAT(answer->body, HasSubstr("SERVICE_STALLED"));
  EXPECT_EQ(loader_.cancelled.get_future().wait_for(5 * kSecond), std::future_status::ready);
}

TEST_F(ClientStreamTest, ServiceMayTakeLongerThanThatForItsAnswer) {
  options_.limits.stream_idle_time = absl::Seconds(1);
  Start();
  RawClient client(server_->port());
  client.Send(Head("wait", Length(2)) + "ab");
  EXPECT_FALSE(client.HasMoreWithin(std::chrono::milliseconds(1600)));  // two ticks and more
  loader_.release.set_value();
  EXPECT_EQ(client.Read()->status, 200);
}

TEST_F(ClientStreamTest, H3TimeoutOfTheCallerEndsIt) {
  RawClient client(server_->port());
  client.Send(Head("hang", Length(1000) + "\r\nGrpc-Timeout: 50m") + "ab");
  const auto answer = client.Read();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 504);
  EXPECT_THAT(answer->body, HasSubstr("DEADLINE_EXCEEDED"));
}

// What a service does not take stays with the client: of 128 MiB only what the sockets and a few
// pieces hold is taken from it.
TEST_F(ClientStreamTest, SlowServiceSlowsTheClientDown) {
  const size_t size = size_t{128} << 20;
  RawClient client(server_->port());
  client.Send(Head("wait", Length(size)));
  const std::string body = Noise(size);
  const size_t taken = client.SendUntilBlocked(body, std::chrono::milliseconds(500));
  EXPECT_LT(taken, size_t{24} << 20);
  loader_.release.set_value();
  client.Send(body.substr(taken));
  EXPECT_EQ(client.Read()->status, 200);
  EXPECT_TRUE(loader_.bytes == body);
}

TEST_F(ClientStreamTest, DrainLetsABodyThatIsComingFinish) {
  RawClient client(server_->port());
  client.Send(Head("read", Length(4)) + "ab");
  loader_.started.get_future().get();
  std::thread drain([&] { server_->Drain(absl::Seconds(10)); });
  client.Send("cd");
  const auto answer = client.Read();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  drain.join();
  EXPECT_EQ(loader_.bytes, "abcd");
}

TEST_F(ClientStreamTest, ServerMayBeClosedWhileABodyComes) {
  for (const char* todo : {"read", "hang"}) {
    loader_.started = {};
    loader_.cancelled = {};
    Start();
    RawClient client(server_->port());
    client.Send(Head(todo, Length(1 << 30)) + std::string(1 << 20, 'x'));
    loader_.started.get_future().get();
    server_.reset();
    EXPECT_EQ(loader_.cancelled.get_future().wait_for(5 * kSecond), std::future_status::ready);
  }
}

}  // namespace
}  // namespace eduplan::http
