#include <gmock/gmock.h>

#include <string>

#include "services/platform/sql/database.h"
#include "tests/support/databases.h"
#include "tests/support/matchers.h"

namespace eduplan::sql {
namespace {

using test::IsOk;
using test::IsOkAndHolds;
using test::StatusIs;

constexpr std::string_view kColumns[] = {"k", "s", "b"};

class BulkInsertTest : public test::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    ASSERT_THAT(database().Write([](Transaction& t) {
      return t.Execute("CREATE TABLE t (k BIGINT PRIMARY KEY, s TEXT, b BYTEA)").status();
    }),
                IsOk());
  }
  absl::Status Insert(std::span<const Row> rows) {
    return database().Write([&](Transaction& t) { return t.BulkInsert("t", kColumns, rows); });
  }
};

// Different for each k, with everything that a text format could trip over.
Row NastyRow(int64_t k) {
  static const std::string kTexts[] = {
      "",     "\\N",   "\\.",        "\\\\.",      "a\tb",     "line\nline",
      "\r\n", "\\x41", "'; DROP --", "\"quoted\"", "汉字，。", "𠀀\xF0\x9F\x98\x80",
      "NULL", "\\",    "\b\f\v\x7f"};
  Row row = {k};
  const size_t kinds = std::size(kTexts) + 1;
  const size_t kind = static_cast<size_t>(k) % kinds;
  if (kind == kinds - 1) {
    row.insert(row.end(), {Value(), Value()});
    return row;
  }
  std::string bytes;
  for (int i = 0; i < k % 40; ++i) bytes.push_back(static_cast<char>(k * 31 + i * 7));
  row.insert(row.end(), {kTexts[kind] + std::to_string(k), Bytes{bytes}});
  return row;
}

TEST_P(BulkInsertTest, FiftyThousandNastyRowsComeBackAsTheyWere) {
  Rows rows;
  for (int64_t k = 0; k < 50000; ++k) rows.push_back(NastyRow(k));
  ASSERT_THAT(Insert(rows), IsOk());
  auto stored = database().Query("SELECT k, s, b FROM t ORDER BY k");
  ASSERT_THAT(stored, IsOk());
  EXPECT_TRUE(*stored == rows);
}

TEST_P(BulkInsertTest, RowsThatAreThereAreUpdatedAndTheOthersAdded) {
  Rows rows;
  for (int64_t k = 0; k < 1000; ++k) rows.push_back({k, "old", Bytes{"o"}});
  ASSERT_THAT(Insert(rows), IsOk());
  const std::string_view key[] = {"k"};
  const auto upsert = [&](int64_t from, std::string_view text) {
    return database().Write([&](Transaction& t) -> absl::Status {
      Rows changed;
      for (int64_t k = from; k < from + 1000; ++k) changed.push_back({k, text, Value()});
      absl::Status status = t.BulkUpsert("t", kColumns, key, changed);
      // Twice in one transaction.
      status.Update(t.BulkUpsert("t", kColumns, key, std::span(changed).subspan(999)));
      return status;
    });
  };
  ASSERT_THAT(upsert(500, "new"), IsOk());
  ASSERT_THAT(upsert(1000, "newer"), IsOk());
  EXPECT_THAT(database().Query("SELECT s, count(*), count(b) FROM t GROUP BY s ORDER BY s"),
              IsOkAndHolds(Rows{{"new", 500, 0}, {"newer", 1000, 0}, {"old", 500, 500}}));
}

TEST_P(BulkInsertTest, NothingOfARefusedBatchIsStored) {
  Rows rows;
  for (int64_t k = 0; k < 1000; ++k) rows.push_back(NastyRow(k));
  rows.push_back(NastyRow(17));
  EXPECT_THAT(Insert(rows), StatusIs(absl::StatusCode::kAlreadyExists, "UNIQUE_VIOLATION"));
  EXPECT_THAT(database().Query("SELECT count(*) FROM t"), IsOkAndHolds(Rows{{0}}));
}

TEST_P(BulkInsertTest, BadTextIsRefused) {
  const Rows rows = {{1, "fine", Bytes{}}, {2, "\xff", Bytes{}}};
  EXPECT_THAT(Insert(rows), StatusIs(absl::StatusCode::kInvalidArgument, "TEXT_INVALID"));
  EXPECT_THAT(database().Query("SELECT count(*) FROM t"), IsOkAndHolds(Rows{{0}}));
}

TEST_P(BulkInsertTest, RowOfTheWrongWidthIsAnErrorAndTheConnectionGoesOn) {
  EXPECT_THAT(Insert(Rows{{1, "fine", Bytes{}}, {2, "short"}}),
              StatusIs(absl::StatusCode::kInternal));
  EXPECT_THAT(Insert(Rows{{1, "fine", Bytes{}}}), IsOk());
}

TEST_P(BulkInsertTest, NoRowsIsNothing) {
  EXPECT_THAT(Insert({}), IsOk());
}

TEST_P(BulkInsertTest, StatementsGoOnInTheSameTransaction) {
  const auto status = database().Write([&](Transaction& t) -> absl::Status {
    const Rows rows = {{1, "a", Value()}, {2, "b", Value()}};
    EXPECT_THAT(t.BulkInsert("t", kColumns, rows), IsOk());
    EXPECT_THAT(t.Query("SELECT count(*) FROM t"), IsOkAndHolds(Rows{{2}}));
    return t.Execute("DELETE FROM t WHERE k = $1", {1}).status();
  });
  EXPECT_THAT(status, IsOk());
  EXPECT_THAT(database().Query("SELECT k FROM t"), IsOkAndHolds(Rows{{2}}));
}

EDUPLAN_OVER_DATABASES(BulkInsertTest);

}  // namespace
}  // namespace eduplan::sql
