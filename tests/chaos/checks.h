#ifndef EDUPLAN_TESTS_CHAOS_CHECKS_H_
#define EDUPLAN_TESTS_CHAOS_CHECKS_H_

#include <algorithm>
#include <string>
#include <vector>

#include "tests/chaos/checker.h"

namespace eduplan::chaos {

// The parts of Check(), each of which adds what it finds.

// Reads of now against what was acknowledged and answered before they began.
void CheckFreshness(const History& history, Report* report);
// Reads against writes that began after they were answered.
void CheckFuture(const History& history, Report* report);
// Every total against its moment, and those of one answer against each other.
void CheckTotals(const History& history, Report* report);
void CheckRepeats(const History& history, Report* report);
// The writes of each county, by one client one after the other, against its versions.
void CheckVersions(const History& history, Report* report);

// How they are named in violations.
std::string Name(const Read& read);
std::string Name(const Write& write);

template <typename T, typename Less>
std::vector<const T*> Sorted(const std::vector<T>& all, Less less) {
  std::vector<const T*> sorted;
  for (const T& one : all) sorted.push_back(&one);
  std::sort(sorted.begin(), sorted.end(), [&](const T* a, const T* b) { return less(*a, *b); });
  return sorted;
}

}  // namespace eduplan::chaos

#endif  // EDUPLAN_TESTS_CHAOS_CHECKS_H_
