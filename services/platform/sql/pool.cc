#include "services/platform/sql/pool.h"

#include <algorithm>
#include <utility>

#include "services/platform/sql/driver_error.h"
#include "services/platform/status/macros.h"

namespace eduplan::sql {

Pool::Lease::Lease(Lease&& other) noexcept
    : pool_(std::exchange(other.pool_, nullptr)),
      connection_(std::move(other.connection_)),
      fresh_(other.fresh_) {}

Pool::Lease& Pool::Lease::operator=(Lease&& other) noexcept {
  Return();
  pool_ = std::exchange(other.pool_, nullptr);
  connection_ = std::move(other.connection_);
  fresh_ = other.fresh_;
  return *this;
}

void Pool::Lease::Return() {
  if (pool_ == nullptr) return;
  if (!connection_->Reusable()) connection_.reset();
  std::exchange(pool_, nullptr)->GiveSlot(std::move(connection_));
}

Pool::Pool(int size, absl::Duration acquire_timeout, Factory open)
    : acquire_timeout_(acquire_timeout), open_(std::move(open)), free_(std::max(size, 1)) {}

absl::StatusOr<Pool::Lease> Pool::Acquire(bool fresh) {
  EDUPLAN_ASSIGN_OR_RETURN(Slot slot, TakeSlot());
  if (fresh) slot.reset();
  const bool opening = slot == nullptr;
  if (opening) {
    auto opened = open_();
    if (!opened.ok()) {
      GiveSlot(nullptr);
      return std::move(opened).status();
    }
    slot = *std::move(opened);
  }
  return Lease(this, std::move(slot), opening);
}

size_t Pool::waiting() {
  const std::lock_guard lock(mutex_);
  return waiters_.size();
}

absl::StatusOr<Pool::Slot> Pool::TakeSlot() {
  std::unique_lock lock(mutex_);
  if (!free_.empty() && waiters_.empty()) {
    Slot slot = std::move(free_.back());
    free_.pop_back();
    return slot;
  }
  Waiter waiter;
  waiters_.push_back(&waiter);
  waiter.given.wait_for(lock, absl::ToChronoMicroseconds(acquire_timeout_),
                        [&] { return waiter.done; });
  if (!waiter.done) {
    waiters_.erase(std::find(waiters_.begin(), waiters_.end(), &waiter));
    return PoolExhausted();
  }
  return std::move(waiter.slot);
}

void Pool::GiveSlot(Slot slot) {
  const std::lock_guard lock(mutex_);
  if (waiters_.empty()) {
    // Places without a connection stay in front, so that open ones are used first.
    free_.insert(slot == nullptr ? free_.begin() : free_.end(), std::move(slot));
    return;
  }
  Waiter* waiter = waiters_.front();
  waiters_.pop_front();
  waiter->slot = std::move(slot);
  waiter->done = true;
  waiter->given.notify_one();
}

}  // namespace eduplan::sql
