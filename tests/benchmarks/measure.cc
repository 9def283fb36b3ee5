#include "tests/benchmarks/measure.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "services/platform/status/macros.h"

namespace eduplan::benchmarks {

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

absl::StatusOr<double> PerSecond(int clients, absl::Duration time, const Operation& operation) {
  std::atomic<int64_t> done = 0;
  std::atomic<bool> failed = false;
  std::mutex mutex;
  absl::Status failure;
  const absl::Time start = absl::Now();
  std::vector<std::thread> threads;
  for (int client = 0; client < clients; ++client) {
    threads.emplace_back([&, client] {
      int64_t count = 0;
      while (!failed && absl::Now() - start < time) {
        if (absl::Status status = operation(client); !status.ok()) {
          const std::lock_guard lock(mutex);
          failure.Update(status);
          failed = true;
        }
        ++count;
      }
      done += count;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EDUPLAN_RETURN_IF_ERROR(failure);
  return static_cast<double>(done) / absl::ToDoubleSeconds(absl::Now() - start);
}

absl::StatusOr<double> MedianMillis(absl::Duration time, const Operation& operation) {
  std::vector<double> millis;
  const absl::Time start = absl::Now();
  for (absl::Time before = start; before - start < time;) {
    EDUPLAN_RETURN_IF_ERROR(operation(0));
    const absl::Time after = absl::Now();
    millis.push_back(absl::ToDoubleMilliseconds(after - before));
    before = after;
  }
  return Median(std::move(millis));
}

absl::StatusOr<Result> Compare(const Comparison& comparison, int rounds) {
  EDUPLAN_RETURN_IF_ERROR(comparison.floor().status());
  EDUPLAN_RETURN_IF_ERROR(comparison.measured().status());
  std::vector<double> measured;
  std::vector<double> floors;
  std::vector<double> ratios;
  for (int round = 0; round < rounds; ++round) {
    const bool floor_first = round % 2 == 0;
    if (floor_first) {
      EDUPLAN_ASSIGN_OR_RETURN(floors.emplace_back(), comparison.floor());
    }
    EDUPLAN_ASSIGN_OR_RETURN(measured.emplace_back(), comparison.measured());
    if (!floor_first) {
      EDUPLAN_ASSIGN_OR_RETURN(floors.emplace_back(), comparison.floor());
    }
    ratios.push_back(measured.back() / floors.back());
  }
  return Result{.name = comparison.name,
                .floor_name = comparison.floor_name,
                .unit = comparison.unit,
                .wanted = comparison.wanted,
                .measured = Median(measured),
                .floor = Median(floors),
                .ratio = Median(ratios),
                .least_ratio = *std::min_element(ratios.begin(), ratios.end()),
                .most_ratio = *std::max_element(ratios.begin(), ratios.end()),
                .rounds = rounds};
}

}  // namespace eduplan::benchmarks
