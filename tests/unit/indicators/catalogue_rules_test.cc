#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "services/indicators/model/rule.h"
#include "services/platform/api/csv.h"

namespace eduplan::indicators {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

TEST(CatalogueRulesTest, EveryRuleOfTheCatalogueIsRunButWhatIsSaidToPeople) {
  std::ifstream file(EDUPLAN_SOURCE_DIR "/deploy/catalogue.csv", std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  const auto table =
      api::ParseCsv(bytes, {"code", "rule"},
                    {"name", "unit", "decimals", "temporal_kind", "aggregation", "numerator",
                     "denominator", "direction", "disclosure", "assessable"});
  ASSERT_TRUE(table.ok()) << table.status();
  ASSERT_GT(table->rows.size(), 50u);
  std::map<std::string, std::vector<std::string>> remarks;
  size_t rules = 0;
  for (size_t row = 0; row < table->rows.size(); ++row) {
    std::vector<std::string> of_one;
    rules += ParseRules(table->Cell(row, "rule"), &of_one).size();
    if (!of_one.empty()) remarks[std::string(table->Cell(row, "code"))] = of_one;
  }
  // Which paper links where, who may rank and who may enter are no questions about figures.
  EXPECT_THAT(remarks, ElementsAre(Pair("county-modernization-index",
                                        ElementsAre("filled only by its issuer")),
                                   Pair("gaokao-bachelor-rate", ElementsAre("no ranking")),
                                   Pair("kg-inclusive-institution-share",
                                        ElementsAre("not linkable to kg-inclusive-coverage"))));
  EXPECT_GE(rules, table->rows.size());
}

}  // namespace
}  // namespace eduplan::indicators
