#ifndef EDUPLAN_SERVICES_PLATFORM_CACHE_DEADLINE_H_
#define EDUPLAN_SERVICES_PLATFORM_CACHE_DEADLINE_H_

#include <algorithm>
#include <chrono>

#include "absl/time/time.h"

namespace eduplan::cache {

// A moment of the clock that nobody sets; a call and its parts each have one.
using Deadline = std::chrono::steady_clock::time_point;

inline absl::Duration TimeLeft(Deadline deadline) {
  return absl::FromChrono(deadline - std::chrono::steady_clock::now());
}

// `time` from now, but never after `whole`.
inline Deadline Within(absl::Duration time, Deadline whole = Deadline::max()) {
  return std::min(whole, std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(time));
}

}  // namespace eduplan::cache

#endif  // EDUPLAN_SERVICES_PLATFORM_CACHE_DEADLINE_H_
