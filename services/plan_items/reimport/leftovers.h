#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_REIMPORT_LEFTOVERS_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_REIMPORT_LEFTOVERS_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "eduplan/plan/v1/plan_revision_service.pb.h"

namespace eduplan::plan_items {

namespace v1 = ::eduplan::plan::v1;

// Whether a person has set how far the work is, its weight or its indicators.
bool HasWorkOfPeople(const v1::PlanItem& item);

// That the document does not have an item which people worked on; `read` is what the last import
// read of it, null if it read none.
v1::PersonEdit EditOfLeftover(const v1::PlanItem* read, const v1::PlanItem& item);

// Finds a place for stored items that a corrected document does not have: at the end of the item
// they stood below, or of the nearest above it that is still there. Told of every leftover in
// document order.
class Leftovers {
 public:
  // `items` of the document, with their paths and parents.
  explicit Leftovers(std::span<const v1::PlanItem> items);

  void Keep(v1::PlanItem item);
  void End(const v1::PlanItem& item);

  // Those that are kept, in their places.
  std::vector<v1::PlanItem> Take() && { return std::move(kept_); }

 private:
  struct Place {
    std::string path;
    int64_t children = 0;  // the last ordinal below it
  };

  absl::flat_hash_map<std::string, Place> places_;       // by name; "" is the top
  absl::flat_hash_map<std::string, std::string> above_;  // of each that ended, its parent
  std::vector<v1::PlanItem> kept_;
};

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_REIMPORT_LEFTOVERS_H_
