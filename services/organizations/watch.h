#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_WATCH_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_WATCH_H_

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "eduplan/organization/v1/organization_service.pb.h"
#include "services/platform/change_log/change_log.h"

namespace eduplan::organizations {

// Streams the registry's changes. Commits of this process wake the streams at once by Notify; those
// of other replicas are seen by looking at the clock, which one thread does for all streams and
// only while there are any. Thread-safe.
class Watch {
 public:
  struct Options {
    absl::Duration heartbeat = absl::Seconds(2);
    absl::Duration poll = absl::Milliseconds(25);
    int snapshot_chunk = 2000;  // organizations in a message of a snapshot
  };
  Watch(change_log::ChangeLog& changes, const Options& options);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  // The registry has been committed up to `sequence`.
  void Notify(int64_t sequence);

  // Sends a snapshot if `after` is 0 or lies ahead of the registry (which then was restored from an
  // older copy), then one message for each change after it in the order of their sequences, and
  // heartbeats; until `cancelled`, or `send` returns false because nobody listens any more.
  using Message = eduplan::organization::v1::WatchOrganizationsResponse;
  absl::Status Stream(int64_t after, absl::FunctionRef<bool()> cancelled,
                      absl::FunctionRef<bool(const Message&)> send);

 private:
  void Poll();
  // Waits until the registry is past `sequence` or `until`; returns how far it is.
  int64_t WaitPast(int64_t sequence, absl::Time until);
  // Each ends early if `send` returns false.
  absl::Status SendSnapshot(int64_t sequence, absl::FunctionRef<bool(const Message&)> send);
  absl::Status SendChanges(int64_t after, int64_t until,
                           absl::FunctionRef<bool(const Message&)> send);

  change_log::ChangeLog& changes_;
  const Options options_;
  std::mutex mutex_;
  std::condition_variable wake_;
  int64_t committed_ = 0;
  int streams_ = 0;
  bool stopping_ = false;
  std::thread poller_;
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_WATCH_H_
