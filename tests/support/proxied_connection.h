#ifndef EDUPLAN_TESTS_SUPPORT_PROXIED_CONNECTION_H_
#define EDUPLAN_TESTS_SUPPORT_PROXIED_CONNECTION_H_

#include <chrono>
#include <cstddef>
#include <deque>
#include <limits>
#include <string>

namespace eduplan::test {

inline constexpr size_t kUnlimited = std::numeric_limits<size_t>::max();

// One direction of a connection through a FaultProxy. Its sockets do not block.
class ProxiedStream {
 public:
  using Clock = std::chrono::steady_clock;

  ProxiedStream(int from, int to) : from_(from), to_(to) {}

  int from() const { return from_; }
  int to() const { return to_; }
  // Whether there is room for more bytes, and may be more.
  bool MayRead() const;
  // Whether bytes are held whose delay is over.
  bool IsDue() const { return !pieces_.empty() && pieces_.front().due <= Clock::now(); }
  // When the next are; the end of time if none are held.
  Clock::time_point due() const;
  // `from` ended it, and `to` was told.
  bool closed() const { return closed_; }

  // Reads what has come, to be written after the delay; false after an error of the socket.
  bool Read(std::chrono::nanoseconds delay);
  // Writes at most `most` bytes that are due and takes them off `allowance`, or passes the end on;
  // false after an error of the socket.
  bool Write(size_t most, size_t& allowance);

 private:
  struct Piece {
    Clock::time_point due;
    std::string bytes;
  };
  int from_;
  int to_;
  std::deque<Piece> pieces_;
  size_t held_ = 0;
  bool ended_ = false;  // `from` sends no more
  bool closed_ = false;
};

// Owns the sockets; closes them with a reset unless both sides ended the connection in order.
struct ProxiedConnection {
  ProxiedConnection(int client_fd, int server_fd)
      : client(client_fd),
        server(server_fd),
        to_server(client_fd, server_fd),
        to_client(server_fd, client_fd) {}
  ~ProxiedConnection();
  ProxiedConnection(const ProxiedConnection&) = delete;
  ProxiedConnection& operator=(const ProxiedConnection&) = delete;

  bool Over() const { return to_server.closed() && to_client.closed(); }

  const int client;
  const int server;
  bool connected = false;  // to the server
  ProxiedStream to_server;
  ProxiedStream to_client;
};

}  // namespace eduplan::test

#endif  // EDUPLAN_TESTS_SUPPORT_PROXIED_CONNECTION_H_
