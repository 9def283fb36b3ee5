#ifndef EDUPLAN_TESTS_BENCHMARKS_MEASURE_H_
#define EDUPLAN_TESTS_BENCHMARKS_MEASURE_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace eduplan::benchmarks {

// One operation of client number `client`, from 0.
using Operation = std::function<absl::Status(int client)>;

// Operations per second of `clients` threads together, each doing one after the other for `time`.
// The first failure ends the run and is what it returns.
absl::StatusOr<double> PerSecond(int clients, absl::Duration time, const Operation& operation);
// Median milliseconds of an operation by one client doing them for `time`.
absl::StatusOr<double> MedianMillis(absl::Duration time, const Operation& operation);

// Something measured against what the same machine does at best in the same minutes.
struct Comparison {
  std::string name;
  std::string floor_name;
  std::string unit;  // of both figures
  double wanted;     // ratio to be reached; 0: none is set
  std::function<absl::StatusOr<double>()> measured;
  std::function<absl::StatusOr<double>()> floor;
};

// Something that was promised as such, without a floor.
struct Figure {
  std::string name;
  std::string unit;
  double wanted;  // 0: none is set
  bool at_most;   // or else at least
  std::function<absl::StatusOr<double>()> measured;
};

// Medians over the rounds; each round's ratio is of two runs that followed one another.
struct Result {
  std::string name;
  std::string floor_name;
  std::string unit;
  double wanted = 0;
  double measured = 0;
  double floor = 0;
  double ratio = 0;
  double least_ratio = 0;
  double most_ratio = 0;
  int rounds = 0;
};

double Median(std::vector<double> values);

// A round that does not count, for caches and connections, then `rounds` in which the floor and
// what is measured take turns at being first.
absl::StatusOr<Result> Compare(const Comparison& comparison, int rounds);

}  // namespace eduplan::benchmarks

#endif  // EDUPLAN_TESTS_BENCHMARKS_MEASURE_H_
