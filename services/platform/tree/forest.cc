#include "services/platform/tree/forest.h"

#include <algorithm>
#include <utility>

#include "services/platform/tree/successions.h"

namespace eduplan::tree {

Forest::Index Forest::Find(std::string_view id) const {
  const Index index = PlaceOf(id);
  return unknown_.empty() || !unknown_.contains(index) ? index : kNone;
}

Forest::Index Forest::PlaceOf(std::string_view id) const {
  const Index index = base_->Find(id);
  if (index != kNone) {
    return index;
  }
  const auto added = added_by_id_.find(id);
  return added == added_by_id_.end() ? kNone : added->second;
}

std::string_view Forest::Id(Index index) const {
  return index < base_->size() ? base_->Id(index)
                               : std::string_view(*added_[index - base_->size()]);
}

std::span<const Span> Forest::Days(Index index) const {
  const Overlaid* over = Over(index);
  return over == nullptr ? base_->Days(index) : std::span<const Span>(over->days);
}

std::vector<Link> Forest::Links(Index index) const {
  const Overlaid* over = Over(index);
  return over == nullptr ? base_->Links(index) : over->links;
}

std::span<const Below> Forest::ChildEntries(Index index) const {
  const Overlaid* over = Over(index);
  return over == nullptr ? base_->Children(index) : std::span<const Below>(over->children);
}

bool Forest::Exists(Index index, Day at) const {
  const std::span<const Span> days = Days(index);
  const auto after = std::upper_bound(days.begin(), days.end(), at,
                                      [](Day day, const Span& span) { return day < span.from; });
  return after != days.begin() && Holds(*(after - 1), at);
}

Forest::View Forest::At(Index index, Day at) const {
  View view = {.id = Id(index)};
  const std::span<const Span> days = Days(index);
  if (days.empty()) {
    return view;
  }
  const auto after = std::upper_bound(days.begin(), days.end(), at,
                                      [](Day day, const Span& span) { return day < span.from; });
  const size_t state = after == days.begin() ? 0 : after - days.begin() - 1;
  view.exists = Holds(days[state], at);
  if (const Overlaid* over = Over(index); over != nullptr) {
    const State& found = over->states[state];
    view.name = found.name;
    view.level = found.level;
    view.kind = found.kind;
  } else {
    const Columns::Label label = base_->LabelOf(index, state);
    view.name = label.name;
    view.level = label.level;
    view.kind = label.kind;
  }
  return view;
}

Forest::Index Forest::ParentIn(const Overlaid& over, Day at) {
  for (auto above = over.parents.rbegin(); above != over.parents.rend(); ++above) {
    if (Holds(above->days, at)) {
      return above->parent;
    }
  }
  return kNone;
}

Forest::Index Forest::ParentBy(Relation relation, Index index, Day at) const {
  if (!Exists(index, at)) {
    return kNone;
  }
  for (const Link& link : Links(index)) {
    if (link.relation == relation && Holds(link.days, at) && Exists(link.parent, at)) {
      return link.parent;
    }
  }
  return kNone;
}

std::vector<Forest::Index> Forest::Children(Index index, Day at) const {
  std::vector<Index> result;
  for (const Below& below : ChildEntries(index)) {
    if (Holds(below.days, at)) {
      result.push_back(below.child);
    }
  }
  return result;
}

bool Forest::IsAncestor(Index ancestor, Index node, Day at) const {
  // The registry admits no cycle; the bound keeps a damaged table from hanging a reader.
  Index above = Parent(node, at);
  for (size_t steps = size(); above != kNone && steps > 0; --steps) {
    if (above == ancestor) {
      return true;
    }
    above = Parent(above, at);
  }
  return false;
}

void Forest::VisitSubtree(Index root, Day at,
                          absl::FunctionRef<void(Index, int depth)> visit) const {
  if (!Exists(root, at)) {
    return;
  }
  std::vector<std::pair<Index, int>> stack = {{root, 0}};
  while (!stack.empty()) {
    const auto [node, depth] = stack.back();
    stack.pop_back();
    visit(node, depth);
    const std::span<const Below> entries = ChildEntries(node);
    for (auto below = entries.rbegin(); below != entries.rend(); ++below) {
      // Each node has one parent on a day, so only the root could come round again.
      if (Holds(below->days, at) && below->child != root) {
        stack.emplace_back(below->child, depth + 1);
      }
    }
  }
}

std::vector<Forest::Index> Forest::EverAncestors(Index index) const {
  std::vector<Index> result = EverAncestors(std::span<const Index>(&index, 1));
  std::erase(result, index);
  return result;
}

std::vector<Forest::Index> Forest::EverAncestors(std::span<const Index> indices) const {
  absl::flat_hash_set<Index> seen;
  std::vector<Index> result;
  const auto climb = [&](Index from) {
    for (const Link& link : Links(from)) {
      if (seen.insert(link.parent).second) {
        result.push_back(link.parent);
      }
    }
  };
  for (const Index index : indices) {
    climb(index);
  }
  for (size_t next = 0; next < result.size(); ++next) {
    climb(result[next]);
  }
  return result;
}

std::vector<Forest::Index> Forest::EverChildren(Index index) const {
  std::vector<Index> result;
  for (const Below& below : ChildEntries(index)) {
    if (result.empty() || result.back() != below.child) {
      result.push_back(below.child);
    }
  }
  return result;
}

size_t Forest::MemoryBytes() const {
  size_t bytes = sizeof(*this) + base_->MemoryBytes() + successions_->MemoryBytes() +
                 2 * is_over_.capacity() * sizeof(uint64_t);
  for (const auto& [index, over] : overlay_) {
    bytes += sizeof(index) + sizeof(over) + sizeof(*over) + over->days.capacity() * sizeof(Span) +
             over->links.capacity() * sizeof(Link) + over->parents.capacity() * sizeof(Above) +
             over->children.capacity() * sizeof(Below);
    for (const State& state : over->states) {
      bytes += sizeof(state) + state.name.capacity();
    }
  }
  // An id is held by its string, a pointer and a place in the map.
  for (const auto& id : added_) {
    bytes += 2 * sizeof(std::string) + 2 * sizeof(id) + id->capacity();
  }
  return bytes;
}

}  // namespace eduplan::tree
