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
constexpr int kMostAtOnce = 1000;  // of one look
// After so many without an answer the indicators are away; what one of them may have is passed by.
constexpr int kMostUndecided = 3;
constexpr absl::Duration kTimeForEach = absl::Seconds(15);
// Extended between two of them, so that what is left is more than the next one takes. So long the
// place of a process that was killed stays empty.
constexpr absl::Duration kLeaseTime = absl::Minutes(1);
constexpr absl::Duration kExtendAfter = absl::Seconds(20);

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

bool PendingWrites::Stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

absl::StatusOr<bool> PendingWrites::KeepLease(absl::Time* kept) {
  const absl::Time now = options_.now();
  if (now - *kept < kExtendAfter) return true;
  *kept = now;
  return leases_.Acquire(kLease, now, kLeaseTime);
}

bool PendingWrites::Write(const Waiting& waiting) {
  const auto outcome = completion_.OnBehalf(waiting, absl::Now() + kTimeForEach);
  if (!outcome.ok()) {
    log::Warning("pending values of links are not written",
                 {{"plan", waiting.plan.Name()}, {"error", outcome.status().ToString()}});
    return false;
  }
  if (!outcome->moved.empty()) {
    log::Info("pending values of links written",
              {{"plan", waiting.plan.Name()},
               {"on_behalf_of", waiting.principal},
               {"links", static_cast<int64_t>(outcome->moved.size())}});
  }
  return !outcome->undecided;
}

absl::StatusOr<bool> PendingWrites::Look() {
  const absl::Time before = options_.now() - options_.patience;
  std::vector<Waiting> waiting;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(waiting, ReadWaiting(transaction, before, after_, kMostAtOnce));
        return absl::OkStatus();
      }));
  if (waiting.empty()) {
    const bool all = after_.organization.empty();
    after_ = {};  // from the start again
    return all;
  }
  absl::Time kept = absl::InfinitePast();
  int undecided = 0;
  for (const Waiting& one : waiting) {
    EDUPLAN_ASSIGN_OR_RETURN(const bool mine, KeepLease(&kept));
    if (!mine) return true;  // another process goes on with the rest
    if (Stopping()) break;
    after_ = one.plan;
    if (!Write(one) && ++undecided == kMostUndecided) break;
  }
  EDUPLAN_RETURN_IF_ERROR(leases_.Release(kLease));
  return undecided == 0;
}

}  // namespace eduplan::plan_items
