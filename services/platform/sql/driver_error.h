#ifndef EDUPLAN_SERVICES_PLATFORM_SQL_DRIVER_ERROR_H_
#define EDUPLAN_SERVICES_PLATFORM_SQL_DRIVER_ERROR_H_

#include <string_view>

#include "absl/status/status.h"

namespace eduplan::sql {

// What a driver's error means to us. Each driver maps its codes to these in its errors.cc.
enum class ErrorKind {
  kConflict,         // deadlock, serialization failure, busy: run the transaction again
  kUnavailable,      // connection lost, shutting down, timed out, no space: try again later
  kUniqueViolation,  // ALREADY_EXISTS
  kOther,            // a bug of ours: INTERNAL
};

struct DriverError {
  ErrorKind kind;
  std::string_view driver;   // "postgres" or "sqlite"
  std::string_view code;     // SQLSTATE or SQLite's extended code
  std::string_view message;  // the driver's words: for the log only
  std::string_view sql;
};

// The status of an error, logged unless callers are expected to handle it.
absl::Status ToStatus(const DriverError& error);

// The transaction should be run again; never leaves platform/sql.
bool IsConflict(const absl::Status& status);
// After the last run of a transaction in conflict.
absl::Status StillInConflict();
absl::Status CommitOutcomeUnknown();
absl::Status PoolExhausted();

}  // namespace eduplan::sql

#endif  // EDUPLAN_SERVICES_PLATFORM_SQL_DRIVER_ERROR_H_
