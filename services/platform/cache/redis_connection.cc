#include "services/platform/cache/redis_connection.h"

#include <poll.h>

#include <cerrno>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

namespace eduplan::cache {
namespace {

absl::Status Unavailable(const char* what) {
  return absl::UnavailableError(std::string("Redis: ") + what);
}

// Waits until the socket is ready for `events`; false at the deadline.
bool WaitFor(int fd, short events, absl::Time deadline) {
  pollfd waiting = {.fd = fd, .events = events, .revents = 0};
  int ready;
  do {
    auto left =
        absl::ToInt64Milliseconds(absl::Ceil(deadline - absl::Now(), absl::Milliseconds(1)));
    ready = left <= 0 ? 0 : ::poll(&waiting, 1, static_cast<int>(left));
  } while (ready < 0 && errno == EINTR);
  return ready > 0;
}

}  // namespace

absl::StatusOr<std::unique_ptr<RedisConnection>> RedisConnection::Open(
    const RedisAddress& address, const RedisOptions& options) {
  std::unique_ptr<redisContext, Release> context(redisConnectWithTimeout(
      address.host.c_str(), address.port, absl::ToTimeval(options.connect_timeout)));
  if (context == nullptr || context->err != 0) {
    return Unavailable(context == nullptr ? "out of memory" : context->errstr);
  }
  redisSetTimeout(context.get(), absl::ToTimeval(options.command_timeout));
  std::unique_ptr<RedisConnection> connection(
      new RedisConnection(std::move(context), options.command_timeout));

  std::vector<std::vector<std::string_view>> greetings;
  if (!address.password.empty()) {
    greetings.push_back({"AUTH"});
    if (!address.user.empty()) {
      greetings.back().push_back(address.user);
    }
    greetings.back().push_back(address.password);
  }
  std::string database = std::to_string(address.database);
  if (address.database != 0) {
    greetings.push_back({"SELECT", database});
  }
  for (const auto& greeting : greetings) {
    EDUPLAN_ASSIGN_OR_RETURN(Reply reply, connection->Run(greeting));
    if (reply->type == REDIS_REPLY_ERROR) {
      return Unavailable(reply->str);
    }
  }
  return connection;
}

absl::StatusOr<Reply> RedisConnection::Run(std::span<const std::string_view> command) {
  std::vector<const char*> parts;
  std::vector<size_t> sizes;
  for (std::string_view part : command) {
    parts.push_back(part.data() == nullptr ? "" : part.data());
    sizes.push_back(part.size());
  }
  Reply reply;
  if (redisAppendCommandArgv(context_.get(), static_cast<int>(parts.size()), parts.data(),
                             sizes.data()) == REDIS_OK) {
    reply = Exchange();
  }
  if (reply == nullptr) {
    was_closed_ = context_->err == REDIS_ERR_EOF ||
                  (context_->err == REDIS_ERR_IO && (errno == ECONNRESET || errno == EPIPE));
    return Unavailable(context_->err == 0 ? "no answer in time" : context_->errstr);
  }
  return reply;
}

// hiredis' own timeout starts anew with every read, so that a reply in drops could take for ever;
// this one is for the whole exchange.
Reply RedisConnection::Exchange() {
  absl::Time deadline = absl::Now() + timeout_;
  for (int sent = 0; sent == 0;) {
    if (!WaitFor(context_->fd, POLLOUT, deadline) ||
        redisBufferWrite(context_.get(), &sent) != REDIS_OK) {
      return nullptr;
    }
  }
  void* reply = nullptr;
  while (reply == nullptr) {
    if (!WaitFor(context_->fd, POLLIN, deadline) || redisBufferRead(context_.get()) != REDIS_OK ||
        redisGetReplyFromReader(context_.get(), &reply) != REDIS_OK) {
      return nullptr;
    }
  }
  return Reply(static_cast<redisReply*>(reply));
}

}  // namespace eduplan::cache
