#ifndef EDUPLAN_TESTS_BENCHMARKS_REPORT_H_
#define EDUPLAN_TESTS_BENCHMARKS_REPORT_H_

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "tests/benchmarks/measure.h"

namespace eduplan::benchmarks {

// What a benchmark program is told.
struct Options {
  int rounds = 5;
  absl::Duration time = absl::Seconds(2);  // of one run
  std::string only;                        // a part of the names to measure; empty: all
  std::string json;                        // file; empty: none
  std::string commit;                      // for the file
};

// The results of a program, as rows of a table on stdout and as JSON. A file that is there already
// is added to, so that several programs make one report.
class Report {
 public:
  explicit Report(const Options& options);

  // Runs the comparison, if it is wanted, and prints its row.
  absl::Status Run(const Comparison& comparison);
  // The same of a figure without a floor.
  absl::Status Run(const Figure& figure);
  bool Wants(const std::string& name) const { return name.find(options_.only) != name.npos; }
  absl::Status Write() const;

 private:
  const Options& options_;
  std::vector<Result> results_;
  // Name, unit, wanted and each round's value.
  std::vector<std::pair<Figure, std::vector<double>>> figures_;
};

// What main() of a benchmark program does: serves as a floor if it was started as one, reads the
// flags, runs `body`, writes the report. The exit code is 1 if anything could not be measured.
int Main(int argc, char** argv, const std::string& program,
         const std::function<absl::Status(const Options&, Report&)>& body);

}  // namespace eduplan::benchmarks

#endif  // EDUPLAN_TESTS_BENCHMARKS_REPORT_H_
