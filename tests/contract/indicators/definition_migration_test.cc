#include <limits>

#include "indicators_schema.h"
#include "services/indicators/catalogue/catalogue_store.h"
#include "tests/support/databases.h"
#include "tests/support/matchers.h"

namespace eduplan::indicators {
namespace {

using test::IsOk;

class DefinitionMigrationTest : public test::DatabaseTest {};
EDUPLAN_OVER_DATABASES(DefinitionMigrationTest);

sql::Bytes Stored(const std::string& name) {
  v1::Indicator indicator;
  indicator.set_code("seats");
  indicator.set_display_name(name);
  indicator.set_temporal_kind(v1::TEMPORAL_KIND_FLOW);
  indicator.set_aggregation(v1::AGGREGATION_SUM);
  return {indicator.SerializeAsString()};
}

TEST_P(DefinitionMigrationTest, DefinitionsOfBeforeHadEditionsStandFromTheBeginning) {
  std::vector<sql::Migration> before;
  for (const sql::Migration& step : schema::indicators()) {
    if (step.number < 3) before.push_back(step);
  }
  ASSERT_THAT(sql::Migrate(database(), before), IsOk());
  ASSERT_THAT(database().Write([](sql::Transaction& transaction) {
    return transaction
        .Execute(
            "INSERT INTO indicator_versions (code, valid_from, valid_to, definition) VALUES "
            "('seats', 3, 5, $1), ('seats', 5, 9223372036854775807, $2)",
            {Stored("学位"), Stored("新增学位")})
        .status();
  }),
              IsOk());
  ASSERT_THAT(sql::Migrate(database(), schema::indicators()), IsOk());
  CatalogueStore store;
  ASSERT_THAT(database().Read([&](sql::Transaction& transaction) -> absl::Status {
    const auto now = store.In(transaction);
    if (!now.ok()) return now.status();
    EXPECT_EQ((*now)->Find("seats")->proto.display_name(), "新增学位");
    EXPECT_EQ((*now)->Find("seats")->effective_from, absl::CivilDay::min());
    const auto then = store.AsOf(transaction, 4);
    if (!then.ok()) return then.status();
    EXPECT_EQ((*then)->Find("seats")->proto.display_name(), "学位");
    return absl::OkStatus();
  }),
              IsOk());
}

}  // namespace
}  // namespace eduplan::indicators
