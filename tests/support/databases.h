#ifndef EDUPLAN_TESTS_SUPPORT_DATABASES_H_
#define EDUPLAN_TESTS_SUPPORT_DATABASES_H_

#include <gtest/gtest.h>

#include <memory>
#include <span>
#include <string>

#include "services/platform/sql/database.h"
#include "services/platform/sql/migrations.h"

namespace eduplan::test {

using DatabaseKind = sql::Dialect::Kind;

// URL of a new empty database: a file in a directory of this process, or one of TestPostgres.
std::string NewDatabaseUrl(DatabaseKind kind);
// A database of that kind, empty or with a schema; aborts the test program if that fails.
std::unique_ptr<sql::Database> MakeDatabase(DatabaseKind kind,
                                            std::span<const sql::Migration> schema = {});
std::unique_ptr<sql::Database> OpenDatabase(const sql::Database::Options& options);

// A suite over both databases:
//
//   class StoreTest : public test::DatabaseTest {};
//   TEST_P(StoreTest, …) { … database() … }
//   EDUPLAN_OVER_DATABASES(StoreTest);
class DatabaseTest : public ::testing::TestWithParam<DatabaseKind> {
 protected:
  // Skips, visibly, where PostgreSQL is not installed.
  void SetUp() override;

  bool on_postgres() const { return GetParam() == DatabaseKind::kPostgres; }
  const std::string& url() const { return url_; }
  sql::Database& database() { return *database_; }
  // Another pool on the same database, as another process has.
  std::unique_ptr<sql::Database> Another() const { return OpenDatabase({.url = url_}); }

 private:
  std::string url_;
  std::unique_ptr<sql::Database> database_;
};

std::string DatabaseName(const ::testing::TestParamInfo<DatabaseKind>& info);

#define EDUPLAN_OVER_DATABASES(suite)                                                   \
  INSTANTIATE_TEST_SUITE_P(Databases, suite,                                            \
                           ::testing::Values(::eduplan::test::DatabaseKind::kSqlite,    \
                                             ::eduplan::test::DatabaseKind::kPostgres), \
                           ::eduplan::test::DatabaseName)

}  // namespace eduplan::test

#endif  // EDUPLAN_TESTS_SUPPORT_DATABASES_H_
