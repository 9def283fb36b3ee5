// S3: cumulatives, flows and stocks over time, the tree of a school year, targets.

#include "tests/integration/scenario.h"

namespace eduplan::test {
namespace {

TEST_P(ScenarioTest, S3CumulativesFlowsAndStocksOverTime) {
  World w = world();
  w.Register(
      {{"130000", "PROVINCE", ""}, {"130100", "CITY", "130000"}, {"130101", "COUNTY", "130100"}});
  w.Write("130101", "2021-03", {{"safety-drills", "310"}});
  w.Write("130101", "2021-06", {{"safety-drills", "560"}});
  w.Write("130101", "2021-09", {{"safety-drills", "700"}});
  w.Write("130101", "2021-12", {{"safety-drills", "768"}});
  EXPECT_EQ(Value("130100", "2021-Q2", "safety-drills"), "250");  // 560 - 310
  EXPECT_EQ(Value("130100", "2021-H2", "safety-drills"), "208");  // 768 - 560
  EXPECT_EQ(Value("130100", "2021", "safety-drills"), "768");     // not 2338
  EXPECT_EQ(Total("130100", "2021-Q2", "safety-drills")["cumulative"], "560");
  w.Write("130101", "2021-06", {{"safety-drills", "550"}});
  EXPECT_EQ(Value("130100", "2021-Q2", "safety-drills"), "240");
  EXPECT_EQ(Value("130100", "2021-H2", "safety-drills"), "218");
  EXPECT_EQ(Value("130100", "2021", "safety-drills"), "768");
  w.Write("130101", "2021-H1", {{"new-seats", "1800"}, {"kg-children", "10000"}});
  EXPECT_EQ(Total("130100", "2021", "new-seats")["incomplete"], true);
  w.Write("130101", "2021-H2", {{"new-seats", "2370"}, {"kg-children", "9600"}});
  EXPECT_EQ(Value("130100", "2021", "new-seats"), "4170");  // 1800 + 2370
  EXPECT_EQ(Value("130100", "2021", "kg-children"), "9600");
  // A cumulative of 690 in December is below September's 700.
  const json fallen = w.Write("130101", "2021-12", {{"safety-drills", "690"}});
  const json error = FindingOf(fallen["findings"], "BELOW_PREVIOUS_PERIOD");
  ASSERT_TRUE(error.is_object()) << fallen;
  EXPECT_EQ(error["severity"], "ERROR");
  EXPECT_EQ(error["expected"], "700");
  ExpectRefused(MoveSeal("130101", "2021-12", "SUBMITTED", "130101", "reporter"), 400,
                {"BELOW_PREVIOUS_PERIOD", "700"});
  // 72 of 87 are 82.75…%.
  w.WriteValues("130101", "2021", json::array({Parts("rectify-rate", "72", "87")}));
  EXPECT_EQ(Value("130100", "2021", "rectify-rate"), "82.8");
}

TEST_P(ScenarioTest, S3TheChildrenOfASchoolYearAreThoseOfTheTreeAtItsStart) {
  World w = world();
  w.Register({{"150000", "PROVINCE", ""},
              {"150100", "CITY", "150000"},
              {"150200", "CITY", "150000"},
              {"150101", "COUNTY", "150100"},
              {"150102", "COUNTY", "150100"},
              {"150201", "COUNTY", "150200"}});
  for (const std::string year : {"2021-2022", "2022-2023"}) {
    w.Write("150101", year, {{"kg-children", "3000"}});
    w.Write("150102", year, {{"kg-children", "2000"}});
    w.Write("150201", year, {{"kg-children", "500"}});
  }
  Happen("/v1/organizations/150102:move",
         {{"parent", "organizations/150200"}, {"effectiveOn", Day(2022, 3, 1)}});
  EXPECT_EQ(Value("150100", "2021-2022", "kg-children"), "5000");  // 3000 + 2000
  EXPECT_EQ(Value("150200", "2021-2022", "kg-children"), "500");
  EXPECT_EQ(Value("150100", "2022-2023", "kg-children"), "3000");
  EXPECT_EQ(Value("150200", "2022-2023", "kg-children"), "2500");  // 2000 + 500
}

TEST_P(ScenarioTest, S3TargetsAreHandedDownAndPaced) {
  World w = world();
  w.Register({{"160000", "PROVINCE", ""},
              {"160100", "CITY", "160000"},
              {"160101", "COUNTY", "160100"},
              {"160102", "COUNTY", "160100"},
              {"160103", "COUNTY", "160100"}});
  Ok(PostAs("160000", "reviewer", "/v1/organizations/160100/values:batchUpdate",
            {{"period", "2021"},
             {"kind", "TARGET"},
             {"values", {{{"indicator", "new-seats"}, {"value", "10000"}}}}}));
  const auto part = [](const char* county, const char* seats) {
    return json({{"organization", Organization(county)}, {"value", seats}});
  };
  const json handed = Ok(PostAs(
      "160100", "reviewer", "/v1/organizations/160100/targets:decompose",
      {{"period", "2021"},
       {"indicator", "new-seats"},
       {"parts", {part("160101", "4000"), part("160102", "3500"), part("160103", "2000")}}}));
  // 4000 + 3500 + 2000 = 9500 of 10000.
  const json& decomposition = handed["decomposition"];
  EXPECT_EQ(decomposition["target"], "10000");
  EXPECT_EQ(decomposition["allotted"], "9500");
  EXPECT_EQ(decomposition["undistributed"], "500");
  const json finding = FindingOf(decomposition["findings"], "NOT_FULLY_DECOMPOSED");
  ASSERT_TRUE(finding.is_object()) << handed;
  EXPECT_NE(finding["messageZh"].get<std::string>().find("未分解500"), std::string::npos)
      << finding;
  w.Write("160101", "2021-H1", {{"new-seats", "2000"}});
  w.Write("160102", "2021-H1", {{"new-seats", "1600"}});
  w.Write("160103", "2021-H1", {{"new-seats", "1000"}});
  const json cell = Total("160100", "2021-H1", "new-seats", "compare=TARGET");
  EXPECT_EQ(cell["value"], "4600");
  EXPECT_EQ(cell["comparison"]["target"], "10000");
  EXPECT_EQ(cell["comparison"]["targetPeriod"], "2021");
  EXPECT_EQ(cell["comparison"]["attainment"], "46.0");  // 4600 / 10000
  EXPECT_EQ(cell["comparison"]["pace"], "50.0");        // 6 months of 12
  EXPECT_EQ(cell["comparison"]["ahead"], "-4.0");
  EXPECT_NE(cell["comparison"]["text"].get<std::string>().find("落后4.0个百分点"),
            std::string::npos)
      << cell;
}

}  // namespace
}  // namespace eduplan::test
