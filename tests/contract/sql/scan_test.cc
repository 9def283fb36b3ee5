#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "services/platform/sql/database.h"
#include "services/platform/status/macros.h"
#include "tests/support/databases.h"
#include "tests/support/matchers.h"

namespace eduplan::sql {
namespace {

using test::IsOk;
using test::IsOkAndHolds;
using test::StatusIs;

class ScanTest : public test::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    ASSERT_THAT(database().Write([](Transaction& t) -> absl::Status {
      EDUPLAN_RETURN_IF_ERROR(
          t.Execute("CREATE TABLE t (k BIGINT PRIMARY KEY, word TEXT, b BYTEA)").status());
      return t
          .Execute("INSERT INTO t VALUES ($1, $2, $3), ($4, $5, $6), ($7, $8, $9)",
                   {-1, "it's $1 \\ 新增", Bytes{std::string("\0\xff", 2)}, int64_t{1} << 62, "",
                    Bytes{}, 3, Value(), Value()})
          .status();
    }),
                IsOk());
  }
  // Each row as "integer|text|bytes".
  absl::StatusOr<std::vector<std::string>> Scan(std::string_view sql, const Params& params) {
    std::vector<std::string> rows;
    EDUPLAN_RETURN_IF_ERROR(database().Read([&](Transaction& t) {
      rows.clear();
      return t.Scan(sql, params, [&](const RowView& row) {
        rows.push_back(std::to_string(row.integer(0)) + "|" + std::string(row.text(1)) + "|" +
                       (row.cells[2].is_null ? "null" : std::string(row.text(2))));
      });
    }));
    return rows;
  }
};

TEST_P(ScanTest, RowsComeAsTheyStand) {
  EXPECT_THAT(
      Scan("SELECT k, word, b FROM t ORDER BY k", {}),
      IsOkAndHolds(std::vector<std::string>{"-1|it's $1 \\ 新增|" + std::string("\0\xff", 2),
                                            "3||null", "4611686018427387904||"}));
}

TEST_P(ScanTest, ParametersMeanWhatTheyMeanInAQuery) {
  EXPECT_THAT(Scan("SELECT k, '$1', b FROM t WHERE word = $2 AND k = $1 AND k < $3",
                   {-1, "it's $1 \\ 新增", 10}),
              IsOkAndHolds(std::vector<std::string>{"-1|$1|" + std::string("\0\xff", 2)}));
  EXPECT_THAT(Scan("SELECT k, word, b FROM t WHERE k = $1", {7}),
              IsOkAndHolds(std::vector<std::string>{}));
}

TEST_P(ScanTest, ManyRowsAreSeenOnceEach) {
  std::vector<Row> rows;
  int64_t expected = 0;
  for (int i = 10; i < 50'010; ++i) {
    rows.push_back({i, "w", Value()});
    expected += i;
  }
  const std::string_view columns[] = {"k", "word", "b"};
  ASSERT_THAT(database().Write([&](Transaction& t) { return t.BulkInsert("t", columns, rows); }),
              IsOk());
  int64_t sum = 0;
  ASSERT_THAT(database().Read([&](Transaction& t) {
    return t.Scan("SELECT k FROM t WHERE word = $1", {"w"},
                  [&](const RowView& row) { sum += row.integer(0); });
  }),
              IsOk());
  EXPECT_EQ(sum, expected);
}

TEST_P(ScanTest, AWrongStatementEndsTheTransactionAndNotTheConnection) {
  EXPECT_THAT(Scan("SELECT nothing FROM t", {}), StatusIs(absl::StatusCode::kInternal));
  EXPECT_THAT(Scan("SELECT k, word, b FROM t WHERE word = $1", {std::string("a\0b", 3)}),
              StatusIs(absl::StatusCode::kInvalidArgument, "TEXT_INVALID"));
  EXPECT_THAT(Scan("SELECT k, word, b FROM t WHERE k = 3", {}), IsOk());
}

TEST_P(ScanTest, StatementsTogetherAnswerInTheirOrder) {
  ASSERT_THAT(database().Write([](Transaction& t) -> absl::Status {
    const Statement statements[] = {{"UPDATE t SET k = k + 1 WHERE k = $1 RETURNING k", {3}},
                                    {"SELECT word FROM t WHERE k = $1", {4}},
                                    {"SELECT k FROM t WHERE k = $1", {3}}};
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Rows> rows, t.QueryAll(statements));
    EXPECT_EQ(rows, (std::vector<Rows>{{{4}}, {{Value()}}, {}}));
    return absl::OkStatus();
  }),
              IsOk());
}

EDUPLAN_OVER_DATABASES(ScanTest);

}  // namespace
}  // namespace eduplan::sql
