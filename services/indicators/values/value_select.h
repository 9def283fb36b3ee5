#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_SELECT_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_SELECT_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "services/indicators/values/value_store.h"
#include "services/platform/sql/value.h"

namespace eduplan::indicators {

// The statement of ReadValues, to be run together with others, and what its rows say (ValuesOf).
// Only of some indicators (codes), of all if it names none.
sql::Statement SelectValues(std::string_view period, std::span<const std::string> organizations,
                            int64_t sequence, v1::ValueKind kind,
                            std::span<const std::string> indicators = {});
// The versions of every kind that the write of this sequence made, cleared ones too, whatever
// became of them since; `organizations` is not empty.
sql::Statement SelectWritten(std::string_view period, std::span<const std::string> organizations,
                             int64_t sequence);
std::vector<ValueRow> ValuesOf(const sql::Rows& rows);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_SELECT_H_
