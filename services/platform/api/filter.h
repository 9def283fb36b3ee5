#ifndef EDUPLAN_SERVICES_PLATFORM_API_FILTER_H_
#define EDUPLAN_SERVICES_PLATFORM_API_FILTER_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace eduplan::api {

// One `field OP literal` of the AIP-160 subset.
struct Term {
  enum class Op { kEqual, kNotEqual, kLess, kLessOrEqual, kGreater, kGreaterOrEqual, kHas };
  std::string field;
  Op op;
  std::string literal;  // without its quotes
};

// Splits `field OP literal AND …` (at most 20 terms). INVALID_ARGUMENT naming the position, or the
// field where it is not one of `fields`.
absl::StatusOr<std::vector<Term>> ParseFilter(std::string_view filter,
                                              std::span<const std::string_view> fields);

}  // namespace eduplan::api

#endif  // EDUPLAN_SERVICES_PLATFORM_API_FILTER_H_
