#include "services/plan_items/plan_reader/confine.h"

#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <initializer_list>

#include "absl/strings/str_cat.h"

namespace eduplan::plan_items {
namespace {

// Fonts' character maps are opened one at a time.
constexpr rlim_t kReadersFiles = 16;
constexpr rlim_t kMiB = rlim_t{1} << 20;
constexpr rlim_t kLargestFile = 256 * kMiB;

struct Limit {
  int resource;
  rlim_t most;
};

absl::Status Set(std::initializer_list<Limit> limits) {
  for (const Limit& limit : limits) {
    const rlimit both = {.rlim_cur = limit.most, .rlim_max = limit.most};
    if (::setrlimit(static_cast<__rlimit_resource>(limit.resource), &both) != 0) {
      return absl::InternalError(absl::StrCat("setrlimit: ", std::strerror(errno)));
    }
  }
  // Whoever started us may die without a word.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  return absl::OkStatus();
}

// Whole seconds, the next ones above.
rlim_t CpuSeconds(const Bounds& bounds) {
  return static_cast<rlim_t>(bounds.cpu_ms) / 1000 + 1;
}

// RLIMIT_CPU knows no parts of a second: SIGPROF ends the process after them.
absl::Status SetTimer(const Bounds& bounds) {
  const itimerval timer = {
      .it_interval = {},
      .it_value = {.tv_sec = bounds.cpu_ms / 1000, .tv_usec = 1000L * (bounds.cpu_ms % 1000)}};
  if (::setitimer(ITIMER_PROF, &timer, nullptr) == 0) return absl::OkStatus();
  return absl::InternalError(absl::StrCat("setitimer: ", std::strerror(errno)));
}

}  // namespace

absl::Status ConfineReader(const Bounds& bounds) {
  if (absl::Status status = SetTimer(bounds); !status.ok()) return status;
  return Set({{RLIMIT_CORE, 0},
              {RLIMIT_CPU, CpuSeconds(bounds)},
              {RLIMIT_AS, static_cast<rlim_t>(bounds.memory_mib) * kMiB},
              {RLIMIT_FSIZE, 0},
              {RLIMIT_NOFILE, kReadersFiles},
              {RLIMIT_NPROC, 0}});
}

absl::Status ConfineProgram(const Bounds& bounds) {
  // Not allowed everywhere, and then what starts us must keep the network away.
  ::unshare(CLONE_NEWUSER | CLONE_NEWNET);
  return Set({{RLIMIT_CORE, 0},
              {RLIMIT_CPU, CpuSeconds(bounds)},
              {RLIMIT_DATA, static_cast<rlim_t>(bounds.memory_mib) * kMiB},
              {RLIMIT_FSIZE, kLargestFile}});
}

}  // namespace eduplan::plan_items
