#include "services/platform/status/text.h"
#include "tests/contract/indicators/fixture.h"

namespace eduplan::indicators {
namespace {

using test::IsOk;
using ::testing::Contains;
using ::testing::Not;
using ::testing::Property;

// Each way in which a total of education figures is known to go wrong. The small tree: province
// 340000; city 340100 with 340111, 340122, 340123 and zone 340171; city 340200 with 340202.
class TrapsTest : public IndicatorsTest {
 protected:
  void SetUp() override {
    IndicatorsTest::SetUp();
    if (IsSkipped()) return;
    GrowSmallTree();
    Define(
        "seats,新增学位,个,0,FLOW,SUM,,,UP,,PUBLIC,true\n"
        "children,在园幼儿,人,0,STOCK,SUM,,,UP,,PUBLIC,true\n"
        "inclusive-children,普惠在园幼儿,人,0,STOCK,SUM,,,UP,,PUBLIC,true\n"
        "inclusive,普惠覆盖率,%,1,STOCK,RATIO,inclusive-children,children,UP,,PUBLIC,true\n"
        "drills,安全演练,场次,0,TO_DATE,SUM,,,UP,,PUBLIC,true\n"
        "money,经费,万元,2,FLOW,SUM,,,UP,,PUBLIC,true\n");
  }
  void Say(std::string_view organization, std::string_view period,
           const std::vector<std::pair<std::string, std::string>>& values) {
    ASSERT_THAT(Write(organization, period, values), IsOk());
  }
  v1::RollupCell Total(std::string_view organization, std::string_view period,
                       std::string_view indicator) {
    const auto cell = Cell(organization, period, indicator);
    EXPECT_THAT(cell, IsOk());
    return cell.ok() ? *cell : v1::RollupCell();
  }
  std::string Value(std::string_view organization, std::string_view period,
                    std::string_view indicator) {
    return Total(organization, period, indicator).value();
  }
  absl::Status WriteIn(std::string_view organization, std::string_view indicator,
                       std::string_view value, std::string_view unit) {
    v1::BatchUpdateValuesRequest request;
    request.set_parent(text::Cat("organizations/", organization));
    request.set_period("2021-H1");
    request.set_request_id(NewRequestId());
    v1::ValueInput& input = *request.add_values();
    input.set_indicator(std::string(indicator));
    input.set_value(std::string(value));
    input.set_unit(std::string(unit));
    return Call<v1::ValueService>(By(organization, {auth::Role::kReporter}),
                                  &v1::ValueService::Stub::BatchUpdateValues, request)
        .status();
  }
  std::vector<v1::CheckFinding> Findings(std::string_view organization) {
    v1::CheckValuesRequest request;
    request.set_parent(text::Cat("organizations/", organization));
    request.set_period("2021-H1");
    const auto checked =
        Call<v1::ValueService>(Root(), &v1::ValueService::Stub::CheckValues, request);
    EXPECT_THAT(checked, IsOk());
    if (!checked.ok()) return {};
    return {checked->findings().begin(), checked->findings().end()};
  }
  static auto Says(const std::string& reason) {
    return Contains(Property(&v1::CheckFinding::reason, reason));
  }
  absl::Status MoveSeal(const auth::Principal& who, std::string_view organization,
                        v1::Seal::State target) {
    v1::TransitionSealRequest request;
    request.set_name(text::Cat("organizations/", organization, "/seals/2021-H1"));
    request.set_transition(NewRequestId());
    request.set_target(target);
    request.set_reason("数据有误");
    return Call<v1::SealService>(who, &v1::SealService::Stub::TransitionSeal, request).status();
  }
};
EDUPLAN_OVER_DATABASES(TrapsTest);

TEST_P(TrapsTest, APercentageIsTheQuotientOfSumsAndNoAverage) {
  Say("340111", "2021", {{"inclusive-children", "8100"}, {"children", "9000"}});
  Say("340122", "2021", {{"inclusive-children", "600"}, {"children", "1000"}});
  const v1::RollupCell cell = Total("340100", "2021", "inclusive");
  EXPECT_EQ(cell.value(), "87.0");  // 8700 / 10000; the average of 90 and 60 is 75
  EXPECT_EQ(cell.numerator(), "8700");
  EXPECT_EQ(cell.denominator(), "10000");
}

TEST_P(TrapsTest, MissingIsCountedAsMissingAndZeroAsReported) {
  Say("340111", "2021", {{"seats", "100"}});
  Say("340122", "2021", {{"seats", "0"}});
  Say("340171", "2021", {{"seats", "n/a"}});
  const v1::RollupCell cell = Total("340100", "2021", "seats");
  EXPECT_EQ(cell.value(), "100");
  EXPECT_EQ(cell.completeness().expected(), 3);  // four below, of which one it does not apply to
  EXPECT_EQ(cell.completeness().reported(), 2);
  EXPECT_EQ(cell.completeness().missing(), 1);
  EXPECT_EQ(cell.completeness().not_applicable(), 1);
  EXPECT_EQ(Value("340200", "2021", "seats"), "");  // nobody said anything: not 0
}

TEST_P(TrapsTest, WhatTheCityRunsItselfIsInItsTotalOnce) {
  Say("340111", "2021", {{"seats", "4170"}});
  Say("340100", "2021", {{"seats", "540"}});
  EXPECT_EQ(Value("340100", "2021", "seats"), "4710");  // 4170 + 540
  EXPECT_EQ(Value("340000", "2021", "seats"), "4710");
}

TEST_P(TrapsTest, AnOwnPartThatIsNotThereIsNotExpected) {
  for (const char* county : {"340111", "340122", "340123", "340171"}) {
    Say(county, "2021", {{"seats", "1"}});
  }
  const v1::RollupCell cell = Total("340100", "2021", "seats");
  EXPECT_EQ(cell.value(), "4");
  EXPECT_EQ(cell.completeness().expected(), 4);
  EXPECT_EQ(cell.completeness().missing(), 0);
}

TEST_P(TrapsTest, CountiesRightUnderTheProvinceAreInItsTotal) {
  Grow({{"349001", 4, "340000"}, {"349002", 4, "340000"}});
  Say("340111", "2021", {{"seats", "4000"}});
  Say("340202", "2021", {{"seats", "1500"}});
  Say("349001", "2021", {{"seats", "200"}});
  Say("349002", "2021", {{"seats", "150"}});
  EXPECT_EQ(Value("340000", "2021", "seats"), "5850");  // through its cities alone 5500
}

TEST_P(TrapsTest, LastYearStaysOnLastYearsTreeThroughAMerger) {
  Say("340111", "2021-H1", {{"seats", "300"}});
  Say("340202", "2021-H1", {{"seats", "700"}});
  Say("340202", "2022-H1", {{"seats", "1300"}});
  tree::Delta merger;
  const tree::Day day = DayOf("2021-07-01");
  merger.nodes = {
      {.id = "340111", .states = {{.from = tree::kAlways, .to = day, .level = 4, .name = "并"}}}};
  merger.edges = {{.child = "340111", .parent = "340100", .from = tree::kAlways, .to = day}};
  merger.successions = {{.event = "merger",
                         .source = "340111",
                         .target = "340202",
                         .from = day,
                         .shares = {{"default", tree::kWhole}},
                         .sequence = 1}};
  Apply(std::move(merger));
  EXPECT_EQ(Value("340100", "2021-H1", "seats"), "300");
  EXPECT_EQ(Value("340200", "2021-H1", "seats"), "700");
  v1::GetRollupRequest request;
  request.set_name("organizations/340200/rollups/2022-H1");
  request.add_indicators("seats");
  request.add_compare(v1::COMPARISON_LAST_YEAR);
  const auto compared = Rollup(request);
  ASSERT_THAT(compared, IsOk());
  const v1::CellComparison& comparison = compared->cells(0).comparison();
  EXPECT_EQ(comparison.last_year(), "1000");         // 300 + 700, as it stands now
  EXPECT_EQ(comparison.last_year_growth(), "30.0");  // 1300 / 1000; against 700 it is 85.7
  EXPECT_TRUE(comparison.comparable_boundaries());
}

TEST_P(TrapsTest, AStockOfAYearIsItsLastAndNoSum) {
  Say("340202", "2021-H1", {{"children", "10000"}});
  Say("340202", "2021-H2", {{"children", "9600"}});
  EXPECT_EQ(Value("340200", "2021", "children"), "9600");  // not 19600
}

TEST_P(TrapsTest, AFlowOfAYearIsTheSumOfItsHalves) {
  Say("340202", "2021-H1", {{"seats", "1800"}});
  EXPECT_EQ(Value("340200", "2021", "seats"), "");  // one half is no year
  EXPECT_TRUE(Total("340200", "2021", "seats").incomplete());
  Say("340202", "2021-H2", {{"seats", "2370"}});
  EXPECT_EQ(Value("340200", "2021", "seats"), "4170");  // 1800 + 2370
}

TEST_P(TrapsTest, FiguresToDateAreSubtractedAndNeverAdded) {
  for (const auto& [period, value] : std::vector<std::pair<std::string, std::string>>{
           {"2021-03", "310"}, {"2021-06", "560"}, {"2021-09", "700"}, {"2021-12", "768"}}) {
    Say("340202", period, {{"drills", value}});
  }
  EXPECT_EQ(Value("340200", "2021-Q2", "drills"), "250");  // 560 − 310
  EXPECT_EQ(Value("340200", "2021-H2", "drills"), "208");  // 768 − 560
  EXPECT_EQ(Value("340200", "2021", "drills"), "768");     // not 310 + 560 + 700 + 768
}

TEST_P(TrapsTest, UnitsAreConvertedExactlyBeforeTheyAreAdded) {
  ASSERT_THAT(WriteIn("340111", "money", "2500", "万元"), IsOk());
  ASSERT_THAT(WriteIn("340122", "money", "6700000", "元"), IsOk());
  ASSERT_THAT(WriteIn("340123", "money", "0.05", "亿元"), IsOk());
  EXPECT_EQ(Value("340100", "2021-H1", "money"), "3670");  // 2500 + 670 + 500
}

TEST_P(TrapsTest, ATotalIsRoundedAfterItIsAdded) {
  Define("pupils,在校生,万人,1,STOCK,SUM,,,UP,,PUBLIC,true\n");
  for (const char* county : {"340111", "340122", "340123"}) {
    ASSERT_THAT(WriteIn(county, "pupils", "4449", "人"), IsOk());
  }
  EXPECT_EQ(Total("340111", "2021-H1", "pupils").text(), "0.4万人");
  EXPECT_EQ(Total("340100", "2021-H1", "pupils").value(), "1.3347");  // 3 × 0.4449
  EXPECT_EQ(Total("340100", "2021-H1", "pupils").text(), "1.3万人");  // not 3 × 0.4
}

TEST_P(TrapsTest, AReturnedFigureIsNotInTheApprovedTotal) {
  for (const char* county : {"340111", "340122"}) {
    Say(county, "2021-H1", {{"seats", county == std::string_view("340111") ? "1000" : "500"}});
    ASSERT_THAT(MoveSeal(By(county, {auth::Role::kReporter}), county, v1::Seal::STATE_SUBMITTED),
                IsOk());
  }
  const auth::Principal reviewer = By("340100", {auth::Role::kReviewer});
  ASSERT_THAT(MoveSeal(reviewer, "340111", v1::Seal::STATE_APPROVED), IsOk());
  ASSERT_THAT(MoveSeal(reviewer, "340122", v1::Seal::STATE_OPEN), IsOk());
  v1::GetRollupRequest request;
  request.set_name("organizations/340100/rollups/2021-H1");
  request.add_indicators("seats");
  for (const v1::View view : {v1::VIEW_SUBMITTED, v1::VIEW_APPROVED}) {
    request.set_view(view);
    const auto rollup = Rollup(request);
    ASSERT_THAT(rollup, IsOk());
    EXPECT_EQ(rollup->cells(0).value(), "1000");
    EXPECT_EQ(rollup->cells(0).completeness().reported(), 1);
  }
  EXPECT_EQ(Value("340100", "2021-H1", "seats"), "1500");  // as it stands
}

TEST_P(TrapsTest, HalvesFiledBeforeACountyMovedMakeUpTheYearOfItsNewCity) {
  Say("340111", "2020-H1", {{"seats", "30"}});
  Say("340111", "2020-H2", {{"seats", "12"}});
  // As if it always had stood there; nothing was ever filed for a half below 340200 before.
  tree::Delta move;
  move.nodes = {{.id = "340111", .states = {{.level = 4, .name = "移"}}}};
  move.edges = {{.child = "340111", .parent = "340200", .from = tree::kAlways}};
  move.nodes[0].states[0].from = tree::kAlways;
  Apply(std::move(move));
  EXPECT_EQ(Value("340200", "2020", "seats"), "42");  // 30 + 12
  EXPECT_EQ(Value("340100", "2020", "seats"), "");
}

TEST_P(TrapsTest, WhatOnlyTheCountyFiledIsInNoProvincesTotalOnTodaysTreeEither) {
  Say("340202", "2021-H1", {{"seats", "5"}});
  ASSERT_THAT(MoveSeal(By("340202", {auth::Role::kReporter}), "340202", v1::Seal::STATE_SUBMITTED),
              IsOk());
  v1::GetRollupRequest request;
  request.set_name("organizations/340000/rollups/2021-H1");
  request.add_indicators("seats");
  request.set_view(v1::VIEW_SUBMITTED);
  for (const bool city_files : {false, true}) {
    if (city_files) {
      ASSERT_THAT(
          MoveSeal(By("340200", {auth::Role::kReporter}), "340200", v1::Seal::STATE_SUBMITTED),
          IsOk());
    }
    for (const auto hierarchy : {v1::HIERARCHY_AT_PERIOD, v1::HIERARCHY_CURRENT}) {
      request.set_hierarchy(hierarchy);
      const auto rollup = Rollup(request);
      ASSERT_THAT(rollup, IsOk());
      EXPECT_EQ(rollup->cells(0).value(), city_files ? "5" : "") << hierarchy;
    }
  }
}

TEST_P(TrapsTest, ASchoolUnderTwoZonesIsFound) {
  Grow({{"340172", 4, "340100"}, {"2134000001", 6, "340171"}, {"2134000001-2", 6, "340172"}});
  Say("2134000001", "2021-H1", {{"seats", "120"}});
  Say("2134000001-2", "2021-H1", {{"seats", "120"}});
  for (const char* zone : {"340171", "340172"}) {
    Say(zone, "2021-H1", {{"seats", "300"}});  // enough for the school's 120
  }
  EXPECT_THAT(Findings("340171"), Says("DUPLICATE_SCHOOL"));
  EXPECT_THAT(Findings("340172"), Says("DUPLICATE_SCHOOL"));
}

TEST_P(TrapsTest, ASchoolWithAShortIdIsCheckedLikeAnyOther) {
  Grow({{"school-7", 6, "340171"}});
  Say("340171", "2021-H1", {{"seats", "300"}});
  EXPECT_THAT(Write("school-7", "2021-H1", {{"seats", "120"}}), IsOk());
  EXPECT_THAT(Findings("school-7"), Not(Says("DUPLICATE_SCHOOL")));
  EXPECT_THAT(Findings("340171"), Not(Says("DUPLICATE_SCHOOL")));
}

TEST_P(TrapsTest, ACountyAndItsSchoolsAreNotBothAdded) {
  Grow({{"2134000001", 6, "340202"}, {"2134000002", 6, "340202"}});
  Say("340202", "2021", {{"seats", "1200"}});
  Say("2134000001", "2021", {{"seats", "500"}});
  Say("2134000002", "2021", {{"seats", "400"}});
  EXPECT_EQ(Value("340200", "2021", "seats"), "1200");  // not 2100
  v1::ExplainRollupRequest request;
  request.set_name("organizations/340200/rollups/2021");
  request.set_indicator("seats");
  const auto explained =
      Call<v1::RollupService>(Root(), &v1::RollupService::Stub::ExplainRollup, request);
  ASSERT_THAT(explained, IsOk());
  EXPECT_THAT(explained->contributors(),
              Contains(Property(&v1::Contributor::undistributed, "300")));  // 1200 − 900
}

TEST_P(TrapsTest, TheWholeTypedAsTheCitysOwnPartIsFound) {
  Say("340111", "2021-H1", {{"seats", "4170"}});
  Say("340122", "2021-H1", {{"seats", "2360"}});
  Say("340100", "2021-H1", {{"seats", "540"}});
  EXPECT_THAT(Findings("340100"), Not(Says("WHOLE_AS_OWN_PART")));
  Say("340100", "2021-H1", {{"seats", "7070"}});  // 4170 + 2360 + 540
  EXPECT_THAT(Findings("340100"), Says("WHOLE_AS_OWN_PART"));
}

TEST_P(TrapsTest, SchoolsByStageNeedNotAddUpWherePupilsDo) {
  const auto define = [&](const std::string& code, const std::string& unit) {
    v1::Indicator indicator;
    indicator.set_code(code);
    indicator.set_unit(unit);
    return indicator;
  };
  for (const std::string of : {"schools", "pupils"}) {
    const std::string unit = of == "schools" ? "所" : "人";
    Define(define(of + "-primary", unit));
    Define(define(of + "-junior", unit));
    v1::Indicator whole = define(of, unit);
    v1::Disaggregation& stage = *whole.add_disaggregations();
    stage.set_category("stage");
    stage.set_parts_add_up(of == "pupils");
    for (const std::string option : {"primary", "junior"}) {
      v1::Disaggregation::Part& part = *stage.add_parts();
      part.set_option(option);
      part.set_indicator(text::Cat("indicators/", of, "-", option));
    }
    Define(whole);
  }
  // One nine-year school with 600 and 300 pupils is one school of each stage, yet one school.
  Say("340202", "2021-H1",
      {{"schools", "1"},
       {"schools-primary", "1"},
       {"schools-junior", "1"},
       {"pupils", "900"},
       {"pupils-primary", "600"},
       {"pupils-junior", "300"}});
  EXPECT_THAT(Findings("340202"), Not(Says("PARTS_DO_NOT_ADD_UP")));
  Say("340202", "2021-H1", {{"pupils", "901"}});  // 600 + 300 = 900
  EXPECT_THAT(Findings("340202"), Says("PARTS_DO_NOT_ADD_UP"));
}

TEST_P(TrapsTest, PersonsAndTimesOfPersonsAreNotAdded) {
  Define("trained,培训,人次,0,FLOW,SUM,,,UP,,PUBLIC,true\n");
  ASSERT_THAT(WriteIn("340111", "trained", "2725", "人次"), IsOk());
  EXPECT_EQ(WriteIn("340122", "trained", "90", "人").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Value("340100", "2021-H1", "trained"), "2725");
}

TEST_P(TrapsTest, InclusiveByChildrenIsNotInclusiveByKindergartens) {
  Define(
      "gardens,幼儿园,所,0,STOCK,SUM,,,UP,,PUBLIC,true\n"
      "inclusive-gardens,普惠园,所,0,STOCK,SUM,,,UP,,PUBLIC,true\n"
      "inclusive-garden-share,普惠园占比,%,1,STOCK,RATIO,inclusive-gardens,gardens,UP,,PUBLIC,"
      "true\n");
  Say("340111", "2021",
      {{"gardens", "10"},
       {"inclusive-gardens", "9"},
       {"children", "4000"},
       {"inclusive-children", "1000"}});
  Say("340122", "2021",
      {{"gardens", "10"},
       {"inclusive-gardens", "3"},
       {"children", "1000"},
       {"inclusive-children", "1000"}});
  EXPECT_EQ(Value("340100", "2021", "inclusive"), "40.0");               // 2000 / 5000
  EXPECT_EQ(Value("340100", "2021", "inclusive-garden-share"), "60.0");  // 12 / 20
  EXPECT_EQ(WriteIn("340123", "inclusive-children", "5", "所").code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace eduplan::indicators
