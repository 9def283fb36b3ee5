#ifndef EDUPLAN_TESTS_CONTRACT_INDICATORS_CHECKS_FIXTURE_H_
#define EDUPLAN_TESTS_CONTRACT_INDICATORS_CHECKS_FIXTURE_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/platform/status/text.h"
#include "tests/contract/indicators/fixture.h"

namespace eduplan::indicators {

using Findings = std::vector<v1::CheckFinding>;

inline constexpr std::string_view kPlainSeats =
    "new-seats,新增学位,个,0,FLOW,SUM,,,UP,,PUBLIC,true\n";

// Files figures and asks what does not hold of them.
class ChecksTest : public IndicatorsTest {
 protected:
  v1::CheckValuesRequest Request(std::string_view organization, std::string_view period) {
    v1::CheckValuesRequest request;
    request.set_parent(text::Cat("organizations/", organization));
    request.set_period(std::string(period));
    return request;
  }
  absl::StatusOr<v1::CheckValuesResponse> Checked(const v1::CheckValuesRequest& request) {
    return Call<v1::ValueService>(Root(), &v1::ValueService::Stub::CheckValues, request);
  }
  Findings Check(std::string_view organization, std::string_view period) {
    auto response = Checked(Request(organization, period));
    EXPECT_THAT(response, test::IsOk());
    if (!response.ok()) return {};
    return {response->findings().begin(), response->findings().end()};
  }
  std::vector<std::string> Reasons(std::string_view organization, std::string_view period) {
    std::vector<std::string> reasons;
    for (const v1::CheckFinding& finding : Check(organization, period)) {
      reasons.push_back(finding.reason());
    }
    return reasons;
  }
  void File(std::string_view organization, std::string_view period,
            const std::vector<std::pair<std::string, std::string>>& values) {
    ASSERT_THAT(Write(organization, period, values), test::IsOk());
  }
  absl::StatusOr<v1::CheckValuesResponse> Confirm(const auth::Principal& who,
                                                  std::string_view organization,
                                                  std::string_view period,
                                                  const std::string& fingerprint) {
    v1::ConfirmFindingsRequest request;
    request.set_parent(text::Cat("organizations/", organization));
    request.set_period(std::string(period));
    request.add_fingerprints(fingerprint);
    request.set_reason("情况属实");
    request.set_request_id(NewRequestId());
    return Call<v1::ValueService>(who, &v1::ValueService::Stub::ConfirmFindings, request);
  }
  void Declare(std::string_view organization, std::string_view period, std::string_view indicator,
               std::string_view value) {
    v1::BatchUpdateValuesRequest request;
    request.set_parent(text::Cat("organizations/", organization));
    request.set_period(std::string(period));
    request.set_kind(v1::VALUE_KIND_DECLARED);
    v1::ValueInput& input = *request.add_values();
    input.set_indicator(std::string(indicator));
    input.set_value(std::string(value));
    ASSERT_THAT(Call<v1::ValueService>(By(organization, {auth::Role::kReporter}),
                                       &v1::ValueService::Stub::BatchUpdateValues, request),
                test::IsOk());
  }
  // City 340100 with counties A to F and zone Z.
  void GrowScenarioOne() {
    Grow({{"340000", 2, ""}, {"340100", 3, "340000"}});
    std::vector<Place> places;
    for (const std::string id : {"A", "B", "C", "D", "E", "F", "Z"}) {
      places.push_back({id, 4, "340100"});
    }
    Grow(places);
  }
};
}  // namespace eduplan::indicators

#endif  // EDUPLAN_TESTS_CONTRACT_INDICATORS_CHECKS_FIXTURE_H_
