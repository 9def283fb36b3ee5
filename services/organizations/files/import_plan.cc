#include "services/organizations/files/import_plan.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "services/organizations/model/convert.h"
#include "services/organizations/model/facts.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

// Whether it bears the code on some day of the span on which it exists.
bool BearsDuring(const Record& record, std::string_view code, const Span& span) {
  for (const DatedCode& dated : record.codes) {
    if (dated.code != code) {
      continue;
    }
    for (const Standing& standing : record.standings) {
      if (!Common(Common(dated.span, standing.span), span).empty()) {
        return true;
      }
    }
  }
  return false;
}

std::vector<std::string> AliasesOn(const Record& record, std::string_view day) {
  std::vector<std::string> aliases;
  for (const DatedName& name : record.names) {
    if (name.type == kAlias && name.span.Holds(day)) {
      aliases.push_back(name.display_name);
    }
  }
  return aliases;  // in their own order, as the record is
}

// What a zone without a code is known by.
std::string UncodedKey(std::string_view display_name, std::string_view parent) {
  return text::Cat(parent, "/", display_name);
}

// Indices of the rows that stand above themselves, following `next` (-1: not a row).
std::vector<size_t> OnCycles(size_t size, absl::FunctionRef<int(size_t)> next) {
  std::vector<size_t> result;
  std::vector<size_t> seen_from(size, size);  // the walk that first came by; size: none
  for (size_t start = 0; start < size; ++start) {
    int at = static_cast<int>(start);
    while (at >= 0 && seen_from[at] == size) {
      seen_from[at] = start;
      at = next(at);
    }
    if (at >= 0 && seen_from[at] == start) {  // this walk ran into itself: a new cycle
      const int first = at;
      do {
        result.push_back(at);
        at = next(at);
      } while (at != first);
    }
  }
  return result;
}

class Planner {
 public:
  Planner(std::span<const ImportRow> rows, std::span<const Record> existing, std::string_view today)
      : rows_(rows), today_(today), bearer_(rows.size()) {
    for (const Record& record : existing) {
      by_id_.emplace(record.id, &record);
      for (const DatedCode& code : record.codes) {
        by_code_[code.code].push_back(&record);
      }
      if (record.codes.empty()) {
        for (const DatedName& name : record.names) {
          uncoded_[UncodedKey(name.display_name,
                              ParentOn(record.placements, kAdministrative, name.span.from))]
              .push_back(&record);
        }
      }
    }
  }

  ImportPlan Plan() {
    IndexRows();
    std::vector<PlannedRow> planned(rows_.size());
    for (size_t i = 0; i < rows_.size(); ++i) {
      const Draft& draft = rows_[i].draft;
      planned[i] = {i, Resolve(draft.parent, draft.span.from),
                    Resolve(draft.reporting_parent, draft.span.from)};
    }
    for (const PlannedRow& row : planned) {
      if (IsUnchanged(row)) {
        ++plan_.unchanged;
      } else {
        plan_.create.push_back(row);
        CheckRow(row);
      }
    }
    CheckCycles(planned);
    return std::move(plan_);
  }

 private:
  void Fail(size_t row, std::string_view column, std::string_view cell, std::string_view reason,
            std::string_view english, std::string_view chinese) {
    plan_.errors.push_back(ErrorAt(rows_[row], column, cell, reason, english, chinese));
  }

  // Which row has which code, and who bears it in the registry while the row would.
  void IndexRows() {
    for (size_t i = 0; i < rows_.size(); ++i) {
      const Draft& draft = rows_[i].draft;
      if (draft.code.empty()) {
        continue;
      }
      const auto [first, inserted] = by_row_code_.emplace(draft.code, i);
      if (!inserted) {
        Fail(i, "code", draft.code, "DUPLICATE_CODE",
             text::Cat("the code of row ", rows_[first->second].number, " already"),
             text::Cat("与第", rows_[first->second].number, "行代码重复"));
      }
      for (const Record* record : BearersOf(draft.code)) {
        if (BearsDuring(*record, draft.code, draft.span)) {
          bearer_[i] = record;
        }
      }
    }
  }

  std::span<const Record* const> BearersOf(std::string_view code) const {
    const auto it = by_code_.find(code);
    return it == by_code_.end() ? std::span<const Record* const>() : it->second;
  }

  Reference Resolve(std::string_view text, std::string_view day) const {
    if (text.empty()) {
      return {};
    }
    const std::string_view id = IdOf(text);
    const bool by_name = id.size() != text.size();
    if (by_name && by_id_.contains(id)) {
      return {.id = std::string(id)};
    }
    if (const auto row = by_row_code_.find(id); row != by_row_code_.end()) {
      if (const Record* record = bearer_[row->second]; record != nullptr) {
        return {.id = record->id};
      }
      return {.row = static_cast<int>(row->second), .id = ""};
    }
    if (!by_name) {
      for (const Record* record : BearersOf(id)) {
        const bool bears = std::any_of(
            record->codes.begin(), record->codes.end(),
            [&](const DatedCode& dated) { return dated.code == id && dated.span.Holds(day); });
        if (bears && record->ExistsOn(day)) {
          return {.id = record->id};
        }
      }
    }
    return {.id = std::string(id), .known = by_id_.contains(id)};
  }

  bool Matches(const Record& record, const PlannedRow& row) const {
    const Draft& draft = rows_[row.row].draft;
    const Span life = record.Life();
    if (life.from != draft.span.from || row.parent.row >= 0 || row.reporting_parent.row >= 0 ||
        (draft.span.to != kForever && draft.span.to != life.to)) {
      return false;
    }
    std::vector<std::string> aliases = draft.aliases;
    std::sort(aliases.begin(), aliases.end());
    for (const std::string_view day : {std::string_view(draft.span.from), today_}) {
      const Standing* standing = record.StandingOn(day);
      if (standing != nullptr && standing->level == draft.level && standing->kind == draft.kind &&
          NameOn(record, day) == draft.display_name && AliasesOn(record, day) == aliases &&
          ParentOn(record.placements, kAdministrative, day) == row.parent.id &&
          ParentOn(record.placements, kReporting, day) == row.reporting_parent.id) {
        return true;
      }
    }
    return false;
  }

  bool IsUnchanged(const PlannedRow& row) const {
    if (bearer_[row.row] != nullptr) {
      return Matches(*bearer_[row.row], row);
    }
    if (!rows_[row.row].draft.code.empty()) {
      return false;
    }
    const auto it = uncoded_.find(UncodedKey(rows_[row.row].draft.display_name, row.parent.id));
    return it != uncoded_.end() &&
           std::any_of(it->second.begin(), it->second.end(),
                       [&](const Record* record) { return Matches(*record, row); });
  }

  void CheckRow(const PlannedRow& row) {
    const Draft& draft = rows_[row.row].draft;
    if (const Record* record = bearer_[row.row]; record != nullptr) {
      Fail(row.row, "code", draft.code, "CODE_IN_USE",
           text::Cat("names ", NameOf(record->id), " already, with other content"),
           text::Cat("已用于 ", NameOf(record->id), "，且内容不同"));
      return;
    }
    CheckReference(row.row, "parent", draft.parent, row.parent);
    CheckReference(row.row, "reporting_parent", draft.reporting_parent, row.reporting_parent);
  }

  void CheckReference(size_t row, std::string_view column, std::string_view cell,
                      const Reference& reference) {
    if (reference.empty()) {
      return;
    }
    if (!reference.known) {
      Fail(row, column, cell, "PARENT_UNKNOWN", "no such organization, here or in the registry",
           "上级机构在文件和登记中均不存在");
      return;
    }
    const Draft& draft = rows_[row].draft;
    const Record* record = reference.row < 0 ? by_id_.at(reference.id) : nullptr;
    const Span span = record != nullptr ? record->Life() : rows_[reference.row].draft.span;
    const bool covered = record != nullptr
                             ? ExistsThroughout(*record, draft.span)
                             : span.from <= draft.span.from && draft.span.to <= span.to;
    const int level =
        record != nullptr ? LowestLevel(*record, draft.span) : rows_[reference.row].draft.level;
    if (!covered) {
      Fail(row, column, cell, "PARENT_CLOSED",
           text::Cat("exists only from ", span.from, " to ", span.to),
           text::Cat("仅存在于 ", span.from, " 至 ", span.to));
    }
    if (level > draft.level) {
      Fail(row, column, cell, "PARENT_LEVEL_LOWER", "is of a lower level",
           "上级机构的层级低于本行");
    }
  }

  // Rows only: an organization that exists never stands under one that does not yet.
  void CheckCycles(const std::vector<PlannedRow>& planned) {
    for (const size_t row :
         OnCycles(rows_.size(), [&](size_t i) { return planned[i].parent.row; })) {
      Fail(row, "parent", rows_[row].draft.parent, "CYCLE", "stands below this row itself",
           "上级机构是本行的下级");
    }
    for (const size_t row : OnCycles(rows_.size(), [&](size_t i) {
           const Reference& reporting = planned[i].reporting_parent;
           return reporting.empty() ? planned[i].parent.row : reporting.row;
         })) {
      if (!planned[row].reporting_parent.empty()) {
        Fail(row, "reporting_parent", rows_[row].draft.reporting_parent, "CYCLE",
             "stands below this row itself", "归口上级是本行的下级");
      }
    }
  }

  std::span<const ImportRow> rows_;
  std::string_view today_;
  std::vector<const Record*> bearer_;  // by row: who bears its code already
  absl::flat_hash_map<std::string_view, const Record*> by_id_;
  absl::flat_hash_map<std::string_view, std::vector<const Record*>> by_code_;
  absl::flat_hash_map<std::string_view, size_t> by_row_code_;
  absl::flat_hash_map<std::string, std::vector<const Record*>> uncoded_;
  ImportPlan plan_;
};

}  // namespace

ImportPlan PlanImport(std::span<const ImportRow> rows, std::span<const Record> existing,
                      std::string_view today) {
  return Planner(rows, existing, today).Plan();
}

int DropFailed(std::span<const ImportRow> rows, std::span<const size_t> failed, ImportPlan* plan) {
  std::vector<bool> out(rows.size());
  for (const size_t row : failed) {
    out[row] = true;
  }
  for (const RowError& error : plan->errors) {
    out[error.number - rows[0].number] = true;
  }
  std::vector<std::vector<const PlannedRow*>> below(rows.size());
  std::vector<size_t> reached;
  for (const PlannedRow& row : plan->create) {
    for (const Reference* reference : {&row.parent, &row.reporting_parent}) {
      if (reference->row >= 0) {
        below[reference->row].push_back(&row);
      }
    }
  }
  for (size_t i = 0; i < rows.size(); ++i) {
    if (out[i]) {
      reached.push_back(i);
    }
  }
  while (!reached.empty()) {
    const size_t parent = reached.back();
    reached.pop_back();
    for (const PlannedRow* row : below[parent]) {
      if (!out[row->row]) {
        out[row->row] = true;
        reached.push_back(row->row);
        plan->errors.push_back(ErrorAt(rows[row->row], "parent", rows[row->row].draft.parent,
                                       "PARENT_FAILED", "the row of its parent was not taken",
                                       "上级机构所在行未被接受"));
      }
    }
  }
  std::erase_if(plan->create, [&](const PlannedRow& row) { return out[row.row]; });
  return static_cast<int>(std::count(out.begin(), out.end(), true));
}

}  // namespace eduplan::organizations
