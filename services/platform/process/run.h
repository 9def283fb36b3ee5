#ifndef EDUPLAN_SERVICES_PLATFORM_PROCESS_RUN_H_
#define EDUPLAN_SERVICES_PLATFORM_PROCESS_RUN_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace eduplan::process {

struct Command {
  std::vector<std::string> arguments;    // The program's path first.
  std::vector<std::string> environment;  // NAME=value; nothing is inherited.
  std::string_view input;                // Its standard input, a file that it may map.
  size_t most_output = 0;                // Bytes of its standard output.
  absl::Time deadline = absl::InfiniteFuture();
};

struct Outcome {
  enum class End {
    kExited,
    kKilledBySignal,  // Not by us.
    kTimedOut,
    kTooMuchOutput,
  };
  End end = End::kExited;
  int code = 0;  // Exit code or signal.
  std::string output;
};

// Runs a program that is not to be trusted with anything but its input: it gets no environment, no
// open files but its standard ones, a process group of its own, and is killed with all of that
// group when it ends, when the deadline passes or when it writes too much. INTERNAL if it cannot be
// started. Thread-safe.
absl::StatusOr<Outcome> Run(const Command& command);

}  // namespace eduplan::process

#endif  // EDUPLAN_SERVICES_PLATFORM_PROCESS_RUN_H_
