#include "tests/unit/plan_items/hostile/cost.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "services/plan_items/importer/refusal.h"

namespace eduplan::importer {
namespace {

// What the child tells through a pipe, in one write.
struct Told {
  absl::StatusCode code;
  double seconds;
  double input_mb;
  double beyond_mb;
  bool chinese;
  char message[501];
};

rusage Usage() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage;
}

double Seconds(const rusage& usage) {
  const auto of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return of(usage.ru_utime) + of(usage.ru_stime);
}

double PeakMb(const rusage& usage) {
  return static_cast<double>(usage.ru_maxrss) * 1024 / 1e6;
}

Told Measure(const std::function<std::string()>& make, const std::string& filename,
             const Limits& limits) {
  const std::string bytes = make();
  Told told{};
  const rusage before = Usage();
  absl::Status status;
  {
    const auto plan = Parse({.bytes = bytes, .filename = filename}, limits);
    status = plan.status();
  }
  const rusage after = Usage();
  told.code = status.code();
  told.seconds = Seconds(after) - Seconds(before);
  told.input_mb = static_cast<double>(bytes.size()) / 1e6;
  told.beyond_mb = PeakMb(after) - PeakMb(before);
  told.chinese = !ChineseOf(status).empty();
  const std::string message(status.message());
  std::memcpy(told.message, message.data(), std::min(message.size(), sizeof(told.message) - 1));
  return told;
}

}  // namespace

Cost CostOf(const std::function<std::string()>& make, const std::string& filename,
            const Limits& limits) {
  int ends[2];
  if (pipe(ends) != 0) {
    ADD_FAILURE() << "no pipe";
    return {};
  }
  const pid_t child = fork();
  if (child == 0) {
    const Told told = Measure(make, filename, limits);
    _exit(write(ends[1], &told, sizeof(told)) == sizeof(told) ? 0 : 1);
  }
  close(ends[1]);
  Told told{};
  const bool got = read(ends[0], &told, sizeof(told)) == sizeof(told);
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(got && WIFEXITED(status) && WEXITSTATUS(status) == 0) << "the reading crashed";
  return {.code = told.code,
          .message = told.message,
          .chinese = told.chinese,
          .seconds = told.seconds,
          .input_mb = told.input_mb,
          .beyond_mb = told.beyond_mb};
}

Cost CostWithin(double seconds, const std::function<std::string()>& make,
                const std::string& filename) {
  Cost least = CostOf(make, filename);
  for (int again = 0; again < 2 && least.seconds > seconds; ++again) {
    const Cost cost = CostOf(make, filename);
    if (cost.seconds < least.seconds) least = cost;
  }
  return least;
}

std::string RepeatTo(size_t bytes, const std::string& piece) {
  std::string text;
  text.reserve(bytes + piece.size());
  while (text.size() < bytes) text += piece;
  return text;
}

bool IsSanitized() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return true;
#else
  return false;
#endif
}

}  // namespace eduplan::importer
