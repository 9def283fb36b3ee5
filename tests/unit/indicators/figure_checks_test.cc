#include "services/indicators/checks/figure_checks.h"

#include <gmock/gmock.h>

#include <vector>

#include "services/indicators/checks/tree_checks.h"
#include "services/indicators/model/decimal.h"

namespace eduplan::indicators {
namespace {

using ::testing::HasSubstr;

Definition Of(const std::string& unit, int decimals = 0) {
  v1::Indicator proto;
  proto.set_code("n");
  proto.set_display_name("指标");
  proto.set_unit(unit);
  proto.set_decimals(decimals);
  proto.set_temporal_kind(v1::TEMPORAL_KIND_FLOW);
  proto.set_aggregation(v1::AGGREGATION_SUM);
  return *MakeDefinition(proto, "");
}

std::string Slip(const std::string& unit, std::string_view amount, std::string_view base) {
  const auto finding =
      CheckUnitSlip(Of(unit), *ParseDecimal(amount), *ParseDecimal(base), When::kLastPeriod);
  return finding ? finding->proto.message() : "";
}

TEST(FigureChecksTest, ASlipNamesTheUnitThatWasProbablyMeant) {
  EXPECT_THAT(Slip("万元", "25000000", "2500"), HasSubstr("typed in 元, the cell is in 万元"));
  EXPECT_THAT(Slip("亿元", "30000", "3"), HasSubstr("typed in 万元"));
  EXPECT_THAT(Slip("亿元", "300000000", "3"), HasSubstr("typed in 元"));
  EXPECT_THAT(Slip("元", "3", "30000"), HasSubstr("typed in 万元"));
  EXPECT_THAT(Slip("万人次", "3", "30000"), HasSubstr("typed in 亿人次"));
  EXPECT_THAT(Slip("人", "-30000", "-3"), HasSubstr("×10,000 of the -3 of the period before"));
}

TEST(FigureChecksTest, ASlipIsHalfToDoubleTheTenThousandfold) {
  EXPECT_NE(Slip("人", "5000", "1"), "");
  EXPECT_EQ(Slip("人", "4999", "1"), "");
  EXPECT_NE(Slip("人", "20000", "1"), "");
  EXPECT_EQ(Slip("人", "20001", "1"), "");
  EXPECT_NE(Slip("人", "50000000", "1"), "");
  EXPECT_EQ(Slip("人", "200000001", "1"), "");
  EXPECT_EQ(Slip("人", "10000", "0"), "");
  EXPECT_EQ(Slip("人", "0", "10000"), "");
}

TEST(FigureChecksTest, AnOutlierIsFurtherThanThreeDeviationsExactly) {
  const Definition definition = Of("人");
  // Mean 100, deviations ±10, so σ = 10 and 130 is not further than 3σ; one millionth more is.
  std::vector<int64_t> siblings;
  for (int i = 0; i < 8; ++i) siblings.push_back((i % 2 == 0 ? 90 : 110) * kScale);
  EXPECT_FALSE(CheckOutlier(definition, 130 * kScale, siblings));
  EXPECT_TRUE(CheckOutlier(definition, 130 * kScale + 1, siblings));
  EXPECT_FALSE(CheckOutlier(definition, 70 * kScale, siblings));
  EXPECT_TRUE(CheckOutlier(definition, 70 * kScale - 1, siblings));
  siblings.pop_back();
  EXPECT_FALSE(CheckOutlier(definition, 1000 * kScale, siblings));  // seven are too few
}

TEST(FigureChecksTest, SiblingsThatAllSayTheSameMeasureNothing) {
  const std::vector<int64_t> zeros(20, 0);
  EXPECT_FALSE(CheckOutlier(Of("起"), 1 * kScale, zeros));
}

TEST(FigureChecksTest, TheLargestFiguresDoNotOverflow) {
  std::vector<int64_t> siblings(3000, kLargest);
  siblings[0] = -kLargest;
  EXPECT_FALSE(CheckOutlier(Of("人"), kLargest, siblings));
  EXPECT_TRUE(CheckOutlier(Of("人"), -kLargest, siblings));
}

TEST(FigureChecksTest, DecimalsOfTheIndicator) {
  EXPECT_FALSE(CheckDecimals(Of("万元", 2), 1'250'000));
  EXPECT_EQ(CheckDecimals(Of("万元", 2), 1'251'000)->proto.reason(), "TOO_MANY_DECIMALS");
  // S9: 4449人 in 万人 with one decimal may be filed, half a person may not.
  EXPECT_EQ(CheckDecimals(Of("万人", 1), 444'900)->proto.severity(),
            v1::CheckFinding::SEVERITY_WARNING);
  EXPECT_EQ(CheckDecimals(Of("人", 0), -500'000)->proto.severity(),
            v1::CheckFinding::SEVERITY_ERROR);
  EXPECT_EQ(CheckDecimals(Of("人", 0), -500'000)->proto.reason(), "NOT_AN_INTEGER");
  EXPECT_FALSE(CheckDecimals(Of("分", 6), 1));
}

TEST(FigureChecksTest, TheDeclaredWholeSaysWhoIsMissing) {
  // 2400 declared, 1200 + 600 + 540 = 2340 computed.
  const auto finding = CheckDeclared(Of("个"), 2400 * kScale, Wide(2340) * kScale, 2);
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->proto.difference(), "60");
  EXPECT_THAT(finding->proto.message_zh(), HasSubstr("上报数2400与汇总数2340（缺报2家）相差60"));
  EXPECT_FALSE(CheckDeclared(Of("个"), 2340 * kScale, Wide(2340) * kScale, 0));
}

}  // namespace
}  // namespace eduplan::indicators
