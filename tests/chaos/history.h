#ifndef EDUPLAN_TESTS_CHAOS_HISTORY_H_
#define EDUPLAN_TESTS_CHAOS_HISTORY_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"

namespace eduplan::chaos {

// The indicators of the test, by place. Every batch writes the first four of one county at once,
// with kTotal = kFirst + kSecond; kShare is the RATIO kFirst : kTotal. kOpening reads the tree of
// the first day of the period, the others that of the last.
enum Indicator : size_t { kTotal, kFirst, kSecond, kOpening, kShare };
constexpr size_t kIndicators = 5;
constexpr size_t kWritten = 4;
constexpr std::array<const char*, kIndicators> kCodes = {
    "chaos-total", "chaos-first", "chaos-second", "chaos-opening", "chaos-share"};
using Figures = std::array<int64_t, kWritten>;

// What clients did and were told. Instants are nanoseconds of one steady clock of this process.

// A batch. A repeated one, whose first answers were lost, is one write from its first attempt to
// its first answer.
struct Write {
  int client = 0;
  std::string county;
  Figures figures = {};
  int64_t invoked = 0;
  int64_t completed = 0;
  int64_t sequence = 0;  // 0: it was never learnt what became of it
};

// From this day on the organization stands there, as of that sequence of the registry. What an
// organization does later comes later in the history as well.
struct TreeChange {
  std::string organization;
  absl::CivilDay from;
  std::string parent;  // empty: it ends
  int64_t sequence = 0;
};

// The total of one indicator.
struct Cell {
  bool there = false;
  int64_t sum = 0;      // a ratio's numerator
  int64_t divisor = 0;  // of a ratio
  int32_t expected = 0;
  int32_t reported = 0;
  friend bool operator==(const Cell&, const Cell&) = default;
};

struct Row {
  std::string organization;
  std::array<Cell, kIndicators> cells;
};

// The moment that an answer says it is of.
struct Moment {
  int64_t sequence = 0;
  int64_t tree_sequence = 0;
  int64_t time_us = 0;
  friend bool operator==(const Moment&, const Moment&) = default;
};

// An answer; those that failed are no part of a history.
struct Read {
  int64_t id = 0;
  int client = 0;
  int replica = 0;
  int64_t invoked = 0;
  int64_t completed = 0;
  int64_t token_tree_sequence = 0;  // of the registry, in the token it carried
  int64_t repeats = 0;              // the read whose moment was asked for again; 0: of now
  Moment as_of;
  std::vector<Row> rows;
  size_t content = 0;  // a digest of every byte of the answer but its moment
};

// A version of a county's figure, as listed in the end.
struct Version {
  int64_t sequence = 0;
  int64_t value = 0;
  friend bool operator==(const Version&, const Version&) = default;
};

struct History {
  std::string province;
  std::vector<std::string> cities;  // stand below the province all the time
  absl::CivilDay first_day;         // of the period
  absl::CivilDay last_day;
  std::vector<TreeChange> tree;  // of counties only, from their first placement on
  std::vector<Write> writes;
  std::vector<Read> reads;
  // Oldest first, of every county and written indicator.
  std::map<std::pair<std::string, size_t>, std::vector<Version>> versions;
};

}  // namespace eduplan::chaos

#endif  // EDUPLAN_TESTS_CHAOS_HISTORY_H_
