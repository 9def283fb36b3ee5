#include "services/documents/parallel.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace eduplan::documents {

absl::Status ForEachInParallel(size_t count, size_t workers,
                               absl::FunctionRef<absl::Status(size_t)> task) {
  std::atomic<size_t> next = 0;
  std::atomic<bool> failed = false;
  std::mutex mutex;
  absl::Status first = absl::OkStatus();
  const auto work = [&] {
    for (size_t i = next++; i < count && !failed; i = next++) {
      const absl::Status status = task(i);
      if (status.ok()) continue;
      const std::lock_guard lock(mutex);
      if (!failed.exchange(true)) first = status;
    }
  };
  std::vector<std::jthread> threads;
  for (size_t i = 1; i < std::min(workers, count); ++i) {
    try {
      threads.emplace_back(work);
    } catch (const std::system_error&) {
      break;  // no more threads to be had: those that run do it all
    }
  }
  work();
  threads.clear();
  return first;
}

}  // namespace eduplan::documents
