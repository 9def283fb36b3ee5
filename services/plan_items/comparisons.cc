#include "services/plan_items/comparisons.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "services/plan_items/base_choice.h"
#include "services/plan_items/comparison/findings.h"
#include "services/plan_items/plan_state.h"
#include "services/platform/api/page.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

// A base is looked for among so many of the organization's newest plans.
constexpr int kMostLookedAt = 1000;

absl::Status NoBase(const std::string& name) {
  return status::Error(absl::StatusCode::kFailedPrecondition, "COMPARISON_BASE_MISSING")
      .Message(
          "there is no filed plan of the period before or of the same period; name one as base",
          "没有上一期间或同一期间的已上报计划可供比较，请指定 base")
      .Field("base", "is needed")
      .With("plan", name);
}

absl::StatusOr<StoredPlan> Choose(sql::Transaction& transaction, const Sight& sight,
                                  const StoredPlan& plan, int64_t sequence) {
  const PlanScope scope = {.everyone = sight.all, .published = true, .only = plan.id.organization};
  EDUPLAN_ASSIGN_OR_RETURN(std::vector<StoredPlan> plans,
                           QueryPlans(transaction, scope, {}, sequence, kCurrent, kMostLookedAt));
  const std::optional<size_t> chosen = ChooseBase(plan.plan, plans);
  if (!chosen) return NoBase(plan.id.Name());
  return std::move(plans[*chosen]);
}

// The findings of one page, from the index that the token names.
void FillPage(const v1::ComparePlansRequest& request, const api::Page& page,
              std::vector<v1::ComparisonFinding> findings, v1::ComparePlansResponse* response) {
  size_t begin = 0;
  if (!page.last_key.empty() && !absl::SimpleAtoi(page.last_key, &begin)) begin = findings.size();
  begin = std::min(begin, findings.size());
  const size_t end = std::min(begin + static_cast<size_t>(page.size), findings.size());
  for (size_t i = begin; i < end; ++i) *response->add_findings() = std::move(findings[i]);
  if (end < findings.size()) {
    response->set_next_page_token(api::NextPageToken(request, text::Cat(end), page.sequence));
  }
  response->set_total_size(static_cast<int32_t>(findings.size()));
}

}  // namespace

// What is compared, and what the caller may see of it.
struct Comparisons::Sides {
  PlanId id;
  std::optional<PlanId> base_id;  // if it was named
  Sight sight;
  Sight base_sight;
  PlanState plan;
  PlanState base;
};

// A plan that the caller sees, as it was.
absl::StatusOr<StoredPlan> Comparisons::Find(sql::Transaction& transaction, const Sight& sight,
                                             const PlanId& id, int64_t sequence) {
  EDUPLAN_RETURN_IF_ERROR(visibility_.Find(transaction, sight, id).status());
  EDUPLAN_ASSIGN_OR_RETURN(std::optional<StoredPlan> stored,
                           FindPlanAsOf(transaction, id, sequence));
  if (!stored) return status::NotFound(id.Name());
  return *std::move(stored);
}

absl::Status Comparisons::Load(sql::Transaction& transaction, int64_t sequence, Sides& sides) {
  EDUPLAN_ASSIGN_OR_RETURN(const StoredPlan plan,
                           Find(transaction, sides.sight, sides.id, sequence));
  absl::StatusOr<StoredPlan> base =
      sides.base_id ? Find(transaction, sides.base_sight, *sides.base_id, sequence)
                    : Choose(transaction, sides.sight, plan, sequence);
  EDUPLAN_RETURN_IF_ERROR(base.status());
  EDUPLAN_ASSIGN_OR_RETURN(sides.plan, LoadState(transaction, plan, sequence));
  EDUPLAN_ASSIGN_OR_RETURN(sides.base, LoadState(transaction, *base, sequence));
  return absl::OkStatus();
}

absl::StatusOr<v1::ComparePlansResponse> Comparisons::Compare(
    const server::Call& call, const v1::ComparePlansRequest& request) {
  Sides sides;
  EDUPLAN_ASSIGN_OR_RETURN(sides.id, ParsePlanName(request.name()));
  EDUPLAN_ASSIGN_OR_RETURN(sides.sight, visibility_.Of(call, sides.id.organization));
  if (!request.base().empty()) {
    EDUPLAN_ASSIGN_OR_RETURN(sides.base_id, ParsePlanName(request.base(), "base"));
    EDUPLAN_ASSIGN_OR_RETURN(sides.base_sight, visibility_.Of(call, sides.base_id->organization));
  }
  EDUPLAN_ASSIGN_OR_RETURN(api::Page page, api::ParsePage(request));
  if (page.sequence == 0) {
    EDUPLAN_ASSIGN_OR_RETURN(const change_log::Tick tick, changes_.Current());
    page.sequence = tick.sequence;
  }
  EDUPLAN_RETURN_IF_ERROR(changes_.database().Read(
      [&](sql::Transaction& transaction) { return Load(transaction, page.sequence, sides); }));
  comparison::PlanComparison compared = comparison::ComparePlans(
      comparison::ViewOf(sides.plan.plan, sides.plan.items, sides.plan.rest),
      comparison::ViewOf(sides.base.plan, sides.base.items, sides.base.rest));
  v1::ComparePlansResponse response;
  response.set_base(sides.base.plan.name());
  response.set_base_relation(compared.relation);
  response.set_base_chosen(!sides.base_id);
  response.set_items_matched(compared.items_matched);
  response.set_figures_compared(compared.figures_compared);
  FillPage(request, page, std::move(compared.findings), &response);
  return response;
}

}  // namespace eduplan::plan_items
