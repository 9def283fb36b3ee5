#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_ITEM_PATH_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_ITEM_PATH_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace eduplan::plan_items {

// Outline paths "1.2.3": the position among siblings, from 1, on each level.
inline constexpr int kDeepestLevel = 64;
inline constexpr int64_t kMostSiblings = 50000;

std::string ChildPath(std::string_view parent, int64_t ordinal);
// The path above; "" at the top.
std::string_view ParentPath(std::string_view path);
int LevelOf(std::string_view path);
int64_t OrdinalOf(std::string_view path);
// Bytes whose order is document order: an item before those below it, these before its next
// sibling. "" for "".
std::string OrderKey(std::string_view path);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_ITEM_PATH_H_
