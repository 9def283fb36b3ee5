#include "services/plan_items/item_path.h"

#include <algorithm>

#include "services/platform/status/text.h"

namespace eduplan::plan_items {

std::string ChildPath(std::string_view parent, int64_t ordinal) {
  return text::Cat(parent, parent.empty() ? "" : ".", ordinal);
}

std::string_view ParentPath(std::string_view path) {
  const size_t dot = path.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : path.substr(0, dot);
}

int LevelOf(std::string_view path) {
  if (path.empty()) return 0;
  return static_cast<int>(std::count(path.begin(), path.end(), '.')) + 1;
}

int64_t OrdinalOf(std::string_view path) {
  const size_t dot = path.rfind('.');
  int64_t ordinal = 0;
  for (const char c : path.substr(dot == std::string_view::npos ? 0 : dot + 1)) {
    ordinal = std::min<int64_t>(ordinal * 10 + (c - '0'), UINT32_MAX);
  }
  return ordinal;
}

std::string OrderKey(std::string_view path) {
  std::string key;
  while (!path.empty()) {
    const size_t dot = std::min(path.find('.'), path.size());
    const auto ordinal = static_cast<uint64_t>(OrdinalOf(path.substr(0, dot)));
    for (int shift = 24; shift >= 0; shift -= 8) key.push_back(static_cast<char>(ordinal >> shift));
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return key;
}

}  // namespace eduplan::plan_items
