#ifndef EDUPLAN_TESTS_CHAOS_WORLD_H_
#define EDUPLAN_TESTS_CHAOS_WORLD_H_

#include <grpcpp/channel.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/platform/client/client.h"
#include "tests/chaos/history.h"
#include "tests/support/cluster.h"
#include "tests/support/fault_proxy.h"
#include "tests/support/redis_server.h"

namespace eduplan::chaos {

// A province under three replicas of eduplan-indicators over one PostgreSQL and one Redis, each
// replica with a network of its own to both. Made and ended by the main thread, whose children the
// processes are.
class World {
 public:
  static constexpr int kReplicas = 3;
  static constexpr int kCities = 4;
  static constexpr int kCounties = 8;  // of a city
  static constexpr const char* kProvince = "330000";
  static constexpr const char* kPeriod = "2025-H1";
  static std::string City(int city);
  static std::string County(int city, int county);
  // Those of the beginning.
  static std::vector<std::string> Counties();

  World();

  // Registers organizations and indicators, and waits until every replica answers. What the history
  // begins with is in `history`.
  absl::Status Register(History* history);

  // For a call that is given up at this time.
  client::Outgoing Outgoing(absl::Duration timeout) const;
  const std::shared_ptr<grpc::Channel>& replica(int n) const { return replicas_[n]; }
  const std::shared_ptr<grpc::Channel>& registry() const { return registry_; }
  test::RedisServer& redis() { return redis_; }
  test::FaultProxy& to_redis(int replica) { return *to_redis_[replica]; }
  test::FaultProxy& to_postgres(int replica) { return *to_postgres_[replica]; }
  void KillReplica(int n) { cluster_->Kill(ReplicaName(n)); }
  void StartReplica(int n) { cluster_->Start(ReplicaName(n)); }

 private:
  static std::string ReplicaName(int n);
  std::string Between(int replica, const std::string& url);

  test::RedisServer redis_;
  std::array<std::unique_ptr<test::FaultProxy>, kReplicas> to_redis_;
  std::array<std::unique_ptr<test::FaultProxy>, kReplicas> to_postgres_;
  std::unique_ptr<test::Cluster> cluster_;
  std::array<std::shared_ptr<grpc::Channel>, kReplicas> replicas_;
  std::shared_ptr<grpc::Channel> registry_;
  std::string token_;
  std::string trace_parent_;
};

// Now, on the clock of histories.
int64_t Now();
// The digits of `number` in a UUID of this run.
std::string RequestId(int client, int64_t number);

}  // namespace eduplan::chaos

#endif  // EDUPLAN_TESTS_CHAOS_WORLD_H_
