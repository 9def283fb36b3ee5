#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_WRITER_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_WRITER_H_

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/indicators/model/definition.h"
#include "services/indicators/values/value_input.h"
#include "services/indicators/values/value_store.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/tree/forest.h"

namespace eduplan::indicators {

using CellKey =
    std::tuple<std::string, std::string, std::string>;  // organization, period, indicator

// What a write found and left.
struct WriteResult {
  std::map<CellKey, ValueRow> current;  // every value of the organizations and periods touched
  std::vector<v1::RowError> refused;    // with partial success
  size_t written = 0;
};

// Writes cells inside a change: checks what needs state (seals, expected versions, equal
// denominators), supersedes and inserts versions, gives the nodes and all above them new versions,
// and leaves audit and outbox rows. With `partial` rows that cannot be written are listed instead
// of failing the whole. Cells that say what stands there already are left alone.
absl::StatusOr<WriteResult> WriteCells(change_log::Change& change, const Catalogue& catalogue,
                                       const tree::Forest& forest,
                                       const std::vector<CellWrite>& cells, std::string_view reason,
                                       bool partial);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_WRITER_H_
