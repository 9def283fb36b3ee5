#include "services/plan_items/reimport/returning.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

std::string WordsOf(const v1::PlanItem& item) {
  return text::Cat(item.heading(), "\n", item.text());
}

using ByWords = absl::flat_hash_map<std::string, std::vector<const v1::PlanItem*>>;

template <typename Items>
ByWords Index(const Items& items) {
  ByWords index;
  for (const v1::PlanItem& item : items) index[WordsOf(item)].push_back(&item);
  return index;
}

// The one that `item` was; null if there is none, or no telling which.
const v1::PlanItem* Returned(const v1::PlanItem& item, const ByWords& ended, const ByWords& now) {
  const std::string words = WordsOf(item);
  const auto were = ended.find(words);
  if (were == ended.end()) return nullptr;
  if (were->second.size() == 1 && now.at(words).size() == 1) return were->second.front();
  const v1::PlanItem* same_place = nullptr;
  for (const v1::PlanItem* was : were->second) {
    if (was->path() != item.path()) continue;
    if (same_place != nullptr) return nullptr;
    same_place = was;
  }
  return same_place;
}

void KeepFigures(const v1::PlanItem& was, v1::PlanItem& item) {
  std::vector<bool> taken(was.measurements_size());
  for (v1::Measurement& figure : *item.mutable_measurements()) {
    for (int i = 0; i < was.measurements_size(); ++i) {
      const v1::Measurement& old = was.measurements(i);
      if (taken[i] || old.quote() != figure.quote() || old.name() != figure.name()) continue;
      figure.set_id(old.id());
      taken[i] = true;
      break;
    }
  }
}

}  // namespace

void TakeBack(std::span<const v1::PlanItem> ended, Draft& draft) {
  if (ended.empty()) return;
  const ByWords were = Index(ended);
  const ByWords now = Index(draft.items);
  std::vector<std::pair<v1::PlanItem*, const v1::PlanItem*>> returned;
  for (v1::PlanItem& item : draft.items) {
    if (const v1::PlanItem* was = Returned(item, were, now)) returned.emplace_back(&item, was);
  }
  absl::flat_hash_map<std::string, std::string> names;
  for (const auto& [item, was] : returned) {
    names.emplace(item->name(), was->name());
    item->set_name(was->name());
    item->set_status(was->status());
    item->set_progress(was->progress());
    item->set_weight(was->weight());
    *item->mutable_indicators() = was->indicators();
    *item->mutable_create_time() = was->create_time();
    KeepFigures(*was, *item);
  }
  for (v1::PlanItem& item : draft.items) {
    const auto parent = names.find(item.parent_item());
    if (parent != names.end()) item.set_parent_item(parent->second);
  }
}

}  // namespace eduplan::plan_items
