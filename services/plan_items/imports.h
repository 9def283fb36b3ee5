#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_IMPORTS_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_IMPORTS_H_

#include <string>

#include "absl/status/statusor.h"
#include "eduplan/plan/v1/plan_service.pb.h"
#include "services/plan_items/draft.h"
#include "services/plan_items/reader.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/access.h"

namespace eduplan::plan_items {

// Reads a document for a caller; a refused secret is logged.
absl::StatusOr<v1::ParsedPlan> ReadDocument(Reader& reader, const server::Call& call,
                                            const Document& document);

// The methods of PlanService about documents. Thread-safe.
class Imports {
 public:
  Imports(change_log::ChangeLog& changes, tree::Access& access, Reader& reader)
      : changes_(changes), access_(access), reader_(reader) {}

  absl::StatusOr<v1::ParsedPlan> Parse(const server::Call& call,
                                       const v1::ParsePlanRequest& request);
  absl::StatusOr<v1::ImportPlanResponse> Import(const server::Call& call,
                                                const v1::ImportPlanRequest& request);

 private:
  static absl::Status Store(change_log::Change& change, const PlanId& id, Draft draft,
                            v1::ImportPlanResponse* response);

  change_log::ChangeLog& changes_;
  tree::Access& access_;
  Reader& reader_;
};

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_IMPORTS_H_
