#include "tests/support/databases.h"

#include <cstdio>
#include <cstdlib>

#include "services/platform/status/text.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/test_postgres.h"

namespace eduplan::test {
namespace {

void DieUnlessOk(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "test database: %s\n", status.ToString().c_str());
  std::abort();
}

}  // namespace

std::string NewDatabaseUrl(DatabaseKind kind) {
  if (kind == DatabaseKind::kPostgres) return TestPostgres::Get().NewDatabase();
  static const TemporaryDirectory directory;
  static int files = 0;
  return text::Cat("sqlite:", directory.path(), "/", files++, ".db");
}

std::unique_ptr<sql::Database> OpenDatabase(const sql::Database::Options& options) {
  auto database = sql::Database::Open(options);
  DieUnlessOk(database.status());
  return *std::move(database);
}

std::unique_ptr<sql::Database> MakeDatabase(DatabaseKind kind,
                                            std::span<const sql::Migration> schema) {
  auto database = OpenDatabase({.url = NewDatabaseUrl(kind)});
  if (!schema.empty()) DieUnlessOk(sql::Migrate(*database, schema));
  return database;
}

void DatabaseTest::SetUp() {
  if (on_postgres() && !TestPostgres::Available()) GTEST_SKIP() << "PostgreSQL is not installed";
  url_ = NewDatabaseUrl(GetParam());
  database_ = OpenDatabase({.url = url_});
}

std::string DatabaseName(const ::testing::TestParamInfo<DatabaseKind>& info) {
  return info.param == DatabaseKind::kSqlite ? "Sqlite" : "Postgres";
}

}  // namespace eduplan::test
