#include "services/plan_items/importer/outline/outline.h"

#include <algorithm>
#include <array>
#include <map>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/formats/text/decode.h"

namespace eduplan::importer {
namespace {

// Kinds that are told apart in one text: 1.2 and 1.2.3 are two.
int SlotOf(const Marker& marker) {
  return static_cast<int>(marker.kind) * 128 + marker.form;
}

int RankOf(const Marker& marker) {
  return marker.kind == MarkerKind::kInline ? static_cast<int>(marker.kind) * 128 : SlotOf(marker);
}

constexpr int kLongestRun = 200;  // Looked ahead at a sequence inside one of its own kind.

struct Frame {
  int slot = 0;
  int rank = 0;
  int number = 0;
  int node = -1;  // The latest item of the sequence.
};

class Builder {
 public:
  Builder(const FlatText& text, const std::vector<Marker>& markers, int max_depth)
      : text_(text), markers_(markers), max_depth_(max_depth) {
    for (size_t i = 0; i < markers.size(); ++i) places_[SlotOf(markers[i])].at.push_back(i);
  }

  absl::StatusOr<std::vector<Node>> Build() {
    for (size_t i = 0; i < markers_.size(); ++i) {
      Place& place = places_[SlotOf(markers_[i])];
      ++place.next;
      PlaceMarker(i);
      if (static_cast<int>(stack_.size()) > max_depth_) return TooDeep(markers_[i]);
    }
    return std::move(nodes_);
  }

 private:
  // Where a kind of mark stands; `next` counts those already passed.
  struct Place {
    std::vector<size_t> at;
    size_t next = 0;
  };

  size_t NextOf(int slot) const {
    const Place& place = places_.at(slot);
    return place.next < place.at.size() ? place.at[place.next] : markers_.size();
  }

  // Whether the sequence of stack_[depth] goes on before a sequence around it does.
  bool Continues(size_t depth) const {
    const size_t next = NextOf(stack_[depth].slot);
    return next < markers_.size() && markers_[next].number == stack_[depth].number + 1 &&
           !Interrupted(depth, next);
  }

  bool Interrupted(size_t depth, size_t until) const {
    for (size_t d = 0; d < depth; ++d) {
      if (stack_[d].slot != stack_[depth].slot && NextOf(stack_[d].slot) < until) return true;
    }
    return false;
  }

  void PlaceMarker(size_t i) {
    const Marker& marker = markers_[i];
    const int slot = SlotOf(marker);
    const size_t depth = FindOpen(slot, marker.number);
    if (depth == 0) {
      FindParent(marker);
      Push(marker);
      return;
    }
    if (marker.number == 1 && (BeginsInside(depth - 1) || IndentedBelow(marker, depth - 1))) {
      Push(marker);
      return;
    }
    stack_.resize(depth);
    stack_.back().number = marker.number > 0 ? marker.number : stack_.back().number + 1;
    stack_.back().node = AddNode(marker, depth - 1);
  }

  // One more than the index of the open sequence of this kind: the one waiting for the number, else
  // the innermost; 0 if none.
  size_t FindOpen(int slot, int number) const {
    size_t innermost = 0;
    for (size_t depth = stack_.size(); depth > 0; --depth) {
      if (stack_[depth - 1].slot != slot) continue;
      if (number == 0 || stack_[depth - 1].number + 1 == number) return depth;
      if (innermost == 0) innermost = depth;
    }
    return innermost;
  }

  // 1. below a 1. and set in further than it.
  bool IndentedBelow(const Marker& marker, size_t depth) const {
    const Frame& frame = stack_[depth];
    return depth + 1 == stack_.size() && frame.number == 1 &&
           marker.indent > nodes_[static_cast<size_t>(frame.node)].marker.indent;
  }

  // Whether a 1 of an open kind is a sequence inside that one's item and not a restart beside it.
  bool BeginsInside(size_t depth) const {
    // 一、 (一) 1. 一、 (一) 1.: nothing was ever counted on, so it only goes deeper.
    const bool untouched =
        depth + 1 < stack_.size() &&
        std::all_of(stack_.begin() + static_cast<std::ptrdiff_t>(depth), stack_.end(),
                    [](const Frame& frame) { return frame.number == 1; });
    if (untouched) return true;
    // The run 1, 2, … is followed by the number that the open sequence waits for.
    const Place& place = places_.at(stack_[depth].slot);
    size_t next = place.next;
    int number = 1;
    while (next < place.at.size() && markers_[place.at[next]].number == number + 1 &&
           number < kLongestRun) {
      ++next;
      ++number;
    }
    return next < place.at.size() && number > 1 && number != stack_[depth].number &&
           markers_[place.at[next]].number == stack_[depth].number + 1 &&
           !Interrupted(depth, place.at[next]);
  }

  // Leaves on the stack what the mark of a kind not yet open is inside of.
  void FindParent(const Marker& marker) {
    const int rank = RankOf(marker);
    while (!stack_.empty()) {
      const size_t top = stack_.size() - 1;
      if (rank > stack_[top].rank || Continues(top)) return;
      const auto parent = parent_of_.find(SlotOf(marker));
      if (parent != parent_of_.end() && parent->second == stack_[top].slot) return;
      stack_.pop_back();
    }
  }

  void Push(const Marker& marker) {
    if (!stack_.empty()) parent_of_.emplace(SlotOf(marker), stack_.back().slot);
    const int node = AddNode(marker, stack_.size());
    stack_.push_back({SlotOf(marker), RankOf(marker), std::max(marker.number, 1), node});
  }

  // `depth`: how many items are around it.
  int AddNode(const Marker& marker, size_t depth) {
    Node node{.marker = marker, .level = static_cast<int>(depth) + 1};
    node.parent = depth == 0 ? -1 : stack_[depth - 1].node;
    int& siblings = depth == 0 ? top_ : child_count_[static_cast<size_t>(node.parent)];
    node.ordinal = ++siblings;
    nodes_.push_back(node);
    child_count_.push_back(0);
    return static_cast<int>(nodes_.size()) - 1;
  }

  absl::Status TooDeep(const Marker& marker) const {
    return absl::InvalidArgumentError(
        absl::StrCat("nesting deeper than ", max_depth_, " levels on line ",
                     LineOf(text_.source, text_.SourceBegin(marker.begin)), ": marker ",
                     ToUtf8(text_.view(marker.begin, std::min(marker.end, marker.begin + 16)))));
  }

  const FlatText& text_;
  const std::vector<Marker>& markers_;
  const int max_depth_;
  std::map<int, Place> places_;
  std::map<int, int> parent_of_;  // The kind of mark that a kind was first seen inside.
  std::vector<Frame> stack_;
  std::vector<int> child_count_;
  std::vector<Node> nodes_;
  int top_ = 0;
};

}  // namespace

absl::StatusOr<std::vector<Node>> BuildOutline(const FlatText& text,
                                               const std::vector<Marker>& markers, int max_depth) {
  auto nodes = Builder(text, markers, max_depth).Build();
  if (!nodes.ok()) return nodes.status();
  for (size_t i = 0; i < nodes->size(); ++i) {
    (*nodes)[i].body_end = i + 1 < nodes->size() ? (*nodes)[i + 1].marker.begin : text.size();
    SplitHeading(text, (*nodes)[i]);
  }
  return nodes;
}

}  // namespace eduplan::importer
