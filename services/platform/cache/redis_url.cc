#include "services/platform/cache/redis_url.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <tuple>
#include <utility>

#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::cache {
namespace {

// One of the two kinds of URL.
struct Scheme {
  std::string_view prefix;
  std::string_view form;
  int default_port;
};
constexpr Scheme kRedis = {"redis://", "redis://[:password@]host:port[/db]", 6379};
constexpr Scheme kSentinel = {
    "sentinel://", "sentinel://[:password@]host:port[,host:port…]/MASTER_NAME[/db]", 26379};

absl::Status Malformed(std::string_view form, std::string_view english, std::string_view chinese) {
  return status::Error(absl::StatusCode::kInvalidArgument, "INVALID_REDIS_URL")
      .Message(text::Cat("the Redis URL must be ", form, ": ", english),
               text::Cat("Redis 地址应为 ", form, "：", chinese))
      .Field("redis", english);
}

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

// What stands before and after the first `separator`; without one all of it stands before.
std::pair<std::string_view, std::string_view> SplitAt(char separator, std::string_view text) {
  const size_t at = text.find(separator);
  if (at == text.npos) return {text, {}};
  return {text.substr(0, at), text.substr(at + 1)};
}

absl::StatusOr<HostAndPort> ParseHost(const Scheme& scheme, std::string_view text) {
  HostAndPort parsed = {.host = {}, .port = scheme.default_port};
  const bool bracketed = text.starts_with('[');
  const size_t end = bracketed ? text.find(']') + 1 : std::min(text.find(':'), text.size());
  if (bracketed && end == 0) {
    return Malformed(scheme.form, "a bracket of a host is not closed", "主机的方括号未闭合");
  }
  if (end < text.size()) {
    const auto port = text[end] == ':' ? Number(text.substr(end + 1), 10, 65535) : std::nullopt;
    if (!port || *port == 0) return Malformed(scheme.form, "wrong port", "端口无效");
    parsed.port = *port;
  }
  parsed.host = bracketed ? text.substr(1, end - 2) : text.substr(0, end);
  if (parsed.host.empty()) return Malformed(scheme.form, "no host", "缺少主机");
  return parsed;
}

// As Redis demands of the name of a master.
bool IsMasterName(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
  });
}

absl::Status ParseUserAndPassword(const Scheme& scheme, std::string_view text, RedisLogin& login) {
  const size_t colon = text.find(':');
  auto user = PercentDecoded(text.substr(0, colon));
  auto password = colon == text.npos ? std::nullopt : PercentDecoded(text.substr(colon + 1));
  if (!user || !password) {
    return Malformed(scheme.form, "wrong user or password part", "用户名或密码部分无效");
  }
  login.user = *std::move(user);
  login.password = *std::move(password);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<HostAndPort>> ParseHosts(const Scheme& scheme, std::string_view text) {
  std::vector<HostAndPort> hosts;
  for (size_t start = 0, end = 0; end != text.npos; start = end + 1) {
    end = text.find(',', start);
    EDUPLAN_ASSIGN_OR_RETURN(HostAndPort host, ParseHost(scheme, text.substr(start, end - start)));
    hosts.push_back(std::move(host));
  }
  return hosts;
}

}  // namespace

absl::StatusOr<RedisUrl> ParseRedisUrl(std::string_view text) {
  const bool by_sentinel = text.starts_with(kSentinel.prefix);
  const Scheme& scheme = by_sentinel ? kSentinel : kRedis;
  if (!text.starts_with(scheme.prefix)) {
    return Malformed(text::Cat(kRedis.form, " or ", kSentinel.form), "wrong scheme", "协议无效");
  }
  text.remove_prefix(scheme.prefix.size());

  RedisUrl url;
  if (const size_t at = text.rfind('@'); at != text.npos) {
    EDUPLAN_RETURN_IF_ERROR(ParseUserAndPassword(scheme, text.substr(0, at), url.login));
    text.remove_prefix(at + 1);
  }
  auto [hosts, path] = SplitAt('/', text);
  EDUPLAN_ASSIGN_OR_RETURN(url.hosts, ParseHosts(scheme, hosts));
  if (!by_sentinel && url.hosts.size() > 1) {
    return Malformed(scheme.form, "several hosts, which only sentinel:// may have",
                     "只有 sentinel:// 可以有多个主机");
  }
  if (by_sentinel) {
    std::tie(url.master_name, path) = SplitAt('/', path);
    if (!IsMasterName(url.master_name)) {
      return Malformed(scheme.form, "no name of a master, or one with other than A-Z a-z 0-9 . - _",
                       "缺少主节点名称，或名称含有 A-Z a-z 0-9 . - _ 以外的字符");
    }
  }
  const auto database = path.empty() ? 0 : Number(path, 10, 1 << 20);
  if (!database) return Malformed(scheme.form, "wrong database number", "数据库编号无效");
  url.login.database = *database;
  return url;
}

}  // namespace eduplan::cache
