#include "services/platform/sql/migrations.h"

#include <gmock/gmock.h>

#include <thread>
#include <vector>

#include "tests/support/databases.h"
#include "tests/support/matchers.h"

namespace eduplan::sql {
namespace {

using test::IsOk;
using test::IsOkAndHolds;
using test::StatusIs;

constexpr Migration kFirst = {"a", 1, "first",
                              "-- A table; and a row.\n"
                              "CREATE TABLE t (\n  n BIGINT NOT NULL\n);\n"
                              "INSERT INTO t VALUES (1);\n"};
constexpr Migration kSecond = {"a", 2, "second", "INSERT INTO t VALUES (2);\n"};
constexpr Migration kOther = {"b", 1, "other", "CREATE TABLE u (s TEXT)"};

class MigrationsTest : public test::DatabaseTest {
 protected:
  absl::Status Run(std::vector<Migration> steps) { return Migrate(database(), steps); }
};

TEST_P(MigrationsTest, EachStepRunsOnce) {
  EXPECT_THAT(Run({kFirst, kOther}), IsOk());
  EXPECT_THAT(Run({kFirst, kOther}), IsOk());
  EXPECT_THAT(Run({kFirst, kSecond, kOther}), IsOk());
  EXPECT_THAT(database().Query("SELECT n FROM t ORDER BY n"), IsOkAndHolds(Rows{{1}, {2}}));
  EXPECT_THAT(database().Query("SELECT component, number, name FROM schema_migrations "
                               "ORDER BY component, number"),
              IsOkAndHolds(Rows{{"a", 1, "first"}, {"a", 2, "second"}, {"b", 1, "other"}}));
}

TEST_P(MigrationsTest, NewerSchemaIsRefused) {
  ASSERT_THAT(Run({kFirst, kSecond}), IsOk());
  EXPECT_THAT(Run({kFirst}), StatusIs(absl::StatusCode::kFailedPrecondition, "SCHEMA_TOO_NEW"));
}

TEST_P(MigrationsTest, ComponentsOfOthersAreLeftAlone) {
  ASSERT_THAT(Run({kFirst, kSecond}), IsOk());
  EXPECT_THAT(Run({kOther}), IsOk());
}

TEST_P(MigrationsTest, FailingStepLeavesNothingAndCanBeRepeated) {
  const Migration broken = {"a", 2, "broken", "INSERT INTO t VALUES (2);\nNOT SQL;\n"};
  EXPECT_THAT(Run({kFirst, broken}), StatusIs(absl::StatusCode::kInternal));
  EXPECT_THAT(database().Query("SELECT n FROM t"), IsOkAndHolds(Rows{{1}}));
  EXPECT_THAT(Run({kFirst, kSecond}), IsOk());
  EXPECT_THAT(database().Query("SELECT n FROM t ORDER BY n"), IsOkAndHolds(Rows{{1}, {2}}));
}

TEST_P(MigrationsTest, GapInTheNumbersIsAnError) {
  EXPECT_THAT(Run({kSecond}), StatusIs(absl::StatusCode::kInternal));
}

TEST_P(MigrationsTest, ManyProcessesAtOnceRunEachStepOnce) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&] {
      const auto mine = Another();
      EXPECT_THAT(Migrate(*mine, std::vector{kFirst, kSecond, kOther}), IsOk());
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_THAT(database().Query("SELECT n FROM t ORDER BY n"), IsOkAndHolds(Rows{{1}, {2}}));
}

EDUPLAN_OVER_DATABASES(MigrationsTest);

}  // namespace
}  // namespace eduplan::sql
