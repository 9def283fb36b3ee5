#include "gateway/http/server.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gateway/http/session.h"

namespace eduplan::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr char kFull[] =
    "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nContent-Length: 56\r\n"
    "Retry-After: 1\r\nConnection: close\r\n\r\n"
    R"({"code":14,"message":"too many connections; try again"})"
    "\n";

absl::StatusOr<tcp::endpoint> ParseAddress(const std::string& text) {
  const size_t colon = text.rfind(':');
  int port = 0;
  error_code error;
  const std::string host = colon == text.npos ? "" : text.substr(0, colon);
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  const auto address = asio::ip::make_address(host == "localhost" ? "127.0.0.1"
                                              : bracketed         ? host.substr(1, host.size() - 2)
                                                                  : host,
                                              error);
  if (error || colon == text.npos || !absl::SimpleAtoi(text.substr(colon + 1), &port) || port < 0 ||
      port > 65535) {
    return absl::InvalidArgumentError(absl::StrCat("not an address, HOST:PORT: ", text));
  }
  return tcp::endpoint(address, static_cast<uint16_t>(port));
}

class BeastServer : public Server {
 public:
  BeastServer(const Options& options, Handler& handler)
      : options_(options), handler_(handler), acceptor_(asio::make_strand(context_)) {}

  ~BeastServer() override {
    context_.stop();
    for (std::thread& thread : threads_) thread.join();
    // Sockets may not outlive their context; those that coroutines still hold end with it.
    sessions_.clear();
  }

  absl::Status Listen() {
    absl::StatusOr<tcp::endpoint> endpoint = ParseAddress(options_.listen);
    if (!endpoint.ok()) return endpoint.status();
    error_code error;
    acceptor_.open(endpoint->protocol(), error);
    if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(*endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (!error) port_ = acceptor_.local_endpoint(error).port();
    if (error) {
      return absl::UnavailableError(
          absl::StrCat("cannot listen on ", options_.listen, ": ", error.message()));
    }
    asio::co_spawn(acceptor_.get_executor(), [this] { return Accept(); }, asio::detached);
    for (int i = 0; i < std::max(1, options_.threads); ++i) {
      threads_.emplace_back([this] { context_.run(); });
    }
    return absl::OkStatus();
  }

  int port() const override { return port_; }

  int connections() const override {
    const std::lock_guard<std::mutex> lock(mutex_);
    return static_cast<int>(sessions_.size());
  }

  void Drain(absl::Duration longest) override {
    std::unique_lock<std::mutex> lock(mutex_);
    draining_ = true;
    asio::post(acceptor_.get_executor(), [this] { StopAccepting(); });
    for (const auto& [id, session] : sessions_) session->Drain();
    ended_.wait_for(lock, absl::ToChronoMilliseconds(longest),
                    [this] { return stopped_ && sessions_.empty(); });
  }

 private:
  asio::awaitable<void> Accept() {
    asio::steady_timer pause(acceptor_.get_executor());
    for (;;) {
      auto [error, socket] = co_await acceptor_.async_accept(asio::make_strand(context_),
                                                             asio::as_tuple(asio::use_awaitable));
      if (!acceptor_.is_open()) co_return;
      if (error) {
        // Out of descriptors, most likely: going round at once would only burn the processor.
        pause.expires_after(std::chrono::milliseconds(50));
        co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
        continue;
      }
      Serve(std::move(socket));
    }
  }

  // Connections that wait to be accepted have been promised an answer by the kernel.
  void StopAccepting() {
    error_code error;
    acceptor_.non_blocking(true, error);
    while (!error) {
      tcp::socket socket(asio::make_strand(context_));
      acceptor_.accept(socket, error);
      if (!error) Serve(std::move(socket));
    }
    acceptor_.close(error);
    const std::lock_guard<std::mutex> lock(mutex_);
    stopped_ = true;
    ended_.notify_all();
  }

  void Serve(tcp::socket socket) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (sessions_.size() >= static_cast<size_t>(options_.limits.connections)) {
      error_code ignored;
      socket.non_blocking(true, ignored);
      socket.write_some(asio::buffer(kFull, sizeof kFull - 1), ignored);
      return;
    }
    const uint64_t id = next_id_++;
    auto& entry = sessions_[id];
    entry = Session::Start(std::move(socket), options_.limits, handler_, [this, id] { End(id); });
    if (draining_) entry->Drain();
  }

  void End(uint64_t id) {
    std::shared_ptr<Session> last;
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto it = sessions_.find(id);
    if (it == sessions_.end()) return;
    last = std::move(it->second);
    sessions_.erase(it);
    if (sessions_.empty()) ended_.notify_all();
  }

  const Options options_;
  Handler& handler_;
  mutable std::mutex mutex_;
  std::condition_variable ended_;
  std::map<uint64_t, std::shared_ptr<Session>> sessions_;
  uint64_t next_id_ = 0;
  bool draining_ = false;
  bool stopped_ = false;
  int port_ = 0;
  asio::io_context context_;
  tcp::acceptor acceptor_;
  std::vector<std::thread> threads_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const Options& options, Handler& handler) {
  auto server = std::make_unique<BeastServer>(options, handler);
  if (absl::Status status = server->Listen(); !status.ok()) return status;
  return server;
}

}  // namespace eduplan::http
