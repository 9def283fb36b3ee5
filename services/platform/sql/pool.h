#ifndef EDUPLAN_SERVICES_PLATFORM_SQL_POOL_H_
#define EDUPLAN_SERVICES_PLATFORM_SQL_POOL_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/platform/sql/connection.h"

namespace eduplan::sql {

// At most `size` connections, opened when first needed, handed out in the order in which they were
// asked for. Thread-safe; outlives its leases.
class Pool {
 public:
  using Factory = std::function<absl::StatusOr<std::unique_ptr<Connection>>()>;

  // A connection for as long as the lease lives. Given back if it is reusable then, else closed.
  class Lease {
   public:
    Lease(Pool* pool, std::unique_ptr<Connection> connection, bool fresh)
        : pool_(pool), connection_(std::move(connection)), fresh_(fresh) {}
    ~Lease() { Return(); }
    Lease(Lease&& other) noexcept;
    Lease& operator=(Lease&& other) noexcept;
    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_.get(); }
    // Opened just now: if it fails, another would too.
    bool fresh() const { return fresh_; }

   private:
    void Return();

    Pool* pool_;
    std::unique_ptr<Connection> connection_;
    bool fresh_;
  };

  Pool(int size, absl::Duration acquire_timeout, Factory open);

  // PoolExhausted() when none came free in time, or what opening one said.
  absl::StatusOr<Lease> Acquire() { return Acquire(false); }
  // A newly opened one, in the place of an idle one: for when idle ones have turned out dead.
  absl::StatusOr<Lease> AcquireFresh() { return Acquire(true); }
  // How many callers wait for a connection now.
  size_t waiting();

 private:
  // A place in the pool: an idle connection, or null where none is open yet.
  using Slot = std::unique_ptr<Connection>;
  struct Waiter {
    std::condition_variable given;
    Slot slot;
    bool done = false;
  };
  absl::StatusOr<Lease> Acquire(bool fresh);
  absl::StatusOr<Slot> TakeSlot();
  void GiveSlot(Slot slot);

  const absl::Duration acquire_timeout_;
  const Factory open_;
  std::mutex mutex_;
  std::vector<Slot> free_;  // the last used one is taken first
  std::deque<Waiter*> waiters_;
};

}  // namespace eduplan::sql

#endif  // EDUPLAN_SERVICES_PLATFORM_SQL_POOL_H_
