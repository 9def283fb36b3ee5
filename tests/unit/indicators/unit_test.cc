#include "services/indicators/model/unit.h"

#include <gtest/gtest.h>

#include <string>

#include "services/indicators/model/decimal.h"
#include "services/platform/status/error.h"
#include "tests/support/matchers.h"

namespace eduplan::indicators {
namespace {

using test::IsOkAndHolds;
using test::StatusIs;
using Parts = std::pair<std::string_view, std::string_view>;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

// A printed figure in `unit`, in millionths.
absl::StatusOr<int64_t> Read(std::string_view printed, std::string_view unit) {
  const auto [amount, from] = SplitAmount(printed);
  const std::optional<int64_t> number = ParsePrintedAmount(amount);
  if (!number) return absl::NotFoundError("no number");
  return ConvertUnit(*number, from, unit);
}

TEST(UnitTest, MoneyInThreeUnitsAddsUp) {
  // 2500万元 + 670万元 + 500万元 = 3670万元.
  int64_t sum = 0;
  for (const char* printed : {"2500万元", "6,700,000元", "0.05亿元"}) {
    const absl::StatusOr<int64_t> amount = Read(printed, "万元");
    ASSERT_THAT(amount, test::IsOk()) << printed;
    sum += *amount;
  }
  EXPECT_EQ(FormatDecimal(sum), "3670");
}

TEST(UnitTest, VisitsAreNotPersons) {
  EXPECT_THAT(Read("90人", "人次"), StatusIs(kInvalid, "UNIT_MISMATCH"));
  const absl::Status refused = Read("2725人次", "人").status();
  EXPECT_THAT(refused, StatusIs(kInvalid, "UNIT_MISMATCH"));
  EXPECT_EQ(refused.message(),
            "2725 \"人次\" cannot be converted to \"人\": the units count different things");
  EXPECT_EQ(status::ChineseMessageOf(refused), "2725“人次”不能换算为“人”：计量单位不同");
}

TEST(UnitTest, MultipliersGoBeforeAnyBase) {
  struct Case {
    const char* printed;
    const char* unit;
    const char* expected;
  };
  for (const Case& c : {Case{"1.2万个", "个", "12000"},
                        {"4449人", "万人", "0.4449"},
                        {"3万人次", "人次", "30000"},
                        {"2百万元", "万元", "200"},
                        {"3千万元", "百万元", "30"},
                        {"1.5亿元", "千元", "150000"},
                        {"1.2万亿元", "亿元", "12000"},
                        {"5元", "分", "500"},
                        {"5角", "元", "0.5"},
                        {"1分", "万元", "0.000001"},
                        {"2.5公里", "米", "2500"},
                        {"2千米", "公里", "2"},
                        {"1.5万平方米", "㎡", "15000"},
                        {"10‰", "%", "1"},
                        {"97.6％", "%", "97.6"},
                        {"2万场次", "场次", "20000"},
                        {"36课时", "课时", "36"},
                        {"1.1百分点", "个百分点", "1.1"},
                        {"-3万册", "册", "-30000"}}) {
    const absl::StatusOr<int64_t> amount = Read(c.printed, c.unit);
    ASSERT_THAT(amount, test::IsOk()) << c.printed;
    EXPECT_EQ(FormatDecimal(*amount), c.expected) << c.printed << " in " << c.unit;
  }
}

TEST(UnitTest, OtherThingsThatAreCountedDoNotConvert) {
  for (const auto& [a, b] : {Parts{"人", "人次"},
                             {"人", "名"},
                             {"次", "场次"},
                             {"个", "所"},
                             {"万人", "万名"},
                             {"元", "个"},
                             {"米", "平方米"},
                             {"%", "个百分点"},
                             {"%", "个"},
                             {"", "个"},
                             {"万", "个"},
                             {"亩", "平方米"},
                             {"万余名", "名"}}) {
    EXPECT_FALSE(SameDimension(a, b)) << a << " " << b;
    EXPECT_EQ(UnitFactor(a, b), std::nullopt) << a << " " << b;
  }
  EXPECT_TRUE(SameDimension("万人次", "人次"));
  EXPECT_TRUE(SameDimension("万", "亿"));
}

TEST(UnitTest, FactorIsExact) {
  EXPECT_EQ(UnitFactor("元", "万元"), Rational(1, 10'000));
  EXPECT_EQ(UnitFactor("亿元", "分"), Rational(10'000'000'000));
  EXPECT_EQ(UnitFactor("‰", "%"), Rational(1, 10));
}

TEST(UnitTest, MoreThanSixDecimalsAreRefused) {
  EXPECT_THAT(ConvertUnit(1, "元", "万元"), StatusIs(kInvalid, "UNIT_NOT_EXACT"));
  // 12.34元 = 0.001234万元 holds, 12.345元 = 0.0012345万元 does not.
  EXPECT_THAT(ConvertUnit(12'340'000, "元", "万元"), IsOkAndHolds(1'234));
  EXPECT_THAT(ConvertUnit(12'345'000, "元", "万元"), StatusIs(kInvalid, "UNIT_NOT_EXACT"));
}

TEST(UnitTest, NineTrillionIsTheEnd) {
  EXPECT_THAT(Read("8.9万亿元", "元"), IsOkAndHolds(8'900'000'000'000 * kScale));
  EXPECT_THAT(Read("9万亿元", "元"), StatusIs(kInvalid, "DECIMAL_TOO_LARGE"));
  EXPECT_THAT(ConvertUnit(-kLargest, "万元", "元"), StatusIs(kInvalid, "DECIMAL_TOO_LARGE"));
  EXPECT_THAT(ConvertUnit(-kLargest, "元", "元"), IsOkAndHolds(-kLargest));
}

TEST(SplitAmountTest, MultiplierBelongsToTheUnit) {
  EXPECT_EQ(SplitAmount("2500万元"), Parts("2500", "万元"));
  EXPECT_EQ(SplitAmount("6,700,000元"), Parts("6,700,000", "元"));
  EXPECT_EQ(SplitAmount("97.6%"), Parts("97.6", "%"));
  EXPECT_EQ(SplitAmount("-0.5个百分点"), Parts("-0.5", "个百分点"));
  EXPECT_EQ(SplitAmount("3.5亿"), Parts("3.5", "亿"));
  EXPECT_EQ(SplitAmount("42"), Parts("42", ""));
}

TEST(SplitAmountTest, ToleratesSpacesAndFullWidth) {
  EXPECT_EQ(SplitAmount("　１，２００ 万 元 "), Parts("１，２００", "万 元"));
  EXPECT_EQ(SplitAmount(" － 3.5 人"), Parts("－ 3.5", "人"));
  EXPECT_EQ(SplitAmount("1 200 000元"), Parts("1 200 000", "元"));
  EXPECT_EQ(UnitFactor("万 元", " 元 "), Rational(10'000));
}

TEST(SplitAmountTest, TextWithoutANumberInFrontHasNoAmount) {
  EXPECT_EQ(SplitAmount("约3万元"), Parts("", "约3万元"));
  EXPECT_EQ(SplitAmount("- 元"), Parts("", "- 元"));
  EXPECT_EQ(SplitAmount(".5元"), Parts("", ".5元"));
  EXPECT_EQ(SplitAmount(""), Parts("", ""));
  EXPECT_EQ(SplitAmount("5.元"), Parts("5", ".元"));
  EXPECT_EQ(SplitAmount("\xEF\xBC"), Parts("", "\xEF\xBC"));
}

TEST(ParsePrintedAmountTest, ReadsWhatIsPrinted) {
  EXPECT_EQ(ParsePrintedAmount("6,700,000"), 6'700'000 * kScale);
  EXPECT_EQ(ParsePrintedAmount("１，２００．５"), 1'200'500'000);
  EXPECT_EQ(ParsePrintedAmount("1 200 000"), 1'200'000 * kScale);
  EXPECT_EQ(ParsePrintedAmount("− 0.125"), -125'000);
  EXPECT_EQ(ParsePrintedAmount("2500"), 2'500 * kScale);
}

TEST(ParsePrintedAmountTest, RefusesDoubtfulSeparators) {
  for (const char* amount :
       {"", "-", "1,20", "12,3456", "1234,567", ",123", "1,234 567", "1,,234", "1.234,5", "1.2.3",
        "1-2", "2025 100", "5.", "1e3", "万", "12345678901234", "1.0000001"}) {
    EXPECT_EQ(ParsePrintedAmount(amount), std::nullopt) << amount;
  }
}

}  // namespace
}  // namespace eduplan::indicators
