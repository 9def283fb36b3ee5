#include "services/indicators/seals/seal_compare.h"

#include <utility>
#include <vector>

#include "services/platform/api/digest.h"
#include "services/platform/status/macros.h"

namespace eduplan::indicators {
namespace {

const ValueRow* Find(const ValuesByCode& values, std::string_view code) {
  const auto found = values.find(code);
  return found == values.end() ? nullptr : &found->second;
}

// What the reporter gave, without who wrote it and when.
std::string Given(const ValueRow& row) {
  v1::Value value = ToProto(row);
  value.clear_version();
  value.clear_update_time();
  value.clear_superseded_time();
  value.clear_principal();
  value.clear_reason();
  return api::DeterministicBytes(value);
}

bool IsNumber(const ValueRow* row) {
  return row != nullptr && row->entry.content == Entry::Content::kNumber;
}

}  // namespace

absl::StatusOr<ValuesByCode> ReadAsOf(sql::Transaction& transaction, std::string_view period,
                                      const std::string& organization, int64_t sequence) {
  ValuesByCode values;
  if (sequence == 0) return values;
  const std::string organizations[] = {organization};
  EDUPLAN_ASSIGN_OR_RETURN(std::vector<ValueRow> rows,
                           ReadValues(transaction, period, organizations, sequence));
  for (ValueRow& row : rows) {
    if (row.entry.content == Entry::Content::kMissing) continue;
    std::string code = row.indicator;
    values.emplace(std::move(code), std::move(row));
  }
  return values;
}

absl::StatusOr<ValuesByCode> ReadSubmitted(sql::Transaction& transaction, std::string_view period,
                                           const std::string& organization,
                                           const FiledVersion& version) {
  EDUPLAN_ASSIGN_OR_RETURN(ValuesByCode values,
                           ReadAsOf(transaction, period, organization, version.submitted));
  std::map<int64_t, std::vector<std::string>> others;
  for (const auto& [code, sequences] : version.overrides) {
    if (sequences.submitted != version.submitted) others[sequences.submitted].push_back(code);
  }
  for (const auto& [sequence, codes] : others) {
    EDUPLAN_ASSIGN_OR_RETURN(ValuesByCode then,
                             ReadAsOf(transaction, period, organization, sequence));
    for (const std::string& code : codes) {
      values.erase(code);
      if (auto cell = then.extract(code)) values.insert(std::move(cell));
    }
  }
  return values;
}

v1::CompareSealResponse CompareValues(const Catalogue& catalogue,
                                      const std::set<std::string, std::less<>>* members,
                                      const ValuesByCode& from, const ValuesByCode& to) {
  v1::CompareSealResponse response;
  for (const Definition& definition : catalogue.definitions()) {
    if (members != nullptr && !members->contains(definition.code)) continue;
    const ValueRow* before = Find(from, definition.code);
    const ValueRow* after = Find(to, definition.code);
    if (before == nullptr && after == nullptr) continue;
    if (before != nullptr && after != nullptr && Given(*before) == Given(*after)) {
      response.set_same_count(response.same_count() + 1);
      continue;
    }
    v1::CompareSealResponse::Difference& difference = *response.add_differences();
    difference.set_indicator(NameOf(definition.code));
    if (before != nullptr) *difference.mutable_from() = ToProto(*before);
    if (after != nullptr) *difference.mutable_to() = ToProto(*after);
    if (IsNumber(before) && IsNumber(after)) {
      difference.set_difference(
          FormatDecimal(Wide(after->entry.amount) - Wide(before->entry.amount)));
    }
  }
  return response;
}

}  // namespace eduplan::indicators
