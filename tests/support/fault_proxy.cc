#include "tests/support/fault_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <limits>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace eduplan::test {
namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kUnlimited = std::numeric_limits<size_t>::max();
// Bytes on their way in one direction of a connection; beyond them the sender has to wait.
constexpr size_t kMostHeld = 256 << 10;

struct Fault {
  bool hold_to_server = false;
  bool hold_to_client = false;
  bool cut = false;
  std::chrono::nanoseconds delay{};
  size_t slice = kUnlimited;
  size_t until_cut = kUnlimited;
};

[[noreturn]] void Abort(const char* what) {
  std::perror(what);
  std::abort();
}

sockaddr_in LocalAddress(int port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int NewSocket() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) Abort("proxy: socket");
  return fd;
}

// Port 0 takes a free one.
int Listen(int port) {
  const int fd = NewSocket();
  const int yes = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  const sockaddr_in address = LocalAddress(port);
  if (::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(fd, 128) != 0) {
    Abort("proxy: listen");
  }
  return fd;
}

int PortOf(int fd) {
  sockaddr_in address = {};
  socklen_t size = sizeof address;
  if (::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) Abort("getsockname");
  return ntohs(address.sin_port);
}

void ResetAtClose(int fd) {
  const linger at_once = {.l_onoff = 1, .l_linger = 0};
  ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

// One direction of a connection.
struct Stream {
  struct Piece {
    Clock::time_point due;
    std::string bytes;
  };
  int from;
  int to;
  std::deque<Piece> pieces = {};
  size_t held = 0;
  bool ended = false;   // `from` sends no more
  bool closed = false;  // and `to` was told

  bool MayRead() const { return !ended && held < kMostHeld; }
  bool IsDue() const { return !pieces.empty() && pieces.front().due <= Clock::now(); }
};

// False after an error of the socket.
bool Read(Stream& stream, std::chrono::nanoseconds delay) {
  char buffer[16 << 10];
  const ssize_t size = ::recv(stream.from, buffer, sizeof buffer, 0);
  if (size < 0) return errno == EAGAIN || errno == EINTR;
  stream.ended = size == 0;
  if (size > 0) {
    stream.pieces.push_back({Clock::now() + delay, std::string(buffer, static_cast<size_t>(size))});
    stream.held += static_cast<size_t>(size);
  }
  return true;
}

// Writes at most `most` bytes of the first piece and takes them off `allowance`; false after an
// error of the socket.
bool Write(Stream& stream, size_t most, size_t& allowance) {
  std::string& bytes = stream.pieces.front().bytes;
  const ssize_t size =
      ::send(stream.to, bytes.data(), std::min({most, allowance, bytes.size()}), MSG_NOSIGNAL);
  if (size < 0) return errno == EAGAIN || errno == EINTR;
  const auto sent = static_cast<size_t>(size);
  bytes.erase(0, sent);
  stream.held -= sent;
  if (allowance != kUnlimited) allowance -= sent;
  if (bytes.empty()) stream.pieces.pop_front();
  return true;
}

struct Connection {
  Connection(int client_fd, int server_fd)
      : client(client_fd),
        server(server_fd),
        to_server{.from = client, .to = server},
        to_client{.from = server, .to = client} {}
  ~Connection() {
    for (const int fd : {client, server}) {
      if (!Over()) ResetAtClose(fd);
      ::close(fd);
    }
  }
  // Both sides ended it, and both know.
  bool Over() const { return to_server.closed && to_client.closed; }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  int client;
  int server;
  bool connected = false;  // to the server
  Stream to_server;
  Stream to_client;
};

}  // namespace

class FaultProxy::Worker {
 public:
  explicit Worker(int target_port)
      : target_port_(target_port),
        wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
        listener_(Listen(0)),
        port_(PortOf(listener_)),
        thread_([this] { Run(); }) {}

  ~Worker() {
    {
      std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    Wake();
    thread_.join();
    open_.clear();
    if (listener_ >= 0) ::close(listener_);
    ::close(wake_);
  }

  int port() const { return port_; }
  int connections() const { return connections_; }

  // Returns once the thread acts by it.
  void Do(const Fault& fault) {
    std::unique_lock lock(mutex_);
    wanted_ = fault;
    const uint64_t turn = ++asked_;
    Wake();
    changed_.wait(lock, [&] { return done_ >= turn; });
  }

 private:
  void Wake() {
    const uint64_t one = 1;
    if (::write(wake_, &one, sizeof one) != sizeof one) Abort("proxy: eventfd");
  }

  void Run() {
    while (TakeOrders()) {
      Wait();
      if (listener_ >= 0 && std::ssize(open_) < kMostConnections) Accept();
      open_.remove_if([&](Connection& connection) { return !fault_.cut && !Forward(connection); });
      if (fault_.until_cut == 0) fault_.cut = true;
      if (fault_.cut) Close();
      connections_ = static_cast<int>(open_.size());
    }
  }

  // False when the proxy is to end.
  bool TakeOrders() {
    std::lock_guard lock(mutex_);
    if (done_ < asked_) {
      fault_ = wanted_;
      if (fault_.cut) Close();
      if (!fault_.cut && listener_ < 0) listener_ = Listen(port_);
      connections_ = static_cast<int>(open_.size());
      done_ = asked_;
      changed_.notify_all();
    }
    return !stopping_;
  }

  // The listener first: who sees the end of a connection finds no other.
  void Close() {
    if (listener_ >= 0) ::close(listener_);
    listener_ = -1;
    open_.clear();
  }

  bool Holds(const Connection& connection, const Stream& stream) const {
    return &stream == &connection.to_server ? fault_.hold_to_server : fault_.hold_to_client;
  }

  // Until a socket can be read or written as the fault allows, a delay is over, or Do() was called.
  void Wait() {
    std::vector<pollfd> waiting = {{.fd = wake_, .events = POLLIN, .revents = 0}};
    if (listener_ >= 0 && std::ssize(open_) < kMostConnections) {
      waiting.push_back({.fd = listener_, .events = POLLIN, .revents = 0});
    }
    Clock::time_point due = Clock::time_point::max();
    for (const Connection& connection : open_) {
      if (!connection.connected) {
        waiting.push_back({.fd = connection.server, .events = POLLOUT, .revents = 0});
        continue;
      }
      for (const Stream* stream : {&connection.to_server, &connection.to_client}) {
        if (Holds(connection, *stream)) continue;
        if (stream->MayRead()) {
          waiting.push_back({.fd = stream->from, .events = POLLIN, .revents = 0});
        }
        if (stream->IsDue()) {
          waiting.push_back({.fd = stream->to, .events = POLLOUT, .revents = 0});
        } else if (!stream->pieces.empty()) {
          due = std::min(due, stream->pieces.front().due);
        }
      }
    }
    int timeout = -1;
    if (due != Clock::time_point::max()) {
      timeout = static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(
                                     std::max(due - Clock::now(), Clock::duration()))
                                     .count());
    }
    if (::poll(waiting.data(), waiting.size(), timeout) < 0 && errno != EINTR) Abort("proxy: poll");
    uint64_t wakes = 0;
    if (::read(wake_, &wakes, sizeof wakes) < 0 && errno != EAGAIN) Abort("proxy: eventfd");
  }

  void Accept() {
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (client < 0) return;
    const int server = NewSocket();
    const int yes = 1;
    for (const int fd : {client, server}) {
      ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    }
    const sockaddr_in target = LocalAddress(target_port_);
    ::connect(server, reinterpret_cast<const sockaddr*>(&target), sizeof target);
    open_.emplace_back(client, server);
  }

  // Moves what can be moved; false when the connection is over.
  bool Forward(Connection& connection) {
    if (!connection.connected) {
      pollfd connecting = {.fd = connection.server, .events = POLLOUT, .revents = 0};
      ::poll(&connecting, 1, 0);
      if ((connecting.revents & (POLLERR | POLLHUP)) != 0) return false;
      connection.connected = (connecting.revents & POLLOUT) != 0;
      return true;
    }
    size_t unlimited = kUnlimited;
    return Forward(connection, connection.to_server, unlimited) &&
           Forward(connection, connection.to_client, fault_.until_cut) && !connection.Over();
  }

  bool Forward(const Connection& connection, Stream& stream, size_t& allowance) {
    if (Holds(connection, stream)) return true;
    if (stream.MayRead() && !Read(stream, fault_.delay)) return false;
    if (stream.IsDue() && allowance > 0 && !Write(stream, fault_.slice, allowance)) return false;
    if (stream.ended && !stream.closed && stream.pieces.empty()) {
      ::shutdown(stream.to, SHUT_WR);
      stream.closed = true;
    }
    return true;
  }

  const int target_port_;
  const int wake_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Fault wanted_;
  uint64_t asked_ = 0;
  uint64_t done_ = 0;
  bool stopping_ = false;
  std::atomic<int> connections_ = 0;

  // Of the thread alone, but for the constructor and the destructor.
  Fault fault_;
  int listener_;
  const int port_;
  std::list<Connection> open_;
  std::thread thread_;
};

FaultProxy::FaultProxy(int target_port) : worker_(std::make_unique<Worker>(target_port)) {}
FaultProxy::~FaultProxy() = default;

int FaultProxy::port() const {
  return worker_->port();
}

int FaultProxy::connections() const {
  return worker_->connections();
}

void FaultProxy::Pass() {
  worker_->Do({});
}

void FaultProxy::Delay(absl::Duration delay) {
  worker_->Do({.delay = absl::ToChronoNanoseconds(delay)});
}

void FaultProxy::Slice(size_t bytes) {
  worker_->Do({.slice = bytes});
}

void FaultProxy::Hang() {
  worker_->Do({.hold_to_server = true, .hold_to_client = true});
}

void FaultProxy::Partition(Direction held_back) {
  worker_->Do({.hold_to_server = held_back == Direction::kToServer,
               .hold_to_client = held_back == Direction::kToClient});
}

void FaultProxy::Cut() {
  worker_->Do({.cut = true});
}

void FaultProxy::CutAfter(size_t bytes_to_client) {
  worker_->Do({.until_cut = bytes_to_client});
}

}  // namespace eduplan::test
