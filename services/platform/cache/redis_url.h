#ifndef EDUPLAN_SERVICES_PLATFORM_CACHE_REDIS_URL_H_
#define EDUPLAN_SERVICES_PLATFORM_CACHE_REDIS_URL_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace eduplan::cache {

struct RedisAddress {
  std::string host;
  int port = 6379;
  std::string user;  // empty: the default user
  std::string password;
  int database = 0;
};

// Parses redis://[[user]:password@]host[:port][/database], user and password percent-encoded, an
// IPv6 host in brackets. INVALID_ARGUMENT without repeating the URL, which may hold a password.
absl::StatusOr<RedisAddress> ParseRedisUrl(std::string_view url);

}  // namespace eduplan::cache

#endif  // EDUPLAN_SERVICES_PLATFORM_CACHE_REDIS_URL_H_
