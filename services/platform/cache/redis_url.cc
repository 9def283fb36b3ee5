#include "services/platform/cache/redis_url.h"

#include <charconv>
#include <optional>

namespace eduplan::cache {
namespace {

constexpr std::string_view kScheme = "redis://";

std::optional<int> Number(std::string_view text, int base, int most) {
  int value = 0;
  auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  bool whole = failed == std::errc() && end == text.data() + text.size();
  return whole && value >= 0 && value <= most ? std::optional(value) : std::nullopt;
}

std::optional<std::string> PercentDecoded(std::string_view text) {
  std::string decoded;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    std::optional<int> byte =
        i + 2 < text.size() ? Number(text.substr(i + 1, 2), 16, 255) : std::nullopt;
    if (!byte) {
      return std::nullopt;
    }
    decoded += static_cast<char>(*byte);
    i += 2;
  }
  return decoded;
}

absl::Status Malformed(const char* what) {
  return absl::InvalidArgumentError(
      std::string("the Redis URL must be redis://[:password@]host:port[/db]: ") + what);
}

}  // namespace

absl::StatusOr<RedisAddress> ParseRedisUrl(std::string_view url) {
  if (!url.starts_with(kScheme)) {
    return Malformed("wrong scheme");
  }
  url.remove_prefix(kScheme.size());
  RedisAddress address;
  if (size_t at = url.rfind('@'); at != url.npos) {
    std::string_view login = url.substr(0, at);
    url.remove_prefix(at + 1);
    size_t colon = login.find(':');
    auto user = PercentDecoded(login.substr(0, colon));
    auto password = colon == login.npos ? std::nullopt : PercentDecoded(login.substr(colon + 1));
    if (!user || !password) {
      return Malformed("wrong user or password part");
    }
    address.user = *std::move(user);
    address.password = *std::move(password);
  }
  if (size_t slash = url.find('/'); slash != url.npos) {
    auto database = slash + 1 == url.size() ? 0 : Number(url.substr(slash + 1), 10, 1 << 20);
    if (!database) {
      return Malformed("wrong database number");
    }
    address.database = *database;
    url = url.substr(0, slash);
  }
  size_t host_end = url.starts_with('[') ? url.find(']') + 1 : url.find(':');
  if (host_end != url.npos && host_end < url.size()) {
    auto port = url[host_end] == ':' ? Number(url.substr(host_end + 1), 10, 65535) : std::nullopt;
    if (!port || *port == 0) {
      return Malformed("wrong port");
    }
    address.port = *port;
  }
  address.host = url.starts_with('[') ? url.substr(1, host_end < 2 ? 0 : host_end - 2)
                                      : url.substr(0, host_end);
  return address.host.empty() ? absl::StatusOr<RedisAddress>(Malformed("no host")) : address;
}

}  // namespace eduplan::cache
