#include "services/indicators/model/rational.h"

#include <gtest/gtest.h>

namespace eduplan::indicators {
namespace {

TEST(RationalTest, MillionthsComeBackExactly) {
  for (const int64_t amount : {int64_t{0}, int64_t{1}, int64_t{-125'000}, kLargest, -kLargest}) {
    EXPECT_EQ(ToMillionths(FromMillionths(amount)), amount);
  }
}

TEST(RationalTest, WhatIsNoWholeNumberOfMillionthsIsNotStored) {
  EXPECT_EQ(ToMillionths(Rational(1, 3)), std::nullopt);
  EXPECT_EQ(ToMillionths(Rational(1, 10'000'000)), std::nullopt);
  EXPECT_EQ(ToMillionths(FromMillionths(kLargest) + FromMillionths(1)), std::nullopt);
}

TEST(RationalTest, RoundsHalfAwayFromZeroAndPrintsEveryDigit) {
  EXPECT_EQ(FormatRounded(Rational(2, 3), 2), "0.67");
  EXPECT_EQ(FormatRounded(Rational(-1, 8), 2), "-0.13");  // -0.125
  EXPECT_EQ(FormatRounded(Rational(1, 8), 2), "0.13");
  EXPECT_EQ(FormatRounded(Rational(5, 2), 0), "3");
  EXPECT_EQ(FormatRounded(Rational(1), 1), "1.0");
  EXPECT_EQ(FormatRounded(Rational(1999 * 100, 2000), 2), "99.95");
  EXPECT_EQ(FormatRounded(Rational(1, 100), 3), "0.010");
}

TEST(RationalTest, NeverPrintsMinusZero) {
  EXPECT_EQ(FormatRounded(Rational(-1, 1000), 2), "0.00");
  EXPECT_EQ(ToDecimalText(Rational(-1, 10'000'000)), "0");
}

TEST(RationalTest, DecimalTextDropsTrailingZeros) {
  EXPECT_EQ(ToDecimalText(Rational(488, 5)), "97.6");
  EXPECT_EQ(ToDecimalText(Rational(2500)), "2500");
  EXPECT_EQ(ToDecimalText(Rational(1, 3)), "0.333333");
  EXPECT_EQ(ToDecimalText(Rational(0)), "0");
}

}  // namespace
}  // namespace eduplan::indicators
