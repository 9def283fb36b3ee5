#include "services/indicators/catalogue/catalogue_store.h"

#include <algorithm>
#include <limits>

#include "absl/strings/escaping.h"
#include "services/indicators/rollups/versions.h"
#include "services/platform/api/digest.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

constexpr size_t kMostPast = 4;

absl::StatusOr<std::vector<Definition>> Parse(const sql::Rows& rows) {
  std::vector<Definition> editions;
  editions.reserve(rows.size());
  for (const sql::Row& row : rows) {
    v1::Indicator proto;
    if (!proto.ParseFromString(row[0].bytes())) return absl::DataLossError("stored definition");
    EDUPLAN_ASSIGN_OR_RETURN(Definition edition, MakeDefinition(std::move(proto), ""));
    editions.push_back(std::move(edition));
  }
  return editions;
}

// Tells apart what two databases that went different ways have at the same sequence.
std::string DigestOf(const sql::Rows& rows) {
  std::string all;
  for (const sql::Row& row : rows) text::Append(&all, row[0].bytes().size(), ":", row[0].bytes());
  return absl::BytesToHexString(api::Sha256(all)).substr(0, 32);
}

std::string EffectiveText(const Definition& edition) {
  return edition.proto.has_effective_from() ? api::ToText(edition.effective_from) : "";
}

}  // namespace

std::shared_ptr<const Catalogue> CatalogueStore::Current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

absl::StatusOr<std::shared_ptr<const Catalogue>> CatalogueStore::In(sql::Transaction& transaction) {
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows version, transaction.Query(SelectVersion().sql));
  return In(transaction, version);
}

sql::Statement CatalogueStore::SelectVersion() {
  return {"SELECT change_id FROM node_versions WHERE node = '' AND period = 'definitions'", {}};
}

absl::StatusOr<std::shared_ptr<const Catalogue>> CatalogueStore::In(sql::Transaction& transaction,
                                                                    const sql::Rows& rows) {
  const std::string version = rows.empty() ? "" : rows[0][0].text();
  if (auto current = Current(); current != nullptr && current->version() == version) return current;
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows stored,
                           transaction.Query("SELECT definition FROM indicator_editions "
                                             "WHERE valid_to = 9223372036854775807"));
  EDUPLAN_ASSIGN_OR_RETURN(std::vector<Definition> editions, Parse(stored));
  auto catalogue = std::make_shared<const Catalogue>(version, std::move(editions));
  const std::lock_guard lock(mutex_);
  return current_ = std::move(catalogue);
}

std::shared_ptr<const Catalogue> CatalogueStore::FindPast(const PastKey& key) {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(past_.begin(), past_.end(),
                                  [&](const auto& known) { return known.first == key; });
  if (found == past_.end()) return nullptr;
  past_.splice(past_.begin(), past_, found);
  return found->second;
}

absl::StatusOr<std::shared_ptr<const Catalogue>> CatalogueStore::AsOf(sql::Transaction& transaction,
                                                                      int64_t sequence) {
  // Nothing is ever taken out, so that each change has left rows that begin with it.
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query("SELECT (SELECT COALESCE(MAX(valid_from), 0) FROM indicator_editions "
                        "WHERE valid_from <= $1), "
                        "(SELECT COALESCE(MAX(valid_from), 0) FROM indicator_editions), "
                        "(SELECT change_id FROM node_versions "
                        "WHERE node = '' AND period = 'definitions')",
                        {sequence}));
  const int64_t last = rows[0][0].integer();
  if (last == rows[0][1].integer()) return In(transaction);
  const PastKey key = {last, rows[0][2].text()};
  if (auto known = FindPast(key); known != nullptr) return known;
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows stored,
      transaction.Query("SELECT definition FROM indicator_editions WHERE valid_from <= $1 AND "
                        "valid_to > $1 ORDER BY code, effective_from",
                        {last}));
  EDUPLAN_ASSIGN_OR_RETURN(std::vector<Definition> editions, Parse(stored));
  auto catalogue = std::make_shared<const Catalogue>(
      text::Cat("as-of:", last, ":", DigestOf(stored)), std::move(editions));
  const std::lock_guard lock(mutex_);
  past_.emplace_front(key, catalogue);
  if (past_.size() > kMostPast) past_.pop_back();
  return catalogue;
}

absl::Status CatalogueStore::Replace(change_log::Change& change,
                                     std::span<const Definition> editions) {
  std::vector<sql::Statement> ends;
  std::vector<sql::Row> inserts;
  for (const Definition& edition : editions) {
    const std::string effective = EffectiveText(edition);
    ends.push_back(
        {"UPDATE indicator_editions SET valid_to = $1 WHERE code = $2 AND "
         "effective_from = $3 AND valid_to = 9223372036854775807",
         {change.sequence(), edition.code, effective}});
    inserts.push_back({edition.code, effective, change.sequence(),
                       std::numeric_limits<int64_t>::max(),
                       sql::Bytes{edition.proto.SerializeAsString()}});
  }
  EDUPLAN_RETURN_IF_ERROR(change.sql().ExecuteAll(ends));
  static constexpr std::string_view kColumns[] = {"code", "effective_from", "valid_from",
                                                  "valid_to", "definition"};
  EDUPLAN_RETURN_IF_ERROR(change.sql().BulkInsert("indicator_editions", kColumns, inserts));
  return BumpVersions(change.sql(), {{"", "definitions"}});
}

absl::StatusOr<std::vector<EditionVersion>> ReadEditionVersions(sql::Transaction& transaction,
                                                                std::string_view code) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query("SELECT definition, valid_from, valid_to FROM indicator_editions "
                        "WHERE code = $1 ORDER BY valid_from DESC, effective_from DESC",
                        {code}));
  std::vector<EditionVersion> versions;
  for (const sql::Row& row : rows) {
    EditionVersion& version = versions.emplace_back();
    if (!version.definition.ParseFromString(row[0].bytes())) {
      return absl::DataLossError("stored definition");
    }
    version.valid_from = row[1].integer();
    version.valid_to = row[2].integer();
  }
  return versions;
}

}  // namespace eduplan::indicators
