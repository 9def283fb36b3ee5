// Writing values: the country's figures of a period loaded by stream, and written over, against the
// same rows copied into one keyed table of the same database; one county's correction.

#include <fmt/format.h>

#include <string_view>

#include "absl/time/clock.h"
#include "services/platform/sql/database.h"
#include "services/platform/status/macros.h"
#include "tests/benchmarks/loads.h"
#include "tests/benchmarks/report.h"
#include "tests/support/databases.h"

namespace eduplan::benchmarks {
namespace {

using test::DatabaseKind;

constexpr int kOverwritten = 1000;  // beyond the periods of the loads
constexpr double kMegabyte = 1 << 20;
// As services/indicators/schema.
constexpr std::string_view kColumns[] = {"period",  "organization", "indicator", "kind",
                                         "version", "content",      "amount",    "as_of",
                                         "basis",   "note",         "evidence"};

// The floor: the rows of current_values under its key, and nothing around them.
class PlainTable {
 public:
  explicit PlainTable(DatabaseKind kind) : database_(test::MakeDatabase(kind)) {
    rows_.reserve(Loads::kRows);
    for (int county = 0; county < Loads::kCounties; ++county) {
      for (int i = 0; i < Loads::kIndicators; ++i) {
        rows_.push_back({"", Loads::County(county), Loads::Indicator(i), 1, 1, 1,
                         int64_t{1'000'000} * (county * 7 + i), "", 1, "", ""});
      }
    }
  }

  absl::Status Create() {
    return database_->Write([](sql::Transaction& transaction) {
      return transaction
          .Execute(
              "CREATE TABLE plain (period TEXT NOT NULL, organization TEXT NOT NULL, "
              "indicator TEXT NOT NULL, kind BIGINT NOT NULL, version BIGINT NOT NULL, "
              "content BIGINT NOT NULL, amount BIGINT NOT NULL, as_of TEXT NOT NULL, "
              "basis BIGINT NOT NULL, note TEXT NOT NULL, evidence TEXT NOT NULL, "
              "PRIMARY KEY (period, organization, indicator, kind))")
          .status();
    });
  }
  // Rows a second of a period's rows: COPY, or on SQLite a prepared insert each, in one
  // transaction.
  absl::StatusOr<double> Fill() {
    const std::string period = Loads::Period(next_++);
    for (sql::Row& row : rows_) row[0] = period;
    const absl::Time begin = absl::Now();
    EDUPLAN_RETURN_IF_ERROR(database_->Write([&](sql::Transaction& transaction) {
      return transaction.BulkInsert("plain", kColumns, rows_);
    }));
    return Loads::kRows / absl::ToDoubleSeconds(absl::Now() - begin);
  }
  // Rows a second of the last period read as totals read them.
  absl::StatusOr<double> Scan() {
    int64_t sum = 0;
    int rows = 0;
    const absl::Time begin = absl::Now();
    EDUPLAN_RETURN_IF_ERROR(database_->Read([&](sql::Transaction& transaction) {
      return transaction.Scan(
          "SELECT v.organization, v.indicator, v.content, v.amount, v.version FROM plain v WHERE "
          "v.period = $1 AND v.kind = $2 AND v.content <> 0",
          {Loads::Period(next_ - 1), 1}, [&](const sql::RowView& row) {
            sum += row.integer(3) + static_cast<int64_t>(row.text(0).size() + row.text(1).size());
            ++rows;
          });
    }));
    const absl::Duration took = absl::Now() - begin;
    if (rows != Loads::kRows || sum == 0) return absl::InternalError("not every row was read");
    return Loads::kRows / absl::ToDoubleSeconds(took);
  }
  // Changes one row.
  absl::Status Change() {
    return database_->Write([&](sql::Transaction& transaction) {
      return transaction
          .Execute(
              "UPDATE plain SET amount = amount + 1 WHERE period = $1 AND organization = $2 "
              "AND indicator = $3 AND kind = 1",
              {Loads::Period(0), Loads::County(0), Loads::Indicator(0)})
          .status();
    });
  }

 private:
  std::unique_ptr<sql::Database> database_;
  sql::Rows rows_;
  int next_ = 0;
};

double RowsPerSecond(absl::Duration took) {
  return Loads::kRows / absl::ToDoubleSeconds(took);
}

absl::Status MeasureLoading(const std::string& where, Loads& loads, PlainTable& plain,
                            const std::string& floor_name, bool staged, Report& report) {
  int next = 0;
  EDUPLAN_RETURN_IF_ERROR(report.Run(
      {.name = "values loaded by stream, " + where,
       .floor_name = floor_name,
       .unit = "rows/s",
       .wanted = 0.3,
       .measured = [&]() -> absl::StatusOr<double> {
         EDUPLAN_ASSIGN_OR_RETURN(const Loads::Took took, loads.Load({Loads::Period(next++)}, 0));
         return RowsPerSecond(took.all);
       },
       .floor = [&] { return plain.Fill(); }}));
  if (!staged) return absl::OkStatus();
  return report.Run({.name = "values loaded by stream, once sent, " + where,
                     .floor_name = floor_name,
                     .unit = "rows/s",
                     .wanted = 0.4,
                     .measured = [&]() -> absl::StatusOr<double> {
                       EDUPLAN_ASSIGN_OR_RETURN(const Loads::Took took,
                                                loads.Load({Loads::Period(next++)}, 0));
                       return RowsPerSecond(took.after_sending);
                     },
                     .floor = [&] { return plain.Fill(); }});
}

absl::Status MeasureChanges(Loads& loads, PlainTable& plain, const Options& options,
                            Report& report) {
  const std::string period = Loads::Period(kOverwritten);
  int add = 0;
  if (report.Wants("values written over")) {
    EDUPLAN_RETURN_IF_ERROR(loads.Load({period}, add++).status());
  }
  EDUPLAN_RETURN_IF_ERROR(report.Run({.name = "values written over by stream, PostgreSQL",
                                      .floor_name = "COPY into one keyed table",
                                      .unit = "rows/s",
                                      .wanted = 0.06,
                                      .measured = [&]() -> absl::StatusOr<double> {
                                        EDUPLAN_ASSIGN_OR_RETURN(const Loads::Took took,
                                                                 loads.Load({period}, add++));
                                        return RowsPerSecond(took.all);
                                      },
                                      .floor = [&] { return plain.Fill(); }}));
  int value = 0;
  return report.Run(
      {.name = "one county's value corrected, PostgreSQL",
       .floor_name = "one UPDATE by its key",
       .unit = "1/s",
       .wanted = 0,
       .measured =
           [&] {
             return PerSecond(1, options.time, [&](int) {
               return loads.Correct(Loads::County(0), Loads::Period(0), ++value);
             });
           },
       .floor = [&] { return PerSecond(1, options.time, [&](int) { return plain.Change(); }); }});
}

absl::Status MeasureScan(PlainTable& plain, Report& report) {
  if (report.Wants("values of a period scanned")) {
    EDUPLAN_RETURN_IF_ERROR(plain.Fill().status());
  }
  return report.Run({.name = "values of a period scanned, PostgreSQL",
                     .unit = "rows/s",
                     .wanted = 1'200'000,
                     .at_most = false,
                     .measured = [&] { return plain.Scan(); }});
}

// What a load of thrice the rows adds to the most memory that one of them took.
absl::Status MeasureMemory(Loads& loads, Report& report) {
  int next = kOverwritten + 1;
  return report.Run({.name = "memory that 1,000,000 more rows of a load take",
                     .unit = "MiB",
                     .wanted = 64,
                     .at_most = true,
                     .measured = [&]() -> absl::StatusOr<double> {
                       const std::string first = Loads::Period(next++);
                       EDUPLAN_RETURN_IF_ERROR(loads.Load({first}, 0).status());
                       const int64_t before = loads.PeakBytes();
                       const std::string second = Loads::Period(next++);
                       const std::string third = Loads::Period(next++);
                       const std::string fourth = Loads::Period(next++);
                       EDUPLAN_RETURN_IF_ERROR(loads.Load({second, third, fourth}, 0).status());
                       return static_cast<double>(loads.PeakBytes() - before) / kMegabyte;
                     }});
}

absl::Status Measure(const Options& options, Report& report) {
  {
    Loads loads(DatabaseKind::kPostgres);
    EDUPLAN_RETURN_IF_ERROR(loads.Register());
    PlainTable plain(DatabaseKind::kPostgres);
    EDUPLAN_RETURN_IF_ERROR(plain.Create());
    EDUPLAN_RETURN_IF_ERROR(
        MeasureLoading("PostgreSQL", loads, plain, "COPY into one keyed table", true, report));
    EDUPLAN_RETURN_IF_ERROR(MeasureChanges(loads, plain, options, report));
    EDUPLAN_RETURN_IF_ERROR(MeasureScan(plain, report));
    EDUPLAN_RETURN_IF_ERROR(MeasureMemory(loads, report));
  }
  if (!report.Wants("values loaded by stream, SQLite")) return absl::OkStatus();
  Loads loads(DatabaseKind::kSqlite);
  EDUPLAN_RETURN_IF_ERROR(loads.Register());
  PlainTable plain(DatabaseKind::kSqlite);
  EDUPLAN_RETURN_IF_ERROR(plain.Create());
  return MeasureLoading("SQLite", loads, plain, "a prepared insert each, one transaction", false,
                        report);
}

}  // namespace
}  // namespace eduplan::benchmarks

int main(int argc, char** argv) {
  return eduplan::benchmarks::Main(argc, argv, "benchmark_values", eduplan::benchmarks::Measure);
}
