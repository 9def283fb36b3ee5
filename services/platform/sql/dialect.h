#ifndef EDUPLAN_SERVICES_PLATFORM_SQL_DIALECT_H_
#define EDUPLAN_SERVICES_PLATFORM_SQL_DIALECT_H_

#include <string>
#include <string_view>

namespace eduplan::sql {

// The few fragments in which the two databases must differ.
struct Dialect {
  enum class Kind { kSqlite, kPostgres };
  Kind kind;
  // Appended to a SELECT to lock its rows: " FOR UPDATE", or nothing where the whole database is.
  std::string_view row_lock;
  // Orders TEXT by bytes, as page tokens and ranges need: " COLLATE \"C\"", or nothing.
  std::string_view byte_order;
  // Statement that serialises migrations inside a transaction; empty where BEGIN IMMEDIATE does.
  std::string_view migration_lock;
  // Goes before the name of a table: a statement that lets the planner know what the table holds
  // now, also what this transaction wrote. Empty where plans do not hang on that.
  std::string_view take_stock;
};

}  // namespace eduplan::sql

#endif  // EDUPLAN_SERVICES_PLATFORM_SQL_DIALECT_H_
