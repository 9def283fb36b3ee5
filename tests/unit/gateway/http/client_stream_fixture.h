#ifndef EDUPLAN_TESTS_UNIT_GATEWAY_HTTP_CLIENT_STREAM_FIXTURE_H_
#define EDUPLAN_TESTS_UNIT_GATEWAY_HTTP_CLIENT_STREAM_FIXTURE_H_

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gateway/http/api_handler.h"
#include "gateway/http/server.h"
#include "gateway/transcode/errors.h"
#include "library_service.grpc.pb.h"
#include "tests/unit/gateway/http/raw_client.h"

namespace eduplan::http {

// Bodies that are streamed to a service: HTTP over real sockets in front, a gRPC service behind.

inline constexpr auto kSecond = std::chrono::seconds(1);

class FakeAuthenticator : public Authenticator {
 public:
  absl::StatusOr<std::string> InternalToken(const std::string& authorization) override {
    if (authorization == "Bearer good") return std::string("internal");
    return transcode::Error(absl::StatusCode::kUnauthenticated, "TOKEN_MISSING", "no token", "x");
  }
};

// Does what the file's name says with what follows the first message.
class FakeLoader : public gatewaytest::v1::LibraryService::Service {
 public:
  grpc::Status LoadBooks(grpc::ServerContext* context,
                         grpc::ServerReader<gatewaytest::v1::LoadBooksRequest>* reader,
                         gatewaytest::v1::SearchBooksResponse* response) override {
    gatewaytest::v1::LoadBooksRequest request;
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

  gatewaytest::v1::LoadBooksRequest first;
  std::string bytes;
  int messages = 0;
  size_t largest = 0;
  std::promise<void> started;
  std::promise<void> release;
  std::promise<void> cancelled;

 private:
  void Take(const gatewaytest::v1::LoadBooksRequest& request) {
    ++messages;
    bytes += request.file().data();
    for (const gatewaytest::v1::Book& book : request.books()) bytes += book.title();
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
    const std::string service =
        gatewaytest::v1::Book::descriptor()->file()->package() + ".LibraryService";
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

inline constexpr char kChunked[] = "Transfer-Encoding: chunked";

// Bytes without a period that pieces could have.
inline std::string Noise(size_t size) {
  std::string out(size, '\0');
  uint32_t state = 1;
  for (char& c : out) {
    state = state * 1664525 + 1013904223;
    c = static_cast<char>(state >> 24);
  }
  return out;
}

inline std::string Chunk(std::string_view bytes) {
  return absl::StrCat(absl::Hex(bytes.size()), "\r\n", std::string(bytes), "\r\n");
}

}  // namespace eduplan::http

#endif  // EDUPLAN_TESTS_UNIT_GATEWAY_HTTP_CLIENT_STREAM_FIXTURE_H_
