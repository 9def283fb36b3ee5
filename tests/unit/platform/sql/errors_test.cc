#include "services/platform/sql/postgres/errors.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "services/platform/sql/sqlite/errors.h"

namespace eduplan::sql {
namespace {

// PostgreSQL 15, appendix A.
TEST(ErrorsTest, SqlStatesOfPostgres) {
  using postgres::Classify;
  EXPECT_EQ(Classify("40001", true), ErrorKind::kConflict);  // serialization_failure
  EXPECT_EQ(Classify("40P01", true), ErrorKind::kConflict);  // deadlock_detected
  EXPECT_EQ(Classify("23505", true), ErrorKind::kUniqueViolation);
  EXPECT_EQ(Classify("", true), ErrorKind::kUnavailable);        // no answer at all
  EXPECT_EQ(Classify("57P01", true), ErrorKind::kUnavailable);   // admin_shutdown
  EXPECT_EQ(Classify("57014", false), ErrorKind::kUnavailable);  // statement_timeout
  EXPECT_EQ(Classify("53300", false), ErrorKind::kUnavailable);  // too_many_connections
  EXPECT_EQ(Classify("08006", false), ErrorKind::kUnavailable);  // connection_failure
  EXPECT_EQ(Classify("25006", true), ErrorKind::kUnavailable);   // the primary became a standby
  EXPECT_EQ(Classify("25006", false), ErrorKind::kOther);        // a reader tried to write
  EXPECT_EQ(Classify("08P01", false), ErrorKind::kOther);        // wrong number of parameters
  EXPECT_EQ(Classify("23503", true), ErrorKind::kOther);         // foreign_key_violation
  EXPECT_EQ(Classify("42601", true), ErrorKind::kOther);         // syntax_error
}

TEST(ErrorsTest, ResultCodesOfSqlite) {
  using sqlite::Classify;
  EXPECT_EQ(Classify(SQLITE_BUSY), ErrorKind::kConflict);
  EXPECT_EQ(Classify(SQLITE_BUSY_SNAPSHOT), ErrorKind::kConflict);
  EXPECT_EQ(Classify(SQLITE_CONSTRAINT_UNIQUE), ErrorKind::kUniqueViolation);
  EXPECT_EQ(Classify(SQLITE_CONSTRAINT_PRIMARYKEY), ErrorKind::kUniqueViolation);
  EXPECT_EQ(Classify(SQLITE_CONSTRAINT_NOTNULL), ErrorKind::kOther);
  EXPECT_EQ(Classify(SQLITE_FULL), ErrorKind::kUnavailable);
  EXPECT_EQ(Classify(SQLITE_IOERR_FSYNC), ErrorKind::kUnavailable);
  EXPECT_EQ(Classify(SQLITE_ERROR), ErrorKind::kOther);
}

}  // namespace
}  // namespace eduplan::sql
