#ifndef EDUPLAN_SERVICES_DOCUMENTS_GATHER_H_
#define EDUPLAN_SERVICES_DOCUMENTS_GATHER_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/documents/report/report.h"
#include "services/documents/sources.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/forest.h"

namespace eduplan::documents {

struct GatherRequest {
  std::string organization;  // id, in the forest
  calendar::Period period;
  std::vector<std::string> indicators{};  // empty: all that have a total
  std::string consistency_token{};
};

struct Gathered {
  Report report;
  v1::DocumentAsOf as_of;
  std::vector<std::string> plans;  // names of those whose text stands in the report
};

// Asks the sources for all that a report needs. Those right below the organization, on the last day
// of the period, should file: bureaus and zones, or schools where there is nothing else.
absl::StatusOr<Gathered> Gather(const server::Call& call, Sources& sources,
                                const tree::Forest& forest, const GatherRequest& request);

}  // namespace eduplan::documents

#endif  // EDUPLAN_SERVICES_DOCUMENTS_GATHER_H_
