// The API over real sockets: HTTP in front, an in-process gRPC service behind.
#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <gtest/gtest.h>

#include <future>
#include <mutex>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gateway/http/api_handler.h"
#include "gateway/http/readiness.h"
#include "gateway/http/root_handler.h"
#include "gateway/http/server.h"
#include "gateway/transcode/errors.h"
#include "google/rpc/error_details.pb.h"
#include "library_service.grpc.pb.h"
#include "services/platform/status/error.h"
#include "services/platform/status/grpc_status.h"
#include "tests/unit/gateway/http/raw_client.h"

namespace eduplan::http {
namespace {

using gatewaytest::v1::Book;
using gatewaytest::v1::GetBookRequest;
using gatewaytest::v1::ImportBooksRequest;
using gatewaytest::v1::LibraryService;
using gatewaytest::v1::SearchBooksResponse;
using gatewaytest::v1::WatchBooksRequest;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kToken[] = "Authorization: Bearer good\r\n";

class FakeAuthenticator : public Authenticator {
 public:
  absl::StatusOr<std::string> InternalToken(const std::string& authorization) override {
    if (authorization == "Bearer good") return std::string("internal");
    return transcode::Error(absl::StatusCode::kUnauthenticated, "TOKEN_MISSING", "no token", "x");
  }
};

// Answers by the book's id.
class FakeLibrary : public LibraryService::Service {
 public:
  grpc::Status GetBook(grpc::ServerContext* context, const GetBookRequest* request,
                       Book* book) override {
    for (const auto& [key, value] : context->client_metadata()) {
      metadata[std::string(key.data(), key.size())] = std::string(value.data(), value.size());
    }
    if (request->name() == "shelves/1/books/none") {
      return status::ToGrpc(status::NotFound(request->name()));
    }
    if (request->name() == "shelves/1/books/busy") {
      return status::ToGrpc(status::Unavailable("BUSY", "busy", "x", absl::Seconds(7)));
    }
    if (request->name() == "shelves/1/books/slow") WaitForCancel(context);
    book->set_name(request->name());
    book->set_title("t");
    return grpc::Status::OK;
  }

  grpc::Status DownloadBook(grpc::ServerContext* context, const GetBookRequest* request,
                            google::api::HttpBody* body) override {
    if (request->name() == "shelves/1/books/named") {
      context->AddInitialMetadata("content-disposition", "attachment; filename=\"scan.png\"");
    }
    body->set_content_type("image/png");
    body->set_data(std::string("\0\x89PNG", 5));
    return grpc::Status::OK;
  }

  grpc::Status ImportBooks(grpc::ServerContext*, const ImportBooksRequest* request,
                           SearchBooksResponse* response) override {
    response->add_titles(request->parent());
    response->add_titles(request->filename());
    response->add_titles(request->file().content_type());
    response->set_total_size(static_cast<int>(request->file().data().size()));
    return grpc::Status::OK;
  }

  // Shelf 1: two books. 2: an error at once. 3: a book, then an error. 4: nothing. 5: a book, then
  // silence until cancelled. 6: books without end.
  grpc::Status WatchBooks(grpc::ServerContext* context, const WatchBooksRequest* request,
                          grpc::ServerWriter<Book>* writer) override {
    const std::string& shelf = request->parent();
    const grpc::Status failure(grpc::StatusCode::FAILED_PRECONDITION, "closed");
    if (shelf == "shelves/2") return failure;
    if (shelf == "shelves/4") return grpc::Status::OK;
    Book book;
    book.set_title("one");
    writer->Write(book);
    if (shelf == "shelves/3") return failure;
    if (shelf == "shelves/5") WaitForCancel(context);
    book.set_title(shelf == "shelves/6" ? std::string(1 << 20, 'x') : "two");
    while (writer->Write(book) && shelf == "shelves/6") ++endless_;
    if (shelf == "shelves/6") cancelled.set_value();
    return grpc::Status::OK;
  }

  std::map<std::string, std::string> metadata;
  std::promise<void> started;
  std::promise<void> cancelled;
  int endless_ = 0;

 private:
  void WaitForCancel(grpc::ServerContext* context) {
    started.set_value();
    while (!context->IsCancelled()) std::this_thread::yield();
    cancelled.set_value();
  }
};

class ApiTest : public testing::Test {
 protected:
  void SetUp() override {
    grpc::EnableDefaultHealthCheckService(true);
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&library_);
    backend_ = builder.BuildAndStart();
    const std::string service = Book::descriptor()->file()->package() + ".LibraryService";
    upstream_ = std::make_unique<Upstream>(
        grpc::CreateChannel(absl::StrCat("127.0.0.1:", port), grpc::InsecureChannelCredentials()));
    api_ = std::make_unique<ApiHandler>(
        *transcode::RouteTable::Build(*google::protobuf::DescriptorPool::generated_pool(),
                                      {service}),
        std::map<std::string, Upstream*>{{service, upstream_.get()}}, authenticator_, metrics_,
        ApiHandler::Options{});
    readiness_ = std::make_unique<Readiness>(
        std::vector<std::pair<std::string, Upstream*>>{{"library", upstream_.get()}});
    root_ = std::make_unique<RootHandler>(
        *api_, *readiness_,
        std::map<std::string, StaticDocument>{{"/v1/openapi.json", {"application/json", "{}"}}});
    server_ = *Server::Start({}, *root_);
  }

  void TearDown() override {
    server_.reset();
    upstream_.reset();
    backend_->Shutdown();
  }

  Answer Ask(const std::string& method, const std::string& target, const std::string& headers = "",
             const std::string& body = "") {
    return RawClient::Ask(server_->port(), method, target, kToken + headers, body);
  }

  FakeLibrary library_;
  FakeAuthenticator authenticator_;
  metrics::Registry metrics_;
  std::unique_ptr<grpc::Server> backend_;
  std::unique_ptr<Upstream> upstream_;
  std::unique_ptr<ApiHandler> api_;
  std::unique_ptr<Readiness> readiness_;
  std::unique_ptr<RootHandler> root_;
  std::unique_ptr<Server> server_;
};

// A book's JSON: fields at their default are printed too.
std::string BookJson(const std::string& name, const std::string& title) {
  return "{\"name\":\"" + name + "\",\"title\":\"" + title +
         R"(","binding":"UNSPECIFIED","tags":[],"notes":{},"pages":"0","etag":""})";
}

TEST_F(ApiTest, UnaryCallIsAnsweredAsJson) {
  const Answer answer = Ask("GET", "/v1/shelves/1/books/2");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.at("content-type"), "application/json");
  EXPECT_EQ(answer.body, BookJson("shelves/1/books/2", "t"));
}

TEST_F(ApiTest, H2CallCarriesTheInternalTokenAndTheTrace) {
  const Answer answer =
      Ask("GET", "/v1/shelves/1/books/2",
          "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n"
          "Grpc-Metadata-Authorization: Bearer forged\r\n");
  EXPECT_EQ(answer.headers.at("x-trace-id"), "0af7651916cd43dd8448eb211c80319c");
  EXPECT_EQ(library_.metadata.at("authorization"), "Bearer internal");
  EXPECT_THAT(library_.metadata.at("traceparent"), HasSubstr("0af7651916cd43dd8448eb211c80319c"));
}

TEST_F(ApiTest, E3WithoutTokenIs401WithTheScheme) {
  const Answer answer = RawClient::Ask(server_->port(), "GET", "/v1/shelves/1/books/2");
  EXPECT_EQ(answer.status, 401);
  EXPECT_THAT(answer.headers.at("www-authenticate"), HasSubstr("Bearer"));
  EXPECT_THAT(answer.body, HasSubstr("TOKEN_MISSING"));
}

TEST_F(ApiTest, R8UnknownPathIs404AndWrongMethodIs405WithAllow) {
  const Answer unknown = Ask("GET", "/v2/nothing");
  EXPECT_EQ(unknown.status, 404);
  EXPECT_THAT(unknown.body, HasSubstr("\"code\":5"));
  const Answer wrong = Ask("DELETE", "/v1/shelves/1/books/2");
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.headers.at("allow"), "GET, HEAD, OPTIONS, PATCH, PUT");
  EXPECT_EQ(Ask("POST", "/healthz").status, 405);
}

TEST_F(ApiTest, E1ErrorOfTheServiceKeepsItsDetails) {
  const Answer answer = Ask("GET", "/v1/shelves/1/books/none");
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(answer.body, HasSubstr(R"("code":5)"));
  EXPECT_THAT(answer.body, HasSubstr(R"("resource":"shelves/1/books/none")"));
  EXPECT_THAT(answer.body, HasSubstr("zh-CN"));
}

TEST_F(ApiTest, E3RetryInfoIsRetryAfter) {
  const Answer answer = Ask("GET", "/v1/shelves/1/books/busy");
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.headers.at("retry-after"), "7");
}

TEST_F(ApiTest, ServiceThatCannotBeReachedIs503WithoutItsAddress) {
  backend_->Shutdown();
  const Answer answer = Ask("GET", "/v1/shelves/1/books/2");
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.headers.at("retry-after"), "1");
  EXPECT_THAT(answer.body, testing::Not(HasSubstr("127.0.0.1")));
}

TEST_F(ApiTest, Q6UnknownParameterIs400NamingIt) {
  const Answer answer = Ask("GET", "/v1/shelves/1/books/2?colour=red");
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(answer.body, HasSubstr("colour"));
}

TEST_F(ApiTest, UnchangedReplyIs304) {
  const Answer first = Ask("GET", "/v1/shelves/1/books/2");
  const std::string tag = first.headers.at("etag");
  EXPECT_EQ(tag.substr(0, 3), "W/\"");
  const Answer again = Ask("GET", "/v1/shelves/1/books/2", "If-None-Match: " + tag + "\r\n");
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.headers.at("etag"), tag);
  EXPECT_EQ(Ask("GET", "/v1/shelves/1/books/3", "If-None-Match: " + tag + "\r\n").status, 200);
}

TEST_F(ApiTest, HeadIsGetWithoutTheBody) {
  const Answer answer = Ask("HEAD", "/v1/shelves/1/books/2");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.at("content-length"),
            std::to_string(BookJson("shelves/1/books/2", "t").size()));
}

TEST_F(ApiTest, HttpBodyIsRawBothWays) {
  const Answer download = Ask("GET", "/v1/shelves/1/books/2:download");
  EXPECT_EQ(download.headers.at("content-type"), "image/png");
  EXPECT_EQ(download.body, std::string("\0\x89PNG", 5));
  EXPECT_EQ(download.headers.at("content-disposition"), "attachment; filename=\"2-download.png\"");
  const Answer upload = Ask("POST", "/v1/shelves/7/books:import?filename=f.csv",
                            "Content-Type: text/csv\r\n", "a,b\n\xFF");
  EXPECT_EQ(upload.body, R"({"titles":["shelves/7","f.csv","text/csv"],"totalSize":5})");
}

TEST_F(ApiTest, FileKeepsTheNameWhichTheServiceGivesIt) {
  const Answer named = Ask("GET", "/v1/shelves/1/books/named:download");
  EXPECT_EQ(named.headers.at("content-disposition"), "attachment; filename=\"scan.png\"");
}

TEST_F(ApiTest, WhatIsNoFileHasNoName) {
  EXPECT_FALSE(Ask("GET", "/v1/shelves/1/books/2").headers.contains("content-disposition"));
}

TEST_F(ApiTest, S1StreamIsALineForEachMessage) {
  const Answer answer = Ask("GET", "/v1/shelves/1/books:watch");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.at("content-type"), "application/x-ndjson");
  EXPECT_THAT(answer.chunks, ElementsAre("{\"result\":" + BookJson("", "one") + "}\n",
                                         "{\"result\":" + BookJson("", "two") + "}\n"));
}

TEST_F(ApiTest, S1ErrorFirstHasItsHttpStatus) {
  const Answer answer = Ask("GET", "/v1/shelves/2/books:watch");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.body, R"({"code":9,"message":"closed"})");
}

TEST_F(ApiTest, S1ErrorMidwayIsTheLastLine) {
  const Answer answer = Ask("GET", "/v1/shelves/3/books:watch");
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.chunks, ElementsAre("{\"result\":" + BookJson("", "one") + "}\n",
                                         "{\"error\":{\"code\":9,\"message\":\"closed\"}}\n"));
}

TEST_F(ApiTest, S2EmptyStreamIs200WithNothing) {
  const Answer answer = Ask("GET", "/v1/shelves/4/books:watch");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "");
}

TEST_F(ApiTest, B6DisconnectCancelsTheCall) {
  for (const char* path : {"/v1/shelves/1/books/slow", "/v1/shelves/5/books:watch"}) {
    library_.started = {};
    library_.cancelled = {};
    RawClient client(server_->port());
    client.Send(absl::StrCat("GET ", path, " HTTP/1.1\r\nHost: x\r\n", kToken,
                             "Content-Length: 6\r\n\r\nexcess"));
    library_.started.get_future().get();
    client.Close();
    EXPECT_EQ(library_.cancelled.get_future().wait_for(std::chrono::seconds(5)),
              std::future_status::ready)
        << path;
  }
}

TEST_F(ApiTest, StreamGoesNoFasterThanItsReaderAndEndsWithHim) {
  RawClient client(server_->port());
  client.Send(
      absl::StrCat("GET /v1/shelves/6/books:watch HTTP/1.1\r\nHost: x\r\n", kToken, "\r\n"));
  ASSERT_EQ(client.ReadHead()->status, 200);
  ASSERT_TRUE(client.ReadChunk());
  client.Close();
  ASSERT_EQ(library_.cancelled.get_future().wait_for(std::chrono::seconds(5)),
            std::future_status::ready);
  // What fits into the buffers on the way: far from endless.
  EXPECT_LT(library_.endless_, 64);
}

TEST_F(ApiTest, H3ExpiredTimeoutIs504AndABadOneIs400) {
  const Answer late = Ask("GET", "/v1/shelves/1/books/slow", "Grpc-Timeout: 50m\r\n");
  EXPECT_EQ(late.status, 504);
  EXPECT_EQ(Ask("GET", "/v1/shelves/1/books/2", "X-Request-Timeout: soon\r\n").status, 400);
}

TEST_F(ApiTest, ServerMayBeClosedWhileACallRuns) {
  RawClient client(server_->port());
  client.Send(absl::StrCat("GET /v1/shelves/1/books/slow HTTP/1.1\r\nHost: x\r\n", kToken, "\r\n"));
  library_.started.get_future().get();
  server_.reset();
  upstream_.reset();
  EXPECT_EQ(library_.cancelled.get_future().wait_for(std::chrono::seconds(5)),
            std::future_status::ready);
}

TEST_F(ApiTest, O1HealthAndReadinessAndDocumentsNeedNoToken) {
  const int port = server_->port();
  EXPECT_EQ(RawClient::Ask(port, "GET", "/healthz").body, R"({"status":"SERVING"})");
  const Answer ready = RawClient::Ask(port, "GET", "/readyz");
  EXPECT_EQ(ready.status, 200);
  EXPECT_EQ(ready.body, R"({"status":"SERVING","services":{"library":"SERVING"}})");
  const Answer document = RawClient::Ask(port, "GET", "/v1/openapi.json");
  EXPECT_EQ(document.body, "{}");
  EXPECT_EQ(RawClient::Ask(port, "GET", "/v1/openapi.json",
                           "If-None-Match: " + document.headers.at("etag") + "\r\n")
                .status,
            304);
}

TEST_F(ApiTest, O1ReadinessNamesWhatIsDownAndDraining) {
  const int port = server_->port();
  backend_->GetHealthCheckService()->SetServingStatus(false);
  const Answer down = RawClient::Ask(port, "GET", "/readyz");
  EXPECT_EQ(down.status, 503);
  EXPECT_EQ(down.body, R"({"status":"NOT_SERVING","services":{"library":"NOT_SERVING"}})");
  backend_->GetHealthCheckService()->SetServingStatus(true);
  readiness_->Drain();
  EXPECT_EQ(RawClient::Ask(port, "GET", "/readyz").status, 503);
  backend_->Shutdown();
  EXPECT_THAT(RawClient::Ask(port, "GET", "/readyz").body, HasSubstr("UNREACHABLE"));
}

TEST_F(ApiTest, MetricsCountByMethodAndStatus) {
  Ask("GET", "/v1/shelves/1/books/2");
  OperationsHandler operations(metrics_, *readiness_);
  const auto server = *Server::Start({}, operations);
  const Answer answer = RawClient::Ask(server->port(), "GET", "/metrics");
  EXPECT_THAT(answer.body, HasSubstr("eduplan_gateway_requests_total{"));
  EXPECT_THAT(answer.body, HasSubstr("LibraryService/GetBook"));
  EXPECT_EQ(RawClient::Ask(server->port(), "GET", "/v1/shelves/1/books/2").status, 404);
}

}  // namespace
}  // namespace eduplan::http
