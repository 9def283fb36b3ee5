#ifndef EDUPLAN_SERVICES_PLATFORM_SQL_SPLIT_STATEMENTS_H_
#define EDUPLAN_SERVICES_PLATFORM_SQL_SPLIT_STATEMENTS_H_

#include <string>
#include <string_view>
#include <vector>

namespace eduplan::sql {

// The statements of a schema file: each ends with ";" at the end of a line; lines that begin with
// "--" are left out.
std::vector<std::string> SplitStatements(std::string_view sql);

}  // namespace eduplan::sql

#endif  // EDUPLAN_SERVICES_PLATFORM_SQL_SPLIT_STATEMENTS_H_
