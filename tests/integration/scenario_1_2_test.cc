// S1: 本级, missing, zero, not applicable, parts, a school counted twice. S2: ratios.

#include "tests/integration/scenario.h"

namespace eduplan::test {
namespace {

// A 4170 = 2100 + 1120 + 950 + 0, B 1200, C 0, D missing, E not applicable, F 860, zone Z 300,
// 市本级 540; a school of 120 stands below F and reports to Z.
void FileScenarioOne(World w, Cluster& cluster) {
  w.Register({{"110000", "PROVINCE", ""},
              {"110100", "CITY", "110000"},
              {"110101", "COUNTY", "110100"},
              {"110102", "COUNTY", "110100"},
              {"110103", "COUNTY", "110100"},
              {"110104", "COUNTY", "110100"},
              {"110105", "COUNTY", "110100"},
              {"110106", "COUNTY", "110100"},
              {"110171", "ZONE", "110100"}});
  const HttpReply school =
      cluster.PostCsv("/v1/organizations:batchImport",
                      "code,name,level,kind,parent,from,reporting_parent\n"
                      "2133000001,实验小学,SCHOOL,SCHOOL,110106,2000-01-01,110171\n");
  ASSERT_EQ(school.status, 200) << school.body;
  w.Write("110101", "2021-H1",
          {{"new-seats", "4170"},
           {"new-seats-kg", "2100"},
           {"new-seats-primary", "1120"},
           {"new-seats-junior", "950"},
           {"new-seats-senior", "0"}});
  w.Write("110102", "2021-H1", {{"new-seats", "1200"}});
  w.Write("110103", "2021-H1", {{"new-seats", "0"}});
  w.WriteValues("110105", "2021-H1", {{{"indicator", "new-seats"}, {"notApplicable", true}}});
  w.Write("110106", "2021-H1", {{"new-seats", "860"}});
  w.Write("110171", "2021-H1", {{"new-seats", "300"}});
  w.Write("110100", "2021-H1", {{"new-seats", "540"}});
}

TEST_P(ScenarioTest, S1OwnPartMissingZeroPartsAndASchoolCountedTwice) {
  World w = world();
  FileScenarioOne(w, cluster());
  // 4170 + 1200 + 0 + 860 + 300 + 540
  const json cell = Total("110100", "2021-H1", "new-seats");
  EXPECT_EQ(cell["value"], "7070");
  EXPECT_EQ(cell["completeness"]["expected"], 7);
  EXPECT_EQ(cell["completeness"]["reported"], 6);
  EXPECT_EQ(cell["completeness"]["missing"], 1);
  EXPECT_EQ(cell["completeness"]["notApplicable"], 1);
  EXPECT_TRUE(Remarks(cell, "缺报1家")) << cell;
  EXPECT_EQ(Value("110000", "2021-H1", "new-seats"), "7070");
  const json explained = Explain("110100", "2021-H1", "new-seats");
  EXPECT_EQ(explained["missing"], json::array({"organizations/110104"}));
  EXPECT_EQ(explained["contributors"][0]["ownPart"], true);
  EXPECT_EQ(explained["contributors"][0]["value"], "540");

  // The whole typed as 本级: 4170 + 1200 + 0 + 860 + 300 + 7070, against the 6530 below.
  const json whole = w.Write("110100", "2021-H1", {{"new-seats", "7070"}});
  EXPECT_EQ(Value("110100", "2021-H1", "new-seats"), "13600");
  const json warning = FindingOf(whole["findings"], "WHOLE_AS_OWN_PART");
  ASSERT_TRUE(warning.is_object()) << whole;
  EXPECT_EQ(warning["severity"], "WARNING");
  EXPECT_EQ(warning["expected"], "6530");
  ExpectRefused(MoveSeal("110100", "2021-H1", "SUBMITTED", "110100", "reporter"), 400,
                {"WARNING_NOT_CONFIRMED", "WHOLE_AS_OWN_PART", "6530"});
  const std::string confirm = "/v1/organizations/110100/values:confirm";
  ExpectRefused(
      cluster().Post(confirm, {{"period", "2021-H1"}, {"fingerprints", {warning["fingerprint"]}}}),
      400, {"reason"});
  const json confirmed = Ok(PostAs("110100", "reporter", confirm,
                                   {{"period", "2021-H1"},
                                    {"fingerprints", {warning["fingerprint"]}},
                                    {"reason", "市直属学校确有此数"}}));
  EXPECT_EQ(confirmed["findings"][0]["confirmation"]["reason"], "市直属学校确有此数");
  Submit("110100", "2021-H1");
  ExpectRefused(cluster().Post("/v1/organizations/110100/values:batchUpdate",
                               {{"period", "2021-H1"},
                                {"values", {{{"indicator", "new-seats"}, {"value", "540"}}}}}),
                400, {"SEALED"});
  Ok(MoveSeal("110100", "2021-H1", "OPEN", "110000", "reviewer"));
  w.Write("110100", "2021-H1", {{"new-seats", "540"}});
  EXPECT_EQ(Value("110100", "2021-H1", "new-seats"), "7070");

  // The school's 120 are in the 860 of F and in the 300 of Z.
  w.Write("2133000001", "2021-H1", {{"new-seats", "120"}});
  for (const std::string holder : {"110106", "110171"}) {
    const json finding = FindingOf(Findings(holder, "2021-H1"), "DUPLICATE_SCHOOL");
    ASSERT_TRUE(finding.is_object()) << holder;
    EXPECT_NE(finding["messageZh"].get<std::string>().find("2133000001"), std::string::npos);
  }
  w.Write("110171", "2021-H1", {{"new-seats", "180"}});
  EXPECT_EQ(Value("110100", "2021-H1", "new-seats"), "6950");  // 7070 - 120

  // 2100 + 1120 + 960 + 0 = 4180, ten more than 4170.
  const json parts = w.Write("110101", "2021-H1", {{"new-seats-junior", "960"}});
  const json error = FindingOf(parts["findings"], "PARTS_DO_NOT_ADD_UP");
  ASSERT_TRUE(error.is_object()) << parts;
  EXPECT_EQ(error["severity"], "ERROR");
  EXPECT_EQ(error["found"], "4170");
  EXPECT_EQ(error["expected"], "4180");
  EXPECT_EQ(error["difference"], "-10");
  ExpectRefused(MoveSeal("110101", "2021-H1", "SUBMITTED", "110101", "reporter"), 400,
                {"PARTS_DO_NOT_ADD_UP", "4180"});
}

TEST_P(ScenarioTest, S2RatiosAddTheirParts) {
  World w = world();
  w.Register({{"120000", "PROVINCE", ""},
              {"120100", "CITY", "120000"},
              {"120101", "COUNTY", "120100"},
              {"120102", "COUNTY", "120100"},
              {"120103", "COUNTY", "120100"}});
  const std::string coverage = "kg-inclusive-coverage";
  w.WriteValues("120101", "2021-H1", json::array({Parts(coverage, "8100", "9000")}));
  w.WriteValues("120102", "2021-H1", json::array({Parts(coverage, "600", "1000")}));
  w.WriteValues("120103", "2021-H1", {{{"indicator", coverage}, {"rateOnly", "85.0"}}});
  EXPECT_EQ(Value("120101", "2021-H1", coverage), "90.0");
  EXPECT_EQ(Value("120102", "2021-H1", coverage), "60.0");
  const json cell = Total("120100", "2021-H1", coverage);
  EXPECT_EQ(cell["value"], "87.0");  // 8700 / 10000, not the mean 75.0 or 78.3
  EXPECT_EQ(cell["text"], "87.0%");
  EXPECT_EQ(cell["numerator"], "8700");
  EXPECT_EQ(cell["denominator"], "10000");
  EXPECT_EQ(cell["completeness"]["expected"], 3);
  EXPECT_EQ(cell["completeness"]["reported"], 3);
  EXPECT_EQ(cell["completeness"]["rateOnly"], 1);
  const json explained = Explain("120100", "2021-H1", coverage);
  EXPECT_EQ(explained["contributors"][2]["organization"], "organizations/120103");
  EXPECT_EQ(explained["contributors"][2]["status"], "RATE_ONLY");
  EXPECT_EQ(explained["contributors"][2]["value"], "85");
  // (8100 + 600 + 3400) / (9000 + 1000 + 4000) = 12100 / 14000 = 86.42…%
  w.WriteValues("120103", "2021-H1", json::array({Parts(coverage, "3400", "4000")}));
  EXPECT_EQ(Value("120100", "2021-H1", coverage), "86.4");
  // The same children cannot be 4000 and 4100.
  ExpectRefused(
      cluster().Post("/v1/organizations/120103/values:batchUpdate",
                     {{"period", "2021-H1"},
                      {"values", json::array({Parts("kg-public-share", "1000", "4100")})}}),
      400, {"DENOMINATOR_CONFLICT", "4000 ≠ 4100"});
  // 162 of 166 kindergartens are 97.59…%.
  w.WriteValues("120101", "2021-H1", json::array({Parts("kg-standard-share", "162", "166")}));
  EXPECT_EQ(Value("120101", "2021-H1", "kg-standard-share"), "97.6");
}

}  // namespace
}  // namespace eduplan::test
