#include "services/indicators/model/decimal.h"

#include <gtest/gtest.h>

namespace eduplan::indicators {
namespace {

TEST(ParseDecimalTest, ReadsWholeAndFractionExactly) {
  EXPECT_EQ(ParseDecimal("0"), 0);
  EXPECT_EQ(ParseDecimal("4170"), 4'170'000'000);
  EXPECT_EQ(ParseDecimal("97.6"), 97'600'000);
  EXPECT_EQ(ParseDecimal("-0.125"), -125'000);
  EXPECT_EQ(ParseDecimal("0.000001"), 1);
}

TEST(ParseDecimalTest, RefusesWhatIsNotOnTheWire) {
  for (const char* text : {"", "-", ".5", "5.", "+5", "1e3", "1,200", "１２", " 5", "5 ",
                           "0.0000001", "12345678901234", "NaN", "--5", "1.2.3"}) {
    EXPECT_EQ(ParseDecimal(text), std::nullopt) << text;
  }
}

TEST(ParseDecimalTest, BoundsAtNineTrillion) {
  EXPECT_EQ(ParseDecimal("8999999999999.999999"), kLargest);
  EXPECT_EQ(ParseDecimal("9000000000000"), std::nullopt);
}

TEST(FormatDecimalTest, DropsTrailingZerosOnly) {
  EXPECT_EQ(FormatDecimal(4'170'000'000), "4170");
  EXPECT_EQ(FormatDecimal(97'600'000), "97.6");
  EXPECT_EQ(FormatDecimal(-125'000), "-0.125");
  EXPECT_EQ(FormatDecimal(0), "0");
  EXPECT_EQ(FormatDecimal(100, 0), "100");
}

TEST(FormatQuotientTest, RoundsHalfAwayFromZero) {
  EXPECT_EQ(FormatQuotient(8700 * 100, 10000, 1), "87.0");
  EXPECT_EQ(FormatQuotient(12100 * 100, 14000, 1), "86.4");  // 86.428…
  EXPECT_EQ(FormatQuotient(-125, 1000, 2), "-0.13");
  EXPECT_EQ(FormatQuotient(125, 1000, 2), "0.13");
  EXPECT_EQ(FormatQuotient(125, -1000, 2), "-0.13");
  EXPECT_EQ(FormatQuotient(5, 2, 0), "3");
}

TEST(WideTest, HoldsTheProductOfTheLargestValuesAMillionTimes) {
  const Wide product = Wide(kLargest) * kLargest;
  EXPECT_EQ(product * 1'000'000 / 1'000'000, product);
}

}  // namespace
}  // namespace eduplan::indicators
