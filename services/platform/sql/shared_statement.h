#ifndef EDUPLAN_SERVICES_PLATFORM_SQL_SHARED_STATEMENT_H_
#define EDUPLAN_SERVICES_PLATFORM_SQL_SHARED_STATEMENT_H_

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace eduplan::sql {

// One statement for many threads at once. A caller's statement is always sent after the call began,
// so what was acknowledged before is in its answer; callers that arrive while one is under way
// share the next. `Wanted` collects what they want of it. Thread-safe.
template <typename Wanted, typename Answer>
class SharedStatement {
 public:
  using Send = std::function<absl::StatusOr<Answer>(const Wanted&)>;
  explicit SharedStatement(Send send) : send_(std::move(send)) {}

  // DEADLINE_EXCEEDED if no statement was finished by then.
  absl::StatusOr<std::shared_ptr<const Answer>> Run(absl::FunctionRef<void(Wanted&)> join,
                                                    absl::Time deadline) {
    std::unique_lock lock(mutex_);
    if (open_ == nullptr) open_ = std::make_shared<Batch>();
    const std::shared_ptr<Batch> batch = open_;
    join(batch->wanted);
    ++batch->callers;
    const auto until = absl::ToChronoTime(std::min(deadline, absl::Now() + absl::Hours(1)));
    while (!batch->done) {
      if (batch == open_ && !sending_) {
        SendOpen(lock);
        break;
      }
      if (batch->progress.wait_until(lock, until) == std::cv_status::timeout && !batch->done) {
        // Whoever was told to send the next statement may be this one.
        batch->progress.notify_one();
        return absl::DeadlineExceededError("waiting for the database");
      }
    }
    return batch->result;
  }

 private:
  struct Batch {
    Wanted wanted;
    int callers = 0;
    bool done = false;
    absl::StatusOr<std::shared_ptr<const Answer>> result = nullptr;
    std::condition_variable progress;  // it is done, or one of its callers should send it
  };

  // Returns without the lock, once the open batch is done.
  void SendOpen(std::unique_lock<std::mutex>& lock) {
    sending_ = true;
    if (crowded_) {
      // Those answered together ask again together: a moment's patience lets them share.
      lock.unlock();
      std::this_thread::sleep_for(kGather);
      lock.lock();
    }
    const std::shared_ptr<Batch> batch = std::exchange(open_, nullptr);
    crowded_ = batch->callers > 1;
    lock.unlock();
    absl::StatusOr<Answer> answer = send_(batch->wanted);
    lock.lock();
    sending_ = false;
    if (answer.ok()) {
      batch->result = std::make_shared<const Answer>(*std::move(answer));
    } else {
      batch->result = std::move(answer).status();
    }
    batch->done = true;
    const std::shared_ptr<Batch> next = open_;
    // Those who wake want the lock at once.
    lock.unlock();
    batch->progress.notify_all();
    if (next != nullptr) next->progress.notify_one();
  }

  // Short against the statement's own round trip; spent only while several ask at once.
  static constexpr std::chrono::microseconds kGather{40};
  const Send send_;
  std::mutex mutex_;
  std::shared_ptr<Batch> open_;
  bool sending_ = false;  // one statement at a time: the next collects while it is under way
  bool crowded_ = false;  // the last one was shared
};

}  // namespace eduplan::sql

#endif  // EDUPLAN_SERVICES_PLATFORM_SQL_SHARED_STATEMENT_H_
