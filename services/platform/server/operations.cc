#include "services/platform/server/operations.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <thread>
#include <utility>

namespace eduplan::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Tcp = asio::ip::tcp;
using Response = http::response<http::string_body>;

constexpr uint32_t kHeaderLimit = 8 << 10;
constexpr uint64_t kBodyLimit = 1 << 10;
constexpr std::chrono::seconds kIdle(15);
constexpr int kConnections = 64;

class BeastOperationsServer : public OperationsServer {
 public:
  BeastOperationsServer(Tcp::endpoint endpoint, Handler handler, boost::system::error_code& failed)
      : acceptor_(context_), handler_(std::move(handler)) {
    acceptor_.open(endpoint.protocol(), failed);
    if (!failed) acceptor_.set_option(Tcp::acceptor::reuse_address(true), failed);
    if (!failed) acceptor_.bind(endpoint, failed);
    if (!failed) acceptor_.listen(kConnections, failed);
    if (!failed) port_ = acceptor_.local_endpoint(failed).port();
    if (!failed) {
      asio::co_spawn(context_, Accept(), asio::detached);
      thread_ = std::thread([this] { context_.run(); });
    }
  }
  ~BeastOperationsServer() override {
    context_.stop();
    if (thread_.joinable()) {
      thread_.join();
    }
  }

  int port() const override { return port_; }

 private:
  asio::awaitable<void> Accept() {
    for (;;) {
      boost::system::error_code failed;
      auto token = asio::redirect_error(asio::use_awaitable, failed);
      Tcp::socket socket = co_await acceptor_.async_accept(token);
      if (failed) {
        // Out of descriptors, most likely: wait for some to be closed.
        asio::steady_timer pause(context_, std::chrono::milliseconds(100));
        co_await pause.async_wait(token);
      } else if (connections_ < kConnections) {
        asio::co_spawn(context_, Converse(beast::tcp_stream(std::move(socket))), asio::detached);
      }
    }
  }

  asio::awaitable<void> Converse(beast::tcp_stream stream) {
    struct Counted {
      int& number;
      ~Counted() { --number; }
    } counted{++connections_};
    boost::system::error_code failed;
    auto token = asio::redirect_error(asio::use_awaitable, failed);
    beast::flat_buffer buffer;
    for (bool keep_alive = true; keep_alive;) {
      http::request_parser<http::string_body> request;
      request.header_limit(kHeaderLimit);
      request.body_limit(kBodyLimit);
      stream.expires_after(kIdle);
      co_await http::async_read(stream, buffer, request, token);
      if (failed) {
        break;
      }
      Response response = Answer(request.get());
      keep_alive = response.keep_alive();
      co_await http::async_write(stream, response, token);
      if (failed) {
        break;
      }
    }
    stream.socket().shutdown(Tcp::socket::shutdown_send, failed);
  }

  Response Answer(const http::request<http::string_body>& request) {
    Response response;
    response.version(request.version());
    response.keep_alive(request.keep_alive());
    if (request.method() != http::verb::get && request.method() != http::verb::head) {
      response.result(http::status::method_not_allowed);
      response.set(http::field::allow, "GET, HEAD");
      response.prepare_payload();
      return response;
    }
    std::string_view path(request.target().data(), request.target().size());
    OperationsReply reply = handler_(path.substr(0, path.find('?')));
    response.result(static_cast<unsigned>(reply.status));
    response.set(http::field::content_type, reply.content_type);
    response.set(http::field::cache_control, "no-store");
    response.content_length(reply.body.size());
    if (request.method() == http::verb::get) {
      response.body() = std::move(reply.body);
    }
    return response;
  }

  asio::io_context context_{1};
  Tcp::acceptor acceptor_;
  Handler handler_;
  int port_ = 0;
  int connections_ = 0;  // used by the one thread only
  std::thread thread_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<OperationsServer>> OperationsServer::Start(const std::string& listen,
                                                                          Handler handler) {
  boost::system::error_code failed;
  size_t colon = listen.rfind(':');
  asio::io_context context;
  Tcp::resolver resolver(context);
  auto found = resolver.resolve(listen.substr(0, colon),
                                colon == listen.npos ? "" : listen.substr(colon + 1),
                                Tcp::resolver::passive, failed);
  std::unique_ptr<OperationsServer> server;
  if (!failed) {
    server = std::make_unique<BeastOperationsServer>(found.begin()->endpoint(), std::move(handler),
                                                     failed);
  }
  if (failed) {
    return absl::UnavailableError("cannot listen on " + listen + ": " + failed.message());
  }
  return server;
}

}  // namespace eduplan::server
