#include "tests/support/proxied_connection.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace eduplan::test {
namespace {

// Bytes on their way in one direction; beyond them the sender has to wait.
constexpr size_t kMostHeld = 256 << 10;

}  // namespace

bool ProxiedStream::MayRead() const {
  return !ended_ && held_ < kMostHeld;
}

ProxiedStream::Clock::time_point ProxiedStream::due() const {
  return pieces_.empty() ? Clock::time_point::max() : pieces_.front().due;
}

bool ProxiedStream::Read(std::chrono::nanoseconds delay) {
  char buffer[16 << 10];
  const ssize_t size = ::recv(from_, buffer, sizeof buffer, 0);
  if (size < 0) return errno == EAGAIN || errno == EINTR;
  ended_ = size == 0;
  if (size > 0) {
    pieces_.push_back({Clock::now() + delay, std::string(buffer, static_cast<size_t>(size))});
    held_ += static_cast<size_t>(size);
  }
  return true;
}

bool ProxiedStream::Write(size_t most, size_t& allowance) {
  if (IsDue() && allowance > 0) {
    std::string& bytes = pieces_.front().bytes;
    const ssize_t size =
        ::send(to_, bytes.data(), std::min({most, allowance, bytes.size()}), MSG_NOSIGNAL);
    if (size < 0) return errno == EAGAIN || errno == EINTR;
    const auto sent = static_cast<size_t>(size);
    bytes.erase(0, sent);
    held_ -= sent;
    if (allowance != kUnlimited) allowance -= sent;
    if (bytes.empty()) pieces_.pop_front();
  }
  if (ended_ && !closed_ && pieces_.empty()) {
    ::shutdown(to_, SHUT_WR);
    closed_ = true;
  }
  return true;
}

ProxiedConnection::~ProxiedConnection() {
  const linger at_once = {.l_onoff = 1, .l_linger = 0};
  for (const int fd : {client, server}) {
    if (!Over()) ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    ::close(fd);
  }
}

}  // namespace eduplan::test
