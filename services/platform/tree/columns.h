#ifndef EDUPLAN_SERVICES_PLATFORM_TREE_COLUMNS_H_
#define EDUPLAN_SERVICES_PLATFORM_TREE_COLUMNS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/platform/tree/intervals.h"

namespace eduplan::tree {

// The nodes of a forest in flat columns, about 100 bytes each with the id and without the names.
// Written once, in this order: every node with its states, by id; EndNodes; every link, by child;
// Finish. From then on it is read only. The order of the indices is the order of the ids.
class Columns {
 public:
  void Reserve(size_t nodes, size_t states, size_t links, size_t id_bytes, size_t name_bytes);
  void AddNode(std::string_view id);
  // Of the node added last; in order, without overlap.
  void AddState(const Span& days, int level, int kind, std::string_view name);
  // From here on ids can be found.
  void EndNodes();
  // In the order of children, and of precedence (SortLinks) within each.
  void AddLink(Index child, const Link& link);
  // Works out who counts when.
  void Finish();

  Index size() const { return static_cast<Index>(id_ends_.size()); }
  Index Find(std::string_view id) const;
  std::string_view Id(Index index) const {
    const uint32_t begin = index == 0 ? 0 : id_ends_[index - 1];
    return {ids_.data() + begin, id_ends_[index] - begin};
  }
  std::span<const Span> Days(Index index) const {
    return {days_.data() + state_begins_[index], state_begins_[index + 1] - state_begins_[index]};
  }
  struct Label {
    int32_t level;
    int32_t kind;
    std::string_view name;
  };
  // Of the state at that place of Days().
  Label LabelOf(Index index, size_t state) const;
  std::vector<Link> Links(Index index) const;
  std::span<const Below> Children(Index index) const {
    return {children_.data() + child_begins_[index],
            child_begins_[index + 1] - child_begins_[index]};
  }
  // The parent that counts on that day.
  Index Parent(Index index, Day at) const {
    const Up& up = ups_[index];
    if (Holds(up.days, at)) return up.parent;
    return up.earlier == 0 ? kNoIndex : EarlierParent(up.earlier, at);
  }
  size_t MemoryBytes() const;
  size_t link_count() const { return links_.size(); }
  size_t state_count() const { return days_.size(); }
  size_t id_bytes() const { return ids_.size(); }
  size_t name_bytes() const { return names_.size(); }

 private:
  // The last parent, which most questions are about, in one cache line with where the earlier ones
  // stand: from there on, the latest first, up to one without a parent. 0: there are none.
  struct Up {
    Span days = {0, 0};
    Index parent = kNoIndex;
    uint32_t earlier = 0;
  };
  struct PackedLabel {
    int32_t level;
    int32_t kind;
    uint32_t name_begin;
    uint32_t name_size;
  };
  struct PackedLink {
    uint32_t parent_and_relation;  // the parent twice, plus the relation
    Span days;
  };
  Index EarlierParent(uint32_t place, Day at) const;
  void SetParents(std::vector<Below>* entries, std::vector<Index>* parents);
  void SetChildren(const std::vector<Below>& entries, const std::vector<Index>& parents);

  std::string ids_;
  std::vector<uint32_t> id_ends_;
  std::vector<uint32_t> slots_;  // open addressing: index + 1, or 0
  std::string names_;
  std::vector<uint32_t> state_begins_ = {0};
  std::vector<Span> days_;
  std::vector<PackedLabel> labels_;
  std::vector<uint32_t> link_begins_ = {0};
  std::vector<PackedLink> links_;
  std::vector<Up> ups_;
  std::vector<Above> earlier_ = {{{0, 0}, kNoIndex}};
  std::vector<uint32_t> child_begins_ = {0};
  std::vector<Below> children_;
};

}  // namespace eduplan::tree

#endif  // EDUPLAN_SERVICES_PLATFORM_TREE_COLUMNS_H_
