#include "gateway/http/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <future>
#include <thread>

#include "gateway/http/replies.h"
#include "tests/unit/gateway/http/raw_client.h"

namespace eduplan::http {
namespace {

using testing::HasSubstr;

constexpr char kGet[] = "GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n";

// Does what the test says.
class FakeHandler : public Handler {
 public:
  Admission Admit(const RequestHead& head) override { return admit(head); }
  std::function<Admission(const RequestHead&)> admit = [](const RequestHead& head) {
    return [text = head.method + " " + head.path + " " + head.query + " "](
               const std::string& body, const std::shared_ptr<Exchange>& exchange) {
      exchange->Send(JsonReply(200, text + body));
    };
  };
};

class ServerTest : public testing::Test {
 protected:
  void Start() { server_ = *Server::Start(options_, handler_); }
  int port() const { return server_->port(); }

  Server::Options options_;
  FakeHandler handler_;
  std::unique_ptr<Server> server_;
};

TEST_F(ServerTest, KeepsTheConnectionAndAnswersPipelinedRequestsInOrder) {
  Start();
  RawClient client(port());
  client.Send("POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab" + std::string(kGet));
  EXPECT_EQ(client.Read()->body, "POST /1  ab");
  EXPECT_EQ(client.Read()->body, "GET /a b=c ");
  client.Send(kGet);
  const auto last = client.Read();
  EXPECT_EQ(last->body, "GET /a b=c ");
  EXPECT_EQ(last->headers.at("content-type"), "application/json");
  EXPECT_TRUE(last->headers.contains("date"));
}

TEST_F(ServerTest, ClosesWhenAsked) {
  Start();
  RawClient client(port());
  client.Send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(client.Read()->headers.at("connection"), "close");
  EXPECT_TRUE(client.ReadsEnd());
}

TEST_F(ServerTest, ReadsChunkedBodies) {
  Start();
  RawClient client(port());
  client.Send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  client.Send("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
  EXPECT_EQ(client.Read()->body, "POST /  abcde");
}

TEST_F(ServerTest, HeadHasTheLengthWithoutTheBody) {
  Start();
  RawClient client(port());
  client.Send("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n" + std::string(kGet));
  EXPECT_EQ(client.Read(true)->headers.at("content-length"), "9");  // "HEAD /a  "
  EXPECT_EQ(client.Read()->body, "GET /a b=c ");
}

TEST_F(ServerTest, ContinueIsSentOnlyToAnAdmittedRequest) {
  handler_.admit = [](const RequestHead& head) -> Admission {
    if (head.path == "/no") return UnknownPath("/no");
    return [](const std::string& body, const std::shared_ptr<Exchange>& exchange) {
      exchange->Send(JsonReply(200, body));
    };
  };
  Start();
  const std::string rest =
      " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n";
  RawClient yes(port());
  yes.Send("POST /yes" + rest);
  EXPECT_EQ(yes.ReadHead()->status, 100);
  yes.Send("ab");
  EXPECT_EQ(yes.Read()->body, "ab");
  RawClient no(port());
  no.Send("POST /no" + rest);
  EXPECT_EQ(no.Read()->status, 404);
}

TEST_F(ServerTest, B7BodyOverTheLimitIs413NamingTheLimit) {
  options_.limits.body_bytes = 1000;
  Start();
  RawClient announced(port());
  announced.Send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n");
  const auto answer = announced.Read();
  EXPECT_EQ(answer->status, 413);
  EXPECT_THAT(answer->body, HasSubstr("larger than 1000 bytes"));
  EXPECT_EQ(answer->headers.at("connection"), "close");

  RawClient chunked(port());
  chunked.Send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 3; ++i) chunked.Send("190\r\n" + std::string(400, 'x') + "\r\n");
  EXPECT_EQ(chunked.Read()->status, 413);

  EXPECT_EQ(RawClient::Ask(port(), "POST", "/", "", std::string(1000, 'x')).status, 200);
}

TEST_F(ServerTest, B7AHugeBodyThatIsSentAnywayGetsItsAnswer) {
  options_.limits.body_bytes = 1000;
  Start();
  const size_t size = size_t{32} << 20;
  EXPECT_EQ(RawClient::Ask(port(), "POST", "/", "", std::string(size, 'x')).status, 413);
}

TEST_F(ServerTest, HeaderOverTheLimitIs431) {
  options_.limits.header_bytes = 1000;
  Start();
  const Answer answer =
      RawClient::Ask(port(), "GET", "/", "X-Long: " + std::string(2000, 'x') + "\r\n");
  EXPECT_EQ(answer.status, 431);
  EXPECT_THAT(answer.body, HasSubstr("1000 bytes"));
}

TEST_F(ServerTest, WhatIsNotHttpIs400) {
  Start();
  RawClient client(port());
  client.Send("HELLO\r\n\r\n");
  EXPECT_EQ(client.Read()->status, 400);
  RawClient smuggler(port());
  smuggler.Send(
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: "
      "chunked\r\n\r\n0\r\n\r\n");
  EXPECT_EQ(smuggler.Read()->status, 400);
}

TEST_F(ServerTest, RequestThatNeverEndsIsCutOff) {
  options_.limits.request_time = absl::Milliseconds(50);
  Start();
  RawClient slow_body(port());
  slow_body.Send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab");
  EXPECT_TRUE(slow_body.ReadsEnd());
  RawClient slow_head(port());
  slow_head.Send("GET / HT");
  EXPECT_TRUE(slow_head.ReadsEnd());
}

TEST_F(ServerTest, IdleConnectionIsClosed) {
  options_.limits.idle_time = absl::Milliseconds(50);
  Start();
  RawClient client(port());
  client.Send(kGet);
  EXPECT_EQ(client.Read()->status, 200);
  EXPECT_TRUE(client.ReadsEnd());
}

TEST_F(ServerTest, TooManyConnectionsAre503) {
  options_.limits.connections = 1;
  Start();
  RawClient first(port());
  first.Send(kGet);
  ASSERT_EQ(first.Read()->status, 200);
  RawClient second(port());
  const auto answer = second.Read();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 503);
  EXPECT_THAT(answer->body, HasSubstr("too many connections"));
  EXPECT_TRUE(second.ReadsEnd());
}

TEST_F(ServerTest, S1EachChunkIsFlushedBeforeTheNextIsMade) {
  std::promise<std::shared_ptr<Exchange>> got;
  handler_.admit = [&](const RequestHead&) {
    return [&](const std::string&, const std::shared_ptr<Exchange>& exchange) {
      got.set_value(exchange);
    };
  };
  Start();
  RawClient client(port());
  client.Send(kGet);
  const auto exchange = got.get_future().get();
  Reply head;
  head.content_type = "application/x-ndjson";
  exchange->BeginStream(head);
  EXPECT_EQ(client.ReadHead()->headers.at("transfer-encoding"), "chunked");
  std::promise<void> written;
  exchange->Write("one\n", [&] { written.set_value(); });
  EXPECT_EQ(client.ReadChunk(), "one\n");
  written.get_future().get();
  exchange->Write("two\n", nullptr);
  EXPECT_EQ(client.ReadChunk(), "two\n");
  exchange->EndStream(true);
  EXPECT_EQ(client.ReadChunk(), "");
}

TEST_F(ServerTest, IncompleteStreamEndsWithoutItsLastChunk) {
  handler_.admit = [&](const RequestHead&) {
    return [](const std::string&, const std::shared_ptr<Exchange>& exchange) {
      exchange->BeginStream(Reply{});
      exchange->Write("one", nullptr);
      exchange->EndStream(false);
    };
  };
  Start();
  RawClient client(port());
  client.Send(kGet);
  client.ReadHead();
  EXPECT_EQ(client.ReadChunk(), "one");
  EXPECT_FALSE(client.ReadChunk());
}

TEST_F(ServerTest, StreamToHttp10EndsWithTheConnection) {
  handler_.admit = [&](const RequestHead&) {
    return [](const std::string&, const std::shared_ptr<Exchange>& exchange) {
      exchange->BeginStream(Reply{});
      exchange->Write("one", nullptr);
      exchange->Write("two", nullptr);
      exchange->EndStream(true);
    };
  };
  Start();
  RawClient client(port());
  client.Send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_EQ(client.Read()->body, "onetwo");
}

TEST_F(ServerTest, B6ClientThatGoesIsTold) {
  std::promise<void> gone;
  handler_.admit = [&](const RequestHead&) {
    return [&](const std::string&, const std::shared_ptr<Exchange>& exchange) {
      exchange->OnGone([&] { gone.set_value(); });
    };
  };
  Start();
  RawClient client(port());
  client.Send("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nabcde");
  client.Close();
  EXPECT_EQ(gone.get_future().wait_for(std::chrono::seconds(5)), std::future_status::ready);
}

TEST_F(ServerTest, DrainFinishesTheRunningRequestAndTakesNoMore) {
  std::promise<std::shared_ptr<Exchange>> got;
  handler_.admit = [&](const RequestHead&) {
    return [&](const std::string&, const std::shared_ptr<Exchange>& exchange) {
      got.set_value(exchange);
    };
  };
  Start();
  RawClient busy(port());
  busy.Send(kGet);
  const auto exchange = got.get_future().get();
  RawClient idle(port());
  std::thread drain([&] { server_->Drain(absl::Seconds(10)); });
  EXPECT_TRUE(idle.ReadsEnd());
  exchange->Send(JsonReply(200, "done"));
  const auto answer = busy.Read();
  EXPECT_EQ(answer->body, "done");
  EXPECT_EQ(answer->headers.at("connection"), "close");
  drain.join();
  EXPECT_EQ(server_->connections(), 0);
  RawClient late(port());
  late.Send(kGet);
  EXPECT_FALSE(late.Read());
}

TEST_F(ServerTest, AnswerAfterTheServerIsGoneIsDropped) {
  std::promise<std::shared_ptr<Exchange>> got;
  bool gone = false;
  handler_.admit = [&](const RequestHead&) {
    return [&](const std::string&, const std::shared_ptr<Exchange>& exchange) {
      exchange->OnGone([&] { gone = true; });
      got.set_value(exchange);
    };
  };
  Start();
  RawClient client(port());
  client.Send(kGet);
  const auto exchange = got.get_future().get();
  server_.reset();
  EXPECT_TRUE(gone);
  exchange->Send(JsonReply(200, "too late"));
}

TEST_F(ServerTest, AddressThatIsNoneOrTakenIsRefused) {
  Start();
  for (const char* bad : {"", "127.0.0.1", "127.0.0.1:x", "nowhere:1", "127.0.0.1:70000"}) {
    options_.listen = bad;
    EXPECT_EQ(Server::Start(options_, handler_).status().code(), absl::StatusCode::kInvalidArgument)
        << bad;
  }
  options_.listen = "127.0.0.1:" + std::to_string(port());
  EXPECT_EQ(Server::Start(options_, handler_).status().code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace eduplan::http
