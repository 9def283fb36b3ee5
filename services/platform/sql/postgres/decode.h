#ifndef EDUPLAN_SERVICES_PLATFORM_SQL_POSTGRES_DECODE_H_
#define EDUPLAN_SERVICES_PLATFORM_SQL_POSTGRES_DECODE_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "services/platform/sql/value.h"

namespace eduplan::sql::postgres {

// Type OIDs, from pg_type.dat.
inline constexpr uint32_t kBytea = 17;
inline constexpr uint32_t kInt8 = 20;
inline constexpr uint32_t kText = 25;

// A cell in the binary format of its type; none for types that eduplan does not use. NUMERIC (what
// sum(bigint) gives) is an integer where it fits, else the text of its digits; bool is 0 or 1.
std::optional<Value> DecodeCell(uint32_t type, std::string_view bytes);

}  // namespace eduplan::sql::postgres

#endif  // EDUPLAN_SERVICES_PLATFORM_SQL_POSTGRES_DECODE_H_
