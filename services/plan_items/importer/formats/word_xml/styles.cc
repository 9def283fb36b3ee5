#include "services/plan_items/importer/formats/word_xml/styles.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace eduplan::importer::word {
namespace {

constexpr int kMostBases = 32;

StyleRole RoleOf(const std::string& name) {
  const std::string lower = absl::AsciiStrToLower(name);
  if (lower == "title") return StyleRole::kTitle;
  const bool contents =
      lower == "toc" || absl::StartsWith(lower, "toc ") || absl::StartsWith(lower, "contents ");
  return contents ? StyleRole::kContents : StyleRole::kNone;
}

}  // namespace

void Styles::Add(const std::string& id, Style style) {
  styles_[id] = std::move(style);
}

const FullStyle& Styles::Find(const std::string& id) const {
  const auto known = full_.find(id);
  if (known != full_.end()) return known->second;
  // Names of styles that are not defined may be any number.
  static const FullStyle none;
  const std::string& style = id.empty() ? default_ : id;
  if (!styles_.contains(style)) return none;
  return full_.emplace(id, Resolve(style)).first->second;
}

FullStyle Styles::Resolve(const std::string& id) const {
  FullStyle full;
  bool says_hidden = false;
  std::string at = id;
  for (int bases = 0; bases < kMostBases && !at.empty(); ++bases) {
    const auto found = styles_.find(at);
    if (found == styles_.end()) break;
    const Style& style = found->second;
    if (full.item.list.empty() && !style.item.list.empty()) {
      full.item.list = style.item.list;
      full.item_style = at;
    }
    if (full.item.level < 0) full.item.level = style.item.level;
    if (!says_hidden && style.says_hidden) full.hidden = style.hides;
    says_hidden = says_hidden || style.says_hidden;
    if (full.role == StyleRole::kNone) full.role = RoleOf(style.name);
    at = style.based_on;
  }
  return full;
}

}  // namespace eduplan::importer::word
