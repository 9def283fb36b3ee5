#include "services/plan_items/links/pending_writes.h"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <vector>

#include "absl/time/clock.h"
#include "services/platform/log/log.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

constexpr std::string_view kLease = "link-writes";
constexpr absl::Duration kLeaseTime = absl::Minutes(5);
constexpr int kMostAtOnce = 1000;  // of one look
// After so many without an answer the indicators are away; what one of them may have is passed by.
constexpr int kMostUndecided = 3;
constexpr absl::Duration kTimeForEach = absl::Seconds(15);

}  // namespace

PendingWrites::PendingWrites(const Options& options, change_log::ChangeLog& changes,
                             change_log::Leases& leases, Completion& completion)
    : options_(options), changes_(changes), leases_(leases), completion_(completion) {
  thread_ = std::thread([this] { Run(); });
}

PendingWrites::~PendingWrites() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void PendingWrites::Run() {
  absl::Duration pause = options_.every;
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    wake_.wait_for(lock, absl::ToChronoNanoseconds(pause), [this] { return stopping_; });
    if (stopping_) return;
    lock.unlock();
    const absl::StatusOr<bool> written = Look();
    if (!written.ok()) {
      log::Warning("pending values of links are not written",
                   {{"error", text::ToStd(written.status().message())}});
    }
    pause = written.value_or(false) ? options_.every : std::min(2 * pause, options_.longest);
    lock.lock();
  }
}

absl::StatusOr<bool> PendingWrites::Look() {
  const absl::Time now = absl::Now();
  std::vector<Waiting> waiting;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(
            waiting, ReadWaiting(transaction, now - options_.patience, after_, kMostAtOnce));
        return absl::OkStatus();
      }));
  if (waiting.empty()) {
    const bool all = after_.organization.empty();
    after_ = {};  // from the start again
    return all;
  }
  EDUPLAN_ASSIGN_OR_RETURN(const bool mine, leases_.Acquire(kLease, now, kLeaseTime));
  if (!mine) return true;
  int undecided = 0;
  for (const Waiting& one : waiting) {
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) break;
    }
    after_ = one.plan;
    const auto outcome = completion_.OnBehalf(one, absl::Now() + kTimeForEach);
    if (outcome.ok() && !outcome->moved.empty()) {
      log::Info("pending values of links written",
                {{"plan", one.plan.Name()},
                 {"on_behalf_of", one.principal},
                 {"links", static_cast<int64_t>(outcome->moved.size())}});
    }
    if (outcome.ok() && !outcome->undecided) continue;
    if (!outcome.ok()) {
      log::Warning("pending values of links are not written",
                   {{"plan", one.plan.Name()}, {"error", outcome.status().ToString()}});
    }
    if (++undecided == kMostUndecided) break;
  }
  EDUPLAN_RETURN_IF_ERROR(leases_.Release(kLease));
  return undecided == 0;
}

}  // namespace eduplan::plan_items
