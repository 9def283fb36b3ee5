#ifndef EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_CELLS_H_
#define EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_CELLS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "services/indicators/seals/filed_version.h"

namespace eduplan::indicators {

// What a version says of single cells, as it stands in the column `cells`: JSON, empty if there is
// nothing.
std::string EncodeCells(const FiledVersion& version);
// DATA_LOSS if it is not that.
absl::Status DecodeCells(std::string_view cells, FiledVersion* version);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_CELLS_H_
