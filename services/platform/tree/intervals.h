#ifndef EDUPLAN_SERVICES_PLATFORM_TREE_INTERVALS_H_
#define EDUPLAN_SERVICES_PLATFORM_TREE_INTERVALS_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "services/platform/tree/facts.h"

namespace eduplan::tree {

// A node within one forest: dense, from 0.
using Index = int32_t;
inline constexpr Index kNoIndex = -1;

struct Span {
  Day from;
  Day to;
};
inline bool Holds(const Span& span, Day at) {
  return span.from <= at && at < span.to;
}

// A parent as recorded.
struct Link {
  Index parent;
  Relation relation;
  Span days;
};
// The parent that counts.
struct Above {
  Span days;
  Index parent;
};
// A child in its parent's list for the days on which the parent counts; the days are empty if the
// parent is recorded and counts on none.
struct Below {
  Span days;
  Index child;
};

// Puts links in the order of precedence: reporting before administrative, then the one that began
// first, then by the parent's id.
void SortLinks(std::vector<Link>* links, absl::FunctionRef<std::string_view(Index)> id);

// Which parent counts when: on each day the first of `links` that holds while both ends exist, so
// that a child whose reporting parent was closed falls back to its administrative one. `own` and
// what `existence` gives are in order and do not overlap; so is the result.
std::vector<Above> ParentsThatCount(std::span<const Span> own, std::span<const Link> links,
                                    absl::FunctionRef<std::span<const Span>(Index)> existence);

// Each parent of a child, with the days on which it counts: once for each stretch of them, or once
// with no days.
void VisitParents(std::span<const Link> links, std::span<const Above> counting,
                  absl::FunctionRef<void(Index parent, const Span& days)> visit);

}  // namespace eduplan::tree

#endif  // EDUPLAN_SERVICES_PLATFORM_TREE_INTERVALS_H_
