#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_READING_FOREST_FACTS_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_READING_FOREST_FACTS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/platform/sql/database.h"
#include "services/platform/tree/facts.h"

namespace eduplan::organizations {

// What a forest of the registry is made of: standings as states, without names, and placements as
// edges; of the administrative ones alone for kAdministrative.

// A day of the tables.
tree::Day TreeDay(std::string_view day);

// Everything as of a sequence.
absl::StatusOr<tree::Delta> AllFacts(sql::Transaction& transaction, int64_t as_of, int relation);
// That of these organizations as of a sequence; one that was not yet registered then has no states.
absl::StatusOr<tree::Delta> FactsOf(sql::Transaction& transaction, std::span<const std::string> ids,
                                    int64_t as_of, int relation);

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_READING_FOREST_FACTS_H_
