#include <gmock/gmock.h>

#include <cstdint>
#include <limits>

#include "services/platform/sql/database.h"
#include "tests/support/databases.h"
#include "tests/support/matchers.h"

namespace eduplan::sql {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::ElementsAre;

class ValuesTest : public test::DatabaseTest {
 protected:
  Rows Select(std::string_view sql, const Params& params = {}) {
    auto rows = database().Query(sql, params);
    EXPECT_THAT(rows, IsOk()) << sql;
    return rows.ok() ? *rows : Rows{};
  }
  void Do(std::string_view sql, const Params& params = {}) {
    EXPECT_THAT(database().Write([&](Transaction& t) { return t.Execute(sql, params).status(); }),
                IsOk())
        << sql;
  }
};

TEST_P(ValuesTest, EveryKindComesBackAsItWasStored) {
  Do("CREATE TABLE t (k BIGINT PRIMARY KEY, i BIGINT, s TEXT, b BYTEA)");
  const std::string nasty = "tab\t line\n quote'\" back\\slash \\N \\. 汉字𠀀 $1 ;";
  std::string all_bytes;
  for (int c = 0; c < 256; ++c) all_bytes.push_back(static_cast<char>(c));
  const Rows expected = {
      {1, std::numeric_limits<int64_t>::min(), nasty, Bytes{all_bytes}},
      {2, std::numeric_limits<int64_t>::max(), "", Bytes{""}},
      {3, Value(), Value(), Value()},
  };
  for (const Row& row : expected) Do("INSERT INTO t (k, i, s, b) VALUES ($1, $2, $3, $4)", row);
  EXPECT_EQ(Select("SELECT k, i, s, b FROM t ORDER BY k"), expected);
}

TEST_P(ValuesTest, ParametersAreTakenByNumberInAnyOrderAndMoreThanOnce) {
  EXPECT_EQ(Select("SELECT $2, $1, $2, $10", {1, "two", 3, 4, 5, 6, 7, 8, 9, "ten"}),
            (Rows{{"two", 1, "two", "ten"}}));
}

TEST_P(ValuesTest, ComputedColumnsAreIntegers) {
  Do("CREATE TABLE t (i BIGINT)");
  Do("INSERT INTO t VALUES (9000000000000), (-1), (NULL)");
  EXPECT_EQ(Select("SELECT sum(i), count(*), count(i), min(i), CASE WHEN max(i) > 5 THEN 1 ELSE 0 "
                   "END, max(i) > 5, sum(i) - sum(i) FROM t"),
            (Rows{{8999999999999, 3, 2, -1, 1, 1, 0}}));
  EXPECT_EQ(Select("SELECT sum(i) FROM t WHERE i > $1", {9000000000001}), (Rows{{Value()}}));
}

TEST_P(ValuesTest, NullParameterFitsAnyColumn) {
  Do("CREATE TABLE t (i BIGINT, s TEXT, b BYTEA)");
  Do("INSERT INTO t (i, s, b) VALUES ($1, $2, $3)", {Value(), Value(), Value()});
  EXPECT_EQ(Select("SELECT count(*) FROM t WHERE i IS NULL AND s IS NULL AND b IS NULL"),
            (Rows{{1}}));
}

TEST_P(ValuesTest, ByteOrderIgnoresTheCollation) {
  Do("CREATE TABLE t (s TEXT)");
  Do("INSERT INTO t VALUES ('b'), ('B'), ('a'), ('_'), ('10'), ('9'), ('乙'), ('丙')");
  const std::string sql =
      "SELECT s FROM t ORDER BY s" + std::string(database().dialect().byte_order);
  // By UTF-8: digits, upper case, "_", lower case, then 丙 (U+4E19) before 乙 (U+4E59).
  EXPECT_EQ(Select(sql), (Rows{{"10"}, {"9"}, {"B"}, {"_"}, {"a"}, {"b"}, {"丙"}, {"乙"}}));
}

TEST_P(ValuesTest, TextThatOneDatabaseWouldRefuseIsRefusedByBoth) {
  Do("CREATE TABLE t (s TEXT)");
  for (const std::string& bad :
       {std::string("a\0b", 3), std::string("\xff"), std::string("\xed\xa0\x80")}) {
    EXPECT_THAT(database().Query("SELECT count(*) FROM t WHERE s = $1", {bad}),
                StatusIs(absl::StatusCode::kInvalidArgument, "TEXT_INVALID"));
    EXPECT_THAT(database().Write([&](Transaction& t) {
      return t.Execute("INSERT INTO t VALUES ($1)", {bad}).status();
    }),
                StatusIs(absl::StatusCode::kInvalidArgument, "TEXT_INVALID"));
  }
  EXPECT_EQ(Select("SELECT count(*) FROM t"), (Rows{{0}}));
}

TEST_P(ValuesTest, FractionsAreNotAColumnType) {
  EXPECT_THAT(database().Query("SELECT 1.5"), StatusIs(absl::StatusCode::kInternal));
}

TEST_P(ValuesTest, ExecuteCountsTheRowsItTouched) {
  ASSERT_THAT(database().Write([&](Transaction& t) -> absl::Status {
    EXPECT_THAT(*t.Execute("CREATE TABLE t (i BIGINT)"), 0);
    EXPECT_THAT(*t.Execute("INSERT INTO t VALUES (1), (2), (3)"), 3);
    EXPECT_THAT(*t.Execute("UPDATE t SET i = i + 1 WHERE i > $1", {1}), 2);
    EXPECT_THAT(*t.Execute("DELETE FROM t WHERE i > $1", {100}), 0);
    return absl::OkStatus();
  }),
              IsOk());
}

TEST_P(ValuesTest, CommonSubsetHolds) {
  Do("CREATE TABLE t (k TEXT PRIMARY KEY, n BIGINT NOT NULL)");
  ASSERT_THAT(database().Write([&](Transaction& t) -> absl::Status {
    for (int i = 0; i < 3; ++i) {
      auto rows = t.Query(
          "INSERT INTO t (k, n) VALUES ($1, 1) ON CONFLICT (k) DO UPDATE SET "
          "n = t.n + excluded.n RETURNING n",
          {"x"});
      EXPECT_THAT(rows, test::IsOkAndHolds(ElementsAre(ElementsAre(Value(i + 1)))));
    }
    return absl::OkStatus();
  }),
              IsOk());
  EXPECT_EQ(Select("WITH RECURSIVE up (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 "
                   "FROM up WHERE i < $1) SELECT sum(i) FROM up",
                   {100}),
            (Rows{{5050}}));
  EXPECT_EQ(Select("SELECT k FROM t WHERE k IN (" + Placeholders(1, 3) + ")", {"w", "x", "y"}),
            (Rows{{"x"}}));
}

TEST_P(ValuesTest, ThirtyThousandParametersFit) {
  Params params;
  for (int i = 0; i < 30000; ++i) params.emplace_back(i);
  EXPECT_EQ(Select("SELECT CASE WHEN CAST(29999 AS BIGINT) IN (" + Placeholders(1, 30000) +
                       ") THEN 1 ELSE 0 END",
                   params),
            (Rows{{1}}));
}

EDUPLAN_OVER_DATABASES(ValuesTest);

}  // namespace
}  // namespace eduplan::sql
