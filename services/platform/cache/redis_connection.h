#ifndef EDUPLAN_SERVICES_PLATFORM_CACHE_REDIS_CONNECTION_H_
#define EDUPLAN_SERVICES_PLATFORM_CACHE_REDIS_CONNECTION_H_

#include <hiredis/hiredis.h>

#include <memory>
#include <span>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/platform/cache/cache.h"
#include "services/platform/cache/redis_url.h"

namespace eduplan::cache {

struct ReplyRelease {
  void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using Reply = std::unique_ptr<redisReply, ReplyRelease>;

// One connection, used by one thread at a time.
class RedisConnection {
 public:
  // Connects, logs in and chooses the database.
  static absl::StatusOr<std::unique_ptr<RedisConnection>> Open(const RedisAddress& address,
                                                               const RedisOptions& options);

  // Sends one command and reads its reply, which may be an error that Redis answered. UNAVAILABLE
  // if there is no reply in time or at all; the connection is then of no more use.
  absl::StatusOr<Reply> Run(std::span<const std::string_view> command);
  // After a failed Run: the other side had closed the connection, as a restarted Redis does with
  // those that stood idle, so that the command is worth another connection.
  bool was_closed() const { return was_closed_; }

 private:
  struct Release {
    void operator()(redisContext* context) const { redisFree(context); }
  };
  RedisConnection(std::unique_ptr<redisContext, Release> context, absl::Duration timeout)
      : context_(std::move(context)), timeout_(timeout) {}
  // The reply once it is whole; null on an error of the connection or at the deadline.
  Reply Exchange();

  std::unique_ptr<redisContext, Release> context_;
  absl::Duration timeout_;
  bool was_closed_ = false;
};

}  // namespace eduplan::cache

#endif  // EDUPLAN_SERVICES_PLATFORM_CACHE_REDIS_CONNECTION_H_
