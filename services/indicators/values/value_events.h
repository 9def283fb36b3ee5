#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_EVENTS_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_EVENTS_H_

#include <vector>

#include "absl/status/status.h"
#include "services/indicators/values/value_writer.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/tree/forest.h"

namespace eduplan::indicators {

// Tells of the values written: an event and an audit row for each organization and period, with
// the values themselves where there are at most 200 and it is no load (all of them are in the
// history under the sequence); and, appended to `statements`, who wrote them, when and why, and new
// versions for every node whose total may have changed: those above each organization, ever, and
// above all who go on with what it was.
absl::Status AnnounceValues(change_log::Change& change, const tree::Forest& forest,
                            const WriteResult& result, const WriteOptions& options,
                            std::vector<sql::Statement>* statements);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_EVENTS_H_
