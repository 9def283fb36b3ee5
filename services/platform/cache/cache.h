#ifndef EDUPLAN_SERVICES_PLATFORM_CACHE_CACHE_H_
#define EDUPLAN_SERVICES_PLATFORM_CACHE_CACHE_H_

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace eduplan::cache {

// A shared key-value cache that may forget anything at any time. Thread-safe. Errors are
// UNAVAILABLE and mean: go on without. A call takes at most connect_timeout + command_timeout, its
// answer at most 64 MiB. After an error of a connection nothing is tried again for `retry_after`,
// so a dead cache costs nothing per call.
class Cache {
 public:
  virtual ~Cache() = default;
  virtual absl::StatusOr<std::optional<std::string>> Get(std::string_view key) = 0;
  // In the order of the keys, one round trip.
  virtual absl::StatusOr<std::vector<std::optional<std::string>>> GetMany(
      std::span<const std::string> keys) = 0;
  virtual absl::Status Set(std::string_view key, std::string_view value, absl::Duration ttl) = 0;
  // SET NX PX: true if the lock is now ours under `token`.
  virtual absl::StatusOr<bool> Lock(std::string_view key, std::string_view token,
                                    absl::Duration ttl) = 0;
  // Deletes the lock if it is still ours.
  virtual absl::Status Unlock(std::string_view key, std::string_view token) = 0;
  virtual absl::Status Ping() = 0;
};

struct RedisOptions {
  // redis://[:password@]host:port[/db], or
  // sentinel://[:password@]host:port[,host:port…]/MASTER[/db], which follows the master that these
  // sentinels name. The password is that of the Redis servers, and of the sentinels if they want
  // one.
  std::string url;
  int connections = 8;
  absl::Duration connect_timeout = absl::Milliseconds(200);
  absl::Duration command_timeout = absl::Milliseconds(200);
  absl::Duration retry_after = absl::Milliseconds(500);
};
// Connects lazily, so it succeeds with Redis down. INVALID_ARGUMENT (INVALID_REDIS_URL) for a
// malformed URL.
absl::StatusOr<std::unique_ptr<Cache>> MakeRedisCache(const RedisOptions& options);
// Remembers nothing: Get is always a miss, Lock always succeeds.
std::unique_ptr<Cache> MakeNullCache();

}  // namespace eduplan::cache

#endif  // EDUPLAN_SERVICES_PLATFORM_CACHE_CACHE_H_
