#ifndef EDUPLAN_SERVICES_PLATFORM_SQL_SQLITE_ERRORS_H_
#define EDUPLAN_SERVICES_PLATFORM_SQL_SQLITE_ERRORS_H_

#include "services/platform/sql/driver_error.h"

namespace eduplan::sql::sqlite {

// Of an extended result code.
ErrorKind Classify(int code);

}  // namespace eduplan::sql::sqlite

#endif  // EDUPLAN_SERVICES_PLATFORM_SQL_SQLITE_ERRORS_H_
