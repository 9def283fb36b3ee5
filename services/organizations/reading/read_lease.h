#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_READING_READ_LEASE_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_READING_READ_LEASE_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/platform/change_log/change_log.h"

namespace eduplan::organizations {

// Tells the registry's current tick without asking the database, while there is much to read.
//
// A process that is asked often holds a row of read_leases. It looks at the clock every few
// milliseconds, and says in its row how far it has seen. Whoever changes the registry acknowledges
// the change only when every other row says that it was seen, or after a term has passed. A holder
// believes in its lease for a term from before it renewed it, and looks at the clock after each
// renewal. So when a change is acknowledged, every process that answers from memory knows of it:
// one that has not said so has either renewed since, and then has looked since, or not, and then
// its term is over. Nobody's wall clock counts; a term is measured by each process for itself.
// Changes are rare, and wait for a look at the clock where there are other processes.
//
// Thread-safe.
class ReadLease {
 public:
  struct Options {
    bool enabled = true;  // false: never holds a lease; changes wait for others all the same
    absl::Duration term = absl::Seconds(1);
    absl::Duration renew = absl::Milliseconds(300);
    absl::Duration look = absl::Milliseconds(20);
    int busy = 300;  // questions a second from which on a lease is held
  };
  ReadLease(change_log::ChangeLog& changes, const Options& options);
  // Gives the lease up.
  ~ReadLease();
  ReadLease(const ReadLease&) = delete;
  ReadLease& operator=(const ReadLease&) = delete;

  // A tick that is at least that of every change acknowledged before the call; nothing while no
  // lease is held. Counts as a question.
  std::optional<change_log::Tick> Current();
  // After a change was committed and before it is acknowledged: returns when every process that
  // answers from memory knows of it.
  void Settle(const change_log::Tick& tick);

 private:
  using Clock = std::chrono::steady_clock;

  void Run();
  // Whether there was enough to read since the last call, a while ago.
  bool IsBusy(Clock::duration since);
  // Looks at the clock, renews the lease if it is time, says what has been seen.
  absl::Status Look();
  absl::Status Renew();
  absl::Status TellSeen();
  void Release();
  // Others that do not know of the change, with their renewals.
  absl::StatusOr<sql::Rows> Unaware(int64_t sequence);
  void Forget(const sql::Rows& holders);

  change_log::ChangeLog& changes_;
  const Options options_;
  const std::string holder_;
  std::atomic<int64_t> questions_ = 0;

  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  change_log::Tick tick_;
  int64_t own_changes_ = 0;        // how often tick_ was set by Settle
  Clock::time_point valid_until_;  // of the lease

  // Used by the thread alone.
  bool held_ = false;
  Clock::time_point renewed_;
  int64_t told_ = 0;  // the sequence that the row says
  int64_t counted_ = 0;

  std::thread thread_;
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_READING_READ_LEASE_H_
