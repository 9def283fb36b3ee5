#ifndef EDUPLAN_SERVICES_PLATFORM_SQL_SQLITE_CONNECTION_H_
#define EDUPLAN_SERVICES_PLATFORM_SQL_SQLITE_CONNECTION_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/platform/sql/connection.h"

namespace eduplan::sql::sqlite {

// One connection to the file: the writer (which makes it, in WAL mode, every commit synced) or a
// reader, which can only read. Waits up to `busy_timeout` for other processes.
absl::StatusOr<std::unique_ptr<Connection>> Open(const std::string& path, Connection::Mode mode,
                                                 absl::Duration busy_timeout);

}  // namespace eduplan::sql::sqlite

#endif  // EDUPLAN_SERVICES_PLATFORM_SQL_SQLITE_CONNECTION_H_
