#include "services/indicators/checks/surroundings.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "eduplan/indicator/v1/indicator.pb.h"
#include "services/indicators/model/rollup.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using tree::Day;
using tree::Forest;
using tree::Relation;

constexpr Forest::Index kNone = Forest::kNone;
constexpr size_t kSchoolCodeSize = 10;
constexpr int kMostRegistrations = 9;

// The ten digits of a school's id; empty if it has none.
std::string_view SchoolCode(std::string_view id) {
  if (id.size() < kSchoolCodeSize) return {};
  const std::string_view code = id.substr(0, kSchoolCodeSize);
  const bool digits =
      std::all_of(code.begin(), code.end(), [](unsigned char c) { return absl::ascii_isdigit(c); });
  const bool alone = id.size() == kSchoolCodeSize || id.substr(kSchoolCodeSize).starts_with("-");
  return digits && alone ? code : std::string_view();
}

}  // namespace

int Surroundings::Level(Day day) const {
  return node_ == kNone ? 0 : forest_.At(node_, day).level;
}

bool Surroundings::HasChildren(Day day) const {
  return node_ != kNone && !forest_.Children(node_, day).empty();
}

const Surroundings::Nodes& Surroundings::Siblings(Day day) {
  const auto [found, inserted] = siblings_.try_emplace(day);
  Nodes& siblings = found->second;
  if (!inserted || node_ == kNone) return siblings;
  const Index parent = forest_.Parent(node_, day);
  if (parent == kNone) return siblings;
  const int level = Level(day);
  for (const Index child : forest_.Children(parent, day)) {
    if (child != node_ && forest_.At(child, day).level == level) siblings.push_back(child);
  }
  return siblings;
}

const Surroundings::Nodes& Surroundings::Parts(int entry_level, Day day) {
  const auto [found, inserted] = parts_.try_emplace({entry_level, day});
  Nodes& parts = found->second;
  if (!inserted || node_ == kNone) return parts;
  VisitParts(forest_, node_, day, entry_level, [&](Index index, Part part) {
    if (index != node_ && part != Part::kDetail) parts.push_back(index);
    return part == Part::kOwnPart;
  });
  return parts;
}

const std::vector<SharedSchool>& Surroundings::SharedSchools(int entry_level, Day day) {
  const auto [found, inserted] = shared_.try_emplace({entry_level, day});
  std::vector<SharedSchool>& shared = found->second;
  if (!inserted || node_ == kNone || Level(day) != entry_level) return shared;
  for (const Index detail : Details(node_, entry_level, day)) {
    AddShared(detail, entry_level, day, &shared);
  }
  return shared;
}

Surroundings::Nodes Surroundings::Details(Index holder, int entry_level, Day day) const {
  Nodes details;
  Nodes open = {holder};
  while (!open.empty()) {
    const Index node = open.back();
    open.pop_back();
    const size_t before = open.size();
    for (const Index child : forest_.EverChildren(node)) {
      if (!forest_.Exists(child, day) || forest_.At(child, day).level <= entry_level) continue;
      if (forest_.ParentBy(Relation::kAdministrative, child, day) == node ||
          forest_.ParentBy(Relation::kReporting, child, day) == node) {
        open.push_back(child);
      }
    }
    if (open.size() == before && node != holder) details.push_back(node);
  }
  std::sort(details.begin(), details.end());
  details.erase(std::unique(details.begin(), details.end()), details.end());
  return details;
}

// Who, at the entry level, stands above the node or is it.
Forest::Index Surroundings::HolderOf(Index node, int entry_level, Day day) const {
  while (node != kNone && forest_.At(node, day).level > entry_level)
    node = forest_.Parent(node, day);
  const bool there = node != kNone && forest_.At(node, day).level == entry_level;
  return there ? node : kNone;
}

void Surroundings::AddShared(Index school, int entry_level, Day day,
                             std::vector<SharedSchool>* shared) {
  for (const Relation relation : {Relation::kAdministrative, Relation::kReporting}) {
    const Index holder = HolderOf(forest_.ParentBy(relation, school, day), entry_level, day);
    if (holder != kNone && holder != node_) shared->push_back({school, holder, school});
  }
  const std::string_view code = SchoolCode(forest_.Id(school));
  if (code.empty()) return;
  for (int number = 1; number <= kMostRegistrations; ++number) {
    const Index again =
        forest_.Find(number == 1 ? std::string(code) : text::Cat(code, "-", number));
    if (again == kNone && number > 1) break;  // ids are given in order and never again
    if (again == kNone || again == school || !forest_.Exists(again, day)) continue;
    const Index holder = HolderOf(forest_.Parent(again, day), entry_level, day);
    if (holder != kNone && holder != node_) shared->push_back({school, holder, again});
  }
}

}  // namespace eduplan::indicators
