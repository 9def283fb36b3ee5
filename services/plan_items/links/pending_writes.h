#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_PENDING_WRITES_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_PENDING_WRITES_H_

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "services/plan_items/links/completion.h"
#include "services/platform/change_log/leases.h"

namespace eduplan::plan_items {

// Writes what decisions left pending when nobody calls again: while the indicators were away, or
// this service was killed. A thread that looks now and then; over all replicas one at a time works,
// and two would do no harm. Thread-safe.
class PendingWrites {
 public:
  struct Options {
    absl::Duration every = absl::Seconds(5);     // between looks, while all is written
    absl::Duration longest = absl::Minutes(1);   // between looks, while nobody answers
    absl::Duration patience = absl::Seconds(5);  // how long those who decided are left to do it
    std::function<absl::Time()> now = absl::Now;
  };
  PendingWrites(const Options& options, change_log::ChangeLog& changes, change_log::Leases& leases,
                Completion& completion);
  ~PendingWrites();
  PendingWrites(const PendingWrites&) = delete;
  PendingWrites& operator=(const PendingWrites&) = delete;

 private:
  void Run();
  // One look: whether all that waits was answered.
  absl::StatusOr<bool> Look();
  // Writes what somebody's decisions on a plan left: whether it was answered.
  bool Write(const Waiting& waiting);
  // Takes the lease, or extends it if that was long ago; false if another process has it.
  absl::StatusOr<bool> KeepLease(absl::Time* kept);
  bool Stopping();

  const Options options_;
  change_log::ChangeLog& changes_;
  change_log::Leases& leases_;
  Completion& completion_;
  PlanId after_;  // the plan that the last look ended at

  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_PENDING_WRITES_H_
