#include "tests/contract/indicators/checks_fixture.h"

namespace eduplan::indicators {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::string_view kSeats =
    "new-seats,新增学位,个,0,FLOW,SUM,,,UP,ERROR = new-seats-kg+new-seats-primary+"
    "new-seats-junior+new-seats-senior,PUBLIC,true\n"
    "new-seats-kg,幼儿园,个,0,FLOW,SUM,,,UP,ERROR integer >= 0,PUBLIC,true\n"
    "new-seats-primary,小学,个,0,FLOW,SUM,,,UP,ERROR integer >= 0,PUBLIC,true\n"
    "new-seats-junior,初中,个,0,FLOW,SUM,,,UP,ERROR integer >= 0,PUBLIC,true\n"
    "new-seats-senior,高中,个,0,FLOW,SUM,,,UP,ERROR integer >= 0; explicit zero "
    "required,PUBLIC,true\n";

EDUPLAN_OVER_DATABASES(ChecksTest);

TEST_P(ChecksTest, PartsThatAddUpToSomethingElseAreAnErrorWithTheDifference) {
  GrowSmallTree();
  Define(kSeats);
  File("340111", "2021-H1",
       {{"new-seats", "4170"},
        {"new-seats-kg", "2100"},
        {"new-seats-primary", "1120"},
        {"new-seats-junior", "950"},
        {"new-seats-senior", "0"}});
  EXPECT_THAT(Check("340111", "2021-H1"), IsEmpty());
  // 2100 + 1120 + 960 + 0 = 4180, and the answer of the write says so.
  const auto written = Write("340111", "2021-H1", {{"new-seats-junior", "960"}});
  ASSERT_THAT(written, test::IsOk());
  ASSERT_EQ(written->findings_size(), 1);
  const v1::CheckFinding& finding = written->findings(0);
  EXPECT_EQ(finding.severity(), v1::CheckFinding::SEVERITY_ERROR);
  EXPECT_EQ(finding.reason(), "PARTS_DO_NOT_ADD_UP");
  EXPECT_EQ(finding.found(), "4170");
  EXPECT_EQ(finding.expected(), "4180");
  EXPECT_EQ(finding.difference(), "-10");
}

TEST_P(ChecksTest, ADisaggregationAddsUpOnlyWhereItSaysSoAndAllPartsAreGiven) {
  GrowSmallTree();
  Define(
      "primary,小学,个,0,FLOW,SUM,,,UP,,PUBLIC,true\njunior,初中,个,0,FLOW,SUM,,,UP,,PUBLIC,"
      "true\n");
  for (const bool adds_up : {true, false}) {
    v1::Indicator total;
    total.set_code(adds_up ? "seats" : "schools");
    total.set_unit("个");
    v1::Disaggregation& stage = *total.add_disaggregations();
    stage.set_category("stage");
    stage.set_parts_add_up(adds_up);
    for (const std::string part : {"primary", "junior"}) {
      v1::Disaggregation::Part& added = *stage.add_parts();
      added.set_option(part);
      added.set_indicator(text::Cat("indicators/", part));
    }
    Define(total);
  }
  File("340111", "2021-H1", {{"seats", "10"}, {"schools", "10"}, {"primary", "4"}});
  EXPECT_THAT(Check("340111", "2021-H1"), IsEmpty());
  // 4 + 5 = 9, not 10; schools may be counted twice.
  File("340111", "2021-H1", {{"junior", "5"}});
  const Findings findings = Check("340111", "2021-H1");
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].indicator(), "indicators/seats");
  EXPECT_EQ(findings[0].difference(), "1");
  EXPECT_THAT(findings[0].message_zh(), HasSubstr("各学段之和9 ≠ 10，相差1"));
  // What does not apply adds nothing: 4 is not 10.
  File("340111", "2021-H1", {{"junior", "n/a"}});
  EXPECT_EQ(Check("340111", "2021-H1").at(0).difference(), "6");
}

TEST_P(ChecksTest, TheWholeTypedAsOwnPartIsAWarning) {
  GrowScenarioOne();
  Define(kPlainSeats);
  File("A", "2021-H1", {{"new-seats", "4170"}});
  File("B", "2021-H1", {{"new-seats", "1200"}});
  File("C", "2021-H1", {{"new-seats", "0"}});
  File("E", "2021-H1", {{"new-seats", "n/a"}});
  File("F", "2021-H1", {{"new-seats", "860"}});
  File("Z", "2021-H1", {{"new-seats", "300"}});
  File("340100", "2021-H1", {{"new-seats", "540"}});
  EXPECT_THAT(Check("340100", "2021-H1"), IsEmpty());
  // 4170 + 1200 + 0 + 860 + 300 = 6530 below.
  File("340100", "2021-H1", {{"new-seats", "7070"}});
  const Findings findings = Check("340100", "2021-H1");
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].severity(), v1::CheckFinding::SEVERITY_WARNING);
  EXPECT_EQ(findings[0].reason(), "WHOLE_AS_OWN_PART");
  EXPECT_EQ(findings[0].found(), "7070");
  EXPECT_EQ(findings[0].expected(), "6530");
  EXPECT_EQ(findings[0].difference(), "540");
}

TEST_P(ChecksTest, ADenominatorHasOneValueWhateverIsTypedOverIt) {
  GrowSmallTree();
  Define(
      "kg-children,在园幼儿,人,0,STOCK,SUM,,,NEUTRAL,,PUBLIC,false\n"
      "kg-children-public,公办,人,0,STOCK,SUM,,,UP,,PUBLIC,true\n"
      "kg-public-share,公办占比,%,1,STOCK,RATIO,kg-children-public,kg-children,UP,,PUBLIC,true\n");
  File("340123", "2021", {{"kg-children", "4000"}});
  v1::CheckValuesRequest request = Request("340123", "2021");
  v1::ValueInput& input = *request.add_values();
  input.set_indicator("kg-public-share");
  input.mutable_parts()->set_numerator("2000");
  input.mutable_parts()->set_denominator("4100");
  const auto response = Checked(request);
  ASSERT_THAT(response, test::IsOk());
  ASSERT_EQ(response->findings_size(), 1);
  EXPECT_EQ(response->findings(0).reason(), "DENOMINATOR_CONFLICT");
  EXPECT_EQ(response->findings(0).severity(), v1::CheckFinding::SEVERITY_ERROR);
  EXPECT_THAT(response->findings(0).message_zh(), HasSubstr("在园幼儿4000 ≠ 4100"));
  EXPECT_EQ(response->findings(0).difference(), "100");
  EXPECT_EQ(response->error_count(), 1);
}

TEST_P(ChecksTest, ARateGivenBesideOtherPartsIsAWarning) {
  GrowSmallTree();
  Define(
      "all,全部,人,0,STOCK,SUM,,,NEUTRAL,,PUBLIC,false\npart,部分,人,0,STOCK,SUM,,,UP,,PUBLIC,"
      "true\n"
      "share,占比,%,1,STOCK,RATIO,part,all,UP,ERROR 0..100; WARNING > 87,PUBLIC,true\n");
  const auto rate = [&](const std::string& value) {
    v1::BatchUpdateValuesRequest request;
    request.set_parent("organizations/340123");
    request.set_period("2021");
    v1::ValueInput& input = *request.add_values();
    input.set_indicator("share");
    input.set_rate_only(value);
    ASSERT_THAT(Call<v1::ValueService>(By("340123", {auth::Role::kReporter}),
                                       &v1::ValueService::Stub::BatchUpdateValues, request),
                test::IsOk());
  };
  rate("85.0");
  EXPECT_THAT(Check("340123", "2021"), IsEmpty());
  // 3400/4000 = 85.0 %.
  File("340123", "2021", {{"part", "3400"}, {"all", "4000"}});
  EXPECT_THAT(Check("340123", "2021"), IsEmpty());
  // 3480/4000 = 87.0 %, not over 87; 3481/4000 = 87.025 % is, and is 87.0 % when shown.
  File("340123", "2021", {{"part", "3480"}});
  EXPECT_THAT(Reasons("340123", "2021"), ElementsAre("COMPARISON"));
  rate("87.0");
  EXPECT_THAT(Check("340123", "2021"), IsEmpty());
  File("340123", "2021", {{"part", "3481"}});
  const Findings findings = Check("340123", "2021");
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].reason(), "OUT_OF_RANGE");
  EXPECT_EQ(findings[0].found(), "87.025");
  // 4010/4000 is over 100 %.
  File("340123", "2021", {{"part", "4010"}});
  EXPECT_EQ(Check("340123", "2021").at(0).severity(), v1::CheckFinding::SEVERITY_ERROR);
}

TEST_P(ChecksTest, ACumulativeNeverFalls) {
  GrowSmallTree();
  Define("safety-drills,应急演练,次,0,TO_DATE,SUM,,,UP,,PUBLIC,true\n");
  File("340111", "2021-03", {{"safety-drills", "310"}});
  File("340111", "2021-06", {{"safety-drills", "560"}});
  File("340111", "2021-09", {{"safety-drills", "700"}});
  File("340111", "2021-12", {{"safety-drills", "768"}});
  EXPECT_THAT(Check("340111", "2021-12"), IsEmpty());
  const auto written = Write("340111", "2021-12", {{"safety-drills", "690"}});
  ASSERT_THAT(written, test::IsOk());
  ASSERT_EQ(written->findings_size(), 1);
  EXPECT_EQ(written->findings(0).reason(), "BELOW_PREVIOUS_PERIOD");
  EXPECT_EQ(written->findings(0).expected(), "700");
  EXPECT_EQ(written->findings(0).difference(), "-10");
  // The half-year stands where June does, and a year begins anew.
  EXPECT_THAT(Check("340111", "2021-H1"), IsEmpty());
  File("340111", "2021-H2", {{"safety-drills", "699"}});
  EXPECT_THAT(Reasons("340111", "2021-H2"), ElementsAre("BELOW_PREVIOUS_PERIOD"));
  File("340111", "2022-01", {{"safety-drills", "1"}});
  EXPECT_THAT(Check("340111", "2022-01"), IsEmpty());
}

TEST_P(ChecksTest, TermsOfASchoolYearAccumulateToo) {
  GrowSmallTree();
  v1::Indicator drills;
  drills.set_code("drills");
  drills.set_temporal_kind(v1::TEMPORAL_KIND_TO_DATE);
  drills.set_accumulates_from(v1::ACCUMULATES_FROM_SCHOOL_YEAR_START);
  Define(drills);
  File("340111", "2021-2022-T1", {{"drills", "40"}});
  File("340111", "2021-2022-T2", {{"drills", "39"}});
  EXPECT_THAT(Reasons("340111", "2021-2022-T2"), ElementsAre("BELOW_PREVIOUS_PERIOD"));
  File("340111", "2021-2022", {{"drills", "39"}});
  EXPECT_THAT(Reasons("340111", "2021-2022"), ElementsAre("BELOW_PREVIOUS_PERIOD"));
  File("340111", "2022-2023-T1", {{"drills", "1"}});
  EXPECT_THAT(Check("340111", "2022-2023-T1"), IsEmpty());
}

TEST_P(ChecksTest, YuanTypedForTenThousandYuanIsNamed) {
  GrowSmallTree();
  Define("fund,学前教育专项经费,万元,2,FLOW,SUM,,,UP,,PUBLIC,true\n");
  File("340111", "2020-H1", {{"fund", "2500"}});
  const auto written = Write("340111", "2021-H1", {{"fund", "25000000"}});
  ASSERT_THAT(written, test::IsOk());
  ASSERT_EQ(written->findings_size(), 1);
  const v1::CheckFinding& finding = written->findings(0);
  EXPECT_EQ(finding.severity(), v1::CheckFinding::SEVERITY_WARNING);
  EXPECT_EQ(finding.reason(), "LIKELY_UNIT_SLIP");
  EXPECT_EQ(finding.found(), "25000000");
  EXPECT_EQ(finding.expected(), "2500");
  EXPECT_THAT(finding.message(), HasSubstr("×10,000 of the 2500 of last year"));
  EXPECT_THAT(finding.message_zh(), HasSubstr("疑似按“元”填报"));
  // 2500 × 5,000 = 12,500,000 and × 20,000 = 50,000,000 are the ends.
  for (const auto& [value, slips] : {std::pair("12500000", true),
                                     {"12499999.99", false},
                                     {"50000000", true},
                                     {"50000000.01", false}}) {
    File("340111", "2021-H1", {{"fund", value}});
    EXPECT_EQ(Check("340111", "2021-H1").size(), slips ? 1u : 0u) << value;
  }
  // The other way, against the half-year before: 0.25 is 25,000,000 / 10^8.
  File("340111", "2021-H1", {{"fund", "25000000"}});
  File("340111", "2021-H2", {{"fund", "0.25"}});
  EXPECT_THAT(Reasons("340111", "2021-H2"), ElementsAre("LIKELY_UNIT_SLIP"));
}

TEST_P(ChecksTest, MoreDecimalsThanTheIndicatorHas) {
  GrowSmallTree();
  Define(
      "n,个数,个,0,FLOW,SUM,,,UP,ERROR integer >= 0,PUBLIC,true\n"
      "fund,经费,万元,2,FLOW,SUM,,,UP,,PUBLIC,true\n");
  File("340111", "2021", {{"n", "1.5"}, {"fund", "1.25"}});
  EXPECT_THAT(Reasons("340111", "2021"), ElementsAre("NOT_AN_INTEGER"));
  File("340111", "2021", {{"n", "1"}, {"fund", "1.251"}});
  EXPECT_THAT(Reasons("340111", "2021"), ElementsAre("TOO_MANY_DECIMALS"));
}

TEST_P(ChecksTest, OneFarFromItsSiblingsIsAWarning) {
  std::vector<Place> places = {{"340000", 2, ""}, {"340100", 3, "340000"}};
  for (int i = 1; i <= 9; ++i) places.push_back({text::Cat("34010", i), 4, "340100"});
  Grow(places);
  Define(kPlainSeats);
  // The eight others: mean 100, standard deviation 10, so 70 to 130 is near.
  for (int i = 1; i <= 8; ++i) {
    File(text::Cat("34010", i), "2021", {{"new-seats", i % 2 == 0 ? "110" : "90"}});
  }
  File("340109", "2021", {{"new-seats", "130"}});
  EXPECT_THAT(Check("340109", "2021"), IsEmpty());
  File("340109", "2021", {{"new-seats", "131"}});
  const Findings findings = Check("340109", "2021");
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].reason(), "OUTLIER_AMONG_SIBLINGS");
  EXPECT_EQ(findings[0].expected(), "100");
  EXPECT_EQ(findings[0].difference(), "31");
  File("340109", "2021", {{"new-seats", "69"}});
  EXPECT_THAT(Reasons("340109", "2021"), ElementsAre("OUTLIER_AMONG_SIBLINGS"));
  // With seven others nothing is said.
  File("340101", "2021", {{"new-seats", ""}});
  EXPECT_THAT(Check("340109", "2021"), IsEmpty());
}

TEST_P(ChecksTest, TheWholeDeclaredIsHeldAgainstTheFiguresBelow) {
  GrowScenarioOne();
  Define(kPlainSeats);
  Grow({{"2134000001", 6, "A"}});
  File("A", "2021", {{"new-seats", "1200"}});
  File("2134000001", "2021", {{"new-seats", "500"}});  // detail
  File("B", "2021", {{"new-seats", "600"}});
  File("340100", "2021", {{"new-seats", "540"}});
  Declare("340100", "2021", "new-seats", "2340");
  EXPECT_THAT(Check("340100", "2021"), IsEmpty());
  // 1200 + 600 + 540 = 2340.
  Declare("340100", "2021", "new-seats", "2400");
  const Findings findings = Check("340100", "2021");
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].reason(), "DECLARED_DIFFERS");
  EXPECT_EQ(findings[0].severity(), v1::CheckFinding::SEVERITY_WARNING);
  EXPECT_EQ(findings[0].found(), "2400");
  EXPECT_EQ(findings[0].expected(), "2340");
  EXPECT_EQ(findings[0].difference(), "60");
  const auto total = Cell("340100", "2021", "new-seats");
  ASSERT_THAT(total, test::IsOk());
  EXPECT_EQ(total->value(), "2340");
}

}  // namespace
}  // namespace eduplan::indicators
