#include "services/indicators/values/value_writer.h"

#include <algorithm>
#include <set>
#include <utility>

#include "nlohmann/json.hpp"
#include "services/indicators/rollups/versions.h"
#include "services/indicators/seals/seal_store.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using status::InvalidField;
using OrganizationPeriod = std::pair<std::string, std::string>;
using PeriodGroups = std::map<std::string, std::vector<std::string>>;  // period -> organizations

PeriodGroups GroupByPeriod(const std::vector<CellWrite>& cells) {
  std::map<std::string, std::set<std::string>> sets;
  for (const CellWrite& cell : cells) sets[cell.period].insert(cell.organization);
  PeriodGroups groups;
  for (const auto& [period, organizations] : sets) {
    groups[period] = {organizations.begin(), organizations.end()};
  }
  return groups;
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

// Sorts the cells into rows to write and, with `partial`, rows refused.
class Sorter {
 public:
  Sorter(change_log::Change& change, const Catalogue& catalogue, std::string_view reason,
         bool partial, WriteResult* result)
      : change_(change),
        catalogue_(catalogue),
        reason_(reason),
        partial_(partial),
        result_(*result) {}

  absl::Status Add(const CellWrite& cell, const absl::Status& sealed) {
    const Definition& definition = catalogue_.definitions()[cell.indicator];
    const CellKey key = {cell.organization, cell.period, definition.code};
    const auto found = result_.current.find(key);
    const ValueRow* stands = found == result_.current.end() ? nullptr : &found->second;
    const bool there = stands != nullptr && stands->entry.content != Entry::Content::kMissing;
    absl::Status status = sealed;
    if (status.ok()) status = CheckVersion(cell, definition.code, there ? stands->valid_from : 0);
    if (status.ok()) status = CheckDenominator(cell, definition, stands);
    if (!status.ok()) return Refuse(cell, status);
    if (Same(cell, stands)) return absl::OkStatus();
    ValueRow row = {.organization = cell.organization,
                    .period = cell.period,
                    .indicator = definition.code,
                    .valid_from = change_.sequence(),
                    .valid_to = kCurrent,
                    .entry = cell.entry,
                    .as_of = cell.as_of,
                    .basis = cell.basis,
                    .note = cell.note,
                    .reason = std::string(reason_),
                    .principal = change_.principal().subject,
                    .time_us = api::ToMicros(change_.time())};
    result_.current[key] = row;
    rows_[key] = std::move(row);
    return absl::OkStatus();
  }

  std::vector<ValueRow> Rows() const {
    std::vector<ValueRow> rows;
    for (const auto& [key, row] : rows_) rows.push_back(row);
    return rows;
  }

 private:
  static bool Same(const CellWrite& cell, const ValueRow* stands) {
    if (stands == nullptr) return cell.entry.content == Entry::Content::kMissing;
    return stands->entry.content == cell.entry.content &&
           stands->entry.amount == cell.entry.amount && stands->as_of == cell.as_of &&
           stands->basis == cell.basis && stands->note == cell.note;
  }

  absl::Status Refuse(const CellWrite& cell, const absl::Status& status) {
    if (!partial_) return status;
    v1::RowError& error = result_.refused.emplace_back();
    error.set_row(cell.row);
    error.set_field(cell.place);
    error.set_reason(status::ReasonOf(status));
    error.set_message(std::string(status.message()));
    error.set_message_zh(status::ChineseMessageOf(status));
    return absl::OkStatus();
  }

  change_log::Change& change_;
  const Catalogue& catalogue_;
  std::string_view reason_;
  bool partial_;
  WriteResult& result_;
  std::map<CellKey, ValueRow> rows_;
};

// New versions for every node whose total may have changed, an event and an audit row per
// organization and period.
absl::Status Announce(change_log::Change& change, const tree::Forest& forest,
                      const std::vector<ValueRow>& rows, std::string_view reason) {
  std::map<OrganizationPeriod, nlohmann::json> written;
  for (const ValueRow& row : rows) {
    written[{row.organization, row.period}].push_back(
        {{"indicator", row.indicator},
         {"value",
          row.entry.content == Entry::Content::kNumber ? FormatDecimal(row.entry.amount) : ""},
         {"content", static_cast<int>(row.entry.content)}});
  }
  std::set<VersionKey> keys;
  for (const auto& [place, values] : written) {
    const auto& [organization, period] = place;
    keys.insert({organization, period});
    const tree::Forest::Index node = forest.Find(organization);
    if (node != tree::Forest::kNone) {
      for (const tree::Forest::Index above : forest.EverAncestors(node)) {
        keys.emplace(forest.Id(above), period);
      }
    }
    const std::string subject = text::Cat("organizations/", organization, "/values/", period);
    const std::string detail =
        nlohmann::json({{"period", period}, {"values", values}, {"reason", std::string(reason)}})
            .dump();
    EDUPLAN_RETURN_IF_ERROR(
        change.Emit("eduplan.indicator.value.updated", subject, organization, detail));
    EDUPLAN_RETURN_IF_ERROR(change.Audit("values.update", subject, detail));
  }
  return BumpVersions(change.sql(), keys);
}

}  // namespace

absl::StatusOr<WriteResult> WriteCells(change_log::Change& change, const Catalogue& catalogue,
                                       const tree::Forest& forest,
                                       const std::vector<CellWrite>& cells, std::string_view reason,
                                       bool partial) {
  WriteResult result;
  std::set<OrganizationPeriod> sealed;
  for (const auto& [period, organizations] : GroupByPeriod(cells)) {
    EDUPLAN_ASSIGN_OR_RETURN(std::vector<ValueRow> rows,
                             ReadValues(change.sql(), period, organizations));
    for (ValueRow& row : rows) {
      CellKey key = {row.organization, row.period, row.indicator};
      result.current.emplace(std::move(key), std::move(row));
    }
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> closed,
                             SealedOrganizations(change.sql(), period, organizations));
    for (const std::string& organization : closed) sealed.insert({organization, period});
  }
  Sorter sorter(change, catalogue, reason, partial, &result);
  for (const CellWrite& cell : cells) {
    const bool closed = sealed.contains({cell.organization, cell.period});
    EDUPLAN_RETURN_IF_ERROR(sorter.Add(
        cell, closed ? SealedError(cell.place, cell.organization, cell.period) : absl::OkStatus()));
  }
  const std::vector<ValueRow> rows = sorter.Rows();
  result.written = rows.size();
  if (rows.empty()) return result;
  EDUPLAN_RETURN_IF_ERROR(ReplaceValues(change.sql(), rows, change.sequence()));
  EDUPLAN_RETURN_IF_ERROR(Announce(change, forest, rows, reason));
  return result;
}

}  // namespace eduplan::indicators
