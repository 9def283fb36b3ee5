// Bodies that are streamed to a service: HTTP over real sockets in front, a gRPC service behind.
#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gateway/http/api_handler.h"
#include "gateway/http/server.h"
#include "gateway/transcode/errors.h"
#include "library_service.grpc.pb.h"
#include "tests/unit/gateway/http/raw_client.h"

namespace eduplan::http {
namespace {

using gatewaytest::v1::Book;
using gatewaytest::v1::LibraryService;
using gatewaytest::v1::LoadBooksRequest;
using gatewaytest::v1::SearchBooksResponse;
using testing::HasSubstr;

constexpr auto kSecond = std::chrono::seconds(1);

class FakeAuthenticator : public Authenticator {
 public:
  absl::StatusOr<std::string> InternalToken(const std::string& authorization) override {
    if (authorization == "Bearer good") return std::string("internal");
    return transcode::Error(absl::StatusCode::kUnauthenticated, "TOKEN_MISSING", "no token", "x");
  }
};

// Does what the file's name says with what follows the first message.
class FakeLoader : public LibraryService::Service {
 public:
  grpc::Status LoadBooks(grpc::ServerContext* context, grpc::ServerReader<LoadBooksRequest>* reader,
                         SearchBooksResponse* response) override {
    LoadBooksRequest request;
    const bool any = reader->Read(&request);
    first = request;
    const std::string todo = request.filename();
    if (todo == "refuse") return {grpc::StatusCode::FAILED_PRECONDITION, "closed"};
    if (todo == "hang") {
      started.set_value();
      while (!context->IsCancelled()) std::this_thread::yield();
    }
    if (todo == "read") started.set_value();
    if (todo == "wait") release.get_future().wait();
    if (any && todo != "accept") Take(request);
    while (todo != "accept" && reader->Read(&request)) {
      Take(request);
      if (todo == "refuse later") return {grpc::StatusCode::FAILED_PRECONDITION, "closed"};
    }
    if (context->IsCancelled()) cancelled.set_value();
    response->set_total_size(messages);
    return grpc::Status::OK;
  }

  LoadBooksRequest first;
  std::string bytes;
  int messages = 0;
  size_t largest = 0;
  std::promise<void> started;
  std::promise<void> release;
  std::promise<void> cancelled;

 private:
  void Take(const LoadBooksRequest& request) {
    ++messages;
    bytes += request.file().data();
    for (const Book& book : request.books()) bytes += book.title();
    largest = std::max(largest, request.ByteSizeLong());
  }
};

class ClientStreamTest : public testing::Test {
 protected:
  void SetUp() override {
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&loader_);
    backend_ = builder.BuildAndStart();
    const std::string service = Book::descriptor()->file()->package() + ".LibraryService";
    upstream_ = std::make_unique<Upstream>(
        grpc::CreateChannel(absl::StrCat("127.0.0.1:", port), grpc::InsecureChannelCredentials()));
    api_ = std::make_unique<ApiHandler>(
        *transcode::RouteTable::Build(*google::protobuf::DescriptorPool::generated_pool(),
                                      {service}),
        std::map<std::string, Upstream*>{{service, upstream_.get()}}, authenticator_, metrics_,
        ApiHandler::Options{});
    options_.limits.body_bytes = 1000;  // counts for bodies that are not streamed
    Start();
  }

  void Start() {
    server_.reset();
    server_ = *Server::Start(options_, *api_);
  }

  void TearDown() override {
    server_.reset();
    upstream_.reset();
    backend_->Shutdown();
  }

  static std::string Head(const std::string& todo, const std::string& framing,
                          const std::string& type = "text/csv") {
    return absl::StrCat("POST /v1/shelves/7/books:load?filename=", todo,
                        " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\nContent-Type: ",
                        type, "\r\n", framing, "\r\n\r\n");
  }
  static std::string Length(size_t bytes) { return absl::StrCat("Content-Length: ", bytes); }

  FakeLoader loader_;
  FakeAuthenticator authenticator_;
  metrics::Registry metrics_;
  std::unique_ptr<grpc::Server> backend_;
  std::unique_ptr<Upstream> upstream_;
  std::unique_ptr<ApiHandler> api_;
  Server::Options options_;
  std::unique_ptr<Server> server_;
};

constexpr char kChunked[] = "Transfer-Encoding: chunked";

// Bytes without a period that pieces could have.
std::string Noise(size_t size) {
  std::string out(size, '\0');
  uint32_t state = 1;
  for (char& c : out) {
    state = state * 1664525 + 1013904223;
    c = static_cast<char>(state >> 24);
  }
  return out;
}

std::string Chunk(std::string_view bytes) {
  return absl::StrCat(absl::Hex(bytes.size()), "\r\n", std::string(bytes), "\r\n");
}

TEST_F(ClientStreamTest, BodyArrivesWholeInPiecesAndTheConnectionGoesOn) {
  const std::string body = Noise((size_t{8} << 20) + 3);
  RawClient client(server_->port());
  client.Send(Head("f.csv", Length(body.size())) + body);
  const auto answer = client.Read();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, absl::StrCat(R"({"titles":[],"totalSize":)", loader_.messages, "}"));
  EXPECT_TRUE(loader_.bytes == body);
  EXPECT_GE(loader_.messages, 9);  // 8 MiB and 3 bytes, at most 1 MiB each
  EXPECT_LT(loader_.largest, (size_t{1} << 20) + 1024);
  EXPECT_EQ(loader_.first.parent(), "shelves/7");
  EXPECT_EQ(loader_.first.filename(), "f.csv");
  EXPECT_EQ(loader_.first.file().content_type(), "text/csv");

  client.Send(Head("g.csv", Length(2)) + "ab" + Head("h.csv", Length(2)) + "cd");
  EXPECT_EQ(client.Read()->status, 200);
  EXPECT_EQ(client.Read()->status, 200);
  EXPECT_EQ(loader_.first.filename(), "h.csv");
}

TEST_F(ClientStreamTest, B5ChunksOfAnySizeAreOneBody) {
  const std::string body = Noise(300'000);
  RawClient client(server_->port());
  std::string sent = Head("f", kChunked);
  size_t at = 0;
  for (size_t size = 1; at < body.size(); size = size * 3 % 70'001 + 1) {
    sent += Chunk(std::string_view(body).substr(at, size));
    at += size;
  }
  client.Send(sent + "0\r\n\r\n");
  EXPECT_EQ(client.Read()->status, 200);
  EXPECT_TRUE(loader_.bytes == body);
}

TEST_F(ClientStreamTest, S2OneByteChunksAreOneBody) {
  const std::string body = Noise(2'000);
  RawClient client(server_->port());
  client.Send(Head("f", kChunked));
  for (const char c : body) client.Send(Chunk(std::string_view(&c, 1)));
  client.Send("0\r\n\r\n");
  EXPECT_EQ(client.Read()->status, 200);
  EXPECT_TRUE(loader_.bytes == body);
}

TEST_F(ClientStreamTest, S2EmptyBodyIsAnswered) {
  for (const std::string& rest :
       {Length(0) + "\r\n\r\n", kChunked + std::string("\r\n\r\n0\r\n\r\n")}) {
    RawClient client(server_->port());
    std::string head = Head("f", "");
    head.resize(head.size() - 4);
    client.Send(head + rest);
    EXPECT_EQ(client.Read()->status, 200) << rest;
    EXPECT_EQ(loader_.first.filename(), "f");
  }
}

TEST_F(ClientStreamTest, S2LinesAreMessages) {
  std::string body;
  std::string titles;
  for (int i = 0; i < 10'000; ++i) {
    absl::StrAppend(&body, R"({"books":[{"title":"t)", i, "\"}]}\n");
    absl::StrAppend(&titles, "t", i);
  }
  RawClient client(server_->port());
  client.Send(Head("f", Length(body.size()), "application/x-ndjson") + body);
  EXPECT_EQ(client.Read()->body, R"({"titles":[],"totalSize":10000})");
  EXPECT_EQ(loader_.first.filename(), "f");
  EXPECT_TRUE(loader_.bytes == titles);
}

TEST_F(ClientStreamTest, WrongLineEndsTheStreamAndIsNamed) {
  RawClient client(server_->port());
  client.Send(Head("read", kChunked, "application/x-ndjson") + Chunk("{}\n{}\n{\"colour\":1}\n"));
  const auto answer = client.Read();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 400);
  EXPECT_THAT(answer->body, HasSubstr("line 3: unknown field \\\"colour\\\""));
  EXPECT_EQ(answer->headers.at("connection"), "close");
  EXPECT_EQ(loader_.cancelled.get_future().wait_for(5 * kSecond), std::future_status::ready);
}

TEST_F(ClientStreamTest, E3ErrorOfTheServiceMidwayIsAnsweredAtOnce) {
  for (const char* todo : {"refuse", "refuse%20later"}) {
    RawClient client(server_->port());
    client.Send(Head(todo, kChunked) + Chunk("ab"));
    client.Send(Chunk("cd"));
    if (std::string(todo) != "refuse") client.Send(Chunk(Noise(600'000)));
    const auto answer = client.Read();
    ASSERT_TRUE(answer) << todo;
    EXPECT_EQ(answer->status, 400) << todo;
    EXPECT_EQ(answer->body, R"({"code":9,"message":"closed"})");
    EXPECT_EQ(answer->headers.at("connection"), "close");
    EXPECT_TRUE(client.ReadsEnd());
  }
}

TEST_F(ClientStreamTest, AnswerBeforeTheEndOfTheBodyReachesAClientThatSendsOn) {
  for (const char* todo : {"refuse", "accept"}) {
    const std::string body(size_t{32} << 20, 'x');
    RawClient client(server_->port());
    client.Send(Head(todo, Length(body.size())) + body);
    const auto answer = client.Read();
    ASSERT_TRUE(answer) << todo;
    EXPECT_EQ(answer->status, std::string(todo) == "accept" ? 200 : 400);
    EXPECT_EQ(answer->headers.at("connection"), "close");
  }
}

TEST_F(ClientStreamTest, RefusedBeforeTheBodyIsAskedFor) {
  const std::string framing = Length(1'000'000) + "\r\nExpect: 100-continue";
  RawClient stranger(server_->port());
  std::string head = Head("f", framing);
  head.replace(head.find("good"), 4, "none");
  stranger.Send(head);
  EXPECT_EQ(stranger.Read()->status, 401);
  RawClient wrong(server_->port());
  wrong.Send(Head("f&colour=red", framing));
  const auto answer = wrong.Read();
  EXPECT_EQ(answer->status, 400);
  EXPECT_THAT(answer->body, HasSubstr("colour"));
}

TEST_F(ClientStreamTest, ServiceThatCannotBeReachedIs503) {
  backend_->Shutdown();
  RawClient client(server_->port());
  client.Send(Head("f", Length(1'000'000)));
  const auto answer = client.Read();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 503);
  EXPECT_EQ(answer->headers.at("connection"), "close");
}

TEST_F(ClientStreamTest, ContinueIsSentWhenTheBodyIsWanted) {
  RawClient client(server_->port());
  client.Send(Head("f", Length(2) + "\r\nExpect: 100-continue"));
  EXPECT_EQ(client.ReadHead()->status, 100);
  client.Send("ab");
  EXPECT_EQ(client.Read()->status, 200);
  EXPECT_EQ(loader_.bytes, "ab");
}

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
  options_.limits.stream_idle_time = absl::Milliseconds(100);
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
  options_.limits.stream_idle_time = absl::Milliseconds(100);
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
  options_.limits.stream_idle_time = absl::Milliseconds(50);
  Start();
  RawClient client(server_->port());
  client.Send(Head("wait", Length(2)) + "ab");
  EXPECT_FALSE(client.HasMoreWithin(std::chrono::milliseconds(600)));  // two ticks and more
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
