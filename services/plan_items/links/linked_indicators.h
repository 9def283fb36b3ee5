#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_LINKED_INDICATORS_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_LINKED_INDICATORS_H_

#include <cstdint>
#include <span>

#include "absl/status/status.h"
#include "eduplan/plan/v1/plan_service.pb.h"
#include "services/plan_items/names.h"
#include "services/platform/sql/database.h"

namespace eduplan::plan_items {

namespace v1 = ::eduplan::plan::v1;

// Which indicators an item is measured by because figures of it are linked to them. It is joined
// when items are read and kept nowhere else, so that it goes when a link goes.

// Adds to each item's indicators those of its figures' links as of `sequence`, by name.
absl::Status AddLinkedIndicators(sql::Transaction& transaction, const PlanId& plan,
                                 int64_t sequence, std::span<v1::PlanItem* const> items);

// Takes from an item as a caller sends it what AddLinkedIndicators gave to the one that it was made
// of: what is linked and was not given before.
absl::Status TakeLinkedIndicators(sql::Transaction& transaction, const PlanId& plan,
                                  int64_t sequence, const v1::PlanItem& before, v1::PlanItem& item);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_LINKED_INDICATORS_H_
