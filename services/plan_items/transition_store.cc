#include "services/plan_items/transition_store.h"

#include "services/platform/api/time.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {

absl::Status AddTransition(change_log::Change& change, const PlanId& plan, v1::Plan::State from,
                           v1::Plan::State to, std::string_view reason) {
  return change.sql()
      .Execute(
          "INSERT INTO plan_transitions (organization, plan, sequence, from_state, to_state, "
          "reason, principal, principal_organization, time_us) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
          {plan.organization, plan.plan, change.sequence(), static_cast<int64_t>(from),
           static_cast<int64_t>(to), reason, change.principal().subject,
           change.principal().organization, api::ToMicros(change.time())})
      .status();
}

absl::StatusOr<std::vector<v1::PlanTransition>> QueryTransitions(sql::Transaction& transaction,
                                                                 const PlanId& plan,
                                                                 int64_t sequence, int64_t after,
                                                                 int limit) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query("SELECT from_state, to_state, reason, principal, principal_organization, "
                        "time_us, sequence FROM plan_transitions WHERE organization = $1 AND "
                        "plan = $2 AND sequence <= $3 AND sequence > $4 ORDER BY sequence LIMIT $5",
                        {plan.organization, plan.plan, sequence, after, limit}));
  std::vector<v1::PlanTransition> transitions;
  for (const sql::Row& row : rows) {
    v1::PlanTransition& transition = transitions.emplace_back();
    transition.set_from(static_cast<v1::Plan::State>(row[0].integer()));
    transition.set_to(static_cast<v1::Plan::State>(row[1].integer()));
    transition.set_reason(row[2].text());
    transition.set_principal(row[3].text());
    transition.set_organization(text::Cat("organizations/", row[4].text()));
    *transition.mutable_time() = api::ToProto(api::FromMicros(row[5].integer()));
    transition.set_sequence(row[6].integer());
  }
  return transitions;
}

absl::StatusOr<std::optional<std::string>> DeletedBy(sql::Transaction& transaction,
                                                     const PlanId& plan) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query(
          "SELECT principal FROM plan_transitions WHERE organization = $1 AND "
          "plan = $2 AND to_state = $3",
          {plan.organization, plan.plan, static_cast<int64_t>(v1::Plan::STATE_DELETED)}));
  if (rows.empty()) return std::nullopt;
  return std::string(rows[0][0].text());
}

}  // namespace eduplan::plan_items
