#ifndef EDUPLAN_SERVICES_PLATFORM_TREE_FOLLOWER_H_
#define EDUPLAN_SERVICES_PLATFORM_TREE_FOLLOWER_H_

#include <grpcpp/channel.h>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "services/platform/auth/token.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/change_log/leases.h"
#include "services/platform/client/client.h"
#include "services/platform/metrics/metrics.h"
#include "services/platform/tree/replica.h"

namespace eduplan::tree {

// Follows WatchOrganizations into the replica's tables. One process of a service's replicas does
// so, by the lease "forest-follower"; the others look every 25 ms whether the tables have moved on,
// for a change is promised to be in every process within 100 ms of its answer.
// Goes on by itself after any failure, with backoff. Starts its thread in the constructor and joins
// it in the destructor.
class Follower {
 public:
  // Called inside the transaction that applies a delta, after the tables are written: `before` and
  // `after` are the forests on both sides of it. For what else must change with the tree.
  using OnApply = std::function<absl::Status(change_log::Change&, const Delta& delta,
                                             const Forest& before, const Forest& after)>;
  struct Options {
    std::string service;  // for the token: "eduplan-indicators"
    // Where to tell the sequence, size and age of the tree; must outlive the follower. Or none.
    metrics::Registry* metrics = nullptr;
    absl::Duration poll = absl::Milliseconds(25);
    absl::Duration lease = absl::Seconds(3);  // so long a killed one's place stays empty
    // A tree that has not been known to be the registry's for so long is worth telling; a restart
    // of the registry is not.
    absl::Duration stale = absl::Seconds(10);
    // Without any message for so long, heartbeats included, the stream is given up and made anew.
    absl::Duration silence = absl::Seconds(7);
  };
  Follower(Options options, std::shared_ptr<grpc::Channel> organizations, auth::TokenIssuer& issuer,
           change_log::ChangeLog& changes, change_log::Leases& leases, Replica& replica,
           OnApply on_apply = nullptr);
  ~Follower();
  Follower(const Follower&) = delete;
  Follower& operator=(const Follower&) = delete;

  // OK if the tree is followed; UNAVAILABLE saying how old it is if it is not. For health (not
  // vital: the service goes on with the tree it has).
  absl::Status Health() const;

 private:
  void Run();
  // Tries to be the one that follows; follows until something fails, then says what.
  absl::Status Follow();
  absl::Status ApplyDelta(const Delta& delta);
  // Extends the lease when a third of it has gone by; ABORTED if another process took it.
  absl::Status KeepLease(absl::Time* kept);
  // The registry has just said that the tree is its own.
  absl::Status Heard();
  // Looks whether the tables have moved on; how long to wait before the next look.
  absl::Duration Look();
  void Export(metrics::Registry& metrics);
  // Waits, but not past a stop.
  void Pause(absl::Duration duration);

  Options options_;
  std::shared_ptr<grpc::Channel> organizations_;
  auth::TokenIssuer& issuer_;
  change_log::ChangeLog& changes_;
  change_log::Leases& leases_;
  Replica& replica_;
  OnApply on_apply_;
  std::atomic<bool> stopping_ = false;
  absl::Duration blind_ = absl::ZeroDuration();  // how long to wait after looks that failed
  absl::Time marked_ = absl::InfinitePast();     // when the others were last told
  std::vector<std::unique_ptr<metrics::Gauge>> gauges_;
  std::mutex mutex_;  // of wake_
  std::condition_variable wake_;
  std::thread thread_;
};

// Resolves an organization that a request names: if the replica does not know it yet, asks the
// registry (with the caller's token) and, if it exists there, waits for the tree to reach it, so
// that an organization created a moment ago can be written to at once. NOT_FOUND if the registry
// does not know it either; the caller must have checked the permission before telling.
absl::StatusOr<std::shared_ptr<const Forest>> ForestWith(
    Replica& replica, const std::shared_ptr<grpc::Channel>& organizations, const server::Call& call,
    std::string_view organization);

}  // namespace eduplan::tree

#endif  // EDUPLAN_SERVICES_PLATFORM_TREE_FOLLOWER_H_
