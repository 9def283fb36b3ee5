#ifndef EDUPLAN_TESTS_CHAOS_CHECKER_H_
#define EDUPLAN_TESTS_CHAOS_CHECKER_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/chaos/history.h"

namespace eduplan::chaos {

// What an answer, or the end, can be guilty of.
enum class Fault {
  kMissesWrite,    // begun after a write was acknowledged, and of a moment before it
  kWentBack,       // begun after another answer, and of a moment before that
  kFromTheFuture,  // includes a write that had not begun when it was answered
  kBehindToken,    // of a tree before the one that its token named
  kNotItsMoment,   // a total that is not the one of the moment it states
  kMixedMoments,   // totals of one answer that do not add up among themselves
  kNotRepeated,    // of a past moment, and not what was answered then
  kUnsettled,      // it was never learnt what became of a write
  kOutOfOrder,     // a write that begun after another of its county was acknowledged, and is before
                   // it, or of the same sequence as another
  kLost,           // an acknowledged write without its version
  kUnknownVersion  // a version that no write made, or a second one of the same
};
std::string_view NameOf(Fault fault);

struct Violation {
  Fault fault;
  std::string what;  // with ids, sequences and figures
};

struct Report {
  int64_t writes = 0;
  int64_t reads = 0;
  int64_t repeated = 0;  // of these, of past moments
  int64_t cells = 0;     // compared with what they must have been
  int64_t sums = 0;      // compared within their answer
  int64_t versions = 0;
  std::map<Fault, int64_t> counts;    // of all violations
  std::vector<Violation> violations;  // the first of each fault

  bool ok() const { return counts.empty(); }
  void Add(Fault fault, std::string what);
  std::string Text() const;
};

// Proves of a history, or names where it is not so:
//  1. every read of now includes each write that was acknowledged before it began, and is of no
//     earlier moment than any answer before it began;
//  2. every total is exactly that of the moment its answer states, with the tree of that moment,
//  and
//     the totals of one answer add up;
//  3. what is asked for as of an earlier answer's moment is that answer;
//  4. every acknowledged write has its one version, and there are no others.
Report Check(const History& history);

}  // namespace eduplan::chaos

#endif  // EDUPLAN_TESTS_CHAOS_CHECKER_H_
