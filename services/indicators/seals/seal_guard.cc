#include "services/indicators/seals/seal_guard.h"

#include <algorithm>
#include <utility>

#include "services/indicators/seals/filed_version.h"
#include "services/indicators/seals/seal_cells.h"
#include "services/indicators/seals/set_members.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

// Beyond this many organizations reading the whole period is cheaper than naming them.
constexpr size_t kMostNamed = 3000;

}  // namespace

sql::Statement SealGuard::Select(std::string_view period,
                                 std::span<const std::string> organizations) {
  const bool named = !organizations.empty() && organizations.size() <= kMostNamed;
  sql::Statement select = {
      .sql =
          "SELECT organization, set_id, cells FROM seal_versions WHERE period = $1 AND "
          "valid_to = 9223372036854775807 AND state <> $2",
      .params = {period, static_cast<int64_t>(v1::Seal::STATE_OPEN)}};
  if (named) {
    text::Append(&select.sql, " AND organization IN (", sql::Placeholders(3, organizations.size()),
                 ")");
    select.params.insert(select.params.end(), organizations.begin(), organizations.end());
  }
  return select;
}

absl::StatusOr<SealGuard> SealGuard::Read(sql::Transaction& transaction, std::string_view period,
                                          std::span<const std::string> organizations) {
  const sql::Statement select = Select(period, organizations);
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows, transaction.Query(select.sql, select.params));
  return Of(transaction, rows);
}

absl::StatusOr<SealGuard> SealGuard::Of(sql::Transaction& transaction, const sql::Rows& rows) {
  SealGuard guard;
  for (const sql::Row& row : rows) {
    Seal seal = {.set = row[1].text(), .open = {}};
    FiledVersion version;
    EDUPLAN_RETURN_IF_ERROR(DecodeCells(row[2].text(), &version));
    for (const auto& [code, meanwhile] : version.open) seal.open.insert(code);
    if (!seal.set.empty() && !guard.members_.contains(seal.set)) {
      EDUPLAN_ASSIGN_OR_RETURN(guard.members_[seal.set], SetMembers(transaction, seal.set));
    }
    guard.seals_[row[0].text()].push_back(std::move(seal));
  }
  return guard;
}

bool SealGuard::Closed(std::string_view organization, std::string_view indicator) const {
  const auto found = seals_.find(organization);
  if (found == seals_.end()) return false;
  return std::any_of(found->second.begin(), found->second.end(), [&](const Seal& seal) {
    const bool over = seal.set.empty() || members_.at(seal.set).contains(indicator);
    return over && !seal.open.contains(indicator);
  });
}

absl::Status SealedError(std::string_view place, std::string_view organization,
                         std::string_view period, std::string_view indicator) {
  return status::Error(absl::StatusCode::kFailedPrecondition, "SEALED")
      .Message(text::Cat(place, ": ", indicator, " of ", organization, " for ", period,
                         " is filed; it must be returned or a correction ordered first"),
               text::Cat(place, "：", organization, "的", period, "数据“", indicator,
                         "”已上报，须先退回或下达更正单"))
      .Field(place, "sealed")
      .With("organization", organization)
      .With("period", period)
      .With("indicator", indicator);
}

}  // namespace eduplan::indicators
