// S5: a merger and 同比 over it. S6: a split by shares.

#include "tests/integration/scenario.h"

namespace eduplan::test {
namespace {

std::vector<std::string> Participants(const json& reply) {
  std::vector<std::string> ids;
  for (const json& each : reply["organizations"])
    ids.push_back(each["name"].get<std::string>().substr(std::string("organizations/").size()));
  return ids;
}

TEST_P(ScenarioTest, S5AMergerIsComparedOnTodaysBoundaries) {
  World w = world();
  w.Register({{"330000", "PROVINCE", ""},
              {"330100", "CITY", "330000"},
              {"330101", "COUNTY", "330100"},    // M
              {"330102", "COUNTY", "330100"}});  // N
  const std::string coverage = "kg-inclusive-coverage";
  w.Write("330101", "2021-H1", {{"new-seats", "300"}});
  w.Write("330102", "2021-H1", {{"new-seats", "700"}});
  w.WriteValues("330101", "2021-H1", json::array({Parts(coverage, "1500", "2000")}));
  w.WriteValues("330102", "2021-H1", json::array({Parts(coverage, "4500", "5000")}));
  Happen("/v1/organizations/330102:merge", {{"sources", {"organizations/330101"}},
                                            {"effectiveOn", Day(2021, 7, 1)},
                                            {"document", "浙政函〔2021〕12号"}});
  w.Write("330102", "2022-H1", {{"new-seats", "1300"}});

  EXPECT_EQ(Value("330101", "2021-H1", "new-seats"), "300");
  EXPECT_EQ(Value("330102", "2021-H1", "new-seats"), "700");
  EXPECT_EQ(Value("330102", "2021-H1", "new-seats", "hierarchy=CURRENT"), "1000");
  EXPECT_EQ(Value("330100", "2021-H1", "new-seats"), "1000");
  EXPECT_EQ(Value("330100", "2021-H1", "new-seats", "hierarchy=CURRENT"), "1000");
  // 1300 / 1000; against N's own 700 it would be +85.7%.
  const json cell = Total("330102", "2022-H1", "new-seats", "compare=LAST_YEAR");
  EXPECT_EQ(cell["comparison"]["lastYear"], "1000");
  EXPECT_EQ(cell["comparison"]["lastYearGrowth"], "30.0");
  EXPECT_EQ(cell["comparison"]["comparableBoundaries"], true);
  EXPECT_EQ(cell["comparison"]["text"], "同比增长30.0%（可比口径）");
  EXPECT_EQ(cell.dump().find("85.7"), std::string::npos) << cell;
  // (1500 + 4500) / (2000 + 5000), not the mean of 75 and 90.
  const json current = Total("330102", "2021-H1", coverage, "hierarchy=CURRENT");
  EXPECT_EQ(current["value"], "85.7");
  EXPECT_EQ(current["numerator"], "6000");
  EXPECT_EQ(current["denominator"], "7000");
  const json explained = Explain("330102", "2021-H1", "new-seats", "hierarchy=CURRENT");
  EXPECT_NE(explained.dump().find(R"("inheritedFrom":"organizations/330101")"), std::string::npos)
      << explained;

  // Who owes which round; and M's figures are N's to correct now.
  const std::string participants = "/v1/organizations/330100:participants?level=COUNTY&period=";
  EXPECT_EQ(Participants(Get(participants + "2021-H1")),
            (std::vector<std::string>{"330101", "330102"}));
  EXPECT_EQ(Participants(Get(participants + "2021-H2")), (std::vector<std::string>{"330102"}));
  const HttpReply corrected =
      PostAs("330102", "reporter", "/v1/organizations/330101/values:batchUpdate",
             {{"period", "2021-H1"},
              {"reason", "合并后更正"},
              {"values", {{{"indicator", "new-seats"}, {"value", "310"}}}}});
  EXPECT_EQ(corrected.status, 200) << corrected.body;
  EXPECT_EQ(Value("330102", "2021-H1", "new-seats", "hierarchy=CURRENT"), "1010");
  const HttpReply read =
      cluster().Send({.target = "/v1/organizations/330101/rollups/2021-H1?indicators=new-seats",
                      .token = cluster().Token("330100", "reviewer")});
  EXPECT_EQ(read.status, 200) << read.body;
  EXPECT_EQ(read.Json()["cells"][0]["value"], "310");
  ExpectRefused(
      PostAs("330101", "reporter", "/v1/organizations/330102/values:batchUpdate",
             {{"period", "2021-H1"}, {"values", {{{"indicator", "new-seats"}, {"value", "1"}}}}}),
      403, {"PERMISSION_DENIED"});
}

TEST_P(ScenarioTest, S6ASplitApportionsWhatCanBeAndNothingElse) {
  World w = world();
  w.Register({{"440000", "PROVINCE", ""},
              {"440100", "CITY", "440000"},
              {"440101", "COUNTY", "440100"},
              {"440105", "COUNTY", "440100"}});
  const std::string coverage = "kg-inclusive-coverage";
  w.Write("440101", "2021-H1", {{"new-seats", "101"}});
  w.WriteValues("440101", "2021-H1", json::array({Parts(coverage, "4500", "5001")}));
  for (const std::string county : {"440101", "440105"}) {
    w.WriteValues(
        county, "2021-H1",
        {{{"indicator", "county-balanced"}, {"value", "1"}, {"evidence", "教督〔2020〕5号"}}});
  }
  const auto part = [](const char* code, const char* name, const char* share) {
    return json({{"newOrganization", {{"code", code}, {"displayName", name}, {"level", "COUNTY"}}},
                 {"shares", {{{"share", share}}}}});
  };
  Happen("/v1/organizations/440101:split",
         {{"effectiveOn", Day(2021, 7, 1)},
          {"targets", {part("440102", "东区教育局", "0.6"), part("440103", "西区教育局", "0.4")}}});

  const std::string current = "hierarchy=CURRENT";
  const json east = Total("440102", "2021-H1", "new-seats", current);
  const json west = Total("440103", "2021-H1", "new-seats", current);
  EXPECT_EQ(east["value"], "61");  // 60.6 and 40.4: the one left over goes to .6
  EXPECT_EQ(west["value"], "40");
  EXPECT_EQ(east["estimated"], true);
  EXPECT_EQ(west["estimated"], true);
  EXPECT_TRUE(Remarks(east, "含推算数")) << east;
  EXPECT_EQ(Value("440100", "2021-H1", "new-seats", current), "101");
  EXPECT_EQ(Value("440101", "2021-H1", "new-seats"), "101");

  EXPECT_EQ(Value("440102", "2021-H1", "kg-children", current), "3001");  // 3000.6
  EXPECT_EQ(Value("440103", "2021-H1", "kg-children", current), "2000");  // 2000.4
  EXPECT_EQ(Value("440102", "2021-H1", "kg-children-inclusive", current), "2700");
  EXPECT_EQ(Value("440103", "2021-H1", "kg-children-inclusive", current), "1800");
  EXPECT_EQ(Value("440102", "2021-H1", coverage, current), "90.0");  // 2700 / 3001
  EXPECT_EQ(Value("440103", "2021-H1", coverage, current), "90.0");  // 1800 / 2000
  const json together = Total("440100", "2021-H1", coverage, current);
  EXPECT_EQ(together["value"], "90.0");
  EXPECT_EQ(together["numerator"], "4500");
  EXPECT_EQ(together["denominator"], "5001");
  EXPECT_EQ(together["estimated"], true);

  // Half a balanced county is none: only the other county counts.
  EXPECT_EQ(Value("440100", "2021-H1", "county-balanced"), "2");
  for (const std::string half : {"440102", "440103"}) {
    const json cell = Total(half, "2021-H1", "county-balanced", current);
    EXPECT_EQ(cell["completeness"]["missing"], 1) << cell;
    EXPECT_EQ(cell["completeness"].value("reported", 0), 0) << cell;
  }
  const json balanced = Total("440100", "2021-H1", "county-balanced", current);
  EXPECT_EQ(balanced["value"], "1");
  EXPECT_EQ(balanced["completeness"]["missing"], 2);
}

}  // namespace
}  // namespace eduplan::test
