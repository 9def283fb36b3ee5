#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <utility>

#include "services/platform/cache/cache.h"
#include "services/platform/cache/deadline.h"
#include "services/platform/cache/redis_connection.h"
#include "services/platform/cache/redis_connector.h"
#include "services/platform/log/log.h"
#include "services/platform/status/macros.h"

namespace eduplan::cache {
namespace {

constexpr std::string_view kUnlockScript =
    "if redis.call('get',KEYS[1])==ARGV[1] then return redis.call('del',KEYS[1]) end return 0";

// How the error begins that a replica answers to a write.
constexpr std::string_view kReadOnly = "READONLY";
// A reply of a value has a few bytes of framing.
constexpr size_t kLargestValue = kLargestReply - 64;

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
  RedisCache(RedisUrl url, const RedisOptions& options)
      : options_(options), connector_(std::move(url), options), circuit_(options.retry_after) {}

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
    if (value.size() > kLargestValue) {
      return absl::UnavailableError("Redis: a value too large to be read again");
    }
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
  // A connection that is out, or leave to open one.
  struct Slot {
    RedisConnector::Connection connection;
    int64_t generation = 0;
  };

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
    const Deadline deadline = Within(options_.connect_timeout + options_.command_timeout);
    EDUPLAN_ASSIGN_OR_RETURN(Slot slot, Take(deadline));
    absl::StatusOr<Reply> reply = RunOn(slot, command, deadline);
    if (reply.ok()) {
      circuit_.Worked();
    } else {
      circuit_.Failed(reply.status());
    }
    if (!reply.ok() || IsError(**reply, kReadOnly)) {
      Distrust(slot);
    }
    Return(std::move(slot));
    if (reply.ok() && IsError(**reply)) {
      return absl::UnavailableError(std::string("Redis: ") + (*reply)->str);
    }
    return reply;
  }

  // Opens a connection if there is none. One that was closed while idle, or whose Redis is no
  // longer the master, is replaced once.
  absl::StatusOr<Reply> RunOn(Slot& slot, std::span<const std::string_view> command,
                              Deadline deadline) {
    if (slot.connection != nullptr) {
      absl::StatusOr<Reply> reply =
          slot.connection->Run(command, Within(options_.command_timeout, deadline));
      const bool outdated =
          reply.ok() ? IsError(**reply, kReadOnly) : slot.connection->was_closed();
      if (!outdated) {
        return reply;
      }
      Distrust(slot);
    }
    EDUPLAN_ASSIGN_OR_RETURN(slot.connection, connector_.Open(deadline));
    return slot.connection->Run(command, Within(options_.command_timeout, deadline));
  }

  // Drops this connection and all that were opened before now: they may lead to the same place.
  void Distrust(Slot& slot) {
    slot.connection = nullptr;
    connector_.Distrust();
    std::vector<RedisConnector::Connection> dropped;  // closed without the lock
    std::lock_guard lock(mutex_);
    dropped.swap(idle_);
    slot.generation = ++generation_;
  }

  // An idle connection, or none for one that is still to be opened. Waits for one that is out at
  // most as long as a command may take.
  absl::StatusOr<Slot> Take(Deadline deadline) {
    std::unique_lock lock(mutex_);
    bool free = returned_.wait_until(lock, Within(options_.command_timeout, deadline),
                                     [&] { return out_ < options_.connections; });
    if (!free) {
      return absl::UnavailableError("Redis: all connections are in use");
    }
    ++out_;
    Slot slot = {.connection = nullptr, .generation = generation_};
    if (!idle_.empty()) {
      slot.connection = std::move(idle_.back());
      idle_.pop_back();
    }
    return slot;
  }

  void Return(Slot slot) {
    std::lock_guard lock(mutex_);
    --out_;
    if (slot.connection != nullptr && slot.generation == generation_) {
      idle_.push_back(std::move(slot.connection));
    }
    returned_.notify_one();
  }

  const RedisOptions options_;
  RedisConnector connector_;
  Circuit circuit_;
  std::mutex mutex_;
  std::condition_variable returned_;
  int out_ = 0;
  int64_t generation_ = 0;
  std::vector<RedisConnector::Connection> idle_;  // all of this generation
};

}  // namespace

absl::StatusOr<std::unique_ptr<Cache>> MakeRedisCache(const RedisOptions& options) {
  EDUPLAN_ASSIGN_OR_RETURN(RedisUrl url, ParseRedisUrl(options.url));
  // hiredis writes to sockets that may be closed, and knows no MSG_NOSIGNAL.
  std::signal(SIGPIPE, SIG_IGN);
  return std::make_unique<RedisCache>(std::move(url), options);
}

}  // namespace eduplan::cache
