#include "tests/benchmarks/nation.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "absl/strings/numbers.h"
#include "absl/time/clock.h"
#include "eduplan/organization/v1/organization_service.grpc.pb.h"
#include "google/api/httpbody.pb.h"
#include "services/platform/auth/token.h"
#include "services/platform/log/trace.h"
#include "services/platform/status/grpc_status.h"
#include "services/platform/status/macros.h"
#include "tests/support/http_client.h"

namespace eduplan::benchmarks {
namespace {

using indicator::v1::BatchImportIndicatorsRequest;
using indicator::v1::BatchUpdateValuesRequest;
using indicator::v1::BatchUpdateValuesResponse;
using indicator::v1::GetRollupRequest;
using indicator::v1::LoadValuesRequest;
using indicator::v1::ValueLoad;

constexpr int kCitiesOfCountry = 342;
constexpr int kProvincesOfCountry = 31;
constexpr int kSheetsOfPiece = 20;

absl::StatusOr<std::string> InternalToken(const std::string& key_dir) {
  EDUPLAN_ASSIGN_OR_RETURN(const auto keys, auth::KeyStore::OpenOrCreate(key_dir));
  uint32_t roles = 0;
  for (const auth::Role role :
       {auth::Role::kReporter, auth::Role::kIntegrator, auth::Role::kAdministrator}) {
    roles |= static_cast<uint32_t>(role);
  }
  return auth::MakeIssuer(keys)->Issue(
      {.subject = "benchmark", .organization = std::string(auth::kEverywhere), .roles = roles},
      auth::kInternalAudience, absl::Hours(2));
}

int Scaled(int counties, int whole) {
  return std::max(1, counties * whole / Nation::kCountry);
}

}  // namespace

Nation::Nation(int counties, int replicas)
    : counties_(counties),
      cities_(Scaled(counties, kCitiesOfCountry)),
      provinces_(Scaled(counties, kProvincesOfCountry)),
      replicas_(replicas),
      cluster_({.database = test::DatabaseKind::kPostgres,
                .redis = redis_.Url(),
                .indicator_replicas = replicas,
                .indicators_url =
                    [this](int, const std::string& url) {
                      if (url.starts_with("postgres")) database_ = url;
                      return url;
                    },
                .whole = false}),
      outgoing_(
          {.token = InternalToken(key_dir()).value(), .trace_parent = log::NewTraceParent()}) {
  for (int replica = 0; replica < replicas; ++replica) {
    const std::string name = replica == 0 ? "indicators" : fmt::format("indicators-{}", replica);
    channels_.push_back(client::MakeChannel(cluster_.Address(name, "grpc")));
    rollups_.push_back(indicator::v1::RollupService::NewStub(channels_.back()));
    values_.push_back(indicator::v1::ValueService::NewStub(channels_.back()));
  }
}

std::string Nation::Code(int indicator) {
  return fmt::format("i{:03}", indicator);
}
// Codes like those of GB/T 2260: two digits each for province, city and county.
std::string Nation::Province(int province) const {
  return fmt::format("{}0000", 11 + province);
}
std::string Nation::City(int city) const {
  const int province = ProvinceOf(city);
  int first = city;
  while (first > 0 && ProvinceOf(first - 1) == province) --first;
  return fmt::format("{}{:02}00", 11 + province, city - first + 1);
}
std::string Nation::County(int county) const {
  const int city = CityOf(county);
  int first = county;
  while (first > 0 && CityOf(first - 1) == city) --first;
  return City(city).substr(0, 4) + fmt::format("{:02}", county - first + 1);
}
std::shared_ptr<grpc::Channel> Nation::indicators(int replica) {
  return channels_[replica];
}

absl::Status Nation::Fill() {
  EDUPLAN_RETURN_IF_ERROR(Register());
  return Load();
}

absl::Status Nation::Register() {
  std::string csv = "code,name,level,kind,parent,from\n";
  const auto add = [&](const std::string& id, std::string_view level, const std::string& parent) {
    csv += fmt::format("{0},组织{0},{1},BUREAU,{2},2000-01-01\n", id, level, parent);
  };
  add(kRoot, "PROVINCE", "");
  for (int p = 0; p < provinces_; ++p) add(Province(p), "PROVINCE", kRoot);
  for (int c = 0; c < cities_; ++c) add(City(c), "CITY", Province(ProvinceOf(c)));
  for (int c = 0; c < counties_; ++c) add(County(c), "COUNTY", City(CityOf(c)));
  const auto registry = organization::v1::OrganizationService::NewStub(
      client::MakeChannel(cluster_.Address("organizations", "grpc")));
  organization::v1::BatchImportOrganizationsRequest organizations;
  organizations.mutable_file()->set_content_type("text/csv");
  organizations.mutable_file()->set_data(csv);
  organization::v1::BatchImportOrganizationsResponse imported;
  EDUPLAN_RETURN_IF_ERROR(client::Invoke(
      outgoing_, client::Idempotency::kNonIdempotent, [&](grpc::ClientContext* context) {
        return registry->BatchImportOrganizations(context, organizations, &imported);
      }));
  BatchImportIndicatorsRequest definitions;
  for (int i = 0; i < kIndicators; ++i) {
    auto& definition = *definitions.add_indicators();
    definition.set_code(Code(i));
    definition.set_display_name(fmt::format("指标{}", i));
    definition.set_unit("个");
    definition.set_temporal_kind(indicator::v1::TEMPORAL_KIND_FLOW);
    definition.set_aggregation(indicator::v1::AGGREGATION_SUM);
    definition.set_ordinal(i + 1);
  }
  const auto catalogue = indicator::v1::IndicatorService::NewStub(indicators());
  indicator::v1::BatchImportIndicatorsResponse defined;
  return client::Invoke(outgoing_, client::Idempotency::kNonIdempotent,
                        [&](grpc::ClientContext* context) {
                          return catalogue->BatchImportIndicators(context, definitions, &defined);
                        });
}

BatchUpdateValuesRequest Nation::WholeCounty(int county, int64_t added) const {
  BatchUpdateValuesRequest request;
  request.set_parent("organizations/" + County(county));
  request.set_period(kPeriod);
  for (int i = 0; i < kIndicators; ++i) {
    auto& value = *request.add_values();
    value.set_indicator(Code(i));
    value.set_value(std::to_string(Figure(county, i) + added));
  }
  return request;
}

absl::Status Nation::Load() {
  grpc::ClientContext context;
  client::Prepare({.token = outgoing_.token,
                   .trace_parent = outgoing_.trace_parent,
                   .deadline = absl::Now() + absl::Minutes(5)},
                  &context);
  ValueLoad load;
  const auto writer = values_[0]->LoadValues(&context, &load);
  for (int county = 0; county < counties_;) {
    LoadValuesRequest piece;
    if (county == 0) {
      piece.set_period(kPeriod);
      piece.set_request_id("11111111-2222-4333-8444-555555555555");
    }
    for (int n = 0; n < kSheetsOfPiece && county < counties_; ++n, ++county) {
      auto& sheet = *piece.add_sheets();
      sheet.set_organization(County(county));
      *sheet.mutable_values() = WholeCounty(county, 0).values();
    }
    if (!writer->Write(piece)) break;
  }
  writer->WritesDone();
  EDUPLAN_RETURN_IF_ERROR(status::FromGrpc(writer->Finish()));
  if (load.state() == ValueLoad::STATE_DONE) return absl::OkStatus();
  return absl::InternalError(load.ShortDebugString());
}

double Nation::Metric(const std::string& name) {
  double sum = 0;
  for (int replica = 0; replica < replicas_; ++replica) {
    const std::string process = replica == 0 ? "indicators" : fmt::format("indicators-{}", replica);
    test::HttpClient http(cluster_.Address(process, "operations"));
    std::istringstream lines(http.Send({.target = "/metrics"}).body);
    for (std::string line; std::getline(lines, line);) {
      double value = 0;
      if (line.starts_with(name) && absl::SimpleAtod(line.substr(line.rfind(' ') + 1), &value)) {
        sum += value;
      }
    }
  }
  return sum;
}

absl::Status Nation::GetRollup(int replica, const std::string& organization,
                               indicator::v1::Rollup* rollup) {
  GetRollupRequest request;
  request.set_name(fmt::format("organizations/{}/rollups/{}", organization, kPeriod));
  return client::Invoke(outgoing_, client::Idempotency::kNonIdempotent,
                        [&](grpc::ClientContext* context) {
                          return rollups_[replica]->GetRollup(context, request, rollup);
                        });
}

absl::Status Nation::Query(const indicator::v1::QueryRollupsRequest& request,
                           indicator::v1::QueryRollupsResponse* response) {
  return client::Invoke(outgoing_, client::Idempotency::kNonIdempotent,
                        [&](grpc::ClientContext* context) {
                          return rollups_[0]->QueryRollups(context, request, response);
                        });
}

absl::Status Nation::Write(int replica, const BatchUpdateValuesRequest& request) {
  BatchUpdateValuesResponse response;
  return client::Invoke(outgoing_, client::Idempotency::kNonIdempotent,
                        [&](grpc::ClientContext* context) {
                          return values_[replica]->BatchUpdateValues(context, request, &response);
                        });
}

}  // namespace eduplan::benchmarks
