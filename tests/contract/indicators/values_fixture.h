#ifndef EDUPLAN_TESTS_CONTRACT_INDICATORS_VALUES_FIXTURE_H_
#define EDUPLAN_TESTS_CONTRACT_INDICATORS_VALUES_FIXTURE_H_

#include <string>
#include <string_view>
#include <vector>

#include "tests/contract/indicators/fixture.h"

namespace eduplan::indicators {

// The small tree, and indicators of every kind that values differ by.
class ValuesTest : public IndicatorsTest {
 protected:
  void SetUp() override;

  static v1::BatchUpdateValuesRequest Batch(std::string_view organization,
                                            v1::ValueKind kind = v1::VALUE_KIND_FILED);
  static v1::ValueInput& Add(v1::BatchUpdateValuesRequest& request, std::string_view indicator,
                             std::string_view value);
  absl::StatusOr<v1::BatchUpdateValuesResponse> Send(const auth::Principal& who,
                                                     const v1::BatchUpdateValuesRequest& request);
  // One value.
  absl::StatusOr<v1::BatchUpdateValuesResponse> WriteAs(
      const auth::Principal& who, std::string_view organization, v1::ValueKind kind,
      std::string_view indicator, std::string_view value, std::string_view reason = "");
  // Each value listed as "period indicator=value", in order.
  std::vector<std::string> List(v1::ListValuesRequest request);
  std::vector<std::string> List(std::string_view organization, std::string_view period = "2021-H1",
                                v1::ValueKind kind = v1::VALUE_KIND_FILED);
  // The number of rows of a table that this condition holds for.
  int64_t Count(const std::string& table, const std::string& condition = "1 = 1");
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_TESTS_CONTRACT_INDICATORS_VALUES_FIXTURE_H_
