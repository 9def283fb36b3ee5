#include "tests/contract/indicators/fixture.h"

namespace eduplan::indicators {
namespace {

constexpr char kSeats[] = "new-seats,新增学位,个,0,FLOW,SUM,,,UP,,PUBLIC,true\n";

class RollupsTest : public IndicatorsTest {
 protected:
  void SetUp() override {
    IndicatorsTest::SetUp();
    if (IsSkipped()) return;
    GrowSmallTree();
    Define(kSeats);
  }
  v1::GetRollupRequest Request(const std::string& organization, const std::string& period) {
    v1::GetRollupRequest request;
    request.set_name("organizations/" + organization + "/rollups/" + period);
    return request;
  }
  v1::RollupCell Only(const v1::GetRollupRequest& request) {
    const auto rollup = Rollup(request);
    EXPECT_THAT(rollup, test::IsOk());
    return rollup.ok() && rollup->cells_size() > 0 ? rollup->cells(0) : v1::RollupCell();
  }
  absl::StatusOr<v1::QueryRollupsResponse> Query(const v1::QueryRollupsRequest& request) {
    return Call<v1::RollupService>(Root(), &v1::RollupService::Stub::QueryRollups, request);
  }
};
EDUPLAN_OVER_DATABASES(RollupsTest);

TEST_P(RollupsTest, ACityIsItsCountiesAndItsOwnPart) {
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
  EXPECT_THAT(cell->remarks(), testing::ElementsAre("缺报1家"));
}

TEST_P(RollupsTest, ATableIsOfOneMomentAndAddsUp) {
  ASSERT_THAT(Write("340111", "2021-H1", {{"new-seats", "4170"}}), test::IsOk());
  ASSERT_THAT(Write("340202", "2021-H2", {{"new-seats", "30"}}), test::IsOk());
  v1::QueryRollupsRequest request;
  request.add_organizations("organizations/340000");
  request.set_children_of("organizations/340000");
  request.set_from_period("2021-H1");
  request.set_to_period("2021-H2");
  request.add_periods("2021");
  const auto table = Query(request);
  ASSERT_THAT(table, test::IsOk());
  ASSERT_EQ(table->rollups_size(), 9);  // province and two cities, a year and two halves
  std::vector<std::string> values;
  for (const v1::Rollup& rollup : table->rollups()) {
    EXPECT_EQ(rollup.as_of().sequence(), table->as_of().sequence());
    values.push_back(rollup.cells(0).value());
  }
  // Of the year each city has one half only: that is no total of a year.
  EXPECT_THAT(values, testing::ElementsAre("4200", "4170", "30", "", "4170", "", "", "", "30"));
}

TEST_P(RollupsTest, AnAnswerAsOfEarlierRepeatsThroughChangesOfTheTree) {
  ASSERT_THAT(Write("340111", "2021-H1", {{"new-seats", "100"}}), test::IsOk());
  auto request = Request("340200", "2021-H1");
  const auto before = Rollup(request);
  ASSERT_THAT(before, test::IsOk());
  // The county moves as if it always had been there.
  tree::Delta move;
  move.nodes = {{.id = "340111", .states = {{.level = 4, .name = "移"}}}};
  move.edges = {{.child = "340111", .parent = "340200"}};
  Apply(move);
  EXPECT_EQ(Only(request).value(), "100");
  *request.mutable_read_time() = before->as_of().time();
  const auto again = Rollup(request);
  ASSERT_THAT(again, test::IsOk());
  EXPECT_EQ(again->cells(0).value(), "");
  EXPECT_EQ(again->as_of().tree_sequence(), before->as_of().tree_sequence());
}

TEST_P(RollupsTest, AFormulaIsComputedFromTotals) {
  Define("kg,园,所,0,STOCK,SUM,,,UP,,PUBLIC,true\n");
  v1::Indicator growth;
  growth.set_code("growth");
  growth.set_unit("%");
  growth.set_decimals(1);
  growth.set_aggregation(v1::AGGREGATION_FORMULA);
  growth.set_formula("(new-seats / last_year(new-seats) - 1) * 100");
  Define(growth);
  ASSERT_THAT(Write("340111", "2020", {{"new-seats", "100"}}), test::IsOk());
  ASSERT_THAT(Write("340122", "2020", {{"new-seats", "300"}}), test::IsOk());
  ASSERT_THAT(Write("340111", "2021", {{"new-seats", "150"}}), test::IsOk());
  ASSERT_THAT(Write("340122", "2021", {{"new-seats", "300"}}), test::IsOk());
  const auto cell = Cell("340100", "2021", "growth");
  ASSERT_THAT(cell, test::IsOk());
  EXPECT_EQ(cell->text(), "12.5%");  // 450 / 400, not the mean of 50 and 0
}

TEST_P(RollupsTest, VerifiedFiguresCountWhereTheyAreAskedFor) {
  ASSERT_THAT(Write("340111", "2021", {{"new-seats", "100"}}), test::IsOk());
  ASSERT_THAT(Write("340122", "2021", {{"new-seats", "20"}}), test::IsOk());
  v1::BatchUpdateValuesRequest verify;
  verify.set_parent("organizations/340111");
  verify.set_period("2021");
  verify.set_kind(v1::VALUE_KIND_VERIFIED);
  verify.set_reason("现场核查");
  verify.set_request_id(NewRequestId());
  verify.add_values()->set_indicator("new-seats");
  verify.mutable_values(0)->set_value("90");
  ASSERT_THAT(Call<v1::ValueService>(By("340100", {auth::Role::kReviewer}),
                                     &v1::ValueService::Stub::BatchUpdateValues, verify),
              test::IsOk());
  auto request = Request("340100", "2021");
  EXPECT_EQ(Only(request).value(), "120");
  request.set_figures(v1::FIGURES_VERIFIED);
  EXPECT_EQ(Only(request).value(), "110");  // 90 + 20
}

TEST_P(RollupsTest, RanksShareAPlaceAndLeaveOutWhoHasNoTotal) {
  ASSERT_THAT(Write("340111", "2021", {{"new-seats", "7"}}), test::IsOk());
  ASSERT_THAT(Write("340122", "2021", {{"new-seats", "9"}}), test::IsOk());
  ASSERT_THAT(Write("340123", "2021", {{"new-seats", "9"}}), test::IsOk());
  v1::RankRollupsRequest request;
  request.set_name("organizations/340100/rollups/2021");
  request.set_indicator("new-seats");
  const auto ranking =
      Call<v1::RollupService>(Root(), &v1::RollupService::Stub::RankRollups, request);
  ASSERT_THAT(ranking, test::IsOk());
  std::vector<std::pair<std::string, int>> places;
  for (const auto& place : ranking->places()) {
    places.emplace_back(place.organization().substr(14), place.rank());
  }
  EXPECT_THAT(places, testing::ElementsAre(std::pair("340122", 1), std::pair("340123", 1),
                                           std::pair("340111", 3), std::pair("340171", 0)));
  EXPECT_EQ(ranking->places(0).text(), "居首位");
}

TEST_P(RollupsTest, WhatMustNotBeRankedIsRefusedWithTheReason) {
  Define("gaokao,本科录取,人,0,FLOW,SUM,,,NEUTRAL,,PROHIBITED,false\n");
  v1::RankRollupsRequest request;
  request.set_name("organizations/340100/rollups/2021");
  request.set_indicator("gaokao");
  EXPECT_THAT(Call<v1::RollupService>(Root(), &v1::RollupService::Stub::RankRollups, request),
              test::StatusIs(absl::StatusCode::kFailedPrecondition, "NOT_RANKABLE"));
}

TEST_P(RollupsTest, ExplainTellsWhatMovedTheTotal) {
  ASSERT_THAT(Write("340111", "2021", {{"new-seats", "100"}}), test::IsOk());
  const auto before = Rollup(Request("340100", "2021"));
  ASSERT_THAT(before, test::IsOk());
  ASSERT_THAT(Write("340111", "2021", {{"new-seats", "120"}}), test::IsOk());
  ASSERT_THAT(Write("340122", "2021", {{"new-seats", "5"}}), test::IsOk());
  v1::ExplainRollupRequest request;
  request.set_name("organizations/340100/rollups/2021");
  request.set_indicator("new-seats");
  *request.mutable_since() = before->as_of().time();
  const auto explained =
      Call<v1::RollupService>(Root(), &v1::RollupService::Stub::ExplainRollup, request);
  ASSERT_THAT(explained, test::IsOk());
  EXPECT_EQ(explained->cell().value(), "125");
  EXPECT_EQ(explained->since_value(), "100");
  ASSERT_EQ(explained->movements_size(), 2);
  EXPECT_EQ(explained->movements(0).before(), "100");
  EXPECT_EQ(explained->movements(0).after(), "120");
  EXPECT_EQ(explained->movements(0).moved_by(), "20");
  EXPECT_EQ(explained->movements(1).organization(), "organizations/340122");
  EXPECT_EQ(explained->movements(1).moved_by(), "5");
  EXPECT_EQ(explained->missing_size(), 2);  // 340123 and the zone
}

TEST_P(RollupsTest, AnotherServersNewIndicatorIsKnownAtOnce) {
  const auto other = AnotherServer();
  const auto read = [&](const std::string& indicator) {
    grpc::ClientContext context;
    Prepare(Root(), &context);
    auto request = Request("340100", "2021");
    request.add_indicators(indicator);
    v1::Rollup rollup;
    const auto stub = v1::RollupService::NewStub(other->channel());
    return status::FromGrpc(stub->GetRollup(&context, request, &rollup));
  };
  EXPECT_THAT(read("new-seats"), test::IsOk());
  Define("kg,园,所,0,STOCK,SUM,,,UP,,PUBLIC,true\n");
  EXPECT_THAT(read("kg"), test::IsOk());
  EXPECT_THAT(read("nobody"),
              test::StatusIs(absl::StatusCode::kInvalidArgument, "UNKNOWN_INDICATOR"));
}

}  // namespace
}  // namespace eduplan::indicators
