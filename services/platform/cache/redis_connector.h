#ifndef EDUPLAN_SERVICES_PLATFORM_CACHE_REDIS_CONNECTOR_H_
#define EDUPLAN_SERVICES_PLATFORM_CACHE_REDIS_CONNECTOR_H_

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/platform/cache/cache.h"
#include "services/platform/cache/host_lookup.h"
#include "services/platform/cache/redis_connection.h"
#include "services/platform/cache/redis_url.h"

namespace eduplan::cache {

// Opens connections to the Redis of a URL: its host, or the master that its sentinels name.
// Thread-safe.
class RedisConnector {
 public:
  using Connection = std::unique_ptr<RedisConnection>;

  RedisConnector(RedisUrl url, const RedisOptions& options);

  // A connection that is logged in; by sentinels, one to a server that says itself that it is a
  // master. UNAVAILABLE, at the deadline at the latest, with what every address answered.
  //
  // A master that was found is remembered. The sentinels are asked in turn, beginning with the one
  // that answered last; each step may take half of the time that is left, so that some remains for
  // those behind it, and one that failed is asked last the next time.
  absl::StatusOr<Connection> Open(Deadline deadline);
  // Forgets the master; after an error of a connection to it, or when it takes no writes.
  void Distrust();

 private:
  absl::StatusOr<Connection> OpenBySentinels(Deadline deadline);
  // What the sentinel holds to be the master. It is logged in to if it wants that.
  absl::StatusOr<HostAndPort> AskSentinel(const HostAndPort& sentinel, Deadline deadline);
  // Connected, logged in, and verified to be a master if it was sentinels that named it.
  absl::StatusOr<Connection> OpenServer(const HostAndPort& server, Deadline deadline);
  absl::StatusOr<Connection> Connect(const HostAndPort& server, Deadline deadline);
  std::optional<HostAndPort> master();
  // Sentinels in the order in which they are to be asked.
  std::vector<size_t> Turns();
  void AskFirst(size_t sentinel);

  const RedisUrl url_;
  const absl::Duration connect_timeout_;
  const absl::Duration command_timeout_;
  HostLookup lookup_;
  std::mutex mutex_;
  std::optional<HostAndPort> master_;
  size_t first_ = 0;
};

}  // namespace eduplan::cache

#endif  // EDUPLAN_SERVICES_PLATFORM_CACHE_REDIS_CONNECTOR_H_
