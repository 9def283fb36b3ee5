// S7: 巢湖, a city that was divided among three. S8: direct counties, depth, entry level.

#include "tests/integration/scenario.h"

namespace eduplan::test {
namespace {

class ScenarioSevenTest : public ScenarioTest {
 protected:
  void Register(const std::vector<std::vector<std::string>>& rows) {
    std::string csv = "code,name,level,kind,parent,from,to\n";
    for (const auto& row : rows) {
      csv += Cat(row[0], ",", row[1], ",", row[2], ",BUREAU,", row[3], ",1990-01-01,\n");
    }
    Ok(cluster().PostCsv("/v1/organizations:batchImport", csv));
  }
  void Seats(const std::string& organization, const std::string& seats) {
    world().Write(organization, "2011-H1", {{"new-seats", seats}});
  }
  std::string Total2011(const std::string& organization, const std::string& hierarchy) {
    return Value(organization, "2011-H1", "new-seats", "hierarchy=" + hierarchy);
  }
};
EDUPLAN_OVER_DATABASES(ScenarioSevenTest);

TEST_P(ScenarioSevenTest, S7ChaohuIsDividedAndItsPastFollows) {
  Register({{"340000", "安徽省", "PROVINCE", ""},
            {"340100", "合肥市", "CITY", "340000"},
            {"340200", "芜湖市", "CITY", "340000"},
            {"340500", "马鞍山市", "CITY", "340000"},
            {"341400", "巢湖市", "CITY", "340000"},
            {"340102", "瑶海区", "COUNTY", "340100"},
            {"340207", "鸠江区", "COUNTY", "340200"},
            {"340503", "花山区", "COUNTY", "340500"},
            {"341402", "居巢区", "COUNTY", "341400"},
            {"341421", "庐江县", "COUNTY", "341400"},
            {"341422", "无为县", "COUNTY", "341400"},
            {"341423", "含山县", "COUNTY", "341400"},
            {"341424", "和县", "COUNTY", "341400"}});
  Seats("341402", "100");
  Seats("341421", "200");
  Seats("341422", "300");
  Seats("341423", "150");
  Seats("341424", "250");
  Seats("340102", "1000");
  Seats("340207", "600");
  Seats("340503", "400");

  const json on = Day(2011, 8, 22);
  Happen("/v1/organizations/341402:changeLevel", {{"displayName", "巢湖市(县级)"},
                                                  {"code", "340181"},
                                                  {"parent", "organizations/340100"},
                                                  {"effectiveOn", on}});
  for (const auto& [county, city] :
       {std::pair("341421", "340100"), std::pair("341422", "340200"), std::pair("341423", "340500"),
        std::pair("341424", "340500")}) {
    Happen(Cat("/v1/organizations/", county, ":move"),
           {{"parent", Organization(city)}, {"effectiveOn", on}});
  }
  // 沈巷镇 with 40 of the 250 goes to 鸠江区.
  Happen("/v1/organizations/341424:split",
         {{"effectiveOn", on},
          {"targets",
           {{{"organization", "organizations/341424"}, {"shares", {{{"share", "0.84"}}}}},
            {{"organization", "organizations/340207"}, {"shares", {{{"share", "0.16"}}}}}}}});
  Happen("/v1/organizations/341400:close", {{"effectiveOn", on}});

  EXPECT_EQ(Total2011("341400", "AT_PERIOD"), "1000");  // 100 + 200 + 300 + 150 + 250
  EXPECT_EQ(Total2011("340100", "AT_PERIOD"), "1000");
  EXPECT_EQ(Total2011("340200", "AT_PERIOD"), "600");
  EXPECT_EQ(Total2011("340500", "AT_PERIOD"), "400");
  EXPECT_EQ(Total2011("340000", "AT_PERIOD"), "3000");
  EXPECT_EQ(Total2011("340100", "CURRENT"), "1300");  // 1000 + 100 + 200
  EXPECT_EQ(Total2011("340200", "CURRENT"), "940");   // 600 + 300 + 40
  EXPECT_EQ(Total2011("340500", "CURRENT"), "760");   // 400 + 150 + 210
  EXPECT_EQ(Total2011("340000", "CURRENT"), "3000");
  EXPECT_EQ(Total2011("341400", "CURRENT"), "");
  EXPECT_EQ(Total("340200", "2011-H1", "new-seats", "hierarchy=CURRENT")["estimated"], true);
  EXPECT_EQ(Total("340200", "2011-H1", "new-seats").value("estimated", false), false);
  EXPECT_EQ(Explain("340000", "2011-H1", "new-seats", "hierarchy=CURRENT")
                .dump()
                .find("organizations/341400"),
            std::string::npos);

  const std::string resolve = "/v1/organizations:resolve?code=341402";
  EXPECT_EQ(Get(resolve + "&at.year=2011&at.month=6&at.day=30")["organization"]["displayName"],
            "居巢区");
  EXPECT_EQ(Get(resolve)["organization"]["code"], "340181");
}

TEST_P(ScenarioSevenTest, S7ACodeUsedTwiceIsResolvedByItsDay) {
  Register({{"510000", "四川省", "PROVINCE", ""},
            {"511400", "眉山市", "CITY", "510000"},
            {"511423", "武隆县", "COUNTY", "511400"}});
  Happen("/v1/organizations/511423:changeCode",
         {{"code", "500232"}, {"effectiveOn", Day(1997, 3, 14)}});
  Ok(cluster().PostCsv("/v1/organizations:batchImport",
                       "code,name,level,kind,parent,from\n"
                       "511423,洪雅县,COUNTY,BUREAU,511400,2000-12-01\n"));
  const std::string resolve = "/v1/organizations:resolve?code=511423";
  EXPECT_EQ(Get(resolve + "&at.year=1996&at.month=1&at.day=1")["organization"]["displayName"],
            "武隆县");
  EXPECT_EQ(Get(resolve + "&at.year=2005&at.month=1&at.day=1")["organization"]["displayName"],
            "洪雅县");
  const json both = Get(resolve);
  EXPECT_FALSE(both.contains("organization")) << both;
  EXPECT_EQ(both["candidates"].size(), 2u);
}

TEST_P(ScenarioTest, S8DirectCountiesStandBesideCities) {
  World w = world();
  w.Register({{"420000", "PROVINCE", ""},
              {"420100", "CITY", "420000"},
              {"420500", "CITY", "420000"},
              {"429004", "COUNTY", "420000"},
              {"429005", "COUNTY", "420000"}});
  w.Write("420100", "2021-H1", {{"new-seats", "4000"}});
  w.Write("420500", "2021-H1", {{"new-seats", "1500"}});
  w.Write("429004", "2021-H1", {{"new-seats", "200"}});
  w.Write("429005", "2021-H1", {{"new-seats", "150"}});
  const json province = Total("420000", "2021-H1", "new-seats");
  EXPECT_EQ(province["value"], "5850");  // 4000 + 1500 + 200 + 150; 5500 through cities only
  EXPECT_EQ(province["completeness"]["expected"], 4);
}

TEST_P(ScenarioTest, S8BelowTheEntryLevelIsDetailAndADeclaredWholeIsKeptApart) {
  World w = world();
  w.Register({{"430000", "PROVINCE", ""},
              {"430100", "CITY", "430000"},
              {"430101", "COUNTY", "430100"},
              {"430102", "COUNTY", "430100"},
              {"2143000001", "SCHOOL", "430101"},
              {"2143000002", "SCHOOL", "430101"}});
  w.Write("430101", "2021-H1", {{"new-seats", "1200"}});
  w.Write("2143000001", "2021-H1", {{"new-seats", "500"}});
  w.Write("2143000002", "2021-H1", {{"new-seats", "400"}});
  w.Write("430102", "2021-H1", {{"new-seats", "600"}});
  w.Write("430100", "2021-H1", {{"new-seats", "540"}});
  EXPECT_EQ(Value("430101", "2021-H1", "new-seats"), "1200");  // not 1200 + 900 = 2100
  EXPECT_EQ(Value("430100", "2021-H1", "new-seats"), "2340");  // 540 + 1200 + 600
  const json explained = Explain("430100", "2021-H1", "new-seats");
  EXPECT_EQ(explained["contributors"][1]["undistributed"], "300");  // 1200 - 900
  EXPECT_EQ(explained["reconciliation"], "本级540 + 下级1800 = 合计2340");

  Ok(PostAs("430100", "reporter", "/v1/organizations/430100/values:batchUpdate",
            {{"period", "2021-H1"},
             {"kind", "DECLARED"},
             {"values", {{{"indicator", "new-seats"}, {"value", "2400"}}}}}));
  const json cell = Total("430100", "2021-H1", "new-seats");
  EXPECT_EQ(cell["value"], "2340");
  EXPECT_EQ(cell["declared"], "2400");
  const json finding = FindingOf(Findings("430100", "2021-H1"), "DECLARED_DIFFERS");
  ASSERT_TRUE(finding.is_object());
  EXPECT_EQ(finding["found"], "2400");
  EXPECT_EQ(finding["expected"], "2340");
  EXPECT_EQ(finding["difference"], "60");
  const json declared = Explain("430100", "2021-H1", "new-seats");
  EXPECT_EQ(declared["declared"], "2400");
  EXPECT_EQ(declared["declaredDifference"], "-60");  // computed - declared
  EXPECT_EQ(Value("430000", "2021-H1", "new-seats"), "2340");
}

}  // namespace
}  // namespace eduplan::test
