#include "services/plan_items/source_store.h"

#include <utility>

#include "services/platform/api/time.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {

absl::Status PutSource(change_log::Change& change, const StoredPlan& stored,
                       const v1::ParsedPlan& rest) {
  return PutSource(change, stored.id, stored.plan.source_filename(), stored.plan.source_digest(),
                   rest);
}

absl::Status PutSource(change_log::Change& change, const PlanId& id, const std::string& filename,
                       const std::string& digest, const v1::ParsedPlan& rest) {
  return change.sql()
      .Execute(
          "INSERT INTO plan_sources (organization, plan, sequence, filename, digest, reading, "
          "format, principal, principal_organization, time_us) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
          {id.organization, id.plan, change.sequence(), filename, digest,
           sql::Bytes{rest.SerializeAsString()}, rest.format(), change.principal().subject,
           change.principal().organization, api::ToMicros(change.time())})
      .status();
}

absl::StatusOr<std::optional<StoredSource>> LastSource(sql::Transaction& transaction,
                                                       const PlanId& plan, int64_t sequence) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query("SELECT sequence, reading FROM plan_sources WHERE organization = $1 AND "
                        "plan = $2 AND sequence <= $3 ORDER BY sequence DESC LIMIT 1",
                        {plan.organization, plan.plan, sequence}));
  if (rows.empty()) return std::nullopt;
  StoredSource source = {.sequence = rows[0][0].integer(), .rest = {}};
  if (!source.rest.ParseFromString(rows[0][1].bytes())) return absl::DataLossError("stored source");
  return source;
}

absl::StatusOr<std::vector<v1::PlanSource>> QuerySources(sql::Transaction& transaction,
                                                         const PlanId& plan, int64_t sequence,
                                                         int64_t before, int limit) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query("SELECT filename, digest, format, time_us, principal, "
                        "principal_organization, sequence FROM plan_sources WHERE "
                        "organization = $1 AND plan = $2 AND sequence <= $3 AND sequence < $4 "
                        "ORDER BY sequence DESC LIMIT $5",
                        {plan.organization, plan.plan, sequence, before, limit}));
  std::vector<v1::PlanSource> sources;
  for (const sql::Row& row : rows) {
    v1::PlanSource& source = sources.emplace_back();
    source.set_filename(row[0].text());
    source.set_digest(row[1].text());
    source.set_format(row[2].text());
    *source.mutable_import_time() = api::ToProto(api::FromMicros(row[3].integer()));
    source.set_principal(row[4].text());
    source.set_organization(text::Cat("organizations/", row[5].text()));
    source.set_sequence(row[6].integer());
  }
  return sources;
}

absl::StatusOr<Readings> FindReadings(sql::Transaction& transaction, const PlanId& plan) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query(
          "SELECT item, content FROM plan_readings WHERE organization = $1 AND plan = $2",
          {plan.organization, plan.plan}));
  Readings readings;
  for (const sql::Row& row : rows) readings.emplace(row[0].text(), row[1].bytes());
  return readings;
}

absl::Status ReplaceReadings(change_log::Change& change, const PlanId& plan,
                             const Readings& readings) {
  EDUPLAN_RETURN_IF_ERROR(
      change.sql()
          .Execute("DELETE FROM plan_readings WHERE organization = $1 AND plan = $2",
                   {plan.organization, plan.plan})
          .status());
  if (readings.empty()) return absl::OkStatus();
  constexpr std::string_view kColumns[] = {"organization", "plan", "item", "content"};
  sql::Rows rows;
  rows.reserve(readings.size());
  for (const auto& [item, content] : readings) {
    rows.push_back({plan.organization, plan.plan, item, sql::Bytes{content}});
  }
  return change.sql().BulkInsert("plan_readings", kColumns, rows);
}

}  // namespace eduplan::plan_items
