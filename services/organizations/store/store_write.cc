// The writing side of the store.
#include <array>
#include <initializer_list>

#include "services/organizations/store/search_rows.h"
#include "services/organizations/store/store.h"
#include "services/organizations/store/store_sql.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

constexpr int64_t kCurrent = std::numeric_limits<int64_t>::max();
constexpr std::array<std::string_view, 6> kTables = {
    "organization_versions", "organization_standings", "organization_names",
    "organization_aliases",  "organization_codes",     "organization_placements"};
constexpr std::array<std::string_view, 5> kVersionColumns = {"id", "valid_from", "valid_to",
                                                             "create_time", "update_time"};
constexpr std::array<std::string_view, 7> kStandingColumns = {
    "id", "valid_from", "valid_to", "level", "kind", "from_day", "to_day"};
constexpr std::array<std::string_view, 6> kAliasColumns = {"id",    "valid_from", "valid_to",
                                                           "alias", "from_day",   "to_day"};
constexpr std::array<std::string_view, 6> kNameColumns = {"id",           "valid_from", "valid_to",
                                                          "display_name", "from_day",   "to_day"};
constexpr std::array<std::string_view, 7> kCodeColumns = {
    "id", "valid_from", "valid_to", "scheme", "code", "from_day", "to_day"};
constexpr std::array<std::string_view, 7> kPlacementColumns = {
    "id", "valid_from", "valid_to", "relation", "parent", "from_day", "to_day"};

}  // namespace

absl::Status Store::TakeStock(size_t added) {
  constexpr size_t kWorthIt = 1000;
  const std::string_view take_stock = transaction_.dialect().take_stock;
  if (take_stock.empty() || added < kWorthIt) {
    return absl::OkStatus();
  }
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows count,
                           transaction_.Query("SELECT count(*) FROM organization_versions"));
  if (count[0][0].integer() / 2 > static_cast<int64_t>(added)) {
    return absl::OkStatus();
  }
  for (const std::string_view table : kTables) {
    EDUPLAN_RETURN_IF_ERROR(transaction_.Execute(text::Cat(take_stock, table)).status());
  }
  return transaction_.Execute(text::Cat(take_stock, "organization_search")).status();
}

absl::Status Store::Replace(std::span<const Record> records) {
  std::vector<std::string> ids;
  for (const Record& record : records) {
    ids.push_back(record.id);
  }
  for (const std::string_view table : kTables) {
    EDUPLAN_RETURN_IF_ERROR(InChunks(ids, [&](std::span<const std::string> chunk) {
      sql::Params params = {records[0].sequence, kCurrent};
      const std::string where = InList("id", chunk, &params);
      return transaction_
          .Execute(
              text::Cat("UPDATE ", table, " SET valid_to = $1 WHERE valid_to = $2 AND ", where),
              params)
          .status();
    }));
  }
  EDUPLAN_RETURN_IF_ERROR(DeleteSearchRows(transaction_, ids));
  return Insert(records);
}

absl::Status Store::Insert(std::span<const Record> records) {
  sql::Rows versions, standings, names, aliases, codes, placements;
  for (const Record& record : records) {
    const auto row = [&](const Span& span, std::initializer_list<sql::Value> cells) {
      sql::Row result = {record.id, record.sequence, kCurrent};
      result.insert(result.end(), cells);
      result.emplace_back(span.from);
      result.emplace_back(span.to);
      return result;
    };
    versions.push_back(
        {record.id, record.sequence, kCurrent, record.create_time, record.update_time});
    for (const Standing& standing : record.standings) {
      standings.push_back(row(standing.span, {standing.level, standing.kind}));
    }
    for (const DatedName& name : record.names) {
      (name.type == kOfficial ? names : aliases).push_back(row(name.span, {name.display_name}));
    }
    for (const DatedCode& code : record.codes) {
      codes.push_back(row(code.span, {code.scheme, code.code}));
    }
    for (const Placement& placement : record.placements) {
      placements.push_back(row(placement.span, {placement.relation, placement.parent}));
    }
  }
  EDUPLAN_RETURN_IF_ERROR(
      transaction_.BulkInsert("organization_versions", kVersionColumns, versions));
  EDUPLAN_RETURN_IF_ERROR(
      transaction_.BulkInsert("organization_standings", kStandingColumns, standings));
  EDUPLAN_RETURN_IF_ERROR(transaction_.BulkInsert("organization_names", kNameColumns, names));
  EDUPLAN_RETURN_IF_ERROR(transaction_.BulkInsert("organization_aliases", kAliasColumns, aliases));
  EDUPLAN_RETURN_IF_ERROR(transaction_.BulkInsert("organization_codes", kCodeColumns, codes));
  EDUPLAN_RETURN_IF_ERROR(
      transaction_.BulkInsert("organization_placements", kPlacementColumns, placements));
  return InsertSearchRows(transaction_, records);
}

}  // namespace eduplan::organizations
