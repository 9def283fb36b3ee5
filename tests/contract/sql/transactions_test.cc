#include <gmock/gmock.h>

#include <atomic>
#include <thread>
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

class TransactionsTest : public test::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    ASSERT_THAT(database().Write([](Transaction& t) -> absl::Status {
      EDUPLAN_RETURN_IF_ERROR(
          t.Execute("CREATE TABLE t (k TEXT PRIMARY KEY, n BIGINT NOT NULL)").status());
      return t.Execute("INSERT INTO t VALUES ('a', 0), ('b', 0)").status();
    }),
                IsOk());
  }
  static absl::Status Add(Transaction& t, std::string_view key, int64_t n) {
    return t.Execute("UPDATE t SET n = n + $2 WHERE k = $1", {key, n}).status();
  }
  int64_t Total() {
    auto rows = database().Query("SELECT sum(n) FROM t");
    EXPECT_THAT(rows, IsOk());
    return rows.ok() ? (*rows)[0][0].integer() : -1;
  }
};

TEST_P(TransactionsTest, CommittedChangesAreSeenByAnotherPool) {
  const auto other = Another();
  ASSERT_THAT(database().Write([](Transaction& t) { return Add(t, "a", 7); }), IsOk());
  EXPECT_THAT(other->Query("SELECT n FROM t WHERE k = 'a'"), IsOkAndHolds(Rows{{7}}));
}

TEST_P(TransactionsTest, FailingBodyChangesNothingAndItsStatusComesBack) {
  const auto status = database().Write([](Transaction& t) -> absl::Status {
    EDUPLAN_RETURN_IF_ERROR(Add(t, "a", 1));
    EDUPLAN_RETURN_IF_ERROR(Add(t, "b", 1));
    return absl::FailedPreconditionError("no");
  });
  EXPECT_EQ(status, absl::FailedPreconditionError("no"));
  EXPECT_EQ(Total(), 0);
}

TEST_P(TransactionsTest, AbortedByItsBodyIsNotRunAgain) {
  int runs = 0;
  EXPECT_THAT(database().Write([&](Transaction&) -> absl::Status {
    ++runs;
    return absl::AbortedError("stale");
  }),
              StatusIs(absl::StatusCode::kAborted));
  EXPECT_EQ(runs, 1);
}

TEST_P(TransactionsTest, UniqueViolationIsAlreadyExists) {
  EXPECT_THAT(database().Write([](Transaction& t) {
    return t.Execute("INSERT INTO t VALUES ($1, 1)", {"a"}).status();
  }),
              StatusIs(absl::StatusCode::kAlreadyExists, "UNIQUE_VIOLATION"));
}

TEST_P(TransactionsTest, AfterAFailedStatementNothingOfItIsCommitted) {
  const auto status = database().Write([](Transaction& t) -> absl::Status {
    EDUPLAN_RETURN_IF_ERROR(Add(t, "a", 1));
    EXPECT_THAT(t.Execute("INSERT INTO t VALUES ('b', 1)"),
                StatusIs(absl::StatusCode::kAlreadyExists));
    EXPECT_THAT(t.Query("SELECT 1"), StatusIs(absl::StatusCode::kAlreadyExists));
    return absl::OkStatus();
  });
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_EQ(Total(), 0);
}

TEST_P(TransactionsTest, StatementsTogetherRunInOrder) {
  ASSERT_THAT(database().Write([](Transaction& t) -> absl::Status {
    const Statement statements[] = {{"UPDATE t SET n = n + $1", {5}},
                                    {"SELECT n FROM t WHERE k = $1", {"a"}},
                                    {"UPDATE t SET n = n * 2 WHERE k = $1", {"a"}}};
    EDUPLAN_RETURN_IF_ERROR(t.ExecuteAll(statements));
    EXPECT_THAT(t.Query("SELECT n FROM t ORDER BY k"), IsOkAndHolds(Rows{{10}, {5}}));
    return t.ExecuteAll({});
  }),
              IsOk());
  EXPECT_EQ(Total(), 15);
}

TEST_P(TransactionsTest, StatementsTogetherStopAtTheFirstFailure) {
  const Statement statements[] = {
      {"UPDATE t SET n = n + $1", {5}}, {"INSERT INTO t VALUES ('a', 1)", {}}, {"NOT SQL", {}}};
  EXPECT_THAT(database().Write([&](Transaction& t) { return t.ExecuteAll(statements); }),
              StatusIs(absl::StatusCode::kAlreadyExists, "UNIQUE_VIOLATION"));
  EXPECT_EQ(Total(), 0);
  EXPECT_THAT(database().Write([](Transaction& t) { return Add(t, "a", 1); }), IsOk());
}

TEST_P(TransactionsTest, ManyLargeStatementsTogetherDoNotBlock) {
  std::vector<Statement> statements;
  for (int i = 0; i < 200; ++i) {
    statements.push_back({"SELECT $1", {std::string(100'000, 'x')}});
  }
  EXPECT_THAT(database().Write([&](Transaction& t) { return t.ExecuteAll(statements); }), IsOk());
}

TEST_P(TransactionsTest, WrongStatementIsInternalAndTellsNothingOfTheDatabase) {
  for (const char* sql : {"SELECT n FROM no_such_table", "NOT SQL", "SELECT $1"}) {
    const auto rows = database().Query(sql);
    EXPECT_THAT(rows, StatusIs(absl::StatusCode::kInternal, "INTERNAL")) << sql;
    EXPECT_EQ(rows.status().message(), "an internal error occurred");
  }
  EXPECT_THAT(database().Ping(), IsOk());
}

TEST_P(TransactionsTest, ReaderSeesOneSnapshotWhileOthersWrite) {
  const auto status = database().Read([&](Transaction& t) -> absl::Status {
    EXPECT_THAT(t.Query("SELECT sum(n) FROM t"), IsOkAndHolds(Rows{{0}}));
    EXPECT_THAT(database().Write([](Transaction& w) { return Add(w, "a", 5); }), IsOk());
    EXPECT_THAT(t.Query("SELECT sum(n) FROM t"), IsOkAndHolds(Rows{{0}}));
    return absl::OkStatus();
  });
  EXPECT_THAT(status, IsOk());
  EXPECT_EQ(Total(), 5);
}

TEST_P(TransactionsTest, ReaderCannotWrite) {
  EXPECT_THAT(database().Read([](Transaction& t) { return Add(t, "a", 5); }),
              StatusIs(absl::StatusCode::kInternal));
  EXPECT_EQ(Total(), 0);
  EXPECT_THAT(database().Write([](Transaction& t) { return Add(t, "a", 5); }), IsOk());
}

TEST_P(TransactionsTest, ConcurrentReadModifyWritesOfTwoPoolsLoseNothing) {
  const auto other = Another();
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&, i] {
      Database& mine = i % 2 == 0 ? database() : *other;
      for (int j = 0; j < 25; ++j) {
        EXPECT_THAT(mine.Write([&](Transaction& t) -> absl::Status {
          EDUPLAN_ASSIGN_OR_RETURN(const Rows rows, t.Query("SELECT n FROM t WHERE k = 'a'" +
                                                            std::string(t.dialect().row_lock)));
          return t.Execute("UPDATE t SET n = $1 WHERE k = 'a'", {rows[0][0].integer() + 1})
              .status();
        }),
                    IsOk());
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(Total(), 6 * 25);
}

TEST_P(TransactionsTest, DeadlockIsRunAgainUntilBothAreDone) {
  std::atomic<int> first_locks = 0;
  std::atomic<int> runs = 0;
  const auto lock_both = [&](const char* first, const char* second) {
    bool first_run = true;
    EXPECT_THAT(database().Write([&](Transaction& t) -> absl::Status {
      ++runs;
      EDUPLAN_RETURN_IF_ERROR(Add(t, first, 1));
      // Where writers exclude each other the second waits here for nobody.
      if (first_run && on_postgres()) {
        ++first_locks;
        while (first_locks < 2) std::this_thread::yield();
      }
      first_run = false;
      return Add(t, second, 1);
    }),
                IsOk());
  };
  std::thread one([&] { lock_both("a", "b"); });
  std::thread two([&] { lock_both("b", "a"); });
  one.join();
  two.join();
  EXPECT_EQ(Total(), 4);
  if (on_postgres()) {
    EXPECT_GE(runs, 3);
  }
}

EDUPLAN_OVER_DATABASES(TransactionsTest);

}  // namespace
}  // namespace eduplan::sql
