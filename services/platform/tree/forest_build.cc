// How forests come about: from facts, or from one that has too much in its overlay.

#include <algorithm>
#include <numeric>
#include <utility>

#include "services/platform/tree/forest.h"
#include "services/platform/tree/successions.h"

namespace eduplan::tree {
namespace {

std::vector<const Node*> ById(const std::vector<Node>& nodes) {
  std::vector<const Node*> order;
  order.reserve(nodes.size());
  for (const Node& node : nodes) {
    order.push_back(&node);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const Node* a, const Node* b) { return a->id < b->id; });
  // The last of its id stays.
  const auto same = [](const Node* a, const Node* b) { return a->id == b->id; };
  order.erase(order.begin(), std::unique(order.rbegin(), order.rend(), same).base());
  return order;
}

void AddNodes(const std::vector<const Node*>& nodes, size_t links, Columns* columns) {
  size_t states = 0;
  size_t id_bytes = 0;
  size_t name_bytes = 0;
  for (const Node* node : nodes) {
    id_bytes += node->id.size();
    states += node->states.size();
    for (const State& state : node->states) {
      name_bytes += state.name.size();
    }
  }
  columns->Reserve(nodes.size(), states, links, id_bytes, name_bytes);
  for (const Node* node : nodes) {
    columns->AddNode(node->id);
    std::vector<State> repaired;
    const bool normal = IsNormal(node->states);
    if (!normal) {
      repaired = node->states;
      Normalize(&repaired);
    }
    for (const State& state : normal ? node->states : repaired) {
      columns->AddState({state.from, state.to}, state.level, state.kind, state.name);
    }
  }
}

// A link and whose it is.
struct Placed {
  Index child;
  Link link;
};

void AddLinks(std::vector<Placed> links, Columns* columns) {
  std::sort(links.begin(), links.end(),
            [](const Placed& a, const Placed& b) { return a.child < b.child; });
  std::vector<Link> of_one;
  for (size_t i = 0; i < links.size();) {
    const Index child = links[i].child;
    of_one.clear();
    for (; i < links.size() && links[i].child == child; ++i) {
      of_one.push_back(links[i].link);
    }
    SortLinks(&of_one, [&](Index index) { return columns->Id(index); });
    for (const Link& link : of_one) {
      columns->AddLink(child, link);
    }
  }
}

}  // namespace

std::shared_ptr<Forest> Forest::On(std::shared_ptr<const Columns> columns, int64_t sequence,
                                   std::shared_ptr<const Successions> successions) {
  std::shared_ptr<Forest> forest(new Forest());
  forest->sequence_ = sequence;
  forest->is_over_.resize(columns->size() / 64 + 1);
  forest->has_moved_.resize(columns->size() / 64 + 1);
  forest->base_ = std::move(columns);
  forest->successions_ = std::move(successions);
  return forest;
}

std::shared_ptr<const Forest> Forest::Build(const std::vector<Node>& nodes,
                                            std::span<const Edge> edges, int64_t sequence,
                                            std::span<const Succession> successions) {
  auto columns = std::make_shared<Columns>();
  AddNodes(ById(nodes), edges.size(), columns.get());
  columns->EndNodes();
  std::vector<Placed> links;
  links.reserve(edges.size());
  std::vector<Edge> dangling;
  for (const Edge& edge : edges) {
    const Index child = columns->Find(edge.child);
    if (child == kNone || edge.from >= edge.to) {
      continue;
    }
    const Index parent = columns->Find(edge.parent);
    if (parent == kNone) {
      dangling.push_back(edge);
    } else {
      links.push_back({child, {parent, edge.relation, {edge.from, edge.to}}});
    }
  }
  AddLinks(std::move(links), columns.get());
  columns->Finish();
  std::shared_ptr<Forest> forest = On(std::move(columns), sequence,
                                      std::make_shared<const Successions>(std::vector<Succession>(
                                          successions.begin(), successions.end())));
  forest->dangling_ = std::move(dangling);
  return forest;
}

std::shared_ptr<const Forest> Forest::Rebuilt() const {
  std::vector<Index> order(size());
  std::iota(order.begin(), order.end(), 0);
  const auto by_id = [this](Index a, Index b) { return Id(a) < Id(b); };
  std::sort(order.begin() + base_->size(), order.end(), by_id);
  std::inplace_merge(order.begin(), order.begin() + base_->size(), order.end(), by_id);
  std::vector<Index> index_of(order.size());
  for (size_t i = 0; i < order.size(); ++i) {
    index_of[order[i]] = static_cast<Index>(i);
  }
  auto columns = std::make_shared<Columns>();
  // About as much as there was; what is left over is a few hundredths.
  columns->Reserve(order.size(), base_->state_count() + 2 * overlay_.size(),
                   base_->link_count() + 2 * overlay_.size(),
                   base_->id_bytes() + 16 * added_.size(),
                   base_->name_bytes() + 64 * overlay_.size());
  for (const Index index : order) {
    columns->AddNode(Id(index));
    if (const Overlaid* over = Over(index); over != nullptr) {
      for (const State& state : over->states) {
        columns->AddState({state.from, state.to}, state.level, state.kind, state.name);
      }
      continue;
    }
    const std::span<const Span> days = base_->Days(index);
    for (size_t i = 0; i < days.size(); ++i) {
      const Columns::Label label = base_->LabelOf(index, i);
      columns->AddState(days[i], label.level, label.kind, label.name);
    }
  }
  columns->EndNodes();
  for (size_t i = 0; i < order.size(); ++i) {
    for (Link link : Links(order[i])) {
      link.parent = index_of[link.parent];
      columns->AddLink(static_cast<Index>(i), link);
    }
  }
  columns->Finish();
  std::shared_ptr<Forest> forest = On(std::move(columns), sequence_, successions_);
  forest->dangling_ = dangling_;
  for (const Index index : unknown_) {
    forest->unknown_.insert(index_of[index]);
  }
  return forest;
}

}  // namespace eduplan::tree
