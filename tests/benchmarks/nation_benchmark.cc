// The country's figures: 2,978 counties of 200 indicators. How fast cached totals are read, how
// soon a correction is in the totals above it and whether that depends on how many report, how long
// all totals take when nothing is cached, and what readers wait for on the night of a deadline.

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "services/platform/sql/database.h"
#include "services/platform/status/macros.h"
#include "tests/benchmarks/floors.h"
#include "tests/benchmarks/nation.h"
#include "tests/benchmarks/province.h"
#include "tests/benchmarks/report.h"

namespace eduplan::benchmarks {
namespace {

using indicator::v1::BatchUpdateValuesRequest;
using indicator::v1::Rollup;

constexpr int kClients = 8;
constexpr int kFew = 100;
constexpr int kReaders = 50;
constexpr int kWriters = 16;
constexpr int kStride = 1009;       // a prime
constexpr int64_t kFiled = 100000;  // more than at first

// The milliseconds below which that part of an operation's runs stay.
absl::StatusOr<double> Percentile(double part, int clients, absl::Duration time,
                                  const Operation& operation) {
  std::mutex mutex;
  std::vector<double> millis;
  const auto timed = [&](int client) -> absl::Status {
    const absl::Time before = absl::Now();
    EDUPLAN_RETURN_IF_ERROR(operation(client));
    const double took = absl::ToDoubleMilliseconds(absl::Now() - before);
    const std::lock_guard lock(mutex);
    millis.push_back(took);
    return absl::OkStatus();
  };
  EDUPLAN_RETURN_IF_ERROR(PerSecond(clients, time, timed).status());
  std::sort(millis.begin(), millis.end());
  return millis[static_cast<size_t>(part * static_cast<double>(millis.size() - 1))];
}

// A null call that answers what a city's rollup is.
class NullCall {
 public:
  NullCall(Nation& nation, const Rollup& rollup)
      : floor_(Floor::Kind::kNullCall, rollup.SerializeAsString(), nation.key_dir()),
        client_(client::MakeChannel(floor_.address()), nation.outgoing()) {}
  absl::Status Call(int) {
    thread_local Rollup rollup;
    return client_.GetRollup("any", &rollup);
  }

 private:
  Floor floor_;
  IndicatorsClient client_;
};

// A county files another figure; the totals above it must be the new ones at once.
class Corrections {
 public:
  explicit Corrections(Nation& nation) : nation_(nation) {}

  absl::Status Correct() {
    const int64_t figure = Nation::Figure(0, 0) + ++added_;
    BatchUpdateValuesRequest request;
    request.set_parent("organizations/" + nation_.County(0));
    request.set_period(Nation::kPeriod);
    auto& value = *request.add_values();
    value.set_indicator(Nation::Code(0));
    value.set_value(std::to_string(figure));
    EDUPLAN_RETURN_IF_ERROR(nation_.Write(0, request));
    EDUPLAN_RETURN_IF_ERROR(Check(nation_.City(0), &city_));
    return Check(nation_.Province(0), &province_);
  }

 private:
  // The total is the one seen first and what was added since.
  absl::Status Check(const std::string& organization, std::optional<int64_t>* first) {
    EDUPLAN_RETURN_IF_ERROR(nation_.GetRollup(0, organization, &rollup_));
    const int64_t total = std::stoll(rollup_.cells(0).value());
    if (!first->has_value()) *first = total - added_;
    if (total == **first + added_) return absl::OkStatus();
    return absl::DataLossError(
        fmt::format("{}: {} instead of {}", organization, total, **first + added_));
  }

  Nation& nation_;
  int64_t added_ = 0;
  std::optional<int64_t> city_;
  std::optional<int64_t> province_;
  Rollup rollup_;
};

// All totals of the country at once, computed from nothing.
class ColdTotals {
 public:
  explicit ColdTotals(Nation& nation)
      : nation_(nation), database_(*sql::Database::Open({.url = nation.database()})) {
    request_.add_organizations(std::string("organizations/") + Nation::kRoot);
    for (int p = 0; p < nation.provinces(); ++p) {
      request_.add_organizations("organizations/" + nation.Province(p));
    }
    for (int c = 0; c < nation.cities(); ++c) {
      request_.add_organizations("organizations/" + nation.City(c));
    }
    request_.add_periods(Nation::kPeriod);
  }

  // The same states by the database alone: over each county's city, province and country.
  absl::Status Prepare() {
    return database_->Write([&](sql::Transaction& transaction) -> absl::Status {
      EDUPLAN_RETURN_IF_ERROR(
          transaction
              .Execute("CREATE TABLE floor_places (organization TEXT PRIMARY KEY, city TEXT NOT "
                       "NULL, province TEXT NOT NULL)")
              .status());
      std::vector<sql::Row> rows;
      for (int c = 0; c < nation_.counties(); ++c) {
        const int city = nation_.CityOf(c);
        rows.push_back(
            {nation_.County(c), nation_.City(city), nation_.Province(nation_.ProvinceOf(city))});
      }
      static constexpr std::string_view kColumns[] = {"organization", "city", "province"};
      return transaction.BulkInsert("floor_places", kColumns, rows);
    });
  }
  absl::StatusOr<double> GroupBy() {
    const absl::Time before = absl::Now();
    EDUPLAN_ASSIGN_OR_RETURN(
        const sql::Rows rows,
        database_->Query(
            "SELECT p.city, p.province, v.indicator, sum(v.amount), count(*) FROM current_values v "
            "JOIN floor_places p ON p.organization = v.organization WHERE v.period = $1 AND "
            "v.kind = 1 GROUP BY GROUPING SETS ((p.city, v.indicator), (p.province, v.indicator), "
            "(v.indicator))",
            {Nation::kPeriod}));
    if (rows.empty()) return absl::InternalError("no totals");
    return absl::ToDoubleMilliseconds(absl::Now() - before);
  }
  absl::StatusOr<double> Compute() {
    // Another version of everything: nothing that is cached is of it.
    EDUPLAN_RETURN_IF_ERROR(database_->Write([](sql::Transaction& transaction) {
      return transaction
          .Execute(
              "UPDATE node_versions SET change_id = md5(change_id || random()) WHERE node <> ''")
          .status();
    }));
    const absl::Time before = absl::Now();
    EDUPLAN_RETURN_IF_ERROR(nation_.Query(request_, &response_));
    const double took = absl::ToDoubleMilliseconds(absl::Now() - before);
    if (response_.rollups_size() != request_.organizations_size()) {
      return absl::InternalError("too few totals");
    }
    return took;
  }

 private:
  Nation& nation_;
  std::unique_ptr<sql::Database> database_;
  indicator::v1::QueryRollupsRequest request_;
  indicator::v1::QueryRollupsResponse response_;
};

// Every county files all its figures within a minute, while others read cities and provinces.
absl::Status DeadlineNight(Nation& nation, Report& report) {
  std::vector<double> waits;
  std::mutex mutex;
  std::atomic<int> next = 0;
  std::atomic<bool> filed = false;
  const double computed_before = nation.Metric("eduplan_rollup_computations_total");
  const absl::Time start = absl::Now();
  std::vector<std::thread> threads;
  absl::Status failure;
  const auto fail = [&](const absl::Status& status) {
    if (status.ok()) return;
    const std::lock_guard lock(mutex);
    failure.Update(status);
  };
  for (int w = 0; w < kWriters; ++w) {
    threads.emplace_back([&, w] {
      for (int turn = next++; turn < nation.counties(); turn = next++) {
        const absl::Time due = start + absl::Minutes(1) * turn / nation.counties();
        absl::SleepFor(due - absl::Now());
        // All over the country, each once.
        const int county = turn * kStride % nation.counties();
        fail(nation.Write(w % 3, nation.WholeCounty(county, kFiled)));
      }
    });
  }
  for (int r = 0; r < kReaders; ++r) {
    threads.emplace_back([&, r] {
      Rollup rollup;
      for (int turn = r; !filed; turn += 7) {
        const std::string organization = turn % 5 == 0 ? nation.Province(turn % nation.provinces())
                                                       : nation.City(turn % nation.cities());
        const absl::Time before = absl::Now();
        fail(nation.GetRollup(r % 3, organization, &rollup));
        const double took = absl::ToDoubleMilliseconds(absl::Now() - before);
        {
          const std::lock_guard lock(mutex);
          waits.push_back(took);
        }
        absl::SleepFor(absl::Milliseconds(200));
      }
    });
  }
  for (int w = 0; w < kWriters; ++w) threads[w].join();
  const double seconds = absl::ToDoubleSeconds(absl::Now() - start);
  filed = true;
  for (size_t i = kWriters; i < threads.size(); ++i) threads[i].join();
  EDUPLAN_RETURN_IF_ERROR(failure);
  std::sort(waits.begin(), waits.end());
  const double computations = nation.Metric("eduplan_rollup_computations_total") - computed_before;
  Rollup country;
  EDUPLAN_RETURN_IF_ERROR(nation.GetRollup(0, Nation::kRoot, &country));
  int64_t expected = 0;
  for (int county = 0; county < nation.counties(); ++county) {
    expected += Nation::Figure(county, 0) + kFiled;
  }
  if (country.cells(0).value() != std::to_string(expected)) {
    return absl::DataLossError(fmt::format("{} instead of {}", country.cells(0).value(), expected));
  }
  fmt::print(
      "deadline night: {} counties in {:.1f} s, {} reads, {} computations, {} entries found, "
      "{} not found\n",
      nation.counties(), seconds, waits.size(), computations,
      nation.Metric("eduplan_rollup_cache_hits_total"),
      nation.Metric("eduplan_rollup_cache_misses_total"));
  EDUPLAN_RETURN_IF_ERROR(report.Run(Figure{
      .name = "deadline night, reads p99",
      .unit = "ms",
      .wanted = 250,
      .at_most = true,
      .measured = [&]() -> absl::StatusOr<double> { return waits[waits.size() * 99 / 100]; }}));
  return report.Run(Figure{.name = "deadline night, computations a read",
                           .unit = "",
                           .wanted = 1,
                           .at_most = true,
                           .measured = [&]() -> absl::StatusOr<double> {
                             return computations / static_cast<double>(waits.size());
                           }});
}

absl::Status MeasureCached(const Options& options, Nation& nation, NullCall& null_call,
                           Report& report) {
  const auto read = [&](int) {
    thread_local Rollup rollup;
    return nation.GetRollup(0, nation.City(0), &rollup);
  };
  const auto call = [&](int client) { return null_call.Call(client); };
  EDUPLAN_RETURN_IF_ERROR(
      report.Run(Comparison{.name = "cached rollup of 200 indicators",
                            .floor_name = "null call",
                            .unit = "calls/s",
                            .wanted = 0.55,
                            .measured = [&] { return PerSecond(kClients, options.time, read); },
                            .floor = [&] { return PerSecond(kClients, options.time, call); }}));
  return report.Run(
      Comparison{.name = "cached rollup of 200 indicators, p99 (at most 2)",
                 .floor_name = "null call, p99",
                 .unit = "ms",
                 .wanted = 0,
                 .measured = [&] { return Percentile(0.99, kClients, options.time, read); },
                 .floor = [&] { return Percentile(0.99, kClients, options.time, call); }});
}

absl::Status MeasureCorrections(const Options& options, Nation& nation, NullCall& null_call,
                                Report& report) {
  Corrections many(nation);
  EDUPLAN_RETURN_IF_ERROR(report.Run(Comparison{
      .name = "correction seen in city and province (at most 25)",
      .floor_name = "null call",
      .unit = "ms",
      .wanted = 0,
      .measured = [&] { return MedianMillis(options.time, [&](int) { return many.Correct(); }); },
      .floor =
          [&] {
            return MedianMillis(options.time, [&](int client) { return null_call.Call(client); });
          }}));
  if (!report.Wants("correction among 2,978")) return absl::OkStatus();
  Nation small(kFew, 1);
  EDUPLAN_RETURN_IF_ERROR(small.Fill());
  Corrections few(small);
  return report.Run(Comparison{
      .name = "correction among 2,978 (at most 1.3)",
      .floor_name = "correction among 100",
      .unit = "ms",
      .wanted = 0,
      .measured = [&] { return MedianMillis(options.time, [&](int) { return many.Correct(); }); },
      .floor = [&] { return MedianMillis(options.time, [&](int) { return few.Correct(); }); }});
}

absl::Status Measure(const Options& options, Report& report) {
  Nation nation(Nation::kCountry, 3);
  EDUPLAN_RETURN_IF_ERROR(nation.Fill());
  Rollup rollup;
  EDUPLAN_RETURN_IF_ERROR(nation.GetRollup(0, nation.City(0), &rollup));
  fmt::print("a rollup of {} cells, {} bytes; {} counties, {} cities, {} provinces\n",
             rollup.cells_size(), rollup.ByteSizeLong(), nation.counties(), nation.cities(),
             nation.provinces());
  NullCall null_call(nation, rollup);
  EDUPLAN_RETURN_IF_ERROR(MeasureCached(options, nation, null_call, report));
  EDUPLAN_RETURN_IF_ERROR(MeasureCorrections(options, nation, null_call, report));
  if (report.Wants("all totals of the country, cold")) {
    ColdTotals cold(nation);
    EDUPLAN_RETURN_IF_ERROR(cold.Prepare());
    EDUPLAN_RETURN_IF_ERROR(
        report.Run(Comparison{.name = "all totals of the country, cold (at most 2)",
                              .floor_name = "one GROUP BY",
                              .unit = "ms",
                              .wanted = 0,
                              .measured = [&] { return cold.Compute(); },
                              .floor = [&] { return cold.GroupBy(); }}));
  }
  if (!report.Wants("deadline night")) return absl::OkStatus();
  return DeadlineNight(nation, report);
}

}  // namespace
}  // namespace eduplan::benchmarks

int main(int argc, char** argv) {
  return eduplan::benchmarks::Main(argc, argv, "benchmark_nation", eduplan::benchmarks::Measure);
}
