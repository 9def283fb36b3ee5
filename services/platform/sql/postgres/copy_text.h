#ifndef EDUPLAN_SERVICES_PLATFORM_SQL_POSTGRES_COPY_TEXT_H_
#define EDUPLAN_SERVICES_PLATFORM_SQL_POSTGRES_COPY_TEXT_H_

#include <string>

#include "services/platform/sql/value.h"

namespace eduplan::sql::postgres {

// Appends a row in the text format of COPY.
void AppendCopyRow(const Row& row, std::string& out);

}  // namespace eduplan::sql::postgres

#endif  // EDUPLAN_SERVICES_PLATFORM_SQL_POSTGRES_COPY_TEXT_H_
