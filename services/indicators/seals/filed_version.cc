#include "services/indicators/seals/filed_version.h"

#include <algorithm>
#include <set>
#include <utility>

#include "services/indicators/seals/seal_cells.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

// Beyond this many organizations reading the whole period is cheaper than naming them.
constexpr size_t kMostNamed = 3000;

}  // namespace

absl::StatusOr<std::map<std::string, std::vector<FiledVersion>>> ReadSealHistory(
    sql::Transaction& transaction, std::string_view period,
    std::span<const std::string> organizations) {
  const bool named = !organizations.empty() && organizations.size() <= kMostNamed;
  sql::Params params = {period};
  std::string sql =
      "SELECT organization, set_id, valid_from, valid_to, change_id, state, submitted, approved, "
      "cells FROM seal_versions WHERE period = $1";
  if (named) {
    text::Append(&sql, " AND organization IN (", sql::Placeholders(2, organizations.size()), ")");
    params.insert(params.end(), organizations.begin(), organizations.end());
  }
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows, transaction.Query(sql, params));
  std::map<std::string, std::vector<FiledVersion>> history;
  for (const sql::Row& row : rows) {
    FiledVersion version = {.set = row[1].text(),
                            .valid_from = row[2].integer(),
                            .valid_to = row[3].integer(),
                            .change_id = row[4].text(),
                            .state = static_cast<v1::Seal::State>(row[5].integer()),
                            .submitted = row[6].integer(),
                            .approved = row[7].integer(),
                            .overrides = {},
                            .open = {}};
    EDUPLAN_RETURN_IF_ERROR(DecodeCells(row[8].text(), &version));
    history[row[0].text()].push_back(std::move(version));
  }
  if (!organizations.empty() && !named) {
    const std::set<std::string_view> wanted(organizations.begin(), organizations.end());
    std::erase_if(history, [&](const auto& entry) { return !wanted.contains(entry.first); });
  }
  for (auto& [organization, versions] : history) {
    std::sort(versions.begin(), versions.end(), [](const FiledVersion& a, const FiledVersion& b) {
      return std::pair(a.valid_from, a.set) < std::pair(b.valid_from, b.set);
    });
  }
  return history;
}

}  // namespace eduplan::indicators
