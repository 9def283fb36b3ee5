#ifndef EDUPLAN_SERVICES_PLATFORM_CACHE_REDIS_CONNECTION_H_
#define EDUPLAN_SERVICES_PLATFORM_CACHE_REDIS_CONNECTION_H_

#include <hiredis/hiredis.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/platform/cache/deadline.h"
#include "services/platform/cache/redis_url.h"

namespace eduplan::cache {

// Bytes of one reply with its framing. More than that is not what was asked for.
inline constexpr size_t kLargestReply = 64 << 20;

struct ReplyRelease {
  void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using Reply = std::unique_ptr<redisReply, ReplyRelease>;

// Whether it is an error that begins with `code`, such as READONLY.
bool IsError(const redisReply& reply, std::string_view code = "");

// One connection, used by one thread at a time.
class RedisConnection {
 public:
  // Connects to a numeric IP address.
  static absl::StatusOr<std::unique_ptr<RedisConnection>> Connect(const std::string& address,
                                                                  int port, Deadline deadline);

  // Says who we are, if `login` has a password.
  absl::Status Authenticate(const RedisLogin& login, Deadline deadline);
  absl::Status SelectDatabase(int database, Deadline deadline);
  // Sends one command and reads its reply, which may be an error that Redis answered. UNAVAILABLE
  // if there is no reply in time or at all, or a larger one than kLargestReply; the connection is
  // then of no more use.
  absl::StatusOr<Reply> Run(std::span<const std::string_view> command, Deadline deadline);
  // After a failed Run: the other side had closed the connection, as a restarted Redis does with
  // those that stood idle, so that the command is worth another connection.
  bool was_closed() const { return was_closed_; }

 private:
  struct Release {
    void operator()(redisContext* context) const { redisFree(context); }
  };
  explicit RedisConnection(std::unique_ptr<redisContext, Release> context)
      : context_(std::move(context)) {}
  absl::Status RunForOk(std::span<const std::string_view> command, Deadline deadline);
  absl::Status Send(Deadline deadline);
  absl::StatusOr<Reply> Receive(Deadline deadline);
  absl::Status Broken();

  std::unique_ptr<redisContext, Release> context_;  // its socket does not block
  bool was_closed_ = false;
};

}  // namespace eduplan::cache

#endif  // EDUPLAN_SERVICES_PLATFORM_CACHE_REDIS_CONNECTION_H_
