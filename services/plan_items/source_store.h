#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_SOURCE_STORE_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_SOURCE_STORE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/plan/v1/plan_revision_service.pb.h"
#include "services/plan_items/plan_store.h"

namespace eduplan::plan_items {

// What an import read and neither plan nor items hold.
struct StoredSource {
  int64_t sequence = 0;  // of the import
  v1::ParsedPlan rest;
};

// Adds an import of this change, by its principal. `stored` has the file's name and digest.
absl::Status PutSource(change_log::Change& change, const StoredPlan& stored,
                       const v1::ParsedPlan& rest);
// The same of a file that changed nothing of the plan.
absl::Status PutSource(change_log::Change& change, const PlanId& id, const std::string& filename,
                       const std::string& digest, const v1::ParsedPlan& rest);

// The last import as of `sequence`; nothing if the plan was never imported.
absl::StatusOr<std::optional<StoredSource>> LastSource(sql::Transaction& transaction,
                                                       const PlanId& plan, int64_t sequence);

// At most `limit` imports as of `sequence` and before the sequence `before`, newest first.
absl::StatusOr<std::vector<v1::PlanSource>> QuerySources(sql::Transaction& transaction,
                                                         const PlanId& plan, int64_t sequence,
                                                         int64_t before, int limit);

// By item id, "" for the plan: the resource as the last import read it where the plan holds
// something else; empty if the document does not have it.
using Readings = std::map<std::string, std::string>;
absl::StatusOr<Readings> FindReadings(sql::Transaction& transaction, const PlanId& plan);
// Puts `readings` in the place of those that were there.
absl::Status ReplaceReadings(change_log::Change& change, const PlanId& plan,
                             const Readings& readings);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_SOURCE_STORE_H_
