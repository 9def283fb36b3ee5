#include "services/platform/tree/facts.h"

#include <algorithm>

namespace eduplan::tree {

Day ToDay(absl::CivilDay day) {
  const absl::civil_diff_t days = day - absl::CivilDay(1970, 1, 1);
  return static_cast<Day>(std::clamp<absl::civil_diff_t>(days, kAlways, kForever));
}

bool IsNormal(const std::vector<State>& states) {
  for (size_t i = 0; i < states.size(); ++i) {
    if (states[i].from >= states[i].to || (i > 0 && states[i].from < states[i - 1].to)) {
      return false;
    }
  }
  return true;
}

void Normalize(std::vector<State>* states) {
  if (IsNormal(*states)) {
    return;
  }
  const auto is_empty = [](const State& state) { return state.from >= state.to; };
  std::erase_if(*states, is_empty);
  std::stable_sort(states->begin(), states->end(),
                   [](const State& a, const State& b) { return a.from < b.from; });
  for (size_t i = 1; i < states->size(); ++i) {
    Day& to = (*states)[i - 1].to;
    to = std::min(to, (*states)[i].from);
  }
  std::erase_if(*states, is_empty);
}

}  // namespace eduplan::tree
