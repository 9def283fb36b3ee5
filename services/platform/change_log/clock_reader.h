#ifndef EDUPLAN_SERVICES_PLATFORM_CHANGE_LOG_CLOCK_READER_H_
#define EDUPLAN_SERVICES_PLATFORM_CHANGE_LOG_CLOCK_READER_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/sql/shared_statement.h"

namespace eduplan::change_log {

// The change clock for many threads at once, by one statement for all who ask together. What was
// acknowledged before a call began is in its answer. Every change ticks the clock in its own
// transaction, so under the same tick everything is the same; the time tells the ticks of a
// restored database from those it lost. Thread-safe.
class ClockReader {
 public:
  // `changes` must outlive it.
  explicit ClockReader(ChangeLog& changes);

  // DEADLINE_EXCEEDED if no statement was finished by then.
  absl::StatusOr<std::shared_ptr<const Tick>> Read(absl::Time deadline);

 private:
  struct Nothing {};
  sql::SharedStatement<Nothing, Tick> clock_;
};

}  // namespace eduplan::change_log

#endif  // EDUPLAN_SERVICES_PLATFORM_CHANGE_LOG_CLOCK_READER_H_
