#include "services/plan_items/items.h"

#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "services/plan_items/item_path.h"
#include "services/plan_items/item_store.h"
#include "services/plan_items/links/linked_indicators.h"
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

constexpr std::string_view kUpdatable[] = {
    "marker",   "heading", "text",     "section_kind", "lead_units",   "assisting_units",
    "due_date", "status",  "progress", "weight",       "measurements", "indicators"};
// A page ends early rather than exceed what one message may hold.
constexpr size_t kMostPageBytes = size_t{16} << 20;

// What may change whatever the plan's state is.
bool OnlyProgressDiffers(const v1::PlanItem& before, const v1::PlanItem& after) {
  v1::PlanItem moved = before;
  moved.set_status(after.status());
  moved.set_progress(after.progress());
  return moved.SerializeAsString() == after.SerializeAsString();
}

absl::Status CheckState(const v1::Plan& plan, const v1::PlanItem& before,
                        const v1::PlanItem& after) {
  if (plan.state() != v1::Plan::STATE_DELETED && OnlyProgressDiffers(before, after)) {
    return absl::OkStatus();
  }
  return CheckTextMayChange(plan.state());
}

// Figures that came without an id are named here; the others keep theirs.
void NameMeasurements(v1::PlanItem& item) {
  for (v1::Measurement& measurement : *item.mutable_measurements()) {
    if (measurement.id().empty()) measurement.set_id(api::NewUlid());
  }
}

// Links are work on a plan, which is not for who sees only what is published.
absl::Status AddLinked(sql::Transaction& transaction, const Sight& sight, const PlanId& plan,
                       int64_t sequence, v1::PlanItem& item) {
  v1::PlanItem* const one[] = {&item};
  return sight.all ? AddLinkedIndicators(transaction, plan, sequence, one) : absl::OkStatus();
}

absl::StatusOr<StoredPlan> ExistingPlan(sql::Transaction& transaction, const PlanId& id) {
  EDUPLAN_ASSIGN_OR_RETURN(std::optional<StoredPlan> stored, FindPlan(transaction, id));
  if (!stored) return status::NotFound(id.Name());
  return *std::move(stored);
}

// Gives a new item its place at the end of its parent.
absl::Status Place(sql::Transaction& transaction, const PlanId& plan, v1::PlanItem& item) {
  std::string parent_path;
  std::string parent_id;
  if (!item.parent_item().empty()) {
    EDUPLAN_ASSIGN_OR_RETURN(const ItemId id,
                             ParseItemName(item.parent_item(), "item.parent_item"));
    std::optional<StoredItem> parent;
    if (id.plan.Name() == plan.Name()) {
      EDUPLAN_ASSIGN_OR_RETURN(parent, FindItem(transaction, id));
    }
    if (!parent) {
      return status::InvalidField("item.parent_item", "PARENT_ITEM_UNKNOWN",
                                  text::Cat(item.parent_item(), " is not an item of this plan"),
                                  text::Cat("“", item.parent_item(), "”不是本计划的条目"))
          .With("parent_item", item.parent_item());
    }
    parent_path = parent->item.path();
    parent_id = id.item;
  }
  EDUPLAN_ASSIGN_OR_RETURN(const int64_t last, LastOrdinal(transaction, plan, parent_id));
  if (LevelOf(parent_path) >= kDeepestLevel || last >= kMostSiblings) {
    return status::Error(absl::StatusCode::kFailedPrecondition, "OUTLINE_FULL")
        .Message("an outline has at most 64 levels, and an item 50,000 below it",
                 "条目层级不超过64级，同级不超过50000条")
        .Field("item.parent_item", "has no room");
  }
  item.set_path(ChildPath(parent_path, last + 1));
  item.set_level(LevelOf(item.path()));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::PlanItem> Items::Create(const server::Call& call,
                                           const v1::CreatePlanItemRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const PlanId plan, ParsePlanName(request.parent(), "parent"));
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kFile, plan.organization).status());
  EDUPLAN_ASSIGN_OR_RETURN(const std::string item_id, ChooseId(request.item_id(), "item_id"));
  EDUPLAN_RETURN_IF_ERROR(CheckItem(request.item(), "item."));
  if (absl::StripAsciiWhitespace(request.item().heading()).empty()) {
    return status::InvalidField("item.heading", "FIELD_REQUIRED", "item.heading is required",
                                "须填写 item.heading");
  }
  const ItemId id = {plan, item_id};
  v1::PlanItem response;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(const StoredPlan stored, ExistingPlan(change.sql(), plan));
    EDUPLAN_RETURN_IF_ERROR(CheckTextMayChange(stored.plan.state()));
    EDUPLAN_ASSIGN_OR_RETURN(const std::optional<StoredItem> other, FindItem(change.sql(), id));
    if (other) return status::AlreadyExists(id.Name());
    v1::PlanItem item;
    EDUPLAN_RETURN_IF_ERROR(api::ApplyMask({}, kUpdatable, request.item(), &item));
    item.set_name(id.Name());
    item.set_parent_item(request.item().parent_item());
    if (item.status() == v1::PlanItem::STATUS_UNSPECIFIED) {
      item.set_status(v1::PlanItem::STATUS_NOT_STARTED);
    }
    NameMeasurements(item);
    EDUPLAN_RETURN_IF_ERROR(Place(change.sql(), plan, item));
    EDUPLAN_RETURN_IF_ERROR(AddItems(change, std::span(&item, 1)));
    EDUPLAN_RETURN_IF_ERROR(RecordItem(change, plan, item, {"create", "created"}));
    response = std::move(item);
    return absl::OkStatus();
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(server::WriteOf(call, request), &response, body).status());
  return response;
}

absl::StatusOr<v1::PlanItem> Items::Get(const server::Call& call,
                                        const v1::GetPlanItemRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const ItemId id, ParseItemName(request.name()));
  EDUPLAN_ASSIGN_OR_RETURN(const Sight sight, visibility_.Of(call, id.plan.organization));
  v1::PlanItem response;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_RETURN_IF_ERROR(visibility_.Find(transaction, sight, id.plan).status());
        EDUPLAN_ASSIGN_OR_RETURN(std::optional<StoredItem> stored, FindItem(transaction, id));
        if (!stored) return status::NotFound(id.Name());
        response = std::move(stored->item);
        return AddLinked(transaction, sight, id.plan, kCurrent - 1, response);
      }));
  return response;
}

absl::StatusOr<v1::ListPlanItemsResponse> Items::List(const server::Call& call,
                                                      const v1::ListPlanItemsRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const PlanId id, ParsePlanName(request.parent(), "parent"));
  EDUPLAN_ASSIGN_OR_RETURN(const Sight sight, visibility_.Of(call, id.organization));
  EDUPLAN_ASSIGN_OR_RETURN(api::Page page, api::ParsePage(request));
  EDUPLAN_ASSIGN_OR_RETURN(const ItemFilter filter, ParseItemFilter(request.filter()));
  if (page.sequence == 0) {
    EDUPLAN_ASSIGN_OR_RETURN(const change_log::Tick tick, changes_.Current());
    page.sequence = tick.sequence;
  }
  v1::ListPlanItemsResponse response;
  const auto body = [&](sql::Transaction& transaction) -> absl::Status {
    response.Clear();
    EDUPLAN_RETURN_IF_ERROR(visibility_.Find(transaction, sight, id).status());
    EDUPLAN_ASSIGN_OR_RETURN(
        std::vector<v1::PlanItem> items,
        QueryItems(transaction, id, filter, page.sequence, page.last_key, page.size + 1));
    size_t bytes = 0;
    for (v1::PlanItem& item : items) {
      if (response.items_size() == page.size || bytes > kMostPageBytes) {
        const std::string& last = response.items(response.items_size() - 1).path();
        response.set_next_page_token(api::NextPageToken(request, last, page.sequence));
        break;
      }
      bytes += item.ByteSizeLong();
      *response.add_items() = std::move(item);
    }
    if (!sight.all) return absl::OkStatus();
    auto& listed = *response.mutable_items();
    const std::vector<v1::PlanItem*> all(listed.pointer_begin(), listed.pointer_end());
    return AddLinkedIndicators(transaction, id, page.sequence, all);
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.database().Read(body));
  return response;
}

absl::StatusOr<v1::PlanItem> Items::Update(const server::Call& call,
                                           const v1::UpdatePlanItemRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const ItemId id, ParseItemName(request.item().name(), "item.name"));
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kFile, id.plan.organization).status());
  EDUPLAN_RETURN_IF_ERROR(CheckItem(request.item(), "item."));
  v1::PlanItem response;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(const StoredPlan plan, ExistingPlan(change.sql(), id.plan));
    EDUPLAN_ASSIGN_OR_RETURN(const std::optional<StoredItem> stored, FindItem(change.sql(), id));
    if (!stored) return status::NotFound(id.Name());
    EDUPLAN_RETURN_IF_ERROR(api::CheckEtag(request.item().etag(), stored->version, id.Name()));
    v1::PlanItem item = stored->item;
    EDUPLAN_RETURN_IF_ERROR(
        api::ApplyMask(request.update_mask(), kUpdatable, request.item(), &item));
    EDUPLAN_RETURN_IF_ERROR(
        TakeLinkedIndicators(change.sql(), id.plan, change.sequence(), stored->item, item));
    if (item.status() == v1::PlanItem::STATUS_UNSPECIFIED) {
      item.set_status(v1::PlanItem::STATUS_NOT_STARTED);
    }
    EDUPLAN_RETURN_IF_ERROR(CheckState(plan.plan, stored->item, item));
    NameMeasurements(item);
    EDUPLAN_RETURN_IF_ERROR(ReplaceItem(change, item));
    EDUPLAN_RETURN_IF_ERROR(RecordItem(change, id.plan, item, {"update", "updated"},
                                       {{"status", v1::PlanItem::Status_Name(item.status())},
                                        {"progress", text::Cat(item.progress())}}));
    response = std::move(item);
    return AddLinked(change.sql(), {.all = true}, id.plan, change.sequence(), response);
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(server::WriteOf(call, request), &response, body).status());
  return response;
}

}  // namespace eduplan::plan_items
