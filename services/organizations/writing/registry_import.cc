// Many organizations at once.
#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "services/organizations/files/import_plan.h"
#include "services/organizations/model/convert.h"
#include "services/organizations/model/validate.h"
#include "services/organizations/writing/access.h"
#include "services/organizations/writing/registry.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

constexpr size_t kMostWarnings = 1000;

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
  // Most rows are new: whom they name is not looked for in every table.
  EDUPLAN_ASSIGN_OR_RETURN(ids, store.EverUsed(ids));
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

// Indices of the rows that are wrong in themselves.
std::vector<size_t> RowsOf(std::span<const RowError> errors) {
  std::vector<size_t> rows;
  for (const RowError& error : errors) {
    rows.push_back(static_cast<size_t>(error.number) - 1);
  }
  return rows;
}

}  // namespace

absl::StatusOr<Registry::Imported> Registry::Import(const ParsedRows& parsed, bool partial) {
  Store& store = writer_.store();
  change_log::Change& change = writer_.change();
  const std::span<const ImportRow> rows = parsed.rows;
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Record> existing, LoadMentioned(store, rows));
  ImportPlan plan = PlanImport(rows, existing, writer_.today());
  EDUPLAN_RETURN_IF_ERROR(AuthorizePlan(store, change.principal(), rows, plan, writer_.today()));
  Imported result;
  if (partial) {
    const std::vector<size_t> wrong = RowsOf(parsed.errors);
    // What a wrong cell leads to further on is no news.
    const absl::flat_hash_set<size_t> known(wrong.begin(), wrong.end());
    std::erase_if(plan.errors, [&](const RowError& error) {
      return known.contains(static_cast<size_t>(error.number) - 1);
    });
    result.failed = DropFailed(rows, wrong, &plan);
    result.errors = parsed.errors;
    result.errors.insert(result.errors.end(), plan.errors.begin(), plan.errors.end());
  } else {
    EDUPLAN_RETURN_IF_ERROR(InvalidRows(parsed.errors));
    EDUPLAN_RETURN_IF_ERROR(InvalidRows(plan.errors));
  }
  result.created = static_cast<int>(plan.create.size());
  result.unchanged = plan.unchanged;
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Record> records,
                           RecordsOf(rows, existing, plan, &result.warnings));
  if (!records.empty()) {
    EDUPLAN_RETURN_IF_ERROR(writer_.Register(records));
    EDUPLAN_RETURN_IF_ERROR(store.TakeStock(records.size()));
  }
  return result;
}

absl::StatusOr<std::vector<Record>> Registry::RecordsOf(std::span<const ImportRow> rows,
                                                        std::span<const Record> existing,
                                                        const ImportPlan& plan,
                                                        std::vector<std::string>* warnings) {
  absl::flat_hash_set<std::string_view> used;  // an id once used is that of a record for ever
  for (const Record& record : existing) {
    used.insert(record.id);
  }
  std::vector<std::string> ids(rows.size());
  for (const PlannedRow& planned : plan.create) {
    const std::string& code = rows[planned.row].draft.code;
    if (code.empty() || used.contains(code)) {
      EDUPLAN_ASSIGN_OR_RETURN(ids[planned.row], writer_.NewId(code));
    } else {
      ids[planned.row] = code;
    }
  }
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
      if (warnings->size() < kMostWarnings) {
        warnings->push_back(text::Cat("row ", rows[planned.row].number, ": ", warning));
      }
    }
    records.push_back(NewRecord(draft, ids[planned.row], 0, 0));
  }
  return records;
}

}  // namespace eduplan::organizations
