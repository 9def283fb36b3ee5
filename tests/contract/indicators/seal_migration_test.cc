#include "services/indicators/assembly.h"
#include "services/indicators/seals/filed_version.h"
#include "tests/support/databases.h"
#include "tests/support/matchers.h"

namespace eduplan::indicators {
namespace {

using test::IsOk;

class SealMigrationTest : public test::DatabaseTest {};
EDUPLAN_OVER_DATABASES(SealMigrationTest);

TEST_P(SealMigrationTest, SealsOfBeforeTheirVersionsWereKeptStandAsTheyStood) {
  const std::vector<sql::Migration> all = Migrations();
  std::vector<sql::Migration> before;
  for (const sql::Migration& step : all) {
    if (step.component != "indicators" || step.number < 4) before.push_back(step);
  }
  ASSERT_THAT(sql::Migrate(database(), before), IsOk());
  ASSERT_THAT(database().Write([](sql::Transaction& transaction) {
    return transaction
        .Execute(
            "INSERT INTO seals (organization, period, state, sequence, transition, changed, "
            "time_us) VALUES ('1', '2021-H1', 1, 7, 'a', 7, 70), "
            "('2', '2021-H1', 2, 8, 'b', 8, 80), ('3', '2021-H1', 3, 9, 'c', 9, 90)")
        .status();
  }),
              IsOk());
  ASSERT_THAT(sql::Migrate(database(), all), IsOk());
  ASSERT_THAT(database().Read([](sql::Transaction& transaction) -> absl::Status {
    const auto history = ReadSealHistory(transaction, "2021-H1", {});
    if (!history.ok()) return history.status();
    EXPECT_EQ(history->size(), 3U);
    const FiledVersion& open = history->at("1").at(0);
    EXPECT_EQ(open.state, v1::Seal::STATE_OPEN);
    EXPECT_EQ(open.Of("any"), (FiledSequences{0, 0}));
    const FiledVersion& submitted = history->at("2").at(0);
    EXPECT_EQ(submitted.state, v1::Seal::STATE_SUBMITTED);
    EXPECT_EQ(submitted.Of("any"), (FiledSequences{8, 0}));
    EXPECT_EQ(submitted.valid_from, 8);
    const FiledVersion& approved = history->at("3").at(0);
    EXPECT_EQ(approved.state, v1::Seal::STATE_APPROVED);
    EXPECT_EQ(approved.Of("any"), (FiledSequences{9, 9}));
    EXPECT_NE(approved.change_id, submitted.change_id);
    return absl::OkStatus();
  }),
              IsOk());
}

}  // namespace
}  // namespace eduplan::indicators
