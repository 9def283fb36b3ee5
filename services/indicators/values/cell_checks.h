#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_CELL_CHECKS_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_CELL_CHECKS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/value.pb.h"
#include "services/indicators/model/definition.h"
#include "services/indicators/model/state.h"
#include "services/platform/calendar/period.h"

namespace eduplan::indicators {

// Where a value stands in a request: "values[3]" and "." or "line 4" and ", ". Errors name its
// fields "values[3].unit" or "line 4, unit".
struct Place {
  std::string_view row;
  std::string_view separator = ".";

  std::string Field(std::string_view name) const;
};

// An indicator that takes values.
struct EnteredIndicator {
  int index = 0;  // place in the catalogue
  const Definition* definition = nullptr;
};

// The edition of the indicator by which values of this kind are entered for the period; the latest
// if there is no period. INVALID_ARGUMENT: UNKNOWN_INDICATOR, NOT_IN_FORCE, PERIOD_NOT_ALLOWED,
// NOT_ENTERED (a formula; it may have targets); FAILED_PRECONDITION: NOT_ASSESSABLE.
absl::StatusOr<EnteredIndicator> FindEntered(const Catalogue& catalogue, std::string_view name,
                                             v1::ValueKind kind, const calendar::Period* period,
                                             const Place& place);

// A decimal in `unit`, in millionths of the definition's unit. INVALID_ARGUMENT: INVALID_DECIMAL
// on `field`, and what ConvertUnit says on "unit".
absl::StatusOr<int64_t> ReadAmount(const Definition& definition, std::string_view decimal,
                                   std::string_view unit, const Place& place,
                                   std::string_view field);

// A number is entered for what is counted; a ratio comes with its parts or as a rate alone.
absl::Status CheckContent(const Definition& definition, Entry::Content content, const Place& place,
                          std::string_view field);

// INVALID_ARGUMENT: NOTE_TOO_LONG, EVIDENCE_TOO_LONG.
absl::Status CheckTexts(std::string_view note, std::string_view evidence, const Place& place);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_CELL_CHECKS_H_
