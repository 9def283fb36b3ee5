#include <gmock/gmock.h>

#include <string>

#include "services/platform/sql/database.h"
#include "services/platform/status/macros.h"
#include "tests/support/databases.h"
#include "tests/support/matchers.h"
#include "tests/support/test_postgres.h"

namespace eduplan::sql {
namespace {

using test::IsOk;
using test::IsOkAndHolds;
using test::StatusIs;

// What only a server in another process can do to us; each ends with: and afterwards it works.
class PostgresFailuresTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!test::TestPostgres::Available()) GTEST_SKIP() << "PostgreSQL is not installed";
    url_ = test::TestPostgres::Get().NewDatabase();
    database_ = test::OpenDatabase({.url = url_});
    ASSERT_THAT(database_->Write(
                    [](Transaction& t) { return t.Execute("CREATE TABLE t (n BIGINT)").status(); }),
                IsOk());
    ASSERT_THAT(database_->Write(Insert), IsOk());
  }
  static absl::Status Insert(Transaction& t) {
    return t.Execute("INSERT INTO t VALUES (1)").status();
  }
  void KillConnections() const {
    test::TestPostgres::Get().Execute(
        url_,
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()");
  }

  std::string url_;
  std::unique_ptr<Database> database_;
};

TEST_F(PostgresFailuresTest, IdleConnectionThatDiedIsReplacedUnseen) {
  KillConnections();
  EXPECT_THAT(database_->Query("SELECT count(*) FROM t"), IsOkAndHolds(Rows{{1}}));
  KillConnections();
  EXPECT_THAT(database_->Write(Insert), IsOk());
  KillConnections();
  EXPECT_THAT(database_->Read([](Transaction& t) { return t.Query("SELECT 1").status(); }), IsOk());
}

TEST_F(PostgresFailuresTest, ConnectionLostInATransactionIsUnavailableAndNothingIsStored) {
  const auto status = database_->Write([&](Transaction& t) -> absl::Status {
    EDUPLAN_RETURN_IF_ERROR(Insert(t));
    KillConnections();
    return Insert(t);
  });
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE"));
  EXPECT_THAT(database_->Query("SELECT count(*) FROM t"), IsOkAndHolds(Rows{{1}}));
  EXPECT_THAT(database_->Write(Insert), IsOk());
}

TEST_F(PostgresFailuresTest, ConnectionLostBetweenStatementsTogetherIsUnavailable) {
  const Statement statements[] = {{"INSERT INTO t VALUES ($1)", {1}},
                                  {"SELECT pg_terminate_backend(pg_backend_pid())", {}},
                                  {"INSERT INTO t VALUES ($1)", {2}}};
  EXPECT_THAT(database_->Write([&](Transaction& t) { return t.ExecuteAll(statements); }),
              StatusIs(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE"));
  EXPECT_THAT(database_->Query("SELECT count(*) FROM t"), IsOkAndHolds(Rows{{1}}));
  EXPECT_THAT(database_->Write(Insert), IsOk());
}

TEST_F(PostgresFailuresTest, ConnectionLostInABulkInsertIsUnavailable) {
  const auto status = database_->Write([&](Transaction& t) -> absl::Status {
    EDUPLAN_RETURN_IF_ERROR(Insert(t));
    KillConnections();
    const Rows rows(200000, Row{1});
    const std::string_view columns[] = {"n"};
    return t.BulkInsert("t", columns, rows);
  });
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE"));
  EXPECT_THAT(database_->Query("SELECT count(*) FROM t"), IsOkAndHolds(Rows{{1}}));
}

TEST_F(PostgresFailuresTest, ConnectionLostAtCommitIsUnknownAndNotRunAgain) {
  auto& server = test::TestPostgres::Get();
  // A deferred trigger runs within COMMIT.
  server.Execute(url_,
                 "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS "
                 "'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'");
  server.Execute(url_,
                 "CREATE CONSTRAINT TRIGGER die AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED "
                 "FOR EACH ROW EXECUTE FUNCTION die()");
  int runs = 0;
  const auto insert = [&](Transaction& t) {
    ++runs;
    return Insert(t);
  };
  EXPECT_THAT(database_->Write(insert),
              StatusIs(absl::StatusCode::kUnavailable, "COMMIT_OUTCOME_UNKNOWN"));
  EXPECT_EQ(runs, 1);
  server.Execute(url_, "DROP TRIGGER die ON t");
  EXPECT_THAT(database_->Write(insert), IsOk());
  EXPECT_THAT(database_->Query("SELECT count(*) FROM t"), IsOkAndHolds(Rows{{2}}));
}

TEST_F(PostgresFailuresTest, ConstraintThatFailsAtCommitIsItsOwnError) {
  auto& server = test::TestPostgres::Get();
  server.Execute(url_, "ALTER TABLE t ADD CONSTRAINT u UNIQUE (n) DEFERRABLE INITIALLY DEFERRED");
  EXPECT_THAT(database_->Write(Insert),
              StatusIs(absl::StatusCode::kAlreadyExists, "UNIQUE_VIOLATION"));
}

TEST_F(PostgresFailuresTest, StatementPastItsTimeoutIsUnavailable) {
  const auto impatient =
      test::OpenDatabase({.url = url_, .statement_timeout = absl::Milliseconds(50)});
  EXPECT_THAT(impatient->Query("SELECT pg_sleep(10)"),
              StatusIs(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE"));
  EXPECT_THAT(impatient->Ping(), IsOk());
}

TEST_F(PostgresFailuresTest, ServerThatIsNotThereIsUnavailable) {
  const auto nowhere = test::OpenDatabase(
      {.url = "postgresql://nobody@127.0.0.1:" + std::to_string(test::FreePort()) + "/none"});
  EXPECT_THAT(nowhere->Ping(), StatusIs(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE"));
  EXPECT_THAT(nowhere->Write(Insert),
              StatusIs(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE"));
}

TEST_F(PostgresFailuresTest, CrashedServerComesBackWithWhatWasCommitted) {
  if (!test::TestPostgres::Get().Restart()) GTEST_SKIP() << "the server is not ours to kill";
  EXPECT_THAT(database_->Query("SELECT count(*) FROM t"), IsOkAndHolds(Rows{{1}}));
  EXPECT_THAT(database_->Write(Insert), IsOk());
}

TEST_F(PostgresFailuresTest, NothingIsLeftOnTheSession) {
  EXPECT_THAT(database_->Query("SELECT count(*) FROM pg_prepared_statements"),
              IsOkAndHolds(Rows{{0}}));
  EXPECT_THAT(database_->Query("SELECT setting FROM pg_settings WHERE name = 'synchronous_commit'"),
              IsOkAndHolds(Rows{{"on"}}));
}

}  // namespace
}  // namespace eduplan::sql
