#include "services/plan_items/plans.h"

#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "services/plan_items/record.h"
#include "services/plan_items/validate.h"
#include "services/plan_items/workflow.h"
#include "services/platform/api/etag.h"
#include "services/platform/api/field_mask.h"
#include "services/platform/api/page.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/server/write.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

constexpr std::string_view kUpdatable[] = {"kind",     "periods",    "title",
                                           "preamble", "recipients", "issuer"};
// A page ends early rather than exceed what one message may hold.
constexpr size_t kMostPageBytes = size_t{16} << 20;

absl::Status Required(std::string_view field) {
  return status::InvalidField(text::Cat("plan.", field), "FIELD_REQUIRED",
                              text::Cat("plan.", field, " is required"),
                              text::Cat("须填写 plan.", field));
}

// Reads on until the page is full, skipping what the caller does not see.
absl::Status FillPage(sql::Transaction& transaction, const v1::ListPlansRequest& request,
                      const WideSight& sight, const PlanFilter& filter, const api::Page& page,
                      v1::ListPlansResponse* response) {
  int64_t before = kCurrent;
  if (!page.last_key.empty() && !absl::SimpleAtoi(page.last_key, &before)) before = 0;
  size_t bytes = 0;
  while (true) {
    EDUPLAN_ASSIGN_OR_RETURN(
        std::vector<StoredPlan> plans,
        QueryPlans(transaction, sight.scope, filter, page.sequence, before, page.size + 1));
    const bool last = static_cast<int>(plans.size()) <= page.size;
    for (StoredPlan& stored : plans) {
      if (sight.Shows(stored)) {
        if (response->plans_size() == page.size || bytes > kMostPageBytes) {
          response->set_next_page_token(
              api::NextPageToken(request, text::Cat(before), page.sequence));
          return absl::OkStatus();
        }
        bytes += stored.plan.ByteSizeLong();
        *response->add_plans() = std::move(stored.plan);
      }
      before = stored.created;
    }
    if (last) return absl::OkStatus();
  }
}

}  // namespace

absl::StatusOr<v1::Plan> Plans::Create(const server::Call& call,
                                       const v1::CreatePlanRequest& request) {
  PlanId id;
  EDUPLAN_ASSIGN_OR_RETURN(id.organization,
                           api::ParseId(request.parent(), "organizations", "parent"));
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kFile, id.organization).status());
  EDUPLAN_ASSIGN_OR_RETURN(id.plan, ChooseId(request.plan_id(), "plan_id"));
  EDUPLAN_RETURN_IF_ERROR(CheckPlan(request.plan(), "plan."));
  const std::string_view missing = MissingField(request.plan());
  if (!missing.empty()) return Required(missing);
  v1::Plan response;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(const std::optional<StoredPlan> other, FindPlan(change.sql(), id));
    if (other) return status::AlreadyExists(id.Name());
    StoredPlan stored = {.id = id};
    EDUPLAN_RETURN_IF_ERROR(api::ApplyMask({}, kUpdatable, request.plan(), &stored.plan));
    stored.plan.set_name(id.Name());
    stored.plan.set_state(v1::Plan::STATE_DRAFT);
    EDUPLAN_RETURN_IF_ERROR(PutPlan(change, stored));
    EDUPLAN_RETURN_IF_ERROR(RecordPlan(change, stored, {"create", "created"}));
    response = std::move(stored.plan);
    return absl::OkStatus();
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(server::WriteOf(call, request), &response, body).status());
  return response;
}

absl::StatusOr<v1::Plan> Plans::Get(const server::Call& call, const v1::GetPlanRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const PlanId id, ParsePlanName(request.name()));
  EDUPLAN_ASSIGN_OR_RETURN(const Sight sight, visibility_.Of(call, id.organization));
  v1::Plan response;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(StoredPlan stored, visibility_.Find(transaction, sight, id));
        response = std::move(stored.plan);
        return absl::OkStatus();
      }));
  return response;
}

absl::StatusOr<WideSight> Plans::SightOf(const server::Call& call, const std::string& organization,
                                         absl::Status* denial) {
  if (organization == "-") return visibility_.Everywhere(call);
  EDUPLAN_ASSIGN_OR_RETURN(const Sight sight, visibility_.Of(call, organization));
  *denial = sight.denial;
  WideSight wide;
  wide.scope = {.everyone = sight.all, .published = true, .only = organization};
  return wide;
}

absl::StatusOr<v1::ListPlansResponse> Plans::List(const server::Call& call,
                                                  const v1::ListPlansRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string organization,
                           api::ParseId(request.parent(), "organizations", "parent"));
  absl::Status denial;
  EDUPLAN_ASSIGN_OR_RETURN(const WideSight sight, SightOf(call, organization, &denial));
  EDUPLAN_ASSIGN_OR_RETURN(api::Page page, api::ParsePage(request));
  EDUPLAN_ASSIGN_OR_RETURN(const PlanFilter filter, ParsePlanFilter(request.filter()));
  if (page.sequence == 0) {
    EDUPLAN_ASSIGN_OR_RETURN(const change_log::Tick tick, changes_.Current());
    page.sequence = tick.sequence;
  }
  v1::ListPlansResponse response;
  EDUPLAN_RETURN_IF_ERROR(changes_.database().Read([&](sql::Transaction& transaction) {
    response.Clear();
    return FillPage(transaction, request, sight, filter, page, &response);
  }));
  // With nothing to share the answer is the same whether or not there is anything.
  if (response.plans().empty() && page.last_key.empty()) EDUPLAN_RETURN_IF_ERROR(denial);
  return response;
}

absl::StatusOr<v1::Plan> Plans::Update(const server::Call& call,
                                       const v1::UpdatePlanRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const PlanId id, ParsePlanName(request.plan().name(), "plan.name"));
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kFile, id.organization).status());
  EDUPLAN_RETURN_IF_ERROR(CheckPlan(request.plan(), "plan."));
  v1::Plan response;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(std::optional<StoredPlan> stored, FindPlan(change.sql(), id));
    if (!stored) return status::NotFound(id.Name());
    EDUPLAN_RETURN_IF_ERROR(api::CheckEtag(request.plan().etag(), stored->version, id.Name()));
    EDUPLAN_RETURN_IF_ERROR(CheckTextMayChange(stored->plan.state()));
    EDUPLAN_RETURN_IF_ERROR(
        api::ApplyMask(request.update_mask(), kUpdatable, request.plan(), &stored->plan));
    EDUPLAN_RETURN_IF_ERROR(PutPlan(change, *stored));
    EDUPLAN_RETURN_IF_ERROR(RecordPlan(change, *stored, {"update", "updated"}));
    response = std::move(stored->plan);
    return absl::OkStatus();
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(server::WriteOf(call, request), &response, body).status());
  return response;
}

}  // namespace eduplan::plan_items
