// Past versions of a value and of the tree, read over HTTP from the real processes.

#include "tests/integration/scenario.h"

namespace eduplan::test {
namespace {

TEST_P(ScenarioTest, AValueKeepsItsHistoryAndCanBeReadAsItWasKnown) {
  World w = world();
  w.Register({{"140000", "PROVINCE", ""}, {"140101", "COUNTY", "140000"}});
  w.Write("140101", "2021-H1", {{"new-seats", "100"}});
  const json before =
      cluster().Get("/v1/organizations/140000/rollups/2021-H1?indicators=new-seats").Json();
  w.Write("140101", "2021-H1", {{"new-seats", "130"}});
  const std::string then = before["asOf"]["time"];
  EXPECT_EQ(w.Value("140000", "2021-H1", "new-seats"), "130");
  const json old =
      cluster()
          .Get(Cat("/v1/organizations/140000/rollups/2021-H1?indicators=new-seats&readTime=", then))
          .Json();
  EXPECT_EQ(old["cells"][0]["value"], "100");
  const json versions =
      cluster()
          .Get("/v1/organizations/140101/values:versions?indicator=new-seats&period=2021-H1")
          .Json();
  ASSERT_EQ(versions["values"].size(), 2u);
  EXPECT_EQ(versions["values"][0]["value"], "130");
  EXPECT_EQ(versions["values"][1]["value"], "100");
}

TEST_P(ScenarioTest, ACountyThatMovesTakesItsPeriodsWithTheTreeOfTheirDay) {
  World w = world();
  w.Register({{"250000", "PROVINCE", ""},
              {"250100", "CITY", "250000"},
              {"250200", "CITY", "250000"},
              {"250101", "COUNTY", "250100"},
              {"250201", "COUNTY", "250200"}});
  w.Write("250101", "2021-H1", {{"new-seats", "10"}});
  w.Write("250101", "2022-H1", {{"new-seats", "20"}});
  w.Write("250201", "2022-H1", {{"new-seats", "5"}});
  EXPECT_EQ(w.Value("250100", "2022-H1", "new-seats"), "20");
  Happen("/v1/organizations/250101:move",
         {{"parent", "organizations/250200"}, {"effectiveOn", Day(2022, 1, 1)}});
  EXPECT_EQ(w.Value("250200", "2022-H1", "new-seats"), "25");
  EXPECT_EQ(w.Value("250100", "2022-H1", "new-seats"), "");
  EXPECT_EQ(w.Value("250100", "2021-H1", "new-seats"), "10");
  EXPECT_EQ(w.Value("250000", "2022-H1", "new-seats"), "25");
}

}  // namespace
}  // namespace eduplan::test
