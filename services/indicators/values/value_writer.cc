#include "services/indicators/values/value_writer.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "services/indicators/seals/seal_guard.h"
#include "services/indicators/values/value_events.h"
#include "services/indicators/values/value_select.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using status::InvalidField;

// Organizations of one statement, and beyond how many indicators all of a period are read.
constexpr size_t kMostOrganizations = 1000;
constexpr size_t kMostIndicators = 50;

// What is read together: organizations of one period.
struct Read {
  std::string period;
  std::vector<std::string> organizations;
};

std::vector<Read> ReadsOf(const std::vector<CellWrite>& cells) {
  std::map<std::string_view, std::set<std::string_view>> sets;
  const CellWrite* last = nullptr;
  for (const CellWrite& cell : cells) {
    if (last == nullptr || last->organization != cell.organization || last->period != cell.period) {
      sets[cell.period].insert(cell.organization);
    }
    last = &cell;
  }
  std::vector<Read> reads;
  for (const auto& [period, organizations] : sets) {
    for (const std::string_view organization : organizations) {
      if (reads.empty() || reads.back().period != period ||
          reads.back().organizations.size() == kMostOrganizations) {
        reads.push_back({std::string(period), {}});
      }
      reads.back().organizations.emplace_back(organization);
    }
  }
  return reads;
}

std::vector<std::string> CodesOf(const Catalogue& catalogue, const std::vector<CellWrite>& cells) {
  std::set<int> places;
  for (const CellWrite& cell : cells) {
    places.insert(cell.indicator);
    if (places.size() > kMostIndicators) return {};
  }
  std::vector<std::string> codes;
  codes.reserve(places.size());
  for (const int place : places) codes.push_back(catalogue.definitions()[place].code);
  return codes;
}

// Seals are over what an organization files, not over what others say of it.
bool Sealable(v1::ValueKind kind) {
  return kind == v1::VALUE_KIND_FILED || kind == v1::VALUE_KIND_DECLARED;
}

absl::Status CheckVersion(const CellWrite& cell, const std::string& code, int64_t current) {
  if (!cell.expected_version || *cell.expected_version == current) return absl::OkStatus();
  return status::Error(absl::StatusCode::kAborted, "VERSION_CONFLICT")
      .Message(
          text::Cat(cell.place, ": ", code, " is at version ", current, ", not ",
                    *cell.expected_version),
          text::Cat(cell.place, "：", code, "已是版本", current, "，不是", *cell.expected_version))
      .Field(text::Cat(cell.place, ".expected_version"), "stale")
      .With("indicator", code)
      .With("current_version", text::Cat(current));
}

absl::Status CheckDenominator(const CellWrite& cell, const Definition& definition,
                              const ValueRow* stands) {
  if (!cell.must_equal || stands == nullptr || stands->entry.content != Entry::Content::kNumber ||
      stands->entry.amount == cell.entry.amount) {
    return absl::OkStatus();
  }
  const std::string given = FormatDecimal(cell.entry.amount);
  const std::string there = FormatDecimal(stands->entry.amount);
  return InvalidField(
             text::Cat(cell.place, ".parts.denominator"), "DENOMINATOR_CONFLICT",
             text::Cat(definition.code, " is ", there, ", the denominator given is ", given),
             text::Cat(definition.proto.display_name(), there, " ≠ ", given))
      .With("indicator", definition.code)
      .With("current", there)
      .With("given", given);
}

bool Same(const CellWrite& cell, const ValueRow* stands) {
  if (stands == nullptr) return cell.entry.content == Entry::Content::kMissing;
  return stands->entry == cell.entry && stands->as_of == cell.as_of &&
         stands->basis == cell.basis && stands->note == cell.note &&
         stands->evidence == cell.evidence;
}

// Who writes, and when.
struct Stamp {
  int64_t sequence = kCurrent;
  std::string_view principal;
  int64_t time_us = 0;
};

// Sorts cells into values to write, rows refused and what stands already.
class Sorter {
 public:
  Sorter(const Stamp& stamp, const Catalogue& catalogue, const WriteOptions& options,
         WriteResult* result)
      : stamp_(stamp), catalogue_(catalogue), options_(options), result_(*result) {}

  absl::Status Add(const CellWrite& cell, const SealGuard* guard) {
    const Definition& definition = catalogue_.definitions()[cell.indicator];
    const ValueRow*& stands = result_.stands->At(cell.organization, cell.period, cell.indicator);
    absl::Status allowed = Check(cell, definition, stands, guard);
    if (!allowed.ok()) {
      if (!options_.partial) return allowed;
      result_.refused.push_back(RowErrorOf(cell.row, cell.place, allowed));
      return absl::OkStatus();
    }
    if (Same(cell, stands)) {
      ++result_.unchanged;
      return absl::OkStatus();
    }
    // A denominator given by two ratios is one value: the last counts.
    if (stands != nullptr && stands->valid_from == stamp_.sequence) {
      const auto same = [&](const NewValue& value) { return &value.row == stands; };
      std::find_if(result_.written.begin(), result_.written.end(), same)->row =
          RowOf(cell, definition.code);
      return absl::OkStatus();
    }
    NewValue& value = result_.written.emplace_back();
    value.row = RowOf(cell, definition.code);
    value.before = stands;
    stands = &value.row;
    return absl::OkStatus();
  }

 private:
  absl::Status Check(const CellWrite& cell, const Definition& definition, const ValueRow* stands,
                     const SealGuard* guard) const {
    if (guard != nullptr && !guard->empty() && guard->Closed(cell.organization, definition.code)) {
      return SealedError(cell.place, cell.organization, cell.period, definition.code);
    }
    const bool there = stands != nullptr && stands->entry.content != Entry::Content::kMissing;
    EDUPLAN_RETURN_IF_ERROR(CheckVersion(cell, definition.code, there ? stands->valid_from : 0));
    return CheckDenominator(cell, definition, stands);
  }

  ValueRow RowOf(const CellWrite& cell, const std::string& code) const {
    return {.organization = cell.organization,
            .period = cell.period,
            .indicator = code,
            .kind = options_.kind,
            .valid_from = stamp_.sequence,
            .valid_to = kCurrent,
            .entry = cell.entry,
            .as_of = cell.as_of,
            .basis = cell.basis,
            .note = cell.note,
            .evidence = cell.evidence,
            .reason = std::string(options_.reason),
            .principal = std::string(stamp_.principal),
            .time_us = stamp_.time_us};
  }

  const Stamp& stamp_;
  const Catalogue& catalogue_;
  const WriteOptions& options_;
  WriteResult& result_;
};

// Sorts cells by what stands, which `answers` of SelectForWrite say.
absl::StatusOr<WriteResult> SortCells(sql::Transaction& transaction, const Stamp& stamp,
                                      const Catalogue& catalogue,
                                      const std::vector<CellWrite>& cells,
                                      const WriteOptions& options,
                                      std::span<const sql::Rows> answers) {
  WriteResult result(catalogue);
  std::map<std::pair<std::string, std::string>, std::shared_ptr<const SealGuard>> guards;
  for (const Read& read : ReadsOf(cells)) {
    std::vector<ValueRow> rows = ValuesOf(answers.front());
    std::move(rows.begin(), rows.end(), std::back_inserter(result.before));
    answers = answers.subspan(1);
    if (!Sealable(options.kind)) continue;
    EDUPLAN_ASSIGN_OR_RETURN(SealGuard guard, SealGuard::Of(transaction, answers.front()));
    answers = answers.subspan(1);
    if (guard.empty()) continue;
    const auto shared = std::make_shared<const SealGuard>(std::move(guard));
    for (const std::string& organization : read.organizations) {
      guards[{organization, read.period}] = shared;
    }
  }
  for (const ValueRow& row : result.before) result.stands->Add(&row);
  Sorter sorter(stamp, catalogue, options, &result);
  for (const CellWrite& cell : cells) {
    const SealGuard* guard = nullptr;
    if (!guards.empty()) {
      const auto found = guards.find({cell.organization, cell.period});
      if (found != guards.end()) guard = found->second.get();
    }
    EDUPLAN_RETURN_IF_ERROR(sorter.Add(cell, guard));
  }
  return result;
}

}  // namespace

std::vector<sql::Statement> SelectForWrite(const Catalogue& catalogue,
                                           const std::vector<CellWrite>& cells,
                                           v1::ValueKind kind) {
  const std::vector<std::string> codes = CodesOf(catalogue, cells);
  std::vector<sql::Statement> statements;
  for (const Read& read : ReadsOf(cells)) {
    statements.push_back(SelectValues(read.period, read.organizations, kCurrent, kind, codes));
    if (Sealable(kind)) {
      statements.push_back(SealGuard::Select(read.period, read.organizations));
    }
  }
  return statements;
}

absl::StatusOr<std::vector<v1::RowError>> CheckCells(sql::Transaction& transaction,
                                                     const Catalogue& catalogue,
                                                     const std::vector<CellWrite>& cells,
                                                     v1::ValueKind kind) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<sql::Rows> answers,
                           transaction.QueryAll(SelectForWrite(catalogue, cells, kind)));
  EDUPLAN_ASSIGN_OR_RETURN(
      WriteResult result,
      SortCells(transaction, {}, catalogue, cells,
                {.kind = kind, .reason = {}, .partial = true, .load = {}}, answers));
  return std::move(result.refused);
}

absl::StatusOr<WriteResult> WriteCells(change_log::Change& change, const Catalogue& catalogue,
                                       const tree::Forest& forest,
                                       const std::vector<CellWrite>& cells,
                                       const WriteOptions& options,
                                       std::span<const sql::Rows> answers) {
  const Stamp stamp = {.sequence = change.sequence(),
                       .principal = change.principal().Actor(),
                       .time_us = api::ToMicros(change.time())};
  EDUPLAN_ASSIGN_OR_RETURN(WriteResult result,
                           SortCells(change.sql(), stamp, catalogue, cells, options, answers));
  if (result.written.empty()) return result;
  std::vector<sql::Statement> statements;
  EDUPLAN_RETURN_IF_ERROR(WriteValues(change.sql(), result.written, &statements));
  EDUPLAN_RETURN_IF_ERROR(AnnounceValues(change, forest, result, options, &statements));
  EDUPLAN_RETURN_IF_ERROR(change.sql().ExecuteAll(statements));
  return result;
}

absl::StatusOr<WriteResult> WriteCells(change_log::Change& change, const Catalogue& catalogue,
                                       const tree::Forest& forest,
                                       const std::vector<CellWrite>& cells,
                                       const WriteOptions& options) {
  const std::vector<sql::Statement> selects = SelectForWrite(catalogue, cells, options.kind);
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<sql::Rows> answers, change.sql().QueryAll(selects));
  return WriteCells(change, catalogue, forest, cells, options, answers);
}

}  // namespace eduplan::indicators
