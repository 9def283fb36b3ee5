#ifndef EDUPLAN_TESTS_CONTRACT_INDICATORS_MODEL_SPAN_H_
#define EDUPLAN_TESTS_CONTRACT_INDICATORS_MODEL_SPAN_H_

#include <compare>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"

namespace eduplan::indicators_model {

// A period by plain counting of months from year 0. Kinds: Y year, H half, Q quarter, M month,
// S school year, T term.
struct Span {
  char kind = 'Y';
  int year = 0;
  int number = 1;

  auto operator<=>(const Span&) const = default;
  int first() const;   // month
  int beyond() const;  // the month after the last
  bool school() const { return kind == 'S' || kind == 'T'; }
  std::string text() const;
  absl::CivilDay start() const { return absl::CivilDay(first() / 12, first() % 12 + 1, 1); }
  absl::CivilDay last() const { return absl::CivilDay(beyond() / 12, beyond() % 12 + 1, 1) - 1; }
  Span year_before() const { return {kind, year - 1, number}; }
  Span whole() const { return {school() ? 'S' : 'Y', year, 1}; }
  Span before() const;
};

// Kinds of the family of a span, coarsest first.
std::string KindsLike(const Span& span);
// Every span of a kind from the year before to the year after a year.
std::vector<Span> Around(char kind, int year);
// The spans of a kind that a span is cut into; none unless it is finer.
std::vector<Span> Cut(const Span& span, char kind);
// Those of its family that end with the month before `beyond`, coarsest first.
std::vector<Span> EndingAt(const Span& span, int beyond);

}  // namespace eduplan::indicators_model

#endif  // EDUPLAN_TESTS_CONTRACT_INDICATORS_MODEL_SPAN_H_
