#include "services/platform/api/digest.h"

#include <gtest/gtest.h>

#include "tests/support/matchers.h"

namespace eduplan::api {
namespace {

// GB/T 32905-2016, appendix A, example 1.
TEST(Sm3HexTest, IsThatOfTheStandardsFirstExample) {
  EXPECT_THAT(
      Sm3Hex("abc"),
      test::IsOkAndHolds("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"));
}

}  // namespace
}  // namespace eduplan::api
