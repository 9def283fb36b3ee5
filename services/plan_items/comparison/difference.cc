#include "services/plan_items/comparison/difference.h"

#include <algorithm>
#include <utility>

#include "services/plan_items/comparison/fields.h"
#include "services/plan_items/comparison/figure_matching.h"
#include "services/plan_items/comparison/moves.h"
#include "services/platform/status/text.h"

namespace eduplan::comparison {
namespace {

constexpr int kMostListed = 1000;
// So much of an item without a match stands in another one that it came from it, or went into it.
constexpr double kCameFrom = 0.6;
constexpr size_t kLikeliest = 4;

class Describer {
 public:
  Describer(const PlanView& old_plan, const PlanView& new_plan, const Corpus& corpus,
            const Matching& items, const Matching& figures)
      : old_(old_plan),
        new_(new_plan),
        corpus_(corpus),
        items_(items),
        figures_(figures),
        moved_(MovedItems(old_plan, new_plan, items)) {}

  v1::PlanDifference Run() && {
    for (v1::FieldDifference& field : PlanFields(old_, new_, &words_)) {
      *difference_.add_fields() = std::move(field);
    }
    DescribeItems();
    DescribeFigures();
    return std::move(difference_);
  }

 private:
  // Walks both lists in document order; what only the old has comes where it stood.
  template <typename Removed, typename Kept>
  static void Walk(const Matching& matching, Removed removed, Kept kept);
  // An item that stayed as it was neither took another one in nor gave one away.
  bool HaveSameWords(int old_index, int new_index) const {
    const ItemView& before = old_.items[static_cast<size_t>(old_index)];
    const ItemView& after = new_.items[static_cast<size_t>(new_index)];
    return before.heading == after.heading && before.text == after.text;
  }
  void DescribeItems();
  void AddRemoved(int old_index);
  void AddKept(int new_index);
  v1::ItemDifference OfMatched(int old_index, int new_index);
  void DescribeFigures();
  // The entry, or null beyond what is listed.
  template <typename List>
  auto* Listed(List& list) {
    if (list.size() < kMostListed) return list.Add();
    difference_.set_omitted(difference_.omitted() + 1);
    return static_cast<decltype(list.Add())>(nullptr);
  }
  v1::DifferenceCounts& counts() { return *difference_.mutable_counts(); }

  const PlanView& old_;
  const PlanView& new_;
  const Corpus& corpus_;  // of both
  const Matching& items_;
  const Matching& figures_;
  const std::vector<bool> moved_;
  WordDifference words_;
  v1::PlanDifference difference_;
};

// An item's number is its marker and its place among its neighbours, not that of what is above it.
bool HasSameNumber(const ItemView& a, const ItemView& b) {
  const auto ordinal = [](std::string_view path) { return path.substr(path.rfind('.') + 1); };
  return a.marker == b.marker && ordinal(a.path) == ordinal(b.path);
}

std::string Headline(const ItemView& item) {
  return Shortened(text::Cat(item.marker, item.heading));
}

template <typename Removed, typename Kept>
void Describer::Walk(const Matching& matching, Removed removed, Kept kept) {
  int next_old = 0;
  const auto pass_removed = [&](int end) {
    for (; next_old < end; ++next_old) {
      if (matching.LeftIsFree(next_old)) removed(next_old);
    }
  };
  const int old_size = static_cast<int>(matching.right_of.size());
  for (size_t i = 0; i < matching.left_of.size(); ++i) {
    pass_removed(matching.left_of[i]);
    for (; next_old < old_size && matching.LeftIsFree(next_old); ++next_old) removed(next_old);
    next_old = std::max(next_old, matching.left_of[i] + 1);
    kept(static_cast<int>(i));
  }
  pass_removed(old_size);
}

void Describer::DescribeItems() {
  Walk(
      items_, [this](int old_index) { AddRemoved(old_index); },
      [this](int new_index) { AddKept(new_index); });
}

void Describer::AddRemoved(int old_index) {
  counts().set_items_removed(counts().items_removed() + 1);
  v1::ItemDifference* entry = Listed(*difference_.mutable_items());
  if (entry == nullptr) return;
  const ItemView& item = old_.items[static_cast<size_t>(old_index)];
  entry->add_kinds(v1::ItemDifference::KIND_REMOVED);
  entry->set_item(std::string(item.name));
  entry->set_old_path(std::string(item.path));
  entry->set_heading(Headline(item));
  for (const int near : corpus_.NearOfLeft(old_index, kLikeliest)) {
    const int match = items_.left_of[static_cast<size_t>(near)];
    if (match == kUnmatched || HaveSameWords(match, near)) continue;
    if (corpus_.CoveredByRight(old_index, near) < kCameFrom) continue;
    entry->set_related_path(std::string(new_.items[static_cast<size_t>(near)].path));
    break;
  }
}

void Describer::AddKept(int new_index) {
  const int old_index = items_.left_of[static_cast<size_t>(new_index)];
  const ItemView& item = new_.items[static_cast<size_t>(new_index)];
  if (old_index != kUnmatched) {
    v1::ItemDifference described = OfMatched(old_index, new_index);
    if (described.kinds().empty()) {
      counts().set_items_unchanged(counts().items_unchanged() + 1);
    } else if (v1::ItemDifference* entry = Listed(*difference_.mutable_items())) {
      *entry = std::move(described);
    }
    return;
  }
  counts().set_items_added(counts().items_added() + 1);
  v1::ItemDifference* entry = Listed(*difference_.mutable_items());
  if (entry == nullptr) return;
  entry->add_kinds(v1::ItemDifference::KIND_ADDED);
  entry->set_item(std::string(item.name));
  entry->set_new_path(std::string(item.path));
  entry->set_heading(Headline(item));
  for (const int near : corpus_.NearOfRight(new_index, kLikeliest)) {
    const int match = items_.right_of[static_cast<size_t>(near)];
    if (match == kUnmatched || HaveSameWords(near, match)) continue;
    if (corpus_.CoveredByLeft(near, new_index) < kCameFrom) continue;
    entry->set_related_path(std::string(old_.items[static_cast<size_t>(near)].path));
    break;
  }
}

v1::ItemDifference Describer::OfMatched(int old_index, int new_index) {
  const ItemView& before = old_.items[static_cast<size_t>(old_index)];
  const ItemView& after = new_.items[static_cast<size_t>(new_index)];
  v1::ItemDifference entry;
  entry.set_item(std::string(after.name.empty() ? before.name : after.name));
  entry.set_old_path(std::string(before.path));
  entry.set_new_path(std::string(after.path));
  entry.set_heading(Headline(after));
  if (moved_[static_cast<size_t>(old_index)]) {
    entry.add_kinds(v1::ItemDifference::KIND_MOVED);
    counts().set_items_moved(counts().items_moved() + 1);
  } else if (!HasSameNumber(before, after)) {
    entry.add_kinds(v1::ItemDifference::KIND_RENUMBERED);
    counts().set_items_renumbered(counts().items_renumbered() + 1);
  }
  const bool listed = difference_.items_size() < kMostListed;
  for (v1::FieldDifference& field : ItemFields(before, after, listed ? &words_ : nullptr)) {
    *entry.add_fields() = std::move(field);
  }
  if (!entry.fields().empty()) {
    entry.add_kinds(v1::ItemDifference::KIND_CHANGED);
    counts().set_items_changed(counts().items_changed() + 1);
  }
  return entry;
}

void Describer::DescribeFigures() {
  const auto add = [this](v1::FigureDifference::Kind kind, const v1::Measurement* before,
                          const v1::Measurement* after) -> v1::FigureDifference* {
    v1::FigureDifference* entry = Listed(*difference_.mutable_figures());
    if (entry == nullptr) return entry;
    entry->set_kind(kind);
    if (before != nullptr) *entry->mutable_old_figure() = *before;
    if (after != nullptr) *entry->mutable_new_figure() = *after;
    return entry;
  };
  Walk(
      figures_,
      [&](int old_index) {
        counts().set_figures_removed(counts().figures_removed() + 1);
        add(v1::FigureDifference::KIND_REMOVED, old_.figures[static_cast<size_t>(old_index)].figure,
            nullptr);
      },
      [&](int new_index) {
        const v1::Measurement* after = new_.figures[static_cast<size_t>(new_index)].figure;
        const int old_index = figures_.left_of[static_cast<size_t>(new_index)];
        if (old_index == kUnmatched) {
          counts().set_figures_added(counts().figures_added() + 1);
          add(v1::FigureDifference::KIND_ADDED, nullptr, after);
          return;
        }
        const v1::Measurement* before = old_.figures[static_cast<size_t>(old_index)].figure;
        const std::vector<std::string> fields = FigureFields(*before, *after);
        if (fields.empty()) {
          counts().set_figures_unchanged(counts().figures_unchanged() + 1);
          return;
        }
        counts().set_figures_changed(counts().figures_changed() + 1);
        v1::FigureDifference* entry = add(v1::FigureDifference::KIND_CHANGED, before, after);
        if (entry != nullptr) entry->mutable_fields()->Assign(fields.begin(), fields.end());
      });
}

}  // namespace

v1::PlanDifference DifferenceOf(const PlanView& old_plan, const PlanView& new_plan,
                                const Corpus& corpus, const Matching& items,
                                const Matching& figures) {
  return Describer(old_plan, new_plan, corpus, items, figures).Run();
}

v1::PlanDifference DifferenceOf(const v1::ParsedPlan& old_reading,
                                const v1::ParsedPlan& new_reading) {
  const PlanView before = ViewOf(old_reading);
  const PlanView after = ViewOf(new_reading);
  const Corpus corpus = CorpusOf(before, after);
  const Matching items = MatchItems(before, after, corpus);
  return DifferenceOf(before, after, corpus, items, MatchFigures(before, after, items));
}

bool IsEmpty(const v1::PlanDifference& difference) {
  return difference.fields().empty() && difference.items().empty() && difference.figures().empty();
}

}  // namespace eduplan::comparison
