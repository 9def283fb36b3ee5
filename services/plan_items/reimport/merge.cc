#include "services/plan_items/reimport/merge.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "services/plan_items/comparison/difference.h"
#include "services/plan_items/comparison/figure_matching.h"
#include "services/plan_items/comparison/item_matching.h"
#include "services/plan_items/item_path.h"
#include "services/plan_items/reimport/edits.h"
#include "services/plan_items/reimport/figure_merge.h"
#include "services/plan_items/reimport/leftovers.h"

namespace eduplan::plan_items {
namespace {

using comparison::kUnmatched;
using comparison::Matching;
using comparison::PlanView;

// An item that a person made is taken for one of the document only if it is as alike as this.
constexpr double kPersonsOwn = 0.5;

std::string IdOf(const std::string& name) {
  return name.substr(name.rfind('/') + 1);
}

// The items as the last import read them, those that a person made as they are.
std::vector<v1::PlanItem> ReadItems(const PlanState& before, const LastReading& last) {
  std::vector<v1::PlanItem> items = before.items;
  for (v1::PlanItem& item : items) {
    const auto read = last.items.find(item.name());
    if (read == last.items.end()) continue;
    const std::string path = std::move(*item.mutable_path());
    item = read->second;
    item.set_path(path);
  }
  return items;
}

class Merger {
 public:
  Merger(const PlanState& before, const LastReading& last, Draft draft, v1::EditChoice choice)
      : before_(before), last_(last), draft_(std::move(draft)), edits_(choice) {}

  Merged Run();

 private:
  void Match();
  // Gives the draft's items and figures the names and ids of those that they are.
  void KeepIdentity(const PlanView& left, const PlanView& right);
  void MergePlan();
  void MergeItem(size_t index, v1::PlanItem item);
  void MergeLeftovers();
  void Settle();
  void Describe();
  const v1::PlanItem& LastOf(const std::string& name) const {
    static const v1::PlanItem kNothing;
    const auto read = last_.items.find(name);
    return read == last_.items.end() ? kNothing : read->second;
  }

  const PlanState& before_;
  const LastReading& last_;
  Draft draft_;
  Edits edits_;
  Matching items_{0, 0};  // of before_.items and draft_.items
  Merged merged_;
};

void Merger::Match() {
  const std::vector<v1::PlanItem> read = ReadItems(before_, last_);
  const PlanView left = comparison::ViewOf(before_.plan, read, before_.rest);
  const PlanView right = comparison::ViewOf(draft_.plan, draft_.items, draft_.rest);
  const comparison::Corpus texts = comparison::CorpusOf(left, right);
  items_ = comparison::MatchItems(left, right, texts);
  for (size_t l = 0; l < items_.right_of.size(); ++l) {
    const int r = items_.right_of[l];
    if (r == kUnmatched || last_.items.contains(read[l].name())) continue;
    if (texts.Alike(static_cast<int>(l), r) >= kPersonsOwn) continue;
    items_.right_of[l] = kUnmatched;
    items_.left_of[static_cast<size_t>(r)] = kUnmatched;
  }
  KeepIdentity(left, right);
}

void Merger::KeepIdentity(const PlanView& left, const PlanView& right) {
  const Matching figures = comparison::MatchFigures(left, right, items_);
  std::vector<std::string> ids(right.figures.size());
  for (size_t r = 0; r < ids.size(); ++r) {
    const int l = figures.left_of[r];
    if (l != kUnmatched) ids[r] = left.figures[static_cast<size_t>(l)].figure->id();
  }
  // In the order of the view: the preamble's, then by item.
  auto id = ids.begin();
  const auto keep = [&](Figures& of_one) {
    for (v1::Measurement& figure : of_one) {
      if (!id->empty()) figure.set_id(*id);
      ++id;
    }
  };
  keep(*draft_.rest.mutable_measurements());
  for (v1::PlanItem& item : draft_.items) keep(*item.mutable_measurements());
  absl::flat_hash_map<std::string, std::string> names;
  for (size_t r = 0; r < draft_.items.size(); ++r) {
    const int l = items_.left_of[r];
    if (l == kUnmatched) continue;
    std::string& name = *draft_.items[r].mutable_name();
    names.emplace(std::move(name), before_.items[static_cast<size_t>(l)].name());
    name = before_.items[static_cast<size_t>(l)].name();
  }
  for (v1::PlanItem& item : draft_.items) {
    const auto parent = names.find(item.parent_item());
    if (parent != names.end()) item.set_parent_item(parent->second);
  }
}

void Merger::MergePlan() {
  v1::Plan& document = draft_.plan;
  // What the document does not say is not taken away.
  if (document.kind() == v1::DOCUMENT_KIND_UNSPECIFIED) document.set_kind(before_.plan.kind());
  if (document.periods().empty()) *document.mutable_periods() = before_.plan.periods();
  if (document.title().empty()) document.set_title(before_.plan.title());
  v1::Plan plan = before_.plan;
  plan.set_kind(document.kind());
  *plan.mutable_periods() = document.periods();
  plan.set_title(document.title());
  plan.set_preamble(document.preamble());
  *plan.mutable_recipients() = document.recipients();
  plan.set_issuer(document.issuer());
  plan.set_truncated(document.truncated());
  const v1::Plan as_read = plan;
  MergeFields(PlanFieldsOfDocument(), last_.plan, before_.plan, plan.name(), "", edits_, plan);
  if (!SameFields(PlanFieldsOfDocument(), as_read, plan)) {
    merged_.readings[""] = as_read.SerializeAsString();
  }
  if (document.source_digest() != plan.source_digest()) {
    plan.set_source_digest(document.source_digest());
    plan.set_source_filename(document.source_filename());
  }
  merged_.plan_changed = plan.SerializeAsString() != before_.plan.SerializeAsString();
  merged_.state.plan = std::move(plan);
}

void Merger::MergeItem(size_t index, v1::PlanItem item) {
  const int l = items_.left_of[index];
  if (l == kUnmatched) {
    merged_.state.items.push_back(std::move(item));
    return;
  }
  const v1::PlanItem& edited = before_.items[static_cast<size_t>(l)];
  const v1::PlanItem& read = LastOf(edited.name());
  item.set_status(edited.status());
  item.set_progress(edited.progress());
  item.set_weight(edited.weight());
  *item.mutable_indicators() = edited.indicators();
  item.set_etag(edited.etag());
  *item.mutable_create_time() = edited.create_time();
  *item.mutable_update_time() = edited.update_time();
  const std::string as_read = item.SerializeAsString();
  MergeFields(ItemFieldsOfDocument(), read, edited, item.name(), item.path(), edits_, item);
  MergeFigures(read.measurements(), edited.measurements(), item.name(), item.path(), edits_,
               *item.mutable_measurements());
  if (item.SerializeAsString() != as_read) merged_.readings[IdOf(item.name())] = as_read;
  merged_.state.items.push_back(std::move(item));
}

void Merger::MergeLeftovers() {
  Leftovers leftovers(merged_.state.items);
  for (size_t l = 0; l < before_.items.size(); ++l) {
    const v1::PlanItem& item = before_.items[l];
    if (items_.right_of[l] != kUnmatched) continue;
    const auto read = last_.items.find(item.name());
    const bool edited = read == last_.items.end() ||
                        !SameFields(ItemFieldsOfDocument(), read->second, item) ||
                        !SameFigures(read->second.measurements(), item.measurements());
    const bool kept = edited && edits_.keep();
    if (edited || HasWorkOfPeople(item)) {
      edits_.Add(EditOfLeftover(read == last_.items.end() ? nullptr : &read->second, item), kept);
    }
    if (kept) {
      merged_.readings[IdOf(item.name())] = "";
      leftovers.Keep(item);
    } else {
      leftovers.End(item);
      merged_.ended.push_back(item.name());
    }
  }
  std::vector<v1::PlanItem> kept = std::move(leftovers).Take();
  std::move(kept.begin(), kept.end(), std::back_inserter(merged_.state.items));
}

// Brings the items into document order and tells those that are new or changed.
void Merger::Settle() {
  std::vector<v1::PlanItem>& items = merged_.state.items;
  std::vector<std::pair<std::string, size_t>> order;
  for (size_t i = 0; i < items.size(); ++i) order.emplace_back(OrderKey(items[i].path()), i);
  std::sort(order.begin(), order.end());
  std::vector<v1::PlanItem> sorted;
  sorted.reserve(items.size());
  for (const auto& [key, index] : order) sorted.push_back(std::move(items[index]));
  items = std::move(sorted);
  absl::flat_hash_map<std::string, const v1::PlanItem*> stored;
  for (const v1::PlanItem& item : before_.items) stored.emplace(item.name(), &item);
  for (size_t i = 0; i < items.size(); ++i) {
    const auto was = stored.find(items[i].name());
    if (was == stored.end() || was->second->SerializeAsString() != items[i].SerializeAsString()) {
      merged_.written.push_back(i);
    }
  }
}

void Merger::Describe() {
  const PlanView left = comparison::ViewOf(before_.plan, before_.items, before_.rest);
  const PlanView right =
      comparison::ViewOf(merged_.state.plan, merged_.state.items, merged_.state.rest);
  absl::flat_hash_map<std::string, int> by_name;
  for (size_t l = 0; l < before_.items.size(); ++l) {
    by_name.emplace(before_.items[l].name(), static_cast<int>(l));
  }
  Matching items(left.items.size(), right.items.size());
  for (size_t r = 0; r < right.items.size(); ++r) {
    const auto l = by_name.find(merged_.state.items[r].name());
    if (l != by_name.end()) items.Match(l->second, static_cast<int>(r));
  }
  merged_.difference =
      comparison::DifferenceOf(left, right, comparison::CorpusOf(left, right), items,
                               comparison::MatchFigures(left, right, items));
}

Merged Merger::Run() {
  Match();
  MergePlan();
  merged_.state.items.reserve(draft_.items.size());
  for (size_t i = 0; i < draft_.items.size(); ++i) MergeItem(i, std::move(draft_.items[i]));
  MergeLeftovers();
  merged_.state.rest = std::move(draft_.rest);
  Settle();
  Describe();
  merged_.edits = edits_.Take();
  return std::move(merged_);
}

}  // namespace

Merged Merge(const PlanState& before, const LastReading& last, Draft draft, v1::EditChoice choice) {
  return Merger(before, last, std::move(draft), choice).Run();
}

}  // namespace eduplan::plan_items
