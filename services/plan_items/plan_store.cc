#include "services/plan_items/plan_store.h"

#include <utility>

#include "services/platform/api/etag.h"
#include "services/platform/api/time.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

constexpr std::string_view kColumns = "organization, plan, valid_from, created, content";

absl::StatusOr<StoredPlan> FromRow(const sql::Row& row) {
  StoredPlan stored = {.id = {row[0].text(), row[1].text()},
                       .version = row[2].integer(),
                       .created = row[3].integer(),
                       .plan = {}};
  if (!stored.plan.ParseFromString(row[4].bytes())) return absl::DataLossError("stored plan");
  return stored;
}

std::string PeriodsText(const v1::Plan& plan) {
  std::string periods = "|";
  for (const std::string& period : plan.periods()) text::Append(&periods, period, "|");
  return periods;
}

void Append(std::string_view column, const std::vector<int64_t>& values, std::string* sql,
            sql::Params* params) {
  for (const int64_t value : values) {
    params->emplace_back(value);
    text::Append(sql, " AND ", column, " = $", params->size());
  }
}

void Append(const PlanScope& scope, std::string* sql, sql::Params* params) {
  if (!scope.only.empty()) {
    params->emplace_back(scope.only);
    text::Append(sql, " AND organization = $", params->size());
  }
  if (scope.everyone) return;
  std::string any = scope.published ? text::Cat("state = ", int{v1::Plan::STATE_PUBLISHED}) : "";
  if (!scope.organizations.empty()) {
    text::Append(&any, any.empty() ? "" : " OR ", "organization IN (",
                 sql::Placeholders(params->size() + 1, scope.organizations.size()), ")");
    params->insert(params->end(), scope.organizations.begin(), scope.organizations.end());
  }
  text::Append(sql, " AND (", any.empty() ? "1 = 0" : any, ")");
}

}  // namespace

absl::StatusOr<std::optional<StoredPlan>> FindPlan(sql::Transaction& transaction,
                                                   const PlanId& id) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query(text::Cat("SELECT ", kColumns,
                                  " FROM plan_versions WHERE organization = $1 AND plan = $2 AND "
                                  "valid_to = 9223372036854775807"),
                        {id.organization, id.plan}));
  if (rows.empty()) return std::nullopt;
  return FromRow(rows[0]);
}

absl::StatusOr<std::optional<StoredPlan>> FindPlanAsOf(sql::Transaction& transaction,
                                                       const PlanId& id, int64_t sequence) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query(text::Cat("SELECT ", kColumns,
                                  " FROM plan_versions WHERE organization = $1 AND plan = $2 AND "
                                  "valid_from <= $3 AND valid_to > $3"),
                        {id.organization, id.plan, sequence}));
  if (rows.empty()) return std::nullopt;
  return FromRow(rows[0]);
}

absl::Status PutPlan(change_log::Change& change, StoredPlan& stored) {
  const int64_t sequence = change.sequence();
  v1::Plan& plan = stored.plan;
  plan.set_etag(api::MakeEtag(sequence));
  *plan.mutable_update_time() = api::ToProto(change.time());
  if (stored.created == 0) {
    stored.created = sequence;
    *plan.mutable_create_time() = plan.update_time();
  } else {
    EDUPLAN_RETURN_IF_ERROR(change.sql()
                                .Execute("UPDATE plan_versions SET valid_to = $1 WHERE "
                                         "organization = $2 AND plan = $3 AND "
                                         "valid_to = 9223372036854775807",
                                         {sequence, stored.id.organization, stored.id.plan})
                                .status());
  }
  stored.version = sequence;
  return change.sql()
      .Execute(
          "INSERT INTO plan_versions (organization, plan, valid_from, valid_to, created, kind, "
          "state, periods, content) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
          {stored.id.organization, stored.id.plan, sequence, kCurrent, stored.created,
           static_cast<int64_t>(plan.kind()), static_cast<int64_t>(plan.state()), PeriodsText(plan),
           sql::Bytes{plan.SerializeAsString()}})
      .status();
}

absl::StatusOr<std::vector<StoredPlan>> QueryPlans(sql::Transaction& transaction,
                                                   const PlanScope& scope, const PlanFilter& filter,
                                                   int64_t sequence, int64_t before, int limit) {
  sql::Params params = {sequence, before};
  std::string sql =
      text::Cat("SELECT ", kColumns,
                " FROM plan_versions WHERE valid_from <= $1 AND valid_to > $1 AND created < $2");
  Append(scope, &sql, &params);
  Append("kind", filter.kinds, &sql, &params);
  Append("state", filter.states, &sql, &params);
  if (filter.states.empty()) {
    text::Append(&sql, " AND state <> ", int{v1::Plan::STATE_DELETED});
  }
  for (const std::string& period : filter.periods) {
    params.emplace_back(text::Cat("%|", period, "|%"));
    text::Append(&sql, " AND periods LIKE $", params.size());
  }
  params.emplace_back(limit);
  text::Append(&sql, " ORDER BY created DESC LIMIT $", params.size());
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows, transaction.Query(sql, params));
  std::vector<StoredPlan> plans;
  for (const sql::Row& row : rows) {
    EDUPLAN_ASSIGN_OR_RETURN(StoredPlan stored, FromRow(row));
    plans.push_back(std::move(stored));
  }
  return plans;
}

}  // namespace eduplan::plan_items
