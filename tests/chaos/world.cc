#include "tests/chaos/world.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>

#include "absl/time/clock.h"
#include "eduplan/indicator/v1/indicator_service.grpc.pb.h"
#include "eduplan/indicator/v1/rollup_service.grpc.pb.h"
#include "eduplan/organization/v1/organization_service.grpc.pb.h"
#include "services/platform/auth/token.h"
#include "services/platform/log/trace.h"
#include "services/platform/status/macros.h"

namespace eduplan::chaos {
namespace {

namespace registry = ::eduplan::organization::v1;
namespace v1 = ::eduplan::indicator::v1;

constexpr absl::Duration kStartTime = absl::Seconds(60);
constexpr absl::CivilDay kBegin(2000, 1, 1);

std::string CatalogueCsv() {
  std::string csv =
      "code,name,unit,decimals,temporal_kind,aggregation,numerator,denominator,reference_point\n";
  for (const Indicator indicator : {kTotal, kFirst, kSecond, kOpening}) {
    csv += fmt::format("{0},指标{0},人,0,STOCK,SUM,,,{1}\n", kCodes[indicator],
                       indicator == kOpening ? "PERIOD_START" : "PERIOD_END");
  }
  return csv + fmt::format("{},占比,%,1,STOCK,RATIO,{},{},PERIOD_END\n", kCodes[kShare],
                           kCodes[kFirst], kCodes[kTotal]);
}

std::string OrganizationsCsv() {
  std::string csv = "code,name,level,kind,parent,from\n";
  const auto add = [&](const std::string& code, std::string_view level, const std::string& parent) {
    csv += fmt::format("{0},组织{0},{1},BUREAU,{2},2000-01-01\n", code, level, parent);
  };
  add(World::kProvince, "PROVINCE", "");
  for (int city = 0; city < World::kCities; ++city) {
    add(World::City(city), "CITY", World::kProvince);
    for (int county = 0; county < World::kCounties; ++county) {
      add(World::County(city, county), "COUNTY", World::City(city));
    }
  }
  return csv;
}

// Calls until it is answered.
absl::Status Insist(const World& world,
                    absl::FunctionRef<grpc::Status(grpc::ClientContext*)> call) {
  const absl::Time until = absl::Now() + kStartTime;
  for (;;) {
    const absl::Status status =
        client::Invoke(world.Outgoing(absl::Seconds(10)), client::Idempotency::kIdempotent, call);
    if (status.ok() || absl::Now() > until) return status;
    absl::SleepFor(absl::Milliseconds(50));
  }
}

template <typename Request>
Request ImportOf(const std::string& csv) {
  Request request;
  request.mutable_file()->set_content_type("text/csv");
  request.mutable_file()->set_data(csv);
  request.set_request_id(RequestId(999, 1));
  return request;
}

}  // namespace

int64_t Now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

std::string RequestId(int client, int64_t number) {
  return fmt::format("00000000-0000-4000-{:04}-{:012}", 8000 + client, number);
}

std::string World::City(int city) {
  return fmt::format("33{:02}00", city + 1);
}

std::string World::County(int city, int county) {
  return fmt::format("33{:02}{:02}", city + 1, county + 1);
}

std::vector<std::string> World::Counties() {
  std::vector<std::string> counties;
  for (int city = 0; city < kCities; ++city) {
    for (int county = 0; county < kCounties; ++county) counties.push_back(County(city, county));
  }
  return counties;
}

std::string World::ReplicaName(int n) {
  return n == 0 ? "indicators" : fmt::format("indicators-{}", n);
}

// The URL with the port of a proxy of that replica in place of its own.
std::string World::Between(int replica, const std::string& url) {
  const size_t authority = url.find("://") + 3;
  const size_t end = std::min(url.find_first_of("/?", authority), url.size());
  const size_t colon = url.rfind(':', end);
  auto& proxies = url.starts_with("redis") ? to_redis_ : to_postgres_;
  proxies[replica] = std::make_unique<test::FaultProxy>(std::atoi(url.c_str() + colon + 1));
  return fmt::format("{}:{}{}", url.substr(0, colon), proxies[replica]->port(), url.substr(end));
}

World::World() {
  cluster_ = std::make_unique<test::Cluster>(test::Cluster::Options{
      .database = test::DatabaseKind::kPostgres,
      .redis = redis_.Url(),
      .indicator_replicas = kReplicas,
      .indicators_url = [this](int replica,
                               const std::string& url) { return Between(replica, url); },
      .whole = false});
  for (int n = 0; n < kReplicas; ++n) {
    replicas_[n] = client::MakeChannel(cluster_->Address(ReplicaName(n), "grpc"));
  }
  registry_ = client::MakeChannel(cluster_->Address("organizations", "grpc"));
  uint32_t roles = 0;
  for (const auth::Role role :
       {auth::Role::kReporter, auth::Role::kIntegrator, auth::Role::kAdministrator}) {
    roles |= static_cast<uint32_t>(role);
  }
  const auto keys = auth::KeyStore::OpenOrCreate(cluster_->directory() + "/keys").value();
  token_ =
      auth::MakeIssuer(keys)
          ->Issue(
              {.subject = "client", .organization = std::string(auth::kEverywhere), .roles = roles},
              auth::kInternalAudience, absl::Hours(24))
          .value();
  trace_parent_ = log::NewTraceParent();
}

client::Outgoing World::Outgoing(absl::Duration timeout) const {
  return {.token = token_, .trace_parent = trace_parent_, .deadline = absl::Now() + timeout};
}

absl::Status World::Register(History* history) {
  registry::BatchImportOrganizationsResponse organizations;
  EDUPLAN_RETURN_IF_ERROR(Insist(*this, [&](grpc::ClientContext* context) {
    return registry::OrganizationService::NewStub(registry_)->BatchImportOrganizations(
        context, ImportOf<registry::BatchImportOrganizationsRequest>(OrganizationsCsv()),
        &organizations);
  }));
  v1::BatchImportIndicatorsResponse indicators;
  EDUPLAN_RETURN_IF_ERROR(Insist(*this, [&](grpc::ClientContext* context) {
    return v1::IndicatorService::NewStub(replicas_[0])
        ->BatchImportIndicators(context, ImportOf<v1::BatchImportIndicatorsRequest>(CatalogueCsv()),
                                &indicators);
  }));
  for (const auto& replica : replicas_) {
    v1::GetRollupRequest request;
    request.set_name(fmt::format("organizations/{}/rollups/{}", kProvince, kPeriod));
    request.set_consistency_token(organizations.consistency_token());
    v1::Rollup rollup;
    EDUPLAN_RETURN_IF_ERROR(Insist(*this, [&](grpc::ClientContext* context) {
      return v1::RollupService::NewStub(replica)->GetRollup(context, request, &rollup);
    }));
  }
  history->province = kProvince;
  history->first_day = absl::CivilDay(2025, 1, 1);
  history->last_day = absl::CivilDay(2025, 6, 30);
  for (int city = 0; city < kCities; ++city) {
    history->cities.push_back(City(city));
    for (int county = 0; county < kCounties; ++county) {
      history->tree.push_back(
          {.organization = County(city, county), .from = kBegin, .parent = City(city)});
    }
  }
  return absl::OkStatus();
}

}  // namespace eduplan::chaos
