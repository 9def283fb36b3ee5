#ifndef EDUPLAN_TESTS_BENCHMARKS_NATION_H_
#define EDUPLAN_TESTS_BENCHMARKS_NATION_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "eduplan/indicator/v1/indicator_service.grpc.pb.h"
#include "eduplan/indicator/v1/rollup_service.grpc.pb.h"
#include "eduplan/indicator/v1/value_service.grpc.pb.h"
#include "services/platform/client/client.h"
#include "tests/support/cluster.h"
#include "tests/support/redis_server.h"

namespace eduplan::benchmarks {

// Registry and indicators over PostgreSQL and Redis, with so many counties below cities and
// provinces as the country has them (2,978 below 342 and 31), and 200 indicators that add up.
class Nation {
 public:
  static constexpr int kCountry = 2978;
  static constexpr int kIndicators = 200;
  static constexpr const char* kRoot = "100000";
  static constexpr const char* kPeriod = "2025-H1";

  Nation(int counties, int replicas);
  // Registers organizations and indicators, loads every county's figures of the period.
  absl::Status Fill();
  static int64_t Figure(int county, int indicator) { return 1000 + county * 7 + indicator; }
  static std::string Code(int indicator);

  int counties() const { return counties_; }
  std::string County(int county) const;
  std::string City(int city) const;
  std::string Province(int province) const;
  int CityOf(int county) const { return county * cities_ / counties_; }
  int ProvinceOf(int city) const { return city * provinces_ / cities_; }
  int cities() const { return cities_; }
  int provinces() const { return provinces_; }

  test::Cluster& cluster() { return cluster_; }
  test::RedisServer& redis() { return redis_; }
  const std::string& database() const { return database_; }
  std::string key_dir() const { return cluster_.directory() + "/keys"; }
  const client::Outgoing& outgoing() const { return outgoing_; }
  std::shared_ptr<grpc::Channel> indicators(int replica = 0);
  // Sum of a metric over the replicas.
  double Metric(const std::string& name);

  absl::Status GetRollup(int replica, const std::string& organization,
                         indicator::v1::Rollup* rollup);
  absl::Status Query(const indicator::v1::QueryRollupsRequest& request,
                     indicator::v1::QueryRollupsResponse* response);
  absl::Status Write(int replica, const indicator::v1::BatchUpdateValuesRequest& request);
  // Every value of a county, each `added` more than at first.
  indicator::v1::BatchUpdateValuesRequest WholeCounty(int county, int64_t added) const;

 private:
  absl::Status Register();
  absl::Status Load();

  const int counties_;
  const int cities_;
  const int provinces_;
  const int replicas_;
  test::RedisServer redis_;
  std::string database_;
  test::Cluster cluster_;
  client::Outgoing outgoing_;
  std::vector<std::shared_ptr<grpc::Channel>> channels_;
  std::vector<std::unique_ptr<indicator::v1::RollupService::Stub>> rollups_;
  std::vector<std::unique_ptr<indicator::v1::ValueService::Stub>> values_;
};

}  // namespace eduplan::benchmarks

#endif  // EDUPLAN_TESTS_BENCHMARKS_NATION_H_
