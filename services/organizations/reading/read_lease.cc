#include "services/organizations/reading/read_lease.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "services/platform/api/resource_name.h"
#include "services/platform/status/macros.h"

namespace eduplan::organizations {
namespace {

// How often it is seen whether there is much to read, and how long there must be little of it
// before the lease is given up.
constexpr std::chrono::milliseconds kCount{50};
constexpr std::chrono::seconds kIdle{2};
// A waiting change looks whether it was seen, first soon and then less often.
constexpr absl::Duration kFirstWait = absl::Milliseconds(2);
constexpr absl::Duration kLongestWait = absl::Milliseconds(10);
// A waiter's clock may run faster than a holder's.
constexpr double kMargin = 1.1;

}  // namespace

ReadLease::ReadLease(change_log::ChangeLog& changes, const Options& options)
    : changes_(changes), options_(options), holder_(api::NewUlid()) {
  if (options_.enabled) {
    thread_ = std::thread([this] { Run(); });
  }
}

ReadLease::~ReadLease() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  if (thread_.joinable()) {
    thread_.join();
  }
}

std::optional<change_log::Tick> ReadLease::Current() {
  questions_.fetch_add(1, std::memory_order_relaxed);
  const std::lock_guard lock(mutex_);
  return Clock::now() < valid_until_ ? std::optional(tick_) : std::nullopt;
}

bool ReadLease::IsBusy(Clock::duration since) {
  const int64_t questions = questions_.load(std::memory_order_relaxed);
  const double seconds = std::chrono::duration<double>(since).count();
  return static_cast<double>(questions - std::exchange(counted_, questions)) >=
         options_.busy * seconds;
}

void ReadLease::Run() {
  Clock::time_point counted = Clock::now();
  Clock::time_point busy = counted;
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    const Clock::time_point now = Clock::now();
    if (now - counted >= kCount) {
      if (IsBusy(now - std::exchange(counted, now))) {
        busy = now;
        held_ = true;
      } else if (held_ && now - busy > kIdle) {
        Release();
      }
    }
    if (held_) {
      // A failure is made good by the next look; until then the lease runs out.
      (void)Look();
    }
    lock.lock();
    stop_.wait_for(lock, held_ ? absl::ToChronoNanoseconds(options_.look) : Clock::duration(kCount),
                   [this] { return stopping_; });
  }
  lock.unlock();
  Release();
}

absl::Status ReadLease::Look() {
  const Clock::time_point before = Clock::now();
  const bool renews = before - renewed_ >= absl::ToChronoNanoseconds(options_.renew);
  if (renews) {
    EDUPLAN_RETURN_IF_ERROR(Renew());
  }
  int64_t own_changes;
  {
    const std::lock_guard lock(mutex_);
    own_changes = own_changes_;
  }
  EDUPLAN_ASSIGN_OR_RETURN(const change_log::Tick tick, changes_.Current());
  {
    const std::lock_guard lock(mutex_);
    // What was looked up may be older than a change of this process in the meantime; otherwise a
    // clock that went back is that of a restored database.
    if (tick.sequence > tick_.sequence || own_changes == own_changes_) {
      tick_ = tick;
    }
    if (renews) {
      valid_until_ = before + absl::ToChronoNanoseconds(options_.term);
    }
  }
  if (renews) {
    renewed_ = before;
  }
  return tick.sequence == told_ ? absl::OkStatus() : TellSeen();
}

absl::Status ReadLease::Renew() {
  return changes_.database().Write([&](sql::Transaction& transaction) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(
        const int64_t renewed,
        transaction.Execute("UPDATE read_leases SET renewal = renewal + 1 WHERE holder = $1",
                            {holder_}));
    if (renewed > 0) {
      return absl::OkStatus();
    }
    told_ = 0;
    return transaction
        .Execute("INSERT INTO read_leases (holder, renewal, seen) VALUES ($1, 0, 0)", {holder_})
        .status();
  });
}

absl::Status ReadLease::TellSeen() {
  int64_t seen;
  {
    const std::lock_guard lock(mutex_);
    seen = tick_.sequence;
  }
  EDUPLAN_RETURN_IF_ERROR(changes_.database().Write([&](sql::Transaction& transaction) {
    return transaction
        .Execute("UPDATE read_leases SET seen = $1 WHERE holder = $2", {seen, holder_})
        .status();
  }));
  told_ = seen;
  return absl::OkStatus();
}

void ReadLease::Release() {
  if (!std::exchange(held_, false)) {
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    valid_until_ = {};
  }
  renewed_ = {};
  // A row that stays because of a failure is forgotten by whoever waits for it in vain.
  (void)changes_.database().Write([&](sql::Transaction& transaction) {
    return transaction.Execute("DELETE FROM read_leases WHERE holder = $1", {holder_}).status();
  });
}

absl::StatusOr<sql::Rows> ReadLease::Unaware(int64_t sequence) {
  return changes_.database().Query(
      "SELECT holder, renewal FROM read_leases WHERE holder <> $1 AND seen < $2",
      {holder_, sequence});
}

// Of those that have renewed nothing since then the terms are over.
void ReadLease::Forget(const sql::Rows& holders) {
  (void)changes_.database().Write([&](sql::Transaction& transaction) -> absl::Status {
    for (const sql::Row& row : holders) {
      EDUPLAN_RETURN_IF_ERROR(
          transaction
              .Execute("DELETE FROM read_leases WHERE holder = $1 AND renewal = $2",
                       {row[0], row[1]})
              .status());
    }
    return absl::OkStatus();
  });
}

void ReadLease::Settle(const change_log::Tick& tick) {
  {
    const std::lock_guard lock(mutex_);
    ++own_changes_;
    if (tick.sequence > tick_.sequence) {
      tick_ = tick;
    }
  }
  const Clock::time_point committed = Clock::now();
  const auto patience = absl::ToChronoNanoseconds(options_.term * kMargin);
  absl::StatusOr<sql::Rows> first = Unaware(tick.sequence);
  absl::StatusOr<sql::Rows> unaware = first;
  absl::Duration wait = kFirstWait;
  while (!(unaware.ok() && unaware->empty())) {
    if (Clock::now() - committed > patience) {
      if (first.ok()) {
        Forget(*first);
      }
      return;
    }
    std::this_thread::sleep_for(absl::ToChronoNanoseconds(wait));
    wait = std::min(wait * 2, kLongestWait);
    unaware = Unaware(tick.sequence);
  }
}

}  // namespace eduplan::organizations
