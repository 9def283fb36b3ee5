#include "services/indicators/values/value_input.h"

#include <gtest/gtest.h>

#include "services/platform/status/error.h"
#include "tests/unit/indicators/rollup_fixture.h"

namespace eduplan::indicators {
namespace {

class ValueInputTest : public testing::Test {
 protected:
  ValueInputTest() {
    world_.Define("in", v1::AGGREGATION_SUM);
    world_.Define("all", v1::AGGREGATION_SUM);
    world_.Define("rate", v1::AGGREGATION_RATIO, v1::TEMPORAL_KIND_STOCK, "in", "all", "%", 1);
  }
  absl::Status Append(const v1::ValueInput& input) {
    return AppendCells(world_.catalogue(), input, "values[3]", {}, &cells_);
  }

  RollupWorld world_;
  std::vector<CellWrite> cells_;
};

TEST_F(ValueInputTest, NamesTheRowAndTheFieldOfAMalformedNumber) {
  v1::ValueInput input;
  input.set_indicator("in");
  input.set_value("1,200");
  const absl::Status status = Append(input);
  EXPECT_EQ(status::ReasonOf(status), "INVALID_DECIMAL");
  EXPECT_NE(status::ChineseMessageOf(status).find("1,200"), std::string::npos);
}

TEST_F(ValueInputTest, AnUnknownIndicatorIsRefused) {
  v1::ValueInput input;
  input.set_indicator("nope");
  input.set_value("1");
  EXPECT_EQ(status::ReasonOf(Append(input)), "UNKNOWN_INDICATOR");
}

TEST_F(ValueInputTest, ARatioNeedsItsParts) {
  v1::ValueInput input;
  input.set_indicator("indicators/rate");
  input.set_value("85.0");
  EXPECT_EQ(status::ReasonOf(Append(input)), "RATIO_NEEDS_PARTS");
  input.mutable_parts()->set_numerator("3400");
  input.mutable_parts()->set_denominator("4000");
  ASSERT_TRUE(Append(input).ok());
  ASSERT_EQ(cells_.size(), 2u);
  EXPECT_EQ(cells_[0].entry.amount, 3400 * kScale);
  EXPECT_TRUE(cells_[1].must_equal);
}

TEST_F(ValueInputTest, NoContentIsNotAZero) {
  v1::ValueInput input;
  input.set_indicator("in");
  EXPECT_EQ(status::ReasonOf(Append(input)), "VALUE_MISSING");
}

TEST_F(ValueInputTest, TheSameCellTwiceIsRefused) {
  v1::ValueInput input;
  input.set_indicator("in");
  input.set_value("1");
  ASSERT_TRUE(Append(input).ok());
  ASSERT_TRUE(Append(input).ok());
  EXPECT_EQ(status::ReasonOf(CheckNoDuplicates(world_.catalogue(), cells_)), "DUPLICATE_VALUE");
}

}  // namespace
}  // namespace eduplan::indicators
