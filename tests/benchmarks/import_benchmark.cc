// Import: from the bytes of a document to its plan, beside `wc -m`, which only counts the
// characters. All in processor time, so that both are of one core whatever else runs.

#include <fmt/format.h>
#include <sys/resource.h>

#include <ctime>
#include <fstream>
#include <map>

#include "services/plan_items/importer/parse.h"
#include "services/platform/status/macros.h"
#include "tests/benchmarks/plan_text.h"
#include "tests/benchmarks/report.h"
#include "tests/support/child_process.h"
#include "tests/support/temporary_directory.h"

namespace eduplan::benchmarks {
namespace {

constexpr size_t kKilo = 1000;
constexpr size_t kMega = 1000 * kKilo;
constexpr double kWanted = 10;  // MB/s
constexpr int kPages = 200;

// As many as a document of 50 MB has; the limits of the service are for documents that people read.
constexpr importer::Limits kLimits{.max_nodes = 10'000'000, .max_measurements = 10'000'000};

double OwnSeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double ChildSeconds() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

class Imports {
 public:
  explicit Imports(const Options& options) : options_(options) {}

  absl::Status RunAll(Report& report) {
    for (const auto& [size, text] : {std::pair(10 * kKilo, "10 KB"), {kMega, "1 MB"}}) {
      EDUPLAN_RETURN_IF_ERROR(RunText(report, size, text));
    }
    EDUPLAN_RETURN_IF_ERROR(RunText(report, 50 * kMega, "50 MB"));
    EDUPLAN_RETURN_IF_ERROR(report.Run(Comparison{.name = "import: 50 MB as fast as 1 MB",
                                                  .floor_name = "1 MB",
                                                  .unit = "MB/s",
                                                  .wanted = 0.8,
                                                  .measured = Speed(50 * kMega),
                                                  .floor = Speed(kMega)}));
    EDUPLAN_RETURN_IF_ERROR(report.Run(Figure{.name = "import: docx of 200 pages",
                                              .unit = "ms",
                                              .wanted = 1000,
                                              .at_most = true,
                                              .measured = [this] { return Millis("a.docx"); }}));
    return report.Run(Figure{.name = "import: HTML page of 1 MB",
                             .unit = "ms",
                             .wanted = 0,
                             .at_most = true,
                             .measured = [this] { return Millis("a.html"); }});
  }

 private:
  using Run = std::function<absl::StatusOr<double>()>;

  absl::Status RunText(Report& report, size_t size, const char* text) {
    EDUPLAN_RETURN_IF_ERROR(report.Run(Comparison{.name = fmt::format("import: {} beside wc", text),
                                                  .floor_name = "wc -m",
                                                  .unit = "MB/s",
                                                  .wanted = 0,
                                                  .measured = Speed(size),
                                                  .floor = [this, size] { return Wc(size); }}));
    return report.Run(Figure{.name = fmt::format("import: text of {}", text),
                             .unit = "MB/s",
                             .wanted = kWanted,
                             .at_most = false,
                             .measured = Speed(size)});
  }

  const std::string& Text(size_t size) {
    std::string& text = texts_[size];
    if (text.empty()) text = PlanText(size);
    return text;
  }

  Run Speed(size_t size) {
    return [this, size]() -> absl::StatusOr<double> {
      const std::string& text = Text(size);
      EDUPLAN_ASSIGN_OR_RETURN(const double seconds, Seconds({.bytes = text, .filename = "a.txt"}));
      return static_cast<double>(text.size()) / 1e6 / seconds;
    };
  }

  absl::StatusOr<double> Millis(const std::string& name) {
    std::string& file = files_[name];
    if (file.empty()) file = name == "a.docx" ? PlanDocx(kPages) : PlanHtml(kMega);
    EDUPLAN_ASSIGN_OR_RETURN(const double seconds, Seconds({.bytes = file, .filename = name}));
    return 1000 * seconds;
  }

  // Of one reading, the mean of as many as fit into the time of a measurement.
  absl::StatusOr<double> Seconds(const importer::Source& source) const {
    const double start = OwnSeconds();
    double taken = 0;
    int count = 0;
    do {
      EDUPLAN_ASSIGN_OR_RETURN(const auto plan, importer::Parse(source, kLimits));
      // What is measured is the reading of a plan, not of text that nothing was found in.
      if (plan.outline.size() * 2000 < source.bytes.size() ||
          plan.measurements.size() * 1000 < source.bytes.size()) {
        return absl::DataLossError(fmt::format("{} items and {} figures in {} bytes",
                                               plan.outline.size(), plan.measurements.size(),
                                               source.bytes.size()));
      }
      ++count;
      taken = OwnSeconds() - start;
    } while (taken < absl::ToDoubleSeconds(options_.time));
    return taken / count;
  }

  // MB/s of `wc -m` on the text in a file, over and over as long as a measurement takes. Starting
  // the program is in the time; a small file is given many times over instead.
  absl::StatusOr<double> Wc(size_t size) {
    const std::string& text = Text(size);
    const std::string file = fmt::format("{}/{}", directory_.path(), size);
    std::ofstream(file, std::ios::binary) << text;
    std::vector<std::string> command = {"/usr/bin/wc", "-m"};
    const size_t copies = std::max<size_t>(1, 20 * kMega / text.size());
    command.insert(command.end(), copies, file);
    const double before = ChildSeconds();
    test::ChildProcess wc({.command = command,
                           .user = "",
                           .output = directory_.path() + "/counted",
                           .environment = {"LC_ALL=C.UTF-8"}});
    if (wc.Wait() != 0) return absl::UnavailableError("wc -m failed");
    return static_cast<double>(copies * text.size()) / 1e6 / (ChildSeconds() - before);
  }

  const Options& options_;
  const test::TemporaryDirectory directory_;
  std::map<size_t, std::string> texts_;
  std::map<std::string, std::string> files_;
};

absl::Status Measure(const Options& options, Report& report) {
  return Imports(options).RunAll(report);
}

}  // namespace
}  // namespace eduplan::benchmarks

int main(int argc, char** argv) {
  return eduplan::benchmarks::Main(argc, argv, "benchmark_import", eduplan::benchmarks::Measure);
}
