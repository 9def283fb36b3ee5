#ifndef EDUPLAN_SERVICES_PLATFORM_SQL_TEXT_CHECK_H_
#define EDUPLAN_SERVICES_PLATFORM_SQL_TEXT_CHECK_H_

#include <span>

#include "absl/status/status.h"
#include "services/platform/sql/value.h"

namespace eduplan::sql {

// PostgreSQL refuses text with NUL or malformed UTF-8 where SQLite would store it. Both drivers ask
// here first, so that both answer INVALID_ARGUMENT (TEXT_INVALID).
absl::Status CheckText(std::span<const Value> values);

}  // namespace eduplan::sql

#endif  // EDUPLAN_SERVICES_PLATFORM_SQL_TEXT_CHECK_H_
