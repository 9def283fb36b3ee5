#include "services/indicators/catalogue/catalogue_store.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/indicators/rollups/versions.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

namespace eduplan::indicators {
namespace {

absl::StatusOr<std::vector<Definition>> ReadDefinitions(sql::Transaction& transaction) {
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows,
                           transaction.Query("SELECT definition FROM indicator_versions "
                                             "WHERE valid_to = 9223372036854775807"));
  std::vector<Definition> definitions;
  definitions.reserve(rows.size());
  for (const sql::Row& row : rows) {
    v1::Indicator proto;
    if (!proto.ParseFromString(row[0].bytes())) return absl::DataLossError("stored definition");
    EDUPLAN_ASSIGN_OR_RETURN(Definition definition, MakeDefinition(std::move(proto), ""));
    definitions.push_back(std::move(definition));
  }
  return definitions;
}

}  // namespace

std::shared_ptr<const Catalogue> CatalogueStore::Current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

absl::StatusOr<std::shared_ptr<const Catalogue>> CatalogueStore::In(sql::Transaction& transaction) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query(
          "SELECT change_id FROM node_versions WHERE node = '' AND period = 'definitions'"));
  const std::string version = rows.empty() ? "" : rows[0][0].text();
  if (auto current = Current(); current != nullptr && current->version() == version) return current;
  EDUPLAN_ASSIGN_OR_RETURN(std::vector<Definition> definitions, ReadDefinitions(transaction));
  auto catalogue = std::make_shared<const Catalogue>(version, std::move(definitions));
  const std::lock_guard lock(mutex_);
  return current_ = std::move(catalogue);
}

absl::Status CatalogueStore::Replace(change_log::Change& change,
                                     std::span<const Definition> definitions) {
  std::vector<sql::Row> inserts;
  for (const Definition& definition : definitions) {
    EDUPLAN_RETURN_IF_ERROR(
        change.sql()
            .Execute("UPDATE indicator_versions SET valid_to = $1 WHERE code = $2 AND "
                     "valid_to = 9223372036854775807",
                     {change.sequence(), definition.code})
            .status());
    inserts.push_back({definition.code, change.sequence(), std::numeric_limits<int64_t>::max(),
                       sql::Bytes{definition.proto.SerializeAsString()}});
  }
  static constexpr std::string_view kColumns[] = {"code", "valid_from", "valid_to", "definition"};
  EDUPLAN_RETURN_IF_ERROR(change.sql().BulkInsert("indicator_versions", kColumns, inserts));
  EDUPLAN_ASSIGN_OR_RETURN(std::vector<Definition> all, ReadDefinitions(change.sql()));
  EDUPLAN_RETURN_IF_ERROR(Catalogue("", std::move(all)).CheckReferences());
  return BumpVersions(change.sql(), {{"", "definitions"}});
}

}  // namespace eduplan::indicators
