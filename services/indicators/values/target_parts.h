#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_TARGET_PARTS_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_TARGET_PARTS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "eduplan/indicator/v1/value_service.pb.h"
#include "services/indicators/model/definition.h"

namespace eduplan::indicators {

// Targets of organizations for one period: amounts by organization and code.
class TargetTable {
 public:
  void Set(std::string organization, std::string indicator, int64_t amount) {
    amounts_[{std::move(organization), std::move(indicator)}] = amount;
  }
  std::optional<int64_t> Find(const std::string& organization, const std::string& indicator) const;

 private:
  std::map<std::pair<std::string, std::string>, int64_t> amounts_;
};

struct TargetPart {
  std::string organization;
  std::string display_name;
};

// How the organization's target of an indicator is handed down to `parts`. Pure and exact.
//
// What is counted (SUM, COUNT_TRUE) adds up. A RATIO comes to the quotient of the sums of its
// numerator's and denominator's targets where every part that has a target for it has both; of
// anything else, and of a ratio without them, the parts are only listed. NOT_FULLY_DECOMPOSED, a
// warning, where it comes to another figure than the target: found is the target, expected what the
// parts come to, so that the difference is what is left (未分解), or below 0 what is too much.
v1::TargetDecomposition Decompose(const Definition& definition, const std::string& organization,
                                  const std::vector<TargetPart>& parts, const TargetTable& targets);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_TARGET_PARTS_H_
