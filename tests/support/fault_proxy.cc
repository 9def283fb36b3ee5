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
#include <list>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "tests/support/proxied_connection.h"

namespace eduplan::test {
namespace {

using Clock = ProxiedStream::Clock;

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
      open_.remove_if(
          [&](ProxiedConnection& connection) { return !fault_.cut && !Forward(connection); });
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

  bool Holds(const ProxiedConnection& connection, const ProxiedStream& stream) const {
    return &stream == &connection.to_server ? fault_.hold_to_server : fault_.hold_to_client;
  }

  // Until a socket can be read or written as the fault allows, a delay is over, or Do() was called.
  void Wait() {
    std::vector<pollfd> waiting = {{.fd = wake_, .events = POLLIN, .revents = 0}};
    if (listener_ >= 0 && std::ssize(open_) < kMostConnections) {
      waiting.push_back({.fd = listener_, .events = POLLIN, .revents = 0});
    }
    Clock::time_point due = Clock::time_point::max();
    for (const ProxiedConnection& connection : open_) {
      if (!connection.connected) {
        waiting.push_back({.fd = connection.server, .events = POLLOUT, .revents = 0});
        continue;
      }
      for (const ProxiedStream* stream : {&connection.to_server, &connection.to_client}) {
        if (Holds(connection, *stream)) continue;
        if (stream->MayRead()) {
          waiting.push_back({.fd = stream->from(), .events = POLLIN, .revents = 0});
        }
        if (stream->IsDue()) {
          waiting.push_back({.fd = stream->to(), .events = POLLOUT, .revents = 0});
        } else {
          due = std::min(due, stream->due());
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
  bool Forward(ProxiedConnection& connection) {
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

  bool Forward(const ProxiedConnection& connection, ProxiedStream& stream, size_t& allowance) {
    if (Holds(connection, stream)) return true;
    return (!stream.MayRead() || stream.Read(fault_.delay)) &&
           stream.Write(fault_.slice, allowance);
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
  std::list<ProxiedConnection> open_;
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
