#include "services/platform/change_log/clock_reader.h"

namespace eduplan::change_log {

ClockReader::ClockReader(ChangeLog& changes)
    : clock_([&changes](const Nothing&) { return changes.Current(); }) {}

absl::StatusOr<std::shared_ptr<const Tick>> ClockReader::Read(absl::Time deadline) {
  return clock_.Run([](Nothing&) {}, deadline);
}

}  // namespace eduplan::change_log
