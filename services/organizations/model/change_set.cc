#include "services/organizations/model/change_set.h"

#include <algorithm>
#include <utility>

#include "services/organizations/model/facts.h"

namespace eduplan::organizations {

void ChangeSet::Add(Record record) {
  std::string id = record.id;
  entries_.try_emplace(std::move(id), Entry{.before = std::nullopt, .now = std::move(record)});
}

void ChangeSet::Create(Record record) {
  std::string id = record.id;
  entries_.insert_or_assign(
      std::move(id),
      Entry{.before = std::nullopt, .now = std::move(record), .is_new = true, .edited = true});
}

const Record* ChangeSet::Find(std::string_view id) const {
  const auto found = entries_.find(id);
  return found == entries_.end() ? nullptr : &found->second.now;
}

const Record* ChangeSet::Before(std::string_view id) const {
  const auto found = entries_.find(id);
  if (found == entries_.end() || found->second.is_new) {
    return nullptr;
  }
  return found->second.before.has_value() ? &*found->second.before : &found->second.now;
}

Record& ChangeSet::Edit(std::string_view id) {
  Entry& entry = entries_.find(id)->second;
  if (!entry.edited) {
    entry.edited = true;
    entry.before = entry.now;
  }
  return entry.now;
}

void ChangeSet::Settle() {
  for (auto& [id, entry] : entries_) {
    if (entry.edited) {
      Normalize(&entry.now);
      if (entry.before.has_value() && SameFacts(*entry.before, entry.now)) {
        entry.edited = false;
        entry.before.reset();
      }
    }
  }
}

std::vector<std::string> ChangeSet::Changed() const {
  std::vector<std::string> ids;
  for (const auto& [id, entry] : entries_) {
    if (entry.edited) {
      ids.push_back(id);
    }
  }
  return ids;
}

std::vector<std::string> ChangeSet::Known() const {
  std::vector<std::string> ids;
  ids.reserve(entries_.size());
  for (const auto& [id, entry] : entries_) {
    ids.push_back(id);
  }
  return ids;
}

std::vector<std::string> ChangeSet::ChildrenAfter(std::string_view id, std::string_view day) const {
  std::vector<std::string> ids;
  for (const auto& [child, entry] : entries_) {
    const std::vector<Placement>& placements = entry.now.placements;
    if (std::any_of(placements.begin(), placements.end(), [&](const Placement& placement) {
          return placement.parent == id && placement.span.to > day;
        })) {
      ids.push_back(child);
    }
  }
  return ids;
}

bool SameFacts(const Record& a, const Record& b) {
  return a.standings == b.standings && a.names == b.names && a.codes == b.codes &&
         a.placements == b.placements;
}

}  // namespace eduplan::organizations
