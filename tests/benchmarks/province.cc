#include "tests/benchmarks/province.h"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "services/platform/auth/token.h"
#include "services/platform/log/trace.h"
#include "services/platform/status/macros.h"

namespace eduplan::benchmarks {
namespace {

using indicator::v1::BatchUpdateValuesRequest;
using indicator::v1::BatchUpdateValuesResponse;
using indicator::v1::GetRollupRequest;
using indicator::v1::Rollup;

std::string Catalogue() {
  std::ifstream file(EDUPLAN_SOURCE_DIR "/deploy/catalogue.csv");
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

absl::StatusOr<std::string> InternalToken(const std::string& key_dir) {
  EDUPLAN_ASSIGN_OR_RETURN(const auto keys, auth::KeyStore::OpenOrCreate(key_dir));
  uint32_t roles = 0;
  for (const auth::Role role : {auth::Role::kReporter, auth::Role::kIntegrator}) {
    roles |= static_cast<uint32_t>(role);
  }
  return auth::MakeIssuer(keys)->Issue(
      {.subject = "benchmark", .organization = std::string(auth::kEverywhere), .roles = roles},
      auth::kInternalAudience, absl::Hours(2));
}

}  // namespace

Province::Province()
    : cluster_({.database = test::DatabaseKind::kPostgres, .redis = redis_.Url()}),
      outgoing_({.token = InternalToken(key_dir()).value(), .trace_parent = log::NewTraceParent()}),
      indicators_(client::MakeChannel(cluster_.Address("indicators", "grpc"))) {}

std::string Province::City(int city) {
  return fmt::format("33{:02}00", city + 1);
}

std::string Province::County(int city, int county) {
  return fmt::format("33{:02}{:02}", city + 1, county + 1);
}

absl::Status Province::PostCsv(const std::string& target, const std::string& csv) {
  const test::HttpReply reply = cluster_.PostCsv(target, csv);
  if (reply.status == 200) return absl::OkStatus();
  return absl::InternalError(fmt::format("{}: {} {}", target, reply.status, reply.body));
}

absl::Status Province::Register() {
  EDUPLAN_RETURN_IF_ERROR(PostCsv("/v1/indicators:batchImport", Catalogue()));
  std::string csv = "code,name,level,kind,parent,from\n";
  const auto add = [&](const std::string& code, std::string_view level, std::string_view parent) {
    csv += fmt::format("{0},组织{0},{1},BUREAU,{2},2000-01-01\n", code, level, parent);
  };
  add(kId, "PROVINCE", "");
  for (int city = 0; city < kCities; ++city) {
    add(City(city), "CITY", kId);
    for (int county = 0; county < kCounties; ++county) {
      add(County(city, county), "COUNTY", City(city));
    }
  }
  return PostCsv("/v1/organizations:batchImport", csv);
}

absl::Status Province::FileFigures() {
  std::vector<std::string> codes;
  std::istringstream lines(Catalogue());
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    // A rate is derived from its parts.
    if (line.find(",RATIO,") == std::string::npos) codes.push_back(line.substr(0, line.find(',')));
  }
  const IndicatorsClient client(indicators_, outgoing_);
  for (int city = 0; city < kCities; ++city) {
    for (int county = 0; county < kCounties; ++county) {
      BatchUpdateValuesRequest request;
      request.set_parent("organizations/" + County(city, county));
      request.set_period(kPeriod);
      for (const std::string& code : codes) {
        auto& value = *request.add_values();
        value.set_indicator(code);
        value.set_value(std::to_string(Figure(city, county)));
      }
      EDUPLAN_RETURN_IF_ERROR(client.Write(request));
    }
  }
  return absl::OkStatus();
}

absl::Status IndicatorsClient::GetRollup(const std::string& organization, Rollup* rollup) const {
  GetRollupRequest request;
  request.set_name(fmt::format("organizations/{}/rollups/{}", organization, Province::kPeriod));
  return client::Invoke(
      outgoing_, client::Idempotency::kNonIdempotent,
      [&](grpc::ClientContext* context) { return rollups_->GetRollup(context, request, rollup); });
}

absl::Status IndicatorsClient::Write(const BatchUpdateValuesRequest& request) const {
  BatchUpdateValuesResponse response;
  return client::Invoke(outgoing_, client::Idempotency::kNonIdempotent,
                        [&](grpc::ClientContext* context) {
                          return values_->BatchUpdateValues(context, request, &response);
                        });
}

}  // namespace eduplan::benchmarks
