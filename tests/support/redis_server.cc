#include "tests/support/redis_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace eduplan::test {

RedisServer::RedisServer(std::string password) : password_(std::move(password)), port_(FreePort()) {
  Start();
}

void RedisServer::Start() {
  process_ = std::make_unique<ChildProcess>(ChildProcess::Options{
      .command = {"/usr/bin/env", "redis-server", "--port", std::to_string(port_), "--bind",
                  "127.0.0.1", "--dir", directory_.path(), "--save", "", "--appendonly", "no",
                  "--requirepass", password_},
      .user = {},
      .output = directory_.path() + "/redis.log",
      .environment = {}});
  for (absl::Time give_up = absl::Now() + absl::Seconds(20); !Answers();) {
    if (absl::Now() > give_up || !process_->Running()) {
      std::fprintf(stderr, "redis-server does not start on port %d\n", port_);
      std::abort();
    }
  }
}

void RedisServer::Kill() {
  process_ = nullptr;
}

std::string RedisServer::Url() const {
  return "redis://" + (password_.empty() ? "" : ":" + password_ + "@") +
         "127.0.0.1:" + std::to_string(port_);
}

// It does even without the password: it then says that one is needed.
bool RedisServer::Answers() const {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port_));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  char reply = 0;
  bool answers = ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
                 ::send(fd, "PING\r\n", 6, MSG_NOSIGNAL) == 6 && ::recv(fd, &reply, 1, 0) == 1;
  ::close(fd);
  return answers;
}

}  // namespace eduplan::test
