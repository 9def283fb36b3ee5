#ifndef EDUPLAN_SERVICES_PLATFORM_SQL_MIGRATIONS_H_
#define EDUPLAN_SERVICES_PLATFORM_SQL_MIGRATIONS_H_

#include <span>
#include <string_view>

#include "absl/status/status.h"
#include "services/platform/sql/database.h"

namespace eduplan::sql {

// One step of a schema. `component` owns its own numbering: the platform's libraries ("change_log",
// "tree") and each service bring their own list.
struct Migration {
  std::string_view component;
  int number;  // from 1, without gaps
  std::string_view name;
  std::string_view sql;  // statements separated by ";\n"
};

// Brings the database to the newest step of every component in the list, under a lock, each step in
// its own transaction together with its row in schema_migrations. FAILED_PRECONDITION
// (SCHEMA_TOO_NEW) if the database has a later step of one of them: it was written by a newer
// program. Components that are not in the list are left alone.
//
// Schemas are files services/<x>/schema/NNNN_name.sql; the CMake function eduplan_schema(target
// component dir) of platform/sql compiles them into `std::span<const sql::Migration>
// eduplan::schema::<component>()`, declared in "<component>_schema.h". Lines that begin with "--"
// are comments; a statement ends with ";" at the end of a line.
absl::Status Migrate(Database& database, std::span<const Migration> migrations);

}  // namespace eduplan::sql

#endif  // EDUPLAN_SERVICES_PLATFORM_SQL_MIGRATIONS_H_
