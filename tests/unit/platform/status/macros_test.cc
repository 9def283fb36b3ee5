#include "services/platform/status/macros.h"

#include <gmock/gmock.h>

#include <memory>

#include "tests/support/matchers.h"

namespace eduplan {
namespace {

absl::StatusOr<std::unique_ptr<int>> Make(int value) {
  if (value < 0) return absl::OutOfRangeError("negative");
  return std::make_unique<int>(value);
}

absl::StatusOr<int> Sum(int a, int b) {
  EDUPLAN_ASSIGN_OR_RETURN(const auto first, Make(a));
  EDUPLAN_ASSIGN_OR_RETURN(const auto second, Make(b));
  return *first + *second;
}

absl::Status Nested(int value) {
  EDUPLAN_RETURN_IF_ERROR([&]() -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(const auto first, Make(value));
    EDUPLAN_ASSIGN_OR_RETURN(const auto second, Make(*first - 1));
    EDUPLAN_RETURN_IF_ERROR(Make(*second).status());
    return absl::OkStatus();
  }());
  return absl::OkStatus();
}

TEST(MacrosTest, ErrorIsReturnedAndValueGoesOn) {
  EXPECT_THAT(Sum(2, 3), test::IsOkAndHolds(5));
  EXPECT_THAT(Sum(2, -3), test::StatusIs(absl::StatusCode::kOutOfRange));
}

TEST(MacrosTest, FunctionsMayStandInsideAnArgument) {
  EXPECT_THAT(Nested(1), test::IsOk());
  EXPECT_THAT(Nested(0), test::StatusIs(absl::StatusCode::kOutOfRange));
}

}  // namespace
}  // namespace eduplan
