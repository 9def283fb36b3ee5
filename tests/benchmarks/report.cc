#include "tests/benchmarks/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <thread>

#include "absl/time/clock.h"
#include "nlohmann/json.hpp"
#include "services/platform/config/flags.h"
#include "services/platform/log/log.h"
#include "services/platform/status/macros.h"
#include "tests/benchmarks/floors.h"

namespace eduplan::benchmarks {
namespace {

using nlohmann::json;

std::string CpuModel() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "unknown";
}

json Facts(const Options& options) {
  return {{"time", absl::FormatTime(absl::RFC3339_sec, absl::Now(), absl::UTCTimeZone())},
          {"commit", options.commit},
          {"machine", {{"cores", std::thread::hardware_concurrency()}, {"cpu", CpuModel()}}},
          {"results", json::array()}};
}

json ToJson(const Result& result) {
  json object = {{"name", result.name},
                 {"unit", result.unit},
                 {"measured", result.measured},
                 {"floor", {{"name", result.floor_name}, {"value", result.floor}}},
                 {"ratio", result.ratio},
                 {"ratio_least", result.least_ratio},
                 {"ratio_most", result.most_ratio},
                 {"rounds", result.rounds}};
  if (result.wanted > 0) object["wanted"] = result.wanted;
  return object;
}

json ToJson(const Figure& figure, const std::vector<double>& values) {
  json object = {{"name", figure.name},
                 {"unit", figure.unit},
                 {"measured", Median(values)},
                 {"rounds", values}};
  if (figure.wanted != 0) object[figure.at_most ? "wanted_at_most" : "wanted"] = figure.wanted;
  return object;
}

}  // namespace

Report::Report(const Options& options) : options_(options) {}

absl::Status Report::Run(const Comparison& comparison) {
  if (!Wants(comparison.name)) return absl::OkStatus();
  EDUPLAN_ASSIGN_OR_RETURN(const Result result, Compare(comparison, options_.rounds));
  if (results_.empty()) {
    fmt::print("{:<38} {:>10} {:<38} {:>10} {:<9} {:>6} {:>13}  {}\n", "measured", "", "floor", "",
               "unit", "ratio", "least-most", "wanted");
  }
  const std::string wanted =
      result.wanted == 0
          ? ""
          : fmt::format("{:.2f} {}", result.wanted, result.ratio < result.wanted ? "MISSED" : "ok");
  fmt::print("{:<38} {:>10.1f} {:<38} {:>10.1f} {:<9} {:>6.2f} {:>6.2f}-{:<6.2f}  {}\n",
             result.name, result.measured, result.floor_name, result.floor, result.unit,
             result.ratio, result.least_ratio, result.most_ratio, wanted);
  std::fflush(stdout);
  results_.push_back(result);
  return absl::OkStatus();
}

absl::Status Report::Run(const Figure& figure) {
  if (!Wants(figure.name)) return absl::OkStatus();
  std::vector<double> values;
  for (int round = 0; round < options_.rounds; ++round) {
    EDUPLAN_ASSIGN_OR_RETURN(values.emplace_back(), figure.measured());
  }
  const double median = Median(values);
  std::string wanted;
  if (figure.wanted != 0) {
    const bool kept = figure.at_most ? median <= figure.wanted : median >= figure.wanted;
    wanted = fmt::format("{} {:.1f} {}", figure.at_most ? "<=" : ">=", figure.wanted,
                         kept ? "ok" : "MISSED");
  }
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  fmt::print("{:<50} {:>12.1f} {:<9} {:>12.1f}-{:<12.1f} {}\n", figure.name, median, figure.unit,
             *least, *most, wanted);
  std::fflush(stdout);
  figures_.emplace_back(figure, std::move(values));
  return absl::OkStatus();
}

absl::Status Report::Write() const {
  if (options_.json.empty()) return absl::OkStatus();
  json document;
  if (std::ifstream before(options_.json); before) document = json::parse(before, nullptr, false);
  if (!document.is_object()) document = Facts(options_);
  for (const Result& result : results_) document["results"].push_back(ToJson(result));
  for (const auto& [figure, values] : figures_) {
    document["results"].push_back(ToJson(figure, values));
  }
  std::ofstream file(options_.json, std::ios::trunc);
  file << document.dump(2) << "\n";
  file.close();
  return file ? absl::OkStatus() : absl::UnavailableError("cannot write " + options_.json);
}

int Main(int argc, char** argv, const std::string& program,
         const std::function<absl::Status(const Options&, Report&)>& body) {
  if (const auto exit_code = ServeFloor(argc, argv)) return *exit_code;
  Options options;
  config::Flags flags(program, "Speeds as ratios to floors measured in the same run.");
  flags.Add("--rounds", options.rounds, "How often each pair is measured");
  flags.Add("--time", options.time, "Length of one measurement");
  flags.Add("--only", options.only, "A part of the names of what is measured");
  flags.Add("--json", options.json, "File that the results are added to");
  flags.Add("--commit", options.commit, "Commit that is measured, for the file");
  if (const auto exit_code = flags.Parse(argc, argv)) return *exit_code;
  log::Init(program, "error");
  Report report(options);
  absl::Status status = body(options, report);
  status.Update(report.Write());
  if (!status.ok()) std::cerr << program << ": " << status.ToString() << "\n";
  return status.ok() ? 0 : 1;
}

}  // namespace eduplan::benchmarks
