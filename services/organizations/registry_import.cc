// Many organizations at once.
#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "services/organizations/access.h"
#include "services/organizations/convert.h"
#include "services/organizations/import_plan.h"
#include "services/organizations/registry.h"
#include "services/organizations/validate.h"
#include "services/platform/api/time.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

// Everyone in the registry whom the rows could mean.
absl::StatusOr<std::vector<Record>> LoadMentioned(Store& store, std::span<const ImportRow> rows) {
  absl::flat_hash_set<std::string> mentioned;
  bool uncoded = false;
  for (const ImportRow& row : rows) {
    uncoded = uncoded || row.draft.code.empty();
    for (const std::string* text :
         {&row.draft.code, &row.draft.parent, &row.draft.reporting_parent}) {
      if (!text->empty()) {
        mentioned.emplace(IdOf(*text));
      }
    }
  }
  std::vector<std::string> ids(mentioned.begin(), mentioned.end());
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> bearers, store.BearersOf(ids));
  ids.insert(ids.end(), bearers.begin(), bearers.end());
  if (uncoded) {
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> zones, store.Uncoded());
    ids.insert(ids.end(), zones.begin(), zones.end());
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return store.Load(ids);
}

absl::Status AuthorizePlan(Store& store, const auth::Principal& principal,
                           std::span<const ImportRow> rows, const ImportPlan& plan,
                           std::string_view today) {
  std::vector<std::string> roots;
  absl::flat_hash_set<std::string> parents;
  for (const PlannedRow& planned : plan.create) {
    if (planned.parent.empty()) {
      roots.push_back(rows[planned.row].draft.code);
    }
    for (const Reference* reference : {&planned.parent, &planned.reporting_parent}) {
      if (!reference->id.empty()) {
        parents.insert(reference->id);
      }
    }
  }
  EDUPLAN_RETURN_IF_ERROR(AuthorizeRoots(store, principal, roots));
  return AuthorizeManage(store, principal, std::vector<std::string>(parents.begin(), parents.end()),
                         today);
}

}  // namespace

absl::StatusOr<Registry::Imported> Registry::Import(std::span<const ImportRow> rows) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Record> existing, LoadMentioned(store_, rows));
  const ImportPlan plan = PlanImport(rows, existing, today_);
  EDUPLAN_RETURN_IF_ERROR(AuthorizePlan(store_, change_.principal(), rows, plan, today_));
  EDUPLAN_RETURN_IF_ERROR(InvalidRows(plan.errors));

  std::vector<std::string> codes;
  for (const PlannedRow& planned : plan.create) {
    codes.push_back(rows[planned.row].draft.code);
  }
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> used_ids, store_.EverUsed(codes));
  const absl::flat_hash_set<std::string> used(used_ids.begin(), used_ids.end());
  std::vector<std::string> ids(rows.size());
  for (const PlannedRow& planned : plan.create) {
    const std::string& code = rows[planned.row].draft.code;
    if (code.empty() || used.contains(code)) {
      EDUPLAN_ASSIGN_OR_RETURN(ids[planned.row], NewId(code));
    } else {
      ids[planned.row] = code;
    }
  }

  Imported result = {
      .created = static_cast<int>(plan.create.size()), .unchanged = plan.unchanged, .warnings = {}};
  std::vector<Record> records;
  records.reserve(plan.create.size());
  for (const PlannedRow& planned : plan.create) {
    Draft draft = rows[planned.row].draft;
    const auto id_of = [&](const Reference& reference) {
      return reference.row >= 0 ? ids[reference.row] : reference.id;
    };
    draft.parent = id_of(planned.parent);
    draft.reporting_parent = id_of(planned.reporting_parent);
    for (const std::string& warning : WarningsOf(draft.code)) {
      result.warnings.push_back(text::Cat("row ", rows[planned.row].number, ": ", warning));
    }
    records.push_back(
        NewRecord(draft, ids[planned.row], change_.sequence(), api::ToMicros(change_.time())));
  }
  EDUPLAN_RETURN_IF_ERROR(store_.Put(records));
  for (const Record& record : records) {
    EDUPLAN_RETURN_IF_ERROR(EmitChange(record, "created"));
  }
  EDUPLAN_RETURN_IF_ERROR(change_.Audit(
      "organization.imported", "organizations",
      text::Cat("{\"created\":", result.created, ",\"unchanged\":", result.unchanged, "}")));
  return result;
}

}  // namespace eduplan::organizations
