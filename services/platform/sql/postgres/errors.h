#ifndef EDUPLAN_SERVICES_PLATFORM_SQL_POSTGRES_ERRORS_H_
#define EDUPLAN_SERVICES_PLATFORM_SQL_POSTGRES_ERRORS_H_

#include <string_view>

#include "services/platform/sql/driver_error.h"

namespace eduplan::sql::postgres {

// Of a SQLSTATE (PostgreSQL, appendix A); an empty one is a connection that broke. `writing`: in a
// transaction that may write.
ErrorKind Classify(std::string_view sqlstate, bool writing);

}  // namespace eduplan::sql::postgres

#endif  // EDUPLAN_SERVICES_PLATFORM_SQL_POSTGRES_ERRORS_H_
