#include "tests/benchmarks/loads.h"

#include <fmt/format.h>

#include <fstream>

#include "absl/time/clock.h"
#include "eduplan/indicator/v1/indicator_service.grpc.pb.h"
#include "eduplan/organization/v1/organization_service.grpc.pb.h"
#include "services/platform/auth/token.h"
#include "services/platform/log/trace.h"
#include "services/platform/status/grpc_status.h"
#include "services/platform/status/macros.h"

namespace eduplan::benchmarks {
namespace {

using indicator::v1::BatchUpdateValuesRequest;
using indicator::v1::BatchUpdateValuesResponse;
using indicator::v1::LoadValuesRequest;
using indicator::v1::ValueLoad;

constexpr int kProvinces = 31;
constexpr int kCities = 12;  // of a province
constexpr int kOfCity = 8;   // counties of a city; the first city has two more
constexpr size_t kPiece = 256 << 10;

absl::StatusOr<std::string> InternalToken(const std::string& key_dir) {
  EDUPLAN_ASSIGN_OR_RETURN(const auto keys, auth::KeyStore::OpenOrCreate(key_dir));
  return auth::MakeIssuer(keys)->Issue({.subject = "benchmark",
                                        .organization = std::string(auth::kEverywhere),
                                        .roles = static_cast<uint32_t>(auth::Role::kIntegrator) |
                                                 static_cast<uint32_t>(auth::Role::kAdministrator)},
                                       auth::kInternalAudience, absl::Hours(2));
}

std::string RequestId() {
  static int next = 1;
  return fmt::format("00000000-0000-4000-9000-{:012}", next++);
}

std::string Province(int number) {
  return fmt::format("{}0000", 11 + number);
}

std::string City(int number) {
  return fmt::format("{}{:02}00", 11 + number / kCities, 1 + number % kCities);
}

std::string Organizations() {
  std::string csv = "code,name,level,kind,parent,from\n";
  const auto add = [&](const std::string& code, std::string_view level, std::string_view parent) {
    csv += fmt::format("{0},组织{0},{1},BUREAU,{2},1949-01-01\n", code, level, parent);
  };
  for (int i = 0; i < kProvinces; ++i) add(Province(i), "PROVINCE", "");
  for (int i = 0; i < kProvinces * kCities; ++i) add(City(i), "CITY", Province(i / kCities));
  for (int i = 0; i < Loads::kCounties; ++i) {
    add(Loads::County(i), "COUNTY", Loads::County(i).substr(0, 4) + "00");
  }
  return csv;
}

std::string Indicators() {
  std::string csv = "code,name,unit,decimals,temporal_kind,aggregation\n";
  for (int i = 0; i < Loads::kIndicators; ++i) {
    csv += fmt::format("{0},{0},人,0,FLOW,SUM\n", Loads::Indicator(i));
  }
  return csv;
}

std::string Values(const std::string& period, int add) {
  std::string csv;
  for (int county = 0; county < Loads::kCounties; ++county) {
    const std::string begin = Loads::County(county) + "," + period + ",";
    for (int i = 0; i < Loads::kIndicators; ++i) {
      csv += fmt::format("{}{},{}\n", begin, Loads::Indicator(i), county * 7 + i + add);
    }
  }
  return csv;
}

template <typename Request>
Request ImportOf(const std::string& csv) {
  Request request;
  request.mutable_file()->set_content_type("text/csv");
  request.mutable_file()->set_data(csv);
  return request;
}

}  // namespace

Loads::Loads(test::DatabaseKind database)
    : cluster_({.database = database, .redis = {}, .whole = false}),
      outgoing_({.token = InternalToken(cluster_.directory() + "/keys").value(),
                 .trace_parent = log::NewTraceParent()}),
      indicators_(client::MakeChannel(cluster_.Address("indicators", "grpc"))),
      values_(indicator::v1::ValueService::NewStub(indicators_)) {}

std::string Loads::County(int number) {
  const int regular = kProvinces * kCities * kOfCity;
  if (number >= regular) return fmt::format("1101{:02}", kOfCity + 1 + number - regular);
  return fmt::format("{}{:02}", City(number / kOfCity).substr(0, 4), 1 + number % kOfCity);
}

std::string Loads::Indicator(int number) {
  return fmt::format("measured-{}", number);
}

std::string Loads::Period(int number) {
  return fmt::format("{}-{:02}", 1950 + number / 12, number % 12 + 1);
}

absl::Status Loads::Register() {
  const auto define = ImportOf<indicator::v1::BatchImportIndicatorsRequest>(Indicators());
  indicator::v1::BatchImportIndicatorsResponse defined;
  const auto catalogue = indicator::v1::IndicatorService::NewStub(indicators_);
  EDUPLAN_RETURN_IF_ERROR(client::Invoke(
      outgoing_, client::Idempotency::kNonIdempotent, [&](grpc::ClientContext* context) {
        return catalogue->BatchImportIndicators(context, define, &defined);
      }));
  const auto known = ImportOf<organization::v1::BatchImportOrganizationsRequest>(Organizations());
  organization::v1::BatchImportOrganizationsResponse imported;
  const auto registry = organization::v1::OrganizationService::NewStub(
      client::MakeChannel(cluster_.Address("organizations", "grpc")));
  EDUPLAN_RETURN_IF_ERROR(client::Invoke(
      outgoing_, client::Idempotency::kNonIdempotent, [&](grpc::ClientContext* context) {
        return registry->BatchImportOrganizations(context, known, &imported);
      }));
  return Correct(County(kCounties - 1), "1949", 1);
}

absl::StatusOr<Loads::Took> Loads::Load(const std::vector<std::string>& periods, int add) const {
  std::vector<LoadValuesRequest> messages(1);
  messages[0].set_request_id(RequestId());
  messages[0].mutable_file()->set_data("organization,period,indicator,value\n");
  for (const std::string& period : periods) {
    const std::string csv = Values(period, add);
    for (size_t at = 0; at < csv.size(); at += kPiece) {
      messages.emplace_back().mutable_file()->set_data(csv.substr(at, kPiece));
    }
  }
  grpc::ClientContext context;
  client::Prepare(outgoing_, &context);
  ValueLoad load;
  const absl::Time begin = absl::Now();
  const auto writer = values_->LoadValues(&context, &load);
  for (const LoadValuesRequest& message : messages) {
    if (!writer->Write(message)) break;
  }
  writer->WritesDone();
  const absl::Time sent = absl::Now();
  const grpc::Status status = writer->Finish();
  const absl::Time end = absl::Now();
  if (!status.ok()) return status::FromGrpc(status);
  if (load.written_count() != static_cast<int64_t>(kRows * periods.size())) {
    return absl::InternalError("not every row was written: " + load.ShortDebugString());
  }
  return Took{.all = end - begin, .after_sending = end - sent};
}

absl::Status Loads::Correct(const std::string& county, const std::string& period, int value) const {
  BatchUpdateValuesRequest request;
  request.set_parent("organizations/" + county);
  request.set_period(period);
  auto& input = *request.add_values();
  input.set_indicator(Indicator(0));
  input.set_value(std::to_string(value));
  BatchUpdateValuesResponse response;
  return client::Invoke(outgoing_, client::Idempotency::kNonIdempotent,
                        [&](grpc::ClientContext* context) {
                          return values_->BatchUpdateValues(context, request, &response);
                        });
}

int64_t Loads::PeakBytes() {
  std::ifstream file(fmt::format("/proc/{}/status", cluster_.process("indicators").pid()));
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("VmHWM:")) return std::stoll(line.substr(6)) * 1024;
  }
  return 0;
}

}  // namespace eduplan::benchmarks
