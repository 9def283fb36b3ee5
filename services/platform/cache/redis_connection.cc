#include "services/platform/cache/redis_connection.h"

#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "services/platform/status/macros.h"

namespace eduplan::cache {
namespace {

// A list of more elements cannot be a reply of kLargestReply bytes: the shortest has four,
// ":0\r\n".
constexpr int kMostElements = kLargestReply / 4;

absl::Status Unavailable(const char* what) {
  return absl::UnavailableError(std::string("Redis: ") + what);
}

// Waits until the socket is ready for `events`; false at the deadline.
bool WaitFor(int fd, short events, Deadline deadline) {
  pollfd waiting = {.fd = fd, .events = events, .revents = 0};
  int ready;
  do {
    auto left = absl::ToInt64Milliseconds(absl::Ceil(TimeLeft(deadline), absl::Milliseconds(1)));
    ready = left <= 0 ? 0 : ::poll(&waiting, 1, static_cast<int>(left));
  } while (ready < 0 && errno == EINTR);
  return ready > 0;
}

// hiredis makes room for as many elements as the reply says that it will have.
redisReplyObjectFunctions* WithBoundedLists(const redisReplyObjectFunctions& plain) {
  static const auto kCreateList = plain.createArray;
  static redisReplyObjectFunctions bounded = [&] {
    redisReplyObjectFunctions functions = plain;
    functions.createArray = [](const redisReadTask* task, int elements) -> void* {
      return elements > kMostElements ? nullptr : kCreateList(task, elements);
    };
    return functions;
  }();
  return &bounded;
}

}  // namespace

bool IsError(const redisReply& reply, std::string_view code) {
  return reply.type == REDIS_REPLY_ERROR &&
         std::string_view(reply.str, reply.len).starts_with(code);
}

absl::StatusOr<std::unique_ptr<RedisConnection>> RedisConnection::Connect(
    const std::string& address, int port, Deadline deadline) {
  std::unique_ptr<redisContext, Release> context(redisConnectNonBlock(address.c_str(), port));
  if (context == nullptr || context->err != 0) {
    return Unavailable(context == nullptr ? "out of memory" : context->errstr);
  }
  if (!WaitFor(context->fd, POLLOUT, deadline)) {
    return Unavailable("no connection in time");
  }
  int error = 0;
  socklen_t size = sizeof error;
  if (::getsockopt(context->fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0) error = errno;
  if (error != 0) {
    return Unavailable(std::generic_category().message(error).c_str());
  }
  context->reader->fn = WithBoundedLists(*context->reader->fn);
  return std::unique_ptr<RedisConnection>(new RedisConnection(std::move(context)));
}

absl::Status RedisConnection::Authenticate(const RedisLogin& login, Deadline deadline) {
  if (login.password.empty()) {
    return absl::OkStatus();
  }
  return login.user.empty() ? RunForOk({{"AUTH", login.password}}, deadline)
                            : RunForOk({{"AUTH", login.user, login.password}}, deadline);
}

absl::Status RedisConnection::SelectDatabase(int database, Deadline deadline) {
  return database == 0 ? absl::OkStatus()
                       : RunForOk({{"SELECT", std::to_string(database)}}, deadline);
}

absl::Status RedisConnection::RunForOk(std::span<const std::string_view> command,
                                       Deadline deadline) {
  EDUPLAN_ASSIGN_OR_RETURN(Reply reply, Run(command, deadline));
  return IsError(*reply) ? Unavailable(reply->str) : absl::OkStatus();
}

absl::StatusOr<Reply> RedisConnection::Run(std::span<const std::string_view> command,
                                           Deadline deadline) {
  std::vector<const char*> parts;
  std::vector<size_t> sizes;
  for (std::string_view part : command) {
    parts.push_back(part.data() == nullptr ? "" : part.data());
    sizes.push_back(part.size());
  }
  if (redisAppendCommandArgv(context_.get(), static_cast<int>(parts.size()), parts.data(),
                             sizes.data()) != REDIS_OK) {
    return Broken();
  }
  EDUPLAN_RETURN_IF_ERROR(Send(deadline));
  return Receive(deadline);
}

absl::Status RedisConnection::Send(Deadline deadline) {
  for (int sent = 0; sent == 0;) {
    if (!WaitFor(context_->fd, POLLOUT, deadline)) {
      return Unavailable("the command was not taken in time");
    }
    if (redisBufferWrite(context_.get(), &sent) != REDIS_OK) {
      return Broken();
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<Reply> RedisConnection::Receive(Deadline deadline) {
  void* reply = nullptr;
  for (size_t received = 0; reply == nullptr;) {
    const size_t before = context_->reader->len;
    if (!WaitFor(context_->fd, POLLIN, deadline)) {
      return Unavailable("no answer in time");
    }
    if (redisBufferRead(context_.get()) != REDIS_OK) {
      return Broken();
    }
    received += context_->reader->len - before;
    if (received > kLargestReply) {
      return Unavailable("an answer of more than 64 MiB");
    }
    if (redisGetReplyFromReader(context_.get(), &reply) != REDIS_OK) {
      return Broken();
    }
  }
  return Reply(static_cast<redisReply*>(reply));
}

// To be called right after the failure, whose errno it reads.
absl::Status RedisConnection::Broken() {
  was_closed_ = context_->err == REDIS_ERR_EOF ||
                (context_->err == REDIS_ERR_IO && (errno == ECONNRESET || errno == EPIPE));
  return Unavailable(context_->errstr);
}

}  // namespace eduplan::cache
