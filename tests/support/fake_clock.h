#ifndef EDUPLAN_TESTS_SUPPORT_FAKE_CLOCK_H_
#define EDUPLAN_TESTS_SUPPORT_FAKE_CLOCK_H_

#include <atomic>
#include <cstdint>

#include "absl/time/time.h"

namespace eduplan::test {

// A time that passes when the test says so. Thread-safe.
class FakeClock {
 public:
  explicit FakeClock(absl::Time start) : micros_(absl::ToUnixMicros(start)) {}

  absl::Time Now() {
    ++asked_;
    return absl::FromUnixMicros(micros_);
  }
  void Advance(absl::Duration by) { micros_ += absl::ToInt64Microseconds(by); }
  // How often it was looked at.
  int64_t asked() const { return asked_; }

 private:
  std::atomic<int64_t> micros_;
  std::atomic<int64_t> asked_ = 0;
};

}  // namespace eduplan::test

#endif  // EDUPLAN_TESTS_SUPPORT_FAKE_CLOCK_H_
