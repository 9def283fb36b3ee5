#include "services/indicators/seals/seal_store.h"

#include "services/indicators/rollups/versions.h"
#include "services/indicators/seals/seal_cells.h"
#include "services/platform/api/etag.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

constexpr std::string_view kColumns =
    "organization, set_id, valid_from, valid_to, change_id, state, submitted, approved, cells, "
    "target, asked, transition, principal, reason, time_us";
constexpr std::string_view kOfSeal = "period = $1 AND organization = $2 AND set_id = $3";

absl::StatusOr<PlacedSeal> FromRow(const sql::Row& row) {
  SealVersion version;
  version.set = row[1].text();
  version.valid_from = row[2].integer();
  version.valid_to = row[3].integer();
  version.change_id = row[4].text();
  version.state = static_cast<v1::Seal::State>(row[5].integer());
  version.submitted = row[6].integer();
  version.approved = row[7].integer();
  EDUPLAN_RETURN_IF_ERROR(DecodeCells(row[8].text(), &version));
  version.target = static_cast<v1::Seal::State>(row[9].integer());
  version.asked = row[10].text();
  version.transition = row[11].text();
  version.principal = row[12].text();
  version.reason = row[13].text();
  version.time_us = row[14].integer();
  return PlacedSeal(row[0].text(), std::move(version));
}

// The versions of one seal that `condition` ($4 is `parameter`, if it has one) leaves, in its
// order.
absl::StatusOr<std::vector<SealVersion>> ReadVersions(sql::Transaction& transaction,
                                                      const SealKey& key,
                                                      std::string_view condition,
                                                      const sql::Params& parameter = {}) {
  sql::Params params = {key.period.text(), key.organization, key.set};
  params.insert(params.end(), parameter.begin(), parameter.end());
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query(
          text::Cat("SELECT ", kColumns, " FROM seal_versions WHERE ", kOfSeal, condition),
          params));
  std::vector<SealVersion> versions;
  for (const sql::Row& row : rows) {
    EDUPLAN_ASSIGN_OR_RETURN(PlacedSeal seal, FromRow(row));
    versions.push_back(std::move(seal.second));
  }
  return versions;
}

}  // namespace

absl::StatusOr<SealKey> ParseSealName(std::string_view name) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> ids,
                           api::ParseName(name, {"organizations", "seals"}));
  const size_t mark = ids[1].find('~');
  EDUPLAN_ASSIGN_OR_RETURN(calendar::Period period,
                           calendar::Period::Parse(ids[1].substr(0, mark), "name"));
  std::string set = mark == std::string::npos ? "" : ids[1].substr(mark + 1);
  if (mark != std::string::npos && set.empty()) {
    return status::InvalidField("name", "INVALID_NAME", "an indicator set is expected after \"~\"",
                                "名称中“~”之后须为报表的编号");
  }
  return SealKey{.organization = ids[0], .period = std::move(period), .set = std::move(set)};
}

std::string SealName(std::string_view organization, std::string_view period, std::string_view set) {
  return text::Cat("organizations/", organization, "/seals/", period, set.empty() ? "" : "~", set);
}

absl::StatusOr<SealVersion> ReadSeal(sql::Transaction& transaction, const SealKey& key) {
  EDUPLAN_ASSIGN_OR_RETURN(std::vector<SealVersion> versions,
                           ReadVersions(transaction, key, " AND valid_to = 9223372036854775807"));
  if (!versions.empty()) return std::move(versions[0]);
  SealVersion never;
  never.set = key.set;
  return never;
}

absl::StatusOr<std::vector<SealVersion>> ReadSealVersions(sql::Transaction& transaction,
                                                          const SealKey& key) {
  return ReadVersions(transaction, key, " ORDER BY valid_from DESC");
}

absl::StatusOr<std::optional<SealVersion>> FindTransition(sql::Transaction& transaction,
                                                          const SealKey& key,
                                                          std::string_view transition) {
  EDUPLAN_ASSIGN_OR_RETURN(
      std::vector<SealVersion> versions,
      ReadVersions(transaction, key, " AND transition = $4 ORDER BY valid_from", {transition}));
  if (versions.empty()) return std::nullopt;
  return std::move(versions[0]);
}

absl::StatusOr<std::vector<PlacedSeal>> ListSealsAfter(sql::Transaction& transaction,
                                                       std::string_view period, int64_t sequence,
                                                       std::string_view last_key,
                                                       std::span<const std::string> organizations,
                                                       int limit) {
  const std::string_view order = transaction.dialect().byte_order;
  const std::string key = text::Cat("(organization || '/' || set_id)", order);
  sql::Params params = {period, sequence, last_key, limit};
  std::string sql = text::Cat("SELECT ", kColumns,
                              " FROM seal_versions WHERE period = $1 AND valid_from <= $2 AND "
                              "valid_to > $2 AND ",
                              key, " > $3");
  if (!organizations.empty()) {
    text::Append(&sql, " AND organization IN (", sql::Placeholders(5, organizations.size()), ")");
    params.insert(params.end(), organizations.begin(), organizations.end());
  }
  text::Append(&sql, " ORDER BY ", key, " LIMIT $4");
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows, transaction.Query(sql, params));
  std::vector<PlacedSeal> seals;
  for (const sql::Row& row : rows) {
    EDUPLAN_ASSIGN_OR_RETURN(PlacedSeal seal, FromRow(row));
    seals.push_back(std::move(seal));
  }
  return seals;
}

std::string SealListKey(const PlacedSeal& seal) {
  return text::Cat(seal.first, "/", seal.second.set);
}

absl::Status PutSeal(change_log::Change& change, const SealKey& key, SealVersion* version) {
  version->change_id = NewChangeId();
  EDUPLAN_RETURN_IF_ERROR(
      change.sql()
          .Execute(text::Cat("UPDATE seal_versions SET valid_to = $4 WHERE ", kOfSeal,
                             " AND valid_to = 9223372036854775807"),
                   {key.period.text(), key.organization, key.set, version->valid_from})
          .status());
  return change.sql()
      .Execute(text::Cat("INSERT INTO seal_versions (period, ", kColumns, ") VALUES (",
                         sql::Placeholders(1, 16), ")"),
               {key.period.text(), key.organization, key.set, version->valid_from,
                version->valid_to, version->change_id, static_cast<int64_t>(version->state),
                version->submitted, version->approved, EncodeCells(*version),
                static_cast<int64_t>(version->target), version->asked, version->transition,
                version->principal, version->reason, version->time_us})
      .status();
}

v1::Seal ToProto(std::string_view organization, std::string_view period,
                 const SealVersion& version) {
  v1::Seal seal;
  seal.set_name(SealName(organization, period, version.set));
  seal.set_state(version.state);
  seal.set_sequence(version.submitted);
  seal.set_approved_sequence(version.approved);
  seal.set_etag(api::MakeEtag(version.valid_from));
  if (version.valid_from > 0) {
    *seal.mutable_update_time() = api::ToProto(api::FromMicros(version.time_us));
  }
  for (const auto& [code, meanwhile] : version.open) {
    v1::Seal::OpenCell& cell = *seal.add_open_cells();
    cell.set_indicator(text::Cat("indicators/", code));
    cell.set_meanwhile(meanwhile);
  }
  seal.set_principal(version.principal);
  seal.set_reason(version.reason);
  seal.set_transition(version.transition);
  return seal;
}

}  // namespace eduplan::indicators
