#ifndef EDUPLAN_SERVICES_INDICATORS_CHECKS_TREE_CHECKS_H_
#define EDUPLAN_SERVICES_INDICATORS_CHECKS_TREE_CHECKS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "services/indicators/model/decimal.h"
#include "services/indicators/model/definition.h"
#include "services/indicators/model/rule.h"

namespace eduplan::indicators {

// The checks of a figure against those of other organizations. Pure; nothing if they hold. Amounts
// are millionths.

inline constexpr size_t kFewestSiblings = 8;

// WARNING OUTLIER_AMONG_SIBLINGS: further than three standard deviations from the mean of its
// siblings, itself left out, of whom at least kFewestSiblings report. Exact: squares are compared.
// Siblings that all say the same have no deviation to measure by, and nothing is said.
std::optional<Finding> CheckOutlier(const Definition& definition, int64_t amount,
                                    std::span<const int64_t> siblings);

// WARNING WHOLE_AS_OWN_PART: the 本级 part is not less than the sum of those below: 全域 was typed.
std::optional<Finding> CheckWholeAsOwnPart(const Definition& definition, int64_t own,
                                           const Wide& below);

// WARNING DECLARED_DIFFERS: the whole as declared (上报数) is not what the figures below and the
// own part make. `missing`: how many of those it is made of have not reported.
std::optional<Finding> CheckDeclared(const Definition& definition, int64_t declared,
                                     const Wide& computed, int missing);

// What is known of a school that two organizations may have counted.
struct SharedFigure {
  std::string school;  // ids
  std::string again;   // the same id unless it is registered twice
  std::string holder;  // the other organization
  int64_t at_school = 0;
  int64_t at_holder = 0;
};
// WARNING DUPLICATE_SCHOOL, of an organization whose own figure is `amount`.
Finding DuplicateSchool(const Definition& definition, int64_t amount, const SharedFigure& shared);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_CHECKS_TREE_CHECKS_H_
