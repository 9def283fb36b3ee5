#ifndef EDUPLAN_TESTS_CONTRACT_INDICATORS_SEALS_FIXTURE_H_
#define EDUPLAN_TESTS_CONTRACT_INDICATORS_SEALS_FIXTURE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/indicators/seals/filed_version.h"
#include "tests/contract/indicators/fixture.h"

namespace eduplan::indicators {

// The small tree (GrowSmallTree) with the indicators "new-seats", "teachers" and "clubs", and its
// seals of 2021-H1.
class SealsTest : public IndicatorsTest {
 protected:
  static constexpr std::string_view kProvince = "340000";
  static constexpr std::string_view kCity = "340100";
  static constexpr std::string_view kP = "340111";
  static constexpr std::string_view kQ = "340122";
  static constexpr std::string_view kX = "340123";
  static constexpr std::string_view kPeriod = "2021-H1";

  void SetUp() override;

  static auth::Principal Filer(std::string_view organization) {
    return By(organization, {auth::Role::kReporter});
  }
  static auth::Principal Reviewer(std::string_view organization) {
    return By(organization, {auth::Role::kReviewer});
  }
  static std::string NameOfSeal(std::string_view organization, std::string_view set = "");

  using Answer = absl::StatusOr<v1::Seal>;
  Answer Transition(const auth::Principal& who, const v1::TransitionSealRequest& request);
  Answer Submit(std::string_view organization, std::string_view set = "");
  Answer Approve(std::string_view reviewer, std::string_view organization,
                 std::string_view set = "");
  Answer Return(std::string_view reviewer, std::string_view organization,
                const std::vector<std::string>& cells = {}, std::string_view set = "");
  Answer Recall(std::string_view organization);
  Answer Reopen(std::string_view reviewer, std::string_view organization,
                const std::vector<std::string>& cells, v1::Seal::Meanwhile meanwhile);
  Answer Seal(std::string_view organization, std::string_view set = "");
  absl::Status WriteSeats(std::string_view organization, std::string_view value) {
    return Write(organization, kPeriod, {{"new-seats", std::string(value)}}).status();
  }
  // A set of these indicators.
  void MakeSet(std::string_view id, const std::vector<std::string>& members);

  enum class View { kAsItStands, kSubmitted, kApproved };
  // The sum of new-seats of P, Q and X that counts at the city, or, `through_city`, at the province
  // by what the city filed; in full numbers; nothing if none counts.
  std::optional<int64_t> Counted(View view, bool through_city = false);
  // "live/submitted@city/approved@city/approved@province" of that, "-" for nothing.
  std::string Totals();

 private:
  std::map<std::string, std::vector<FiledVersion>> History();
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_TESTS_CONTRACT_INDICATORS_SEALS_FIXTURE_H_
