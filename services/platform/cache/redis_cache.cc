#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <utility>

#include "services/platform/cache/cache.h"
#include "services/platform/cache/redis_connection.h"
#include "services/platform/log/log.h"
#include "services/platform/status/macros.h"

namespace eduplan::cache {
namespace {

constexpr std::string_view kUnlockScript =
    "if redis.call('get',KEYS[1])==ARGV[1] then return redis.call('del',KEYS[1]) end return 0";

// Stops attempts for a while after a failure. When that time is over one caller alone tries again,
// so that a Redis that hangs holds up one call at a time and not all of them.
class Circuit {
 public:
  explicit Circuit(absl::Duration retry_after)
      : retry_after_(absl::ToChronoNanoseconds(retry_after)) {}

  bool Allows() {
    Clock::rep closed_until = closed_until_.load(std::memory_order_acquire);
    if (closed_until == 0) {
      return true;
    }
    Clock::rep now = Clock::now().time_since_epoch().count();
    return now >= closed_until &&
           closed_until_.compare_exchange_strong(closed_until, now + retry_after_.count());
  }
  void Failed(const absl::Status& why) {
    Clock::rep now = Clock::now().time_since_epoch().count();
    if (closed_until_.exchange(now + retry_after_.count()) == 0) {
      log::Warning("cache lost", {{"error", why.ToString()}});
    }
  }
  void Worked() {
    if (closed_until_.load(std::memory_order_relaxed) != 0 && closed_until_.exchange(0) != 0) {
      log::Info("cache back");
    }
  }

 private:
  using Clock = std::chrono::steady_clock;
  const std::chrono::nanoseconds retry_after_;
  std::atomic<Clock::rep> closed_until_ = 0;  // 0: it works
};

class RedisCache : public Cache {
 public:
  RedisCache(RedisAddress address, const RedisOptions& options)
      : address_(std::move(address)), options_(options), circuit_(options.retry_after) {}

  absl::StatusOr<std::optional<std::string>> Get(std::string_view key) override {
    EDUPLAN_ASSIGN_OR_RETURN(Reply reply, Run({{"GET", key}}));
    return ToText(*reply);
  }

  absl::StatusOr<std::vector<std::optional<std::string>>> GetMany(
      std::span<const std::string> keys) override {
    std::vector<std::optional<std::string>> values(keys.size());
    if (keys.empty()) {
      return values;
    }
    std::vector<std::string_view> command = {"MGET"};
    command.insert(command.end(), keys.begin(), keys.end());
    EDUPLAN_ASSIGN_OR_RETURN(Reply reply, Run(command));
    if (reply->type != REDIS_REPLY_ARRAY || reply->elements != keys.size()) {
      return absl::UnavailableError("Redis: an answer of another shape");
    }
    for (size_t i = 0; i < values.size(); ++i) {
      values[i] = ToText(*reply->element[i]);
    }
    return values;
  }

  absl::Status Set(std::string_view key, std::string_view value, absl::Duration ttl) override {
    return Run({{"SET", key, value, "PX", Milliseconds(ttl)}}).status();
  }

  absl::StatusOr<bool> Lock(std::string_view key, std::string_view token,
                            absl::Duration ttl) override {
    EDUPLAN_ASSIGN_OR_RETURN(Reply reply,
                             Run({{"SET", key, token, "NX", "PX", Milliseconds(ttl)}}));
    return reply->type == REDIS_REPLY_STATUS;
  }

  absl::Status Unlock(std::string_view key, std::string_view token) override {
    return Run({{"EVAL", kUnlockScript, "1", key, token}}).status();
  }

  absl::Status Ping() override { return Run({{"PING"}}).status(); }

 private:
  using Connection = std::unique_ptr<RedisConnection>;

  static std::optional<std::string> ToText(const redisReply& reply) {
    return reply.type == REDIS_REPLY_STRING ? std::optional(std::string(reply.str, reply.len))
                                            : std::nullopt;
  }
  static std::string Milliseconds(absl::Duration ttl) {
    return std::to_string(std::max<int64_t>(1, absl::ToInt64Milliseconds(ttl)));
  }

  absl::StatusOr<Reply> Run(std::span<const std::string_view> command) {
    if (!circuit_.Allows()) {
      return absl::UnavailableError("Redis: was lost a moment ago");
    }
    EDUPLAN_ASSIGN_OR_RETURN(Connection connection, Take());
    absl::StatusOr<Reply> reply = RunOn(connection, command);
    if (reply.ok()) {
      circuit_.Worked();
    } else {
      connection = nullptr;
      circuit_.Failed(reply.status());
    }
    Return(std::move(connection));
    if (reply.ok() && (*reply)->type == REDIS_REPLY_ERROR) {
      return absl::UnavailableError(std::string("Redis: ") + (*reply)->str);
    }
    return reply;
  }

  // Opens `connection` if it is null. A connection that was closed while idle is opened anew once.
  absl::StatusOr<Reply> RunOn(Connection& connection, std::span<const std::string_view> command) {
    if (connection != nullptr) {
      absl::StatusOr<Reply> reply = connection->Run(command);
      if (reply.ok() || !connection->was_closed()) {
        return reply;
      }
    }
    EDUPLAN_ASSIGN_OR_RETURN(connection, RedisConnection::Open(address_, options_));
    return connection->Run(command);
  }

  // An idle connection, or null for one that is still to be opened. Waits for one that is out at
  // most as long as a command may take.
  absl::StatusOr<Connection> Take() {
    std::unique_lock lock(mutex_);
    bool free = returned_.wait_for(lock, absl::ToChronoNanoseconds(options_.command_timeout),
                                   [&] { return out_ < options_.connections; });
    if (!free) {
      return absl::UnavailableError("Redis: all connections are in use");
    }
    ++out_;
    if (idle_.empty()) {
      return Connection();
    }
    Connection connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
  }

  void Return(Connection connection) {
    std::lock_guard lock(mutex_);
    --out_;
    if (connection != nullptr) {
      idle_.push_back(std::move(connection));
    }
    returned_.notify_one();
  }

  const RedisAddress address_;
  const RedisOptions options_;
  Circuit circuit_;
  std::mutex mutex_;
  std::condition_variable returned_;
  int out_ = 0;
  std::vector<Connection> idle_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Cache>> MakeRedisCache(const RedisOptions& options) {
  EDUPLAN_ASSIGN_OR_RETURN(RedisAddress address, ParseRedisUrl(options.url));
  // hiredis writes to sockets that may be closed, and knows no MSG_NOSIGNAL.
  std::signal(SIGPIPE, SIG_IGN);
  return std::make_unique<RedisCache>(std::move(address), options);
}

}  // namespace eduplan::cache
