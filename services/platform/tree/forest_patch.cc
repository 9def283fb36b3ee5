// A forest with a delta applied.

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "services/platform/tree/forest.h"
#include "services/platform/tree/successions.h"

namespace eduplan::tree {
namespace {

// The larger the overlay, the dearer each delta, which copies its list of nodes; the smaller, the
// sooner the whole forest is written anew.
size_t MostOverlaid(size_t nodes) {
  return std::max<size_t>(256, nodes / 64);
}

bool SameDays(std::span<const Span> a, std::span<const Span> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Span& x, const Span& y) { return x.from == y.from && x.to == y.to; });
}

}  // namespace

// Works on a copy of the forest in which it replaces nodes one by one.
class Forest::Patch {
 public:
  Patch(const Forest& before, const Delta& delta)
      : before_(before), delta_(delta), made_(new Forest(before)) {
    made_->sequence_ = delta.sequence;
    if (delta.replaces_successions) {
      made_->successions_ = std::make_shared<const Successions>(delta.successions);
    } else if (!delta.successions.empty()) {
      made_->successions_ = before.successions_->With(delta.successions);
    }
  }

  std::shared_ptr<const Forest> Make() {
    PutNodes();
    Forget();
    PutLinks();
    for (const Index child : moved_) {
      PutParents(child);
    }
    for (const auto& [parent, entries] : listed_) {
      PutChildren(parent, entries);
    }
    return made_;
  }

 private:
  using Entries = std::vector<Below>;

  // The node to be changed, first copied into the overlay.
  Overlaid& Edit(Index index);
  Index Add(const std::string& id);
  void PutNodes();
  void Forget();
  void Loosen(Index child, Index parent);
  void PutLinks();
  void PutParents(Index child);
  void PutChildren(Index parent, Entries entries);
  void Place(Index child, Index parent, const Edge& edge) {
    Edit(child).links.push_back({parent, edge.relation, {edge.from, edge.to}});
    moved_.insert(child);
  }

  const Forest& before_;
  const Delta& delta_;
  std::shared_ptr<Forest> made_;
  absl::flat_hash_map<Index, Overlaid*> edited_;
  std::set<Index> replaced_;         // the nodes of the delta
  std::set<Index> moved_;            // whose parents may have changed
  std::vector<Edge> loosened_;       // whose parents are unknown again
  std::map<Index, Entries> listed_;  // parents of those, with their new entries for them
};

Forest::Overlaid& Forest::Patch::Edit(Index index) {
  Overlaid*& edited = edited_[index];
  if (edited != nullptr) {
    return *edited;
  }
  std::shared_ptr<Overlaid> copy;
  if (const Overlaid* over = made_->Over(index); over != nullptr) {
    copy = std::make_shared<Overlaid>(*over);
  } else {
    copy = std::make_shared<Overlaid>();
    const Columns& base = *made_->base_;
    const std::span<const Span> days = base.Days(index);
    copy->days.assign(days.begin(), days.end());
    for (size_t i = 0; i < days.size(); ++i) {
      const Columns::Label label = base.LabelOf(index, i);
      copy->states.push_back(
          {days[i].from, days[i].to, label.level, label.kind, std::string(label.name)});
    }
    copy->links = base.Links(index);
    copy->parents =
        ParentsThatCount(copy->days, copy->links, [&](Index parent) { return base.Days(parent); });
    const std::span<const Below> children = base.Children(index);
    copy->children.assign(children.begin(), children.end());
  }
  edited = copy.get();
  made_->overlay_[index] = std::move(copy);
  Set(&made_->is_over_, index);
  return *edited;
}

Forest::Index Forest::Patch::Add(const std::string& id) {
  const auto index = static_cast<Index>(made_->size());
  const auto kept = std::make_shared<const std::string>(id);
  made_->added_by_id_.emplace(*kept, index);
  made_->added_.push_back(kept);
  made_->is_over_.resize(index / 64 + 1);
  made_->has_moved_.resize(index / 64 + 1);
  auto node = std::make_shared<Overlaid>();
  edited_[index] = node.get();
  made_->overlay_[index] = std::move(node);
  Set(&made_->is_over_, index);
  return index;
}

void Forest::Patch::PutNodes() {
  for (const Node& node : delta_.nodes) {
    Index index = made_->PlaceOf(node.id);
    if (index == kNone) {
      index = Add(node.id);
    }
    made_->unknown_.erase(index);
    Overlaid& over = Edit(index);
    over.states = node.states;
    Normalize(&over.states);
    std::vector<Span> days;
    days.reserve(over.states.size());
    for (const State& state : over.states) {
      days.push_back({state.from, state.to});
    }
    if (!SameDays(days, over.days)) {
      for (const Below& below : over.children) {
        moved_.insert(below.child);
      }
    }
    over.days = std::move(days);
    over.links.clear();
    replaced_.insert(index);
    moved_.insert(index);
  }
}

void Forest::Patch::Forget() {
  for (const std::string& id : delta_.unknown) {
    const Index index = made_->Find(id);
    if (index == kNone) {
      continue;
    }
    Overlaid& over = Edit(index);
    over.states.clear();
    over.days.clear();
    over.links.clear();
    made_->unknown_.insert(index);
    replaced_.insert(index);
    moved_.insert(index);
    for (const Below& below : over.children) {
      Loosen(below.child, index);
    }
  }
}

// Edges of the child wait again for the parent to be known.
void Forest::Patch::Loosen(Index child, Index parent) {
  std::vector<Link>& links = Edit(child).links;
  for (const Link& link : links) {
    if (link.parent == parent) {
      loosened_.push_back({std::string(made_->Id(child)), std::string(made_->Id(parent)),
                           link.relation, link.days.from, link.days.to});
    }
  }
  std::erase_if(links, [&](const Link& link) { return link.parent == parent; });
  moved_.insert(child);
}

void Forest::Patch::PutLinks() {
  // Of two that go, the one above may have been forgotten first.
  std::erase_if(loosened_, [&](const Edge& edge) { return made_->Find(edge.child) == kNone; });
  std::vector<Edge> dangling = std::move(loosened_);
  const auto put = [&](const Edge& edge, Index child) {
    if (const Index parent = made_->Find(edge.parent); parent != kNone) {
      Place(child, parent, edge);
    } else {
      dangling.push_back(edge);
    }
  };
  for (const Edge& edge : before_.dangling_) {
    const Index child = made_->PlaceOf(edge.child);
    if (!replaced_.contains(child)) {
      put(edge, child);
    }
  }
  for (const Edge& edge : delta_.edges) {
    const Index child = made_->Find(edge.child);
    if (edge.from < edge.to && replaced_.contains(child)) {
      put(edge, child);
    }
  }
  made_->dangling_ = std::move(dangling);
}

void Forest::Patch::PutParents(Index child) {
  Overlaid& over = Edit(child);
  Set(&made_->has_moved_, child);
  SortLinks(&over.links, [&](Index index) { return made_->Id(index); });
  over.parents =
      ParentsThatCount(over.days, over.links, [&](Index parent) { return made_->Days(parent); });
  if (static_cast<size_t>(child) < before_.size()) {
    for (const Link& link : before_.Links(child)) {
      listed_[link.parent];
    }
  }
  VisitParents(over.links, over.parents,
               [&](Index parent, const Span& days) { listed_[parent].push_back({days, child}); });
}

void Forest::Patch::PutChildren(Index parent, Entries entries) {
  // Entries of one child come in the order of its days, which a stable sort keeps.
  const auto by_id = [&](const Below& a, const Below& b) {
    return a.child != b.child && made_->Id(a.child) < made_->Id(b.child);
  };
  std::stable_sort(entries.begin(), entries.end(), by_id);
  Entries& children = Edit(parent).children;
  std::erase_if(children, [&](const Below& below) { return moved_.contains(below.child); });
  Entries merged;
  merged.reserve(children.size() + entries.size());
  std::merge(children.begin(), children.end(), entries.begin(), entries.end(),
             std::back_inserter(merged), by_id);
  children = std::move(merged);
}

std::shared_ptr<const Forest> Forest::With(const Delta& delta) const {
  if (delta.replaces_all) {
    return Build(delta.nodes, delta.edges, delta.sequence, delta.successions);
  }
  std::shared_ptr<const Forest> forest = Patch(*this, delta).Make();
  return forest->overlay_.size() > MostOverlaid(forest->size()) ? forest->Rebuilt() : forest;
}

}  // namespace eduplan::tree
