#ifndef EDUPLAN_TESTS_BENCHMARKS_LOADS_H_
#define EDUPLAN_TESTS_BENCHMARKS_LOADS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "eduplan/indicator/v1/value_service.grpc.pb.h"
#include "services/platform/client/client.h"
#include "tests/support/cluster.h"

namespace eduplan::benchmarks {

// Registry and indicators over one database, with the 2,978 counties that report and 200
// indicators, to load values into.
class Loads {
 public:
  static constexpr int kCounties = 2978;
  static constexpr int kIndicators = 200;
  static constexpr int kRows = kCounties * kIndicators;

  explicit Loads(test::DatabaseKind database);
  // Registers organizations and indicators, and waits until the service knows them.
  absl::Status Register();

  static std::string County(int number);
  static std::string Indicator(int number);
  // A month that each number has for itself.
  static std::string Period(int number);

  // How long a load took: in all, and after everything had been sent.
  struct Took {
    absl::Duration all;
    absl::Duration after_sending;
  };
  // Loads the rows of each period as one file, `add` more than those with 0. Each must be written.
  absl::StatusOr<Took> Load(const std::vector<std::string>& periods, int add) const;
  // Writes one value of a county.
  absl::Status Correct(const std::string& county, const std::string& period, int value) const;

  // The most memory that the indicators process has had, in bytes.
  int64_t PeakBytes();

 private:
  test::Cluster cluster_;
  client::Outgoing outgoing_;
  std::shared_ptr<grpc::Channel> indicators_;
  std::unique_ptr<indicator::v1::ValueService::Stub> values_;
};

}  // namespace eduplan::benchmarks

#endif  // EDUPLAN_TESTS_BENCHMARKS_LOADS_H_
