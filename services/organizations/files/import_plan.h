#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_FILES_IMPORT_PLAN_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_FILES_IMPORT_PLAN_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/organizations/files/import_rows.h"
#include "services/organizations/model/record.h"

namespace eduplan::organizations {

// What a reference of a row means: a row of the same batch, an organization of the registry,
// nothing (the cell was empty), or something unknown.
struct Reference {
  int row = -1;    // index of a row that is to be created
  std::string id;  // of an existing organization, or the unknown reference as an id
  bool known = true;

  bool empty() const { return row < 0 && id.empty(); }
};

struct PlannedRow {
  size_t row = 0;
  Reference parent;
  Reference reporting_parent;
};

// What a batch would do to the registry.
struct ImportPlan {
  std::vector<PlannedRow> create;  // also those with errors
  int unchanged = 0;
  std::vector<RowError> errors;
};

// Compares the rows with the registry: `existing` holds at least everyone who ever bore a code that
// the rows name, everyone they refer to by id, and the zones without a code. References are codes
// or organizations/{id}, of rows anywhere in the batch or of the registry. A row whose organization
// is there with the same content, as of its first day or of `today`, is unchanged. Pure.
ImportPlan PlanImport(std::span<const ImportRow> rows, std::span<const Record> existing,
                      std::string_view today);

// Takes out of the plan every row with an error, and every row that would stand under one taken
// out; those get an error of their own (PARENT_FAILED). `failed` are indices of rows with errors
// found elsewhere. Returns how many rows are out. Pure.
int DropFailed(std::span<const ImportRow> rows, std::span<const size_t> failed, ImportPlan* plan);

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_FILES_IMPORT_PLAN_H_
