#ifndef EDUPLAN_TESTS_BENCHMARKS_PROVINCE_H_
#define EDUPLAN_TESTS_BENCHMARKS_PROVINCE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "eduplan/indicator/v1/rollup_service.grpc.pb.h"
#include "eduplan/indicator/v1/value_service.grpc.pb.h"
#include "services/platform/client/client.h"
#include "tests/support/cluster.h"
#include "tests/support/redis_server.h"

namespace eduplan::benchmarks {

// The real processes over PostgreSQL and Redis, with a province of 11 cities of 8 counties under
// the shipped catalogue.
class Province {
 public:
  static constexpr const char* kId = "330000";
  static constexpr int kCities = 11;
  static constexpr int kCounties = 8;  // of a city
  static constexpr const char* kPeriod = "2025-H1";

  Province();
  // Registers organizations and indicators.
  absl::Status Register();
  // Files every county's figures of the period: county c of city n has County(n, c).
  absl::Status FileFigures();
  static int64_t Figure(int city, int county) { return 1000 + 10 * city + county; }

  static std::string City(int city);
  static std::string County(int city, int county);

  test::Cluster& cluster() { return cluster_; }
  std::string key_dir() const { return cluster_.directory() + "/keys"; }
  // For calls straight to a service.
  const client::Outgoing& outgoing() const { return outgoing_; }
  std::shared_ptr<grpc::Channel> indicators() const { return indicators_; }
  // Sends a body of CSV that must be accepted.
  absl::Status PostCsv(const std::string& target, const std::string& csv);

 private:
  test::RedisServer redis_;
  test::Cluster cluster_;
  client::Outgoing outgoing_;
  std::shared_ptr<grpc::Channel> indicators_;
};

// Calls as the services' own clients make them.
class IndicatorsClient {
 public:
  IndicatorsClient(const std::shared_ptr<grpc::Channel>& channel, const client::Outgoing& outgoing)
      : rollups_(indicator::v1::RollupService::NewStub(channel)),
        values_(indicator::v1::ValueService::NewStub(channel)),
        outgoing_(outgoing) {}

  absl::Status GetRollup(const std::string& organization, indicator::v1::Rollup* rollup) const;
  absl::Status Write(const indicator::v1::BatchUpdateValuesRequest& request) const;

 private:
  std::unique_ptr<indicator::v1::RollupService::Stub> rollups_;
  std::unique_ptr<indicator::v1::ValueService::Stub> values_;
  client::Outgoing outgoing_;
};

}  // namespace eduplan::benchmarks

#endif  // EDUPLAN_TESTS_BENCHMARKS_PROVINCE_H_
