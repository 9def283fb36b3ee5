#ifndef EDUPLAN_SERVICES_PLATFORM_SQL_SQLITE_STATEMENT_H_
#define EDUPLAN_SERVICES_PLATFORM_SQL_SQLITE_STATEMENT_H_

#include <sqlite3.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/platform/sql/value.h"

namespace eduplan::sql::sqlite {

// A prepared statement. Functions return SQLite's result codes.
class Statement {
 public:
  // SQLITE_OK and `out`; a text with nothing in it gives an empty statement, which steps to
  // SQLITE_DONE.
  static int Prepare(sqlite3* db, std::string_view sql, std::unique_ptr<Statement>* out);

  // Binds $1, $2, … (named parameters for SQLite) from a list; it must live until Reset.
  // SQLITE_RANGE if the statement has a parameter that the list has not.
  int Bind(const Params& params);
  // SQLITE_ROW, SQLITE_DONE or an error.
  int Step() { return handle_ == nullptr ? SQLITE_DONE : sqlite3_step(handle_.get()); }
  // False for a type that eduplan does not use (REAL).
  bool ReadRow(Row& row) const;
  // The same without copying; good until the next step.
  bool ViewRow(RowView& row) const;
  void Reset();

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };

  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
  std::vector<size_t> numbers_;  // by SQLite's index − 1: the n of "$n"
};

// Prepared statements of a connection by their text.
class StatementCache {
 public:
  explicit StatementCache(sqlite3* db) : db_(db) {}
  // The statement, reset and without bindings; valid until the next Get.
  int Get(std::string_view sql, Statement** out);

 private:
  sqlite3* db_;
  absl::flat_hash_map<std::string, std::unique_ptr<Statement>> statements_;
};

}  // namespace eduplan::sql::sqlite

#endif  // EDUPLAN_SERVICES_PLATFORM_SQL_SQLITE_STATEMENT_H_
