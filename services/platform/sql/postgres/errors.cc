#include "services/platform/sql/postgres/errors.h"

namespace eduplan::sql::postgres {

ErrorKind Classify(std::string_view sqlstate, bool writing) {
  if (sqlstate.empty()) return ErrorKind::kUnavailable;
  if (sqlstate == "40001" || sqlstate == "40P01") return ErrorKind::kConflict;
  if (sqlstate == "23505") return ErrorKind::kUniqueViolation;
  // A primary that has become a standby: the next connection may find the new one.
  if (sqlstate == "25006" && writing) return ErrorKind::kUnavailable;
  if (sqlstate == "57014" || sqlstate == "55P03") return ErrorKind::kUnavailable;  // timeouts
  // A statement with the wrong number of parameters. (PgBouncer also uses it, but then hangs up.)
  if (sqlstate == "08P01") return ErrorKind::kOther;
  // Connection exception, out of resources, operator intervention (shutdown), system error.
  for (const std::string_view prefix : {"08", "53", "57P", "58"}) {
    if (sqlstate.starts_with(prefix)) return ErrorKind::kUnavailable;
  }
  return ErrorKind::kOther;
}

}  // namespace eduplan::sql::postgres
