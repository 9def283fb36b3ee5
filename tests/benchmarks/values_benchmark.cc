// Writing values: batches of 200 of one organization by two writers, against plain inserts of the
// same rows into a table of the same shape in the same PostgreSQL.

#include <fmt/format.h>

#include <array>
#include <atomic>
#include <string_view>

#include "services/platform/sql/database.h"
#include "services/platform/status/macros.h"
#include "tests/benchmarks/province.h"
#include "tests/benchmarks/report.h"
#include "tests/support/databases.h"

namespace eduplan::benchmarks {
namespace {

constexpr int kWriters = 2;
constexpr int kBatch = 200;
constexpr std::array<std::string_view, 13> kColumns = {
    "organization", "period", "indicator", "valid_from", "valid_to",  "content", "amount",
    "as_of",        "basis",  "note",      "reason",     "principal", "time_us"};

// A place that no batch was written to before: a county and a month.
struct Place {
  explicit Place(int64_t number)
      : organization(
            Province::County(static_cast<int>(number / Province::kCounties) % Province::kCities,
                             static_cast<int>(number % Province::kCounties))) {
    const int64_t month = number / (Province::kCounties * Province::kCities);
    period = fmt::format("{}-{:02}", 1950 + month / 12, month % 12 + 1);
  }
  std::string organization;
  std::string period;
};

std::string Indicator(int i) {
  return fmt::format("measured-{}", i);
}

// The floor: the rows of value_versions, its key and its index, and nothing around them.
class Inserts {
 public:
  Inserts() : database_(test::MakeDatabase(test::DatabaseKind::kPostgres)) {}

  absl::Status Create() {
    return database_->Write([](sql::Transaction& transaction) -> absl::Status {
      EDUPLAN_RETURN_IF_ERROR(
          transaction
              .Execute("CREATE TABLE plain (organization TEXT NOT NULL, period TEXT NOT NULL, "
                       "indicator TEXT NOT NULL, valid_from BIGINT NOT NULL, valid_to BIGINT NOT "
                       "NULL, content BIGINT NOT NULL, amount BIGINT NOT NULL, as_of TEXT NOT "
                       "NULL, basis BIGINT NOT NULL, note TEXT NOT NULL, reason TEXT NOT NULL, "
                       "principal TEXT NOT NULL, time_us BIGINT NOT NULL, "
                       "PRIMARY KEY (organization, period, indicator, valid_from))")
              .status());
      return transaction
          .Execute(
              "CREATE UNIQUE INDEX plain_current ON plain (period, organization, indicator) "
              "WHERE valid_to = 9223372036854775807")
          .status();
    });
  }
  absl::Status OneByOne() {
    const sql::Rows rows = NextRows();
    const std::string insert =
        fmt::format("INSERT INTO plain VALUES ({})", sql::Placeholders(1, kColumns.size()));
    return database_->Write([&](sql::Transaction& transaction) -> absl::Status {
      for (const sql::Row& row : rows) {
        EDUPLAN_RETURN_IF_ERROR(transaction.Execute(insert, row).status());
      }
      return absl::OkStatus();
    });
  }
  absl::Status Copied() {
    const sql::Rows rows = NextRows();
    return database_->Write([&](sql::Transaction& transaction) {
      return transaction.BulkInsert("plain", kColumns, rows);
    });
  }

 private:
  sql::Rows NextRows() {
    const int64_t number = next_++;
    const Place place(number);
    sql::Rows rows;
    for (int i = 0; i < kBatch; ++i) {
      rows.push_back({place.organization, place.period, Indicator(i), number,
                      int64_t{9223372036854775807}, 1, int64_t{1'000'000} * i, "", 0, "", "",
                      "benchmark", int64_t{1'700'000'000'000'000} + number});
    }
    return rows;
  }

  std::unique_ptr<sql::Database> database_;
  std::atomic<int64_t> next_ = 0;
};

absl::Status WriteBatch(const IndicatorsClient& client, int64_t number) {
  const Place place(number);
  indicator::v1::BatchUpdateValuesRequest request;
  request.set_parent("organizations/" + place.organization);
  request.set_period(place.period);
  for (int i = 0; i < kBatch; ++i) {
    auto& value = *request.add_values();
    value.set_indicator(Indicator(i));
    value.set_value(std::to_string(i));
  }
  return client.Write(request);
}

absl::Status Measure(const Options& options, Report& report) {
  Province province;
  EDUPLAN_RETURN_IF_ERROR(province.Register());
  std::string csv = "code,name,unit,decimals,temporal_kind,aggregation\n";
  for (int i = 0; i < kBatch; ++i) csv += fmt::format("{0},{0},人,0,FLOW,SUM\n", Indicator(i));
  EDUPLAN_RETURN_IF_ERROR(province.PostCsv("/v1/indicators:batchImport", csv));
  Inserts inserts;
  EDUPLAN_RETURN_IF_ERROR(inserts.Create());
  const IndicatorsClient client(province.indicators(), province.outgoing());
  std::atomic<int64_t> next = 0;
  const auto values_per_second = [&](Operation write) {
    return [&options, write = std::move(write)]() -> absl::StatusOr<double> {
      EDUPLAN_ASSIGN_OR_RETURN(const double batches, PerSecond(kWriters, options.time, write));
      return batches * kBatch;
    };
  };
  const auto written = values_per_second([&](int) { return WriteBatch(client, next++); });
  EDUPLAN_RETURN_IF_ERROR(
      report.Run({.name = "values written, batches of 200",
                  .floor_name = "plain inserts, a statement a row",
                  .unit = "values/s",
                  .wanted = 0,
                  .measured = written,
                  .floor = values_per_second([&](int) { return inserts.OneByOne(); })}));
  return report.Run({.name = "values written, batches of 200",
                     .floor_name = "plain inserts by COPY",
                     .unit = "values/s",
                     .wanted = 0,
                     .measured = written,
                     .floor = values_per_second([&](int) { return inserts.Copied(); })});
}

}  // namespace
}  // namespace eduplan::benchmarks

int main(int argc, char** argv) {
  return eduplan::benchmarks::Main(argc, argv, "benchmark_values", eduplan::benchmarks::Measure);
}
