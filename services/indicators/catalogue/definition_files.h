#ifndef EDUPLAN_SERVICES_INDICATORS_CATALOGUE_DEFINITION_FILES_H_
#define EDUPLAN_SERVICES_INDICATORS_CATALOGUE_DEFINITION_FILES_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "google/api/httpbody.pb.h"
#include "services/indicators/model/definition.h"

namespace eduplan::indicators {

// The catalogue as a file that BatchImportIndicators reads and finds unchanged: every edition, in
// catalogue order, the oldest first. `format`: csv (UTF-8 with a byte order mark, as spreadsheets
// want it), xlsx or json; csv if empty. INVALID_ARGUMENT for another.
absl::StatusOr<google::api::HttpBody> WriteCatalogue(const Catalogue& catalogue,
                                                     std::string_view format);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_CATALOGUE_DEFINITION_FILES_H_
