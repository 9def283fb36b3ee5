#ifndef EDUPLAN_SERVICES_PLATFORM_CACHE_REDIS_URL_H_
#define EDUPLAN_SERVICES_PLATFORM_CACHE_REDIS_URL_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace eduplan::cache {

struct HostAndPort {
  std::string host;
  int port = 0;
  friend bool operator==(const HostAndPort&, const HostAndPort&) = default;
};

struct RedisLogin {
  std::string user;      // empty: the default user
  std::string password;  // empty: none
  int database = 0;
};

struct RedisUrl {
  std::vector<HostAndPort> hosts;  // the one Redis, or its sentinels
  std::string master_name;         // what the sentinels call it; empty: hosts[0] is it
  RedisLogin login;
};

// Parses redis://[[user]:password@]host[:port][/database] and
// sentinel://[[user]:password@]host[:port][,host[:port]…]/master[/database]; user and password
// percent-encoded, an IPv6 host in brackets. INVALID_ARGUMENT, reason INVALID_REDIS_URL, without
// repeating the URL, which may hold a password.
absl::StatusOr<RedisUrl> ParseRedisUrl(std::string_view text);

}  // namespace eduplan::cache

#endif  // EDUPLAN_SERVICES_PLATFORM_CACHE_REDIS_URL_H_
