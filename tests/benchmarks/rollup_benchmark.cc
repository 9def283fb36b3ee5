// Reading totals: a call with nothing in it, the cached rollup by gRPC and by HTTP, and how soon a
// correction is in the totals above it.

#include <fmt/format.h>

#include <array>
#include <memory>
#include <utility>

#include "services/platform/status/macros.h"
#include "tests/benchmarks/floors.h"
#include "tests/benchmarks/province.h"
#include "tests/benchmarks/report.h"

namespace eduplan::benchmarks {
namespace {

using indicator::v1::BatchUpdateValuesRequest;
using indicator::v1::Rollup;

constexpr int kClients = 8;
constexpr const char* kCorrected = "new-seats";

// A client thread's connections and buffers.
struct Reader {
  std::unique_ptr<test::HttpClient> gateway;
  std::unique_ptr<test::HttpClient> fixed;
  Rollup rollup;
  int turn = 0;
};

class Readings {
 public:
  Readings(const Options& options, Province& province) : options_(options), province_(province) {}

  absl::Status Start() {
    Rollup rollup;
    EDUPLAN_RETURN_IF_ERROR(service_.GetRollup(Province::City(0), &rollup));
    const std::string json = HttpRollup(gateway_address_).body;
    null_.emplace(Floor::Kind::kNullCall, rollup.SerializeAsString(), province_.key_dir());
    runner_.emplace(Floor::Kind::kCallRunner, rollup.SerializeAsString(), province_.key_dir());
    fixed_.emplace(Floor::Kind::kStatic, json, province_.key_dir());
    null_client_.emplace(client::MakeChannel(null_->address()), province_.outgoing());
    runner_client_.emplace(client::MakeChannel(runner_->address()), province_.outgoing());
    for (Reader& reader : readers_) {
      reader.gateway = std::make_unique<test::HttpClient>(gateway_address_);
      reader.fixed = std::make_unique<test::HttpClient>(fixed_->address());
    }
    fmt::print("a rollup of {} cells: {} bytes, {} bytes of JSON; {} clients\n",
               rollup.cells_size(), rollup.ByteSizeLong(), json.size(), kClients);
    return absl::OkStatus();
  }

  absl::Status RunAll(Report& report) {
    EDUPLAN_RETURN_IF_ERROR(
        report.Run({.name = "call through CallRunner",
                    .floor_name = "null call",
                    .unit = "calls/s",
                    .wanted = 0,
                    .measured = PerSecondOf([this](int i) { return Get(*runner_client_, i, 0); }),
                    .floor = NullCalls()}));
    EDUPLAN_RETURN_IF_ERROR(
        report.Run({.name = "cached rollup, gRPC",
                    .floor_name = "null call",
                    .unit = "calls/s",
                    .wanted = 0.5,
                    .measured = PerSecondOf([this](int i) { return Get(service_, i, 0); }),
                    .floor = NullCalls()}));
    EDUPLAN_RETURN_IF_ERROR(report.Run({.name = "cached rollups of 11 cities, gRPC",
                                        .floor_name = "null call",
                                        .unit = "calls/s",
                                        .wanted = 0.5,
                                        .measured = PerSecondOf([this](int i) {
                                          return Get(service_, i,
                                                     readers_[i].turn++ % Province::kCities);
                                        }),
                                        .floor = NullCalls()}));
    EDUPLAN_RETURN_IF_ERROR(report.Run(
        {.name = "unchanged rollup, gateway",
         .floor_name = "null call + static answer",
         .unit = "calls/s",
         .wanted = 0.5,
         .measured = PerSecondOf([this](int i) { return CheckOk(Send(*readers_[i].gateway)); }),
         .floor = PerSecondOf([this](int i) -> absl::Status {
           EDUPLAN_RETURN_IF_ERROR(Get(*null_client_, i, 0));
           return CheckOk(Send(*readers_[i].fixed));
         })}));
    return report.Run(
        {.name = "correction seen in city and province",
         .floor_name = "null call",
         .unit = "ms",
         .wanted = 0,
         .measured =
             [this] { return MedianMillis(options_.time, [this](int) { return Correct(); }); },
         .floor =
             [this] {
               return MedianMillis(options_.time,
                                   [this](int i) { return Get(*null_client_, i, 0); });
             }});
  }

 private:
  using Run = std::function<absl::StatusOr<double>()>;

  Run PerSecondOf(Operation operation) {
    return [this, operation = std::move(operation)] {
      return PerSecond(kClients, options_.time, operation);
    };
  }
  Run NullCalls() {
    return PerSecondOf([this](int i) { return Get(*null_client_, i, 0); });
  }

  absl::Status Get(const IndicatorsClient& client, int reader, int city) {
    return client.GetRollup(Province::City(city), &readers_[reader].rollup);
  }
  test::HttpReply Send(test::HttpClient& client) const {
    return client.Send({.target = fmt::format("/v1/organizations/{}/rollups/{}", Province::City(0),
                                              Province::kPeriod),
                        .token = province_.cluster().root_token()});
  }
  test::HttpReply HttpRollup(const std::string& address) const {
    test::HttpClient client(address);
    return Send(client);
  }
  static absl::Status CheckOk(const test::HttpReply& reply) {
    if (reply.status == 200) return absl::OkStatus();
    return absl::UnavailableError(fmt::format("{} {}", reply.status, reply.body));
  }

  // A county files another figure; the totals above it must be the new ones at once.
  absl::Status Correct() {
    const int64_t added = ++corrections_;
    BatchUpdateValuesRequest request;
    request.set_parent("organizations/" + Province::County(0, 0));
    request.set_period(Province::kPeriod);
    auto& value = *request.add_values();
    value.set_indicator(kCorrected);
    value.set_value(std::to_string(Province::Figure(0, 0) + added));
    EDUPLAN_RETURN_IF_ERROR(service_.Write(request));
    EDUPLAN_RETURN_IF_ERROR(CheckTotal(Province::City(0), TotalOf(1) + added));
    return CheckTotal(Province::kId, TotalOf(Province::kCities) + added);
  }
  // What the first `cities` filed at first.
  static int64_t TotalOf(int cities) {
    int64_t total = 0;
    for (int city = 0; city < cities; ++city) {
      for (int county = 0; county < Province::kCounties; ++county) {
        total += Province::Figure(city, county);
      }
    }
    return total;
  }
  absl::Status CheckTotal(const std::string& organization, int64_t expected) {
    Rollup& rollup = readers_[0].rollup;
    EDUPLAN_RETURN_IF_ERROR(service_.GetRollup(organization, &rollup));
    for (const auto& cell : rollup.cells()) {
      if (cell.indicator() != fmt::format("indicators/{}", kCorrected)) continue;
      if (cell.value() == std::to_string(expected)) return absl::OkStatus();
      return absl::DataLossError(
          fmt::format("{}: {} instead of {}", organization, cell.value(), expected));
    }
    return absl::DataLossError("no such cell");
  }

  const Options& options_;
  Province& province_;
  const std::string gateway_address_ = province_.cluster().Address("gateway", "http");
  const IndicatorsClient service_{province_.indicators(), province_.outgoing()};
  std::optional<Floor> null_;
  std::optional<Floor> runner_;
  std::optional<Floor> fixed_;
  std::optional<IndicatorsClient> null_client_;
  std::optional<IndicatorsClient> runner_client_;
  std::array<Reader, kClients> readers_;
  int64_t corrections_ = 0;
};

absl::Status Measure(const Options& options, Report& report) {
  Province province;
  EDUPLAN_RETURN_IF_ERROR(province.Register());
  EDUPLAN_RETURN_IF_ERROR(province.FileFigures());
  Readings readings(options, province);
  EDUPLAN_RETURN_IF_ERROR(readings.Start());
  return readings.RunAll(report);
}

}  // namespace
}  // namespace eduplan::benchmarks

int main(int argc, char** argv) {
  return eduplan::benchmarks::Main(argc, argv, "benchmark_rollup", eduplan::benchmarks::Measure);
}
