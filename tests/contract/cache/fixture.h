#ifndef EDUPLAN_TESTS_CONTRACT_CACHE_FIXTURE_H_
#define EDUPLAN_TESTS_CONTRACT_CACHE_FIXTURE_H_

#include <memory>
#include <string>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "services/platform/cache/cache.h"
#include "tests/support/redis_server.h"

namespace eduplan::cache {

inline constexpr absl::Duration kConnectTimeout = absl::Milliseconds(200);
inline constexpr absl::Duration kCommandTimeout = absl::Milliseconds(200);
// The most that a call may take, and what a busy machine may add to it.
inline constexpr absl::Duration kLongestCall = absl::Milliseconds(400);
inline constexpr absl::Duration kSlack = absl::Milliseconds(300);

inline std::unique_ptr<Cache> CacheAt(const std::string& url,
                                      absl::Duration retry_after = absl::Milliseconds(500)) {
  return MakeRedisCache({.url = url,
                         .connections = 4,
                         .connect_timeout = kConnectTimeout,
                         .command_timeout = kCommandTimeout,
                         .retry_after = retry_after})
      .value();
}

// Tries until `works` says true; false if it does not before the time is over.
template <typename Works>
bool ComesTrueWithin(absl::Duration time, const Works& works) {
  for (absl::Time give_up = absl::Now() + time; absl::Now() < give_up;) {
    if (works()) return true;
  }
  return false;
}

inline bool Recovers(Cache& cache) {
  return ComesTrueWithin(absl::Seconds(20), [&] { return cache.Ping().ok(); });
}

// A master, its replica and the sentinel that watches them.
struct Fleet {
  explicit Fleet(const std::string& password = "", bool sentinel_wants_login = false)
      : master(password), sentinel(master, sentinel_wants_login) {}

  test::RedisServer master;
  test::RedisServer replica = test::RedisServer::ReplicaOf(master);
  test::RedisSentinel sentinel;
};

}  // namespace eduplan::cache

#endif  // EDUPLAN_TESTS_CONTRACT_CACHE_FIXTURE_H_
