#include "tests/contract/indicators/fixture.h"

namespace eduplan::indicators {
namespace {

class RollupsTest : public IndicatorsTest {};
EDUPLAN_OVER_DATABASES(RollupsTest);

TEST_P(RollupsTest, ACityIsItsCountiesAndItsOwnPart) {
  GrowSmallTree();
  Define("new-seats,新增学位,个,0,FLOW,SUM,,,UP,,PUBLIC,true\n");
  ASSERT_THAT(Write("340111", "2021-H1", {{"new-seats", "4170"}}), test::IsOk());
  ASSERT_THAT(Write("340122", "2021-H1", {{"new-seats", "0"}}), test::IsOk());
  ASSERT_THAT(Write("340123", "2021-H1", {{"new-seats", "n/a"}}), test::IsOk());
  ASSERT_THAT(Write("340100", "2021-H1", {{"new-seats", "540"}}), test::IsOk());
  const auto cell = Cell("340100", "2021-H1", "new-seats");
  ASSERT_THAT(cell, test::IsOk());
  // 4170 + 0 + 540; the zone is missing, 340123 does not count.
  EXPECT_EQ(cell->value(), "4710");
  EXPECT_EQ(cell->completeness().expected(), 4);
  EXPECT_EQ(cell->completeness().missing(), 1);
  EXPECT_EQ(cell->completeness().not_applicable(), 1);
}

}  // namespace
}  // namespace eduplan::indicators
