#include "services/indicators/values/target_parts.h"

#include <gmock/gmock.h>

namespace eduplan::indicators {
namespace {

Definition Counted() {
  Definition definition;
  definition.code = "new-seats";
  definition.proto.set_display_name("新增学位");
  definition.proto.set_unit("个");
  definition.proto.set_aggregation(v1::AGGREGATION_SUM);
  return definition;
}

Definition Coverage() {
  Definition definition;
  definition.code = "coverage";
  definition.numerator = "inclusive";
  definition.denominator = "total";
  definition.factor = 100 * kScale;
  definition.proto.set_display_name("普惠率");
  definition.proto.set_unit("%");
  definition.proto.set_decimals(1);
  definition.proto.set_aggregation(v1::AGGREGATION_RATIO);
  return definition;
}

const std::vector<TargetPart> kThree = {{"a", "甲"}, {"b", "乙"}, {"c", "丙"}};

TEST(TargetPartsTest, WhatIsLeftOfASumIsFound) {
  TargetTable targets;
  targets.Set("city", "new-seats", 10000 * kScale);
  targets.Set("a", "new-seats", 4000 * kScale);
  targets.Set("b", "new-seats", 3500 * kScale);
  targets.Set("c", "new-seats", 2000 * kScale);
  const auto decomposition = Decompose(Counted(), "city", kThree, targets);
  // 4000 + 3500 + 2000 = 9500; 10000 − 9500 = 500.
  EXPECT_EQ(decomposition.target(), "10000");
  EXPECT_EQ(decomposition.allotted(), "9500");
  EXPECT_EQ(decomposition.undistributed(), "500");
  ASSERT_EQ(decomposition.findings_size(), 1);
  const v1::CheckFinding& finding = decomposition.findings(0);
  EXPECT_EQ(finding.reason(), "NOT_FULLY_DECOMPOSED");
  EXPECT_EQ(finding.severity(), v1::CheckFinding::SEVERITY_WARNING);
  EXPECT_EQ(finding.found(), "10000");
  EXPECT_EQ(finding.expected(), "9500");
  EXPECT_EQ(finding.difference(), "500");
  EXPECT_EQ(finding.message_zh(), "新增学位：目标10000个，已分解9500个，未分解500个");
}

TEST(TargetPartsTest, TooMuchIsFoundAsWell) {
  TargetTable targets;
  targets.Set("city", "new-seats", 10000 * kScale);
  targets.Set("a", "new-seats", 10000 * kScale);
  targets.Set("b", "new-seats", 500'000);
  const auto decomposition = Decompose(Counted(), "city", kThree, targets);
  EXPECT_EQ(decomposition.undistributed(), "-0.5");
  EXPECT_EQ(decomposition.findings(0).difference(), "-0.5");
  EXPECT_EQ(decomposition.parts(2).target(), "");
}

TEST(TargetPartsTest, ATargetThatIsHandedDownInFullIsNotFound) {
  TargetTable targets;
  targets.Set("city", "new-seats", kScale);
  targets.Set("a", "new-seats", 333'333);
  targets.Set("b", "new-seats", 333'333);
  targets.Set("c", "new-seats", 333'334);
  const auto decomposition = Decompose(Counted(), "city", kThree, targets);
  EXPECT_EQ(decomposition.allotted(), "1");
  EXPECT_TRUE(decomposition.findings().empty());
}

TEST(TargetPartsTest, WithoutPartsThereIsNothingToHandDown) {
  TargetTable targets;
  targets.Set("county", "new-seats", kScale);
  const auto decomposition = Decompose(Counted(), "county", {}, targets);
  EXPECT_EQ(decomposition.target(), "1");
  EXPECT_EQ(decomposition.allotted(), "");
  EXPECT_TRUE(decomposition.findings().empty());
}

TEST(TargetPartsTest, ARatioComesToTheQuotientOfItsParts) {
  TargetTable targets;
  targets.Set("city", "coverage", 88 * kScale);
  targets.Set("a", "coverage", 90 * kScale);
  targets.Set("a", "inclusive", 8100 * kScale);
  targets.Set("a", "total", 9000 * kScale);
  targets.Set("b", "coverage", 60 * kScale);
  targets.Set("b", "inclusive", 600 * kScale);
  targets.Set("b", "total", 1000 * kScale);
  const auto decomposition = Decompose(Coverage(), "city", kThree, targets);
  // 8700 ÷ 10000 = 87.0%, not the mean of 90 and 60; 88 − 87 = 1.
  EXPECT_EQ(decomposition.allotted(), "87");
  EXPECT_EQ(decomposition.undistributed(), "1");
  EXPECT_EQ(decomposition.findings(0).message_zh(), "普惠率：目标88%，已分解87%，未分解1个百分点");
}

TEST(TargetPartsTest, ARatioWithoutItsPartsIsOnlyListed) {
  TargetTable targets;
  targets.Set("city", "coverage", 88 * kScale);
  targets.Set("a", "coverage", 90 * kScale);
  targets.Set("a", "inclusive", 8100 * kScale);
  targets.Set("a", "total", 9000 * kScale);
  targets.Set("b", "coverage", 60 * kScale);
  const auto decomposition = Decompose(Coverage(), "city", kThree, targets);
  EXPECT_EQ(decomposition.parts(0).target(), "90");
  EXPECT_EQ(decomposition.allotted(), "");
  EXPECT_EQ(decomposition.undistributed(), "");
  EXPECT_TRUE(decomposition.findings().empty());
}

}  // namespace
}  // namespace eduplan::indicators
