#include "services/platform/tree/columns.h"

#include <algorithm>
#include <limits>

#include "absl/hash/hash.h"

namespace eduplan::tree {
namespace {

constexpr size_t kMostBytes = std::numeric_limits<uint32_t>::max();

size_t HashOf(std::string_view id) {
  return absl::Hash<std::string_view>()(id);
}

template <typename T>
size_t BytesOf(const std::vector<T>& column) {
  return column.capacity() * sizeof(T);
}

}  // namespace

void Columns::Reserve(size_t nodes, size_t states, size_t links, size_t id_bytes,
                      size_t name_bytes) {
  ids_.reserve(id_bytes);
  id_ends_.reserve(nodes);
  names_.reserve(name_bytes);
  state_begins_.reserve(nodes + 1);
  days_.reserve(states);
  labels_.reserve(states);
  link_begins_.reserve(nodes + 1);
  links_.reserve(links);
}

void Columns::AddNode(std::string_view id) {
  ids_.append(id);
  id_ends_.push_back(static_cast<uint32_t>(ids_.size()));
  state_begins_.push_back(state_begins_.back());
}

void Columns::AddState(const Span& days, int level, int kind, std::string_view name) {
  // Offsets are 32 bits; the gigabytes of names that would not fit never get this far.
  if (name.size() > kMostBytes - names_.size()) {
    name = {};
  }
  days_.push_back(days);
  labels_.push_back(
      {level, kind, static_cast<uint32_t>(names_.size()), static_cast<uint32_t>(name.size())});
  names_.append(name);
  ++state_begins_.back();
}

void Columns::AddLink(Index child, const Link& link) {
  // Begins of the nodes up to and with the child.
  link_begins_.resize(child + 1, static_cast<uint32_t>(links_.size()));
  links_.push_back(
      {2 * static_cast<uint32_t>(link.parent) + (link.relation == Relation::kReporting ? 1 : 0),
       link.days});
}

void Columns::Finish() {
  link_begins_.resize(id_ends_.size() + 1, static_cast<uint32_t>(links_.size()));
  std::vector<Below> entries;
  std::vector<Index> parents;
  entries.reserve(links_.size());
  parents.reserve(links_.size());
  SetParents(&entries, &parents);
  SetChildren(entries, parents);
}

void Columns::EndNodes() {
  size_t capacity = 4;
  while (capacity * 2 < id_ends_.size() * 3) {
    capacity *= 2;
  }
  slots_.assign(capacity, 0);
  for (Index i = 0; i < size(); ++i) {
    size_t slot = HashOf(Id(i)) & (capacity - 1);
    while (slots_[slot] != 0) {
      slot = (slot + 1) & (capacity - 1);
    }
    slots_[slot] = static_cast<uint32_t>(i) + 1;
  }
}

Index Columns::Find(std::string_view id) const {
  if (slots_.empty()) {
    return kNoIndex;
  }
  const size_t mask = slots_.size() - 1;
  for (size_t slot = HashOf(id) & mask; slots_[slot] != 0; slot = (slot + 1) & mask) {
    const auto index = static_cast<Index>(slots_[slot] - 1);
    if (Id(index) == id) {
      return index;
    }
  }
  return kNoIndex;
}

// Gives each node its parents, and lists each parent of each child: entry i belongs to parents[i].
void Columns::SetParents(std::vector<Below>* entries, std::vector<Index>* parents) {
  ups_.resize(id_ends_.size());
  for (Index child = 0; child < size(); ++child) {
    const std::vector<Link> links = Links(child);
    const std::vector<Above> counting =
        ParentsThatCount(Days(child), links, [&](Index parent) { return Days(parent); });
    if (!counting.empty()) {
      Up& up = ups_[child];
      up.days = counting.back().days;
      up.parent = counting.back().parent;
      if (counting.size() > 1) {
        up.earlier = static_cast<uint32_t>(earlier_.size());
        earlier_.insert(earlier_.end(), counting.rbegin() + 1, counting.rend());
        earlier_.push_back({{0, 0}, kNoIndex});
      }
    }
    VisitParents(links, counting, [&](Index parent, const Span& days) {
      entries->push_back({days, child});
      parents->push_back(parent);
    });
  }
  earlier_.shrink_to_fit();
}

// Sorts the entries, which come by child, by parent.
void Columns::SetChildren(const std::vector<Below>& entries, const std::vector<Index>& parents) {
  child_begins_.assign(id_ends_.size() + 1, 0);
  for (const Index parent : parents) {
    ++child_begins_[parent + 1];
  }
  for (size_t i = 1; i < child_begins_.size(); ++i) {
    child_begins_[i] += child_begins_[i - 1];
  }
  children_.resize(entries.size());
  std::vector<uint32_t> next(child_begins_.begin(), child_begins_.end() - 1);
  for (size_t i = 0; i < entries.size(); ++i) {
    children_[next[parents[i]]++] = entries[i];
  }
}

Columns::Label Columns::LabelOf(Index index, size_t state) const {
  const PackedLabel& label = labels_[state_begins_[index] + state];
  return {label.level, label.kind, {names_.data() + label.name_begin, label.name_size}};
}

std::vector<Link> Columns::Links(Index index) const {
  std::vector<Link> links;
  links.reserve(link_begins_[index + 1] - link_begins_[index]);
  for (uint32_t i = link_begins_[index]; i < link_begins_[index + 1]; ++i) {
    const uint32_t packed = links_[i].parent_and_relation;
    links.push_back({static_cast<Index>(packed / 2),
                     packed % 2 == 1 ? Relation::kReporting : Relation::kAdministrative,
                     links_[i].days});
  }
  return links;
}

Index Columns::EarlierParent(uint32_t place, Day at) const {
  for (const Above* above = &earlier_[place]; above->parent != kNoIndex; ++above) {
    if (Holds(above->days, at)) {
      return above->parent;
    }
  }
  return kNoIndex;
}

size_t Columns::MemoryBytes() const {
  return sizeof(*this) + ids_.capacity() + names_.capacity() + BytesOf(id_ends_) + BytesOf(slots_) +
         BytesOf(state_begins_) + BytesOf(days_) + BytesOf(labels_) + BytesOf(link_begins_) +
         BytesOf(links_) + BytesOf(ups_) + BytesOf(earlier_) + BytesOf(child_begins_) +
         BytesOf(children_);
}

}  // namespace eduplan::tree
