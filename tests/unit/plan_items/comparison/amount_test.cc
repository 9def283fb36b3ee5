#include "services/plan_items/comparison/amount.h"

#include <gtest/gtest.h>

namespace eduplan::comparison {
namespace {

int Compare(std::string_view a, std::string_view b, size_t shift_a = 0, size_t shift_b = 0) {
  return Decimal::Parse(a, shift_a)->Compare(*Decimal::Parse(b, shift_b));
}

v1::Measurement Figure(const char* value, const char* unit) {
  v1::Measurement figure;
  figure.set_value(value);
  figure.set_unit(unit);
  return figure;
}

TEST(DecimalTest, ComparesExactlyAtAnyLength) {
  EXPECT_EQ(Compare("1.20", "1.2"), 0);
  EXPECT_EQ(Compare("007", "7"), 0);
  EXPECT_LT(Compare("9", "10"), 0);
  EXPECT_GT(Compare("1.21", "1.2"), 0);
  EXPECT_LT(Compare("-3", "-2"), 0);
  EXPECT_EQ(Compare("-0", "0.0"), 0);
  EXPECT_LT(Compare("99999999999999999999999999.1", "99999999999999999999999999.2"), 0);
}

TEST(DecimalTest, ShiftsByPowersOfTen) {
  EXPECT_EQ(Compare("1.2", "12000", 4), 0);
  EXPECT_EQ(Compare("0.026", "260", 8, 4), 0);
  EXPECT_EQ(Compare("0.5", "5", 1), 0);
}

TEST(DecimalTest, RefusesWhatIsNoNumber) {
  for (const char* written : {"", "-", ".5", "1,200", "x", "1.2.3", "1e5"}) {
    EXPECT_FALSE(Decimal::Parse(written)) << written;
  }
}

TEST(UnitTest, MultipliersAreTakenOffAndUnitsThatBeginWithOneAreNot) {
  EXPECT_EQ(UnitOf("万人次").base, "人次");
  EXPECT_EQ(UnitOf("万人次").power, 4U);
  EXPECT_EQ(UnitOf("千万元").power, 7U);
  EXPECT_EQ(UnitOf("千克").power, 0U);
  EXPECT_EQ(UnitOf("个百分点").base, "个百分点");
}

TEST(UnitTest, DimensionsAreKeptApart) {
  EXPECT_TRUE(SameDimension(Figure("1", "万元"), Figure("1", "元")));
  EXPECT_TRUE(SameDimension(Figure("1", "名"), Figure("1", "万人")));
  EXPECT_FALSE(SameDimension(Figure("1", "人"), Figure("1", "人次")));
  EXPECT_FALSE(SameDimension(Figure("1", "%"), Figure("1", "所")));
  EXPECT_FALSE(SameDimension(Figure("1", "%"), Figure("1", "个百分点")));
}

TEST(AmountTest, ABaseValueStandsBeforeTheUnit) {
  v1::Measurement figure = Figure("1.2", "万人");
  figure.set_base_value("12000");
  figure.set_base_unit("人");
  EXPECT_EQ(AmountOf(figure)->Compare(*AmountOf(Figure("1.2", "万人"))), 0);
  figure.set_masked(true);
  EXPECT_FALSE(AmountOf(figure));
}

}  // namespace
}  // namespace eduplan::comparison
