#include "services/plan_items/reimport/leftovers.h"

#include <algorithm>
#include <utility>

#include "services/plan_items/item_path.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {

bool HasWorkOfPeople(const v1::PlanItem& item) {
  const bool started = item.status() != v1::PlanItem::STATUS_NOT_STARTED &&
                       item.status() != v1::PlanItem::STATUS_UNSPECIFIED;
  return started || item.progress() != 0 || item.weight() != 0 || !item.indicators().empty();
}

v1::PersonEdit EditOfLeftover(const v1::PlanItem* read, const v1::PlanItem& item) {
  v1::PersonEdit edit;
  edit.set_resource(item.name());
  edit.set_field("*");
  if (read != nullptr) edit.set_imported(text::Cat(read->marker(), read->heading()));
  edit.set_edited(text::Cat(item.marker(), item.heading()));
  edit.set_document_changed(read != nullptr);
  return edit;
}

Leftovers::Leftovers(std::span<const v1::PlanItem> items) {
  places_.try_emplace("");
  for (const v1::PlanItem& item : items) {
    places_[item.name()].path = item.path();
    int64_t& last = places_[item.parent_item()].children;
    last = std::max(last, OrdinalOf(item.path()));
  }
}

void Leftovers::Keep(v1::PlanItem item) {
  std::string parent = item.parent_item();
  while (!places_.contains(parent)) {
    const auto above = above_.find(parent);
    parent = above == above_.end() ? "" : above->second;
  }
  Place& place = places_[parent];
  item.set_parent_item(parent);
  item.set_path(ChildPath(place.path, ++place.children));
  item.set_level(LevelOf(item.path()));
  for (v1::Measurement& figure : *item.mutable_measurements()) figure.set_item_path(item.path());
  places_[item.name()].path = item.path();
  kept_.push_back(std::move(item));
}

void Leftovers::End(const v1::PlanItem& item) {
  above_.emplace(item.name(), item.parent_item());
}

}  // namespace eduplan::plan_items
