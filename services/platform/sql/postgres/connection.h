#ifndef EDUPLAN_SERVICES_PLATFORM_SQL_POSTGRES_CONNECTION_H_
#define EDUPLAN_SERVICES_PLATFORM_SQL_POSTGRES_CONNECTION_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/platform/sql/connection.h"

namespace eduplan::sql::postgres {

// Written on libpq itself: libpqxx reports by exceptions and hides what decides whether a COMMIT
// happened. Statements are one-time and parameterised, and nothing is set on a session but at its
// start, so a PgBouncer in transaction mode may stand between.

// libpq's keywords and values.
using ConnectionOptions = std::vector<std::pair<std::string, std::string>>;

// Of a postgresql:// URL, with our defaults for what it does not say; INVALID_ARGUMENT if
// malformed.
absl::StatusOr<ConnectionOptions> ParseUrl(const std::string& url, absl::Duration connect_timeout,
                                           absl::Duration statement_timeout);

absl::StatusOr<std::unique_ptr<Connection>> Connect(const ConnectionOptions& options);

}  // namespace eduplan::sql::postgres

#endif  // EDUPLAN_SERVICES_PLATFORM_SQL_POSTGRES_CONNECTION_H_
