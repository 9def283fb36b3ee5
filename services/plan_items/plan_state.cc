#include "services/plan_items/plan_state.h"

#include <optional>
#include <utility>

#include "services/plan_items/item_store.h"
#include "services/plan_items/reimport/returning.h"
#include "services/platform/calendar/period.h"
#include "services/platform/status/macros.h"

namespace eduplan::plan_items {
namespace {

// Of former documents, that may come back.
constexpr int kMostEnded = 20000;

// Periods that the caller of the import gave stand in the plan; these are the document's own.
void TakePeriodsRead(const v1::ParsedPlan& rest, v1::Plan& plan) {
  plan.clear_periods();
  for (const std::string& period : rest.periods()) {
    if (calendar::Period::Parse(period).ok()) plan.add_periods(period);
  }
}

}  // namespace

absl::StatusOr<PlanState> LoadState(sql::Transaction& transaction, const StoredPlan& stored,
                                    int64_t sequence) {
  PlanState state = {.plan = stored.plan, .items = {}, .rest = {}};
  EDUPLAN_ASSIGN_OR_RETURN(state.items, AllItems(transaction, stored.id, sequence));
  EDUPLAN_ASSIGN_OR_RETURN(std::optional<StoredSource> source,
                           LastSource(transaction, stored.id, sequence));
  if (source) state.rest = std::move(source->rest);
  return state;
}

absl::StatusOr<LastReading> LoadLastReading(sql::Transaction& transaction, const PlanId& id,
                                            int64_t sequence) {
  LastReading last;
  EDUPLAN_ASSIGN_OR_RETURN(const std::optional<StoredSource> source,
                           LastSource(transaction, id, sequence));
  if (!source) return last;
  EDUPLAN_ASSIGN_OR_RETURN(const std::optional<StoredPlan> plan,
                           FindPlanAsOf(transaction, id, source->sequence));
  if (plan) last.plan = plan->plan;
  EDUPLAN_ASSIGN_OR_RETURN(std::vector<v1::PlanItem> items,
                           AllItems(transaction, id, source->sequence));
  for (v1::PlanItem& item : items) {
    std::string name = item.name();
    last.items.emplace(std::move(name), std::move(item));
  }
  EDUPLAN_ASSIGN_OR_RETURN(const Readings readings, FindReadings(transaction, id));
  for (const auto& [item, content] : readings) {
    const std::string name = ItemId{id, item}.Name();
    if (item.empty()) {
      if (!last.plan.ParseFromString(content)) return absl::DataLossError("reading of a plan");
    } else if (content.empty()) {
      last.items.erase(name);
    } else if (!last.items[name].ParseFromString(content)) {
      return absl::DataLossError("reading of an item");
    }
  }
  TakePeriodsRead(source->rest, last.plan);
  return last;
}

absl::StatusOr<PlanMark> MarkOf(sql::Transaction& transaction, const PlanId& id) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query(
          "SELECT (SELECT MAX(valid_from) FROM plan_versions WHERE organization = $1 AND plan = "
          "$2), (SELECT MAX(valid_from) FROM item_versions WHERE organization = $1 AND plan = $2), "
          "(SELECT MAX(sequence) FROM plan_sources WHERE organization = $1 AND plan = $2)",
          {id.organization, id.plan}));
  return PlanMark{rows[0][0].integer(), rows[0][1].integer(), rows[0][2].integer()};
}

absl::StatusOr<Merged> MergeStored(sql::Transaction& transaction, const StoredPlan& stored,
                                   Draft draft, v1::EditChoice choice) {
  EDUPLAN_ASSIGN_OR_RETURN(const PlanState before, LoadState(transaction, stored, kCurrent - 1));
  EDUPLAN_ASSIGN_OR_RETURN(const LastReading last,
                           LoadLastReading(transaction, stored.id, kCurrent - 1));
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<v1::PlanItem> ended,
                           EndedItems(transaction, stored.id, kMostEnded));
  TakeBack(ended, draft);
  return Merge(before, last, std::move(draft), choice);
}

}  // namespace eduplan::plan_items
