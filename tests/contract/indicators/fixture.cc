#include "tests/contract/indicators/fixture.h"

#include <grpcpp/server_builder.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "absl/time/clock.h"
#include "services/platform/client/client.h"
#include "services/platform/status/error.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

constexpr std::string_view kHeader =
    "code,name,unit,decimals,temporal_kind,aggregation,numerator,denominator,direction,rule,"
    "disclosure,assessable\n";

// A test cannot go on without what it is made of.
template <typename T>
T OrDie(absl::StatusOr<T> value) {
  if (!value.ok()) {
    std::fprintf(stderr, "%s\n", value.status().ToString().c_str());
    std::abort();
  }
  return *std::move(value);
}

server::Foundation MakeFoundation(const std::string& database, const std::string& key_dir) {
  server::CommonOptions common;
  common.database = database;
  common.key_dir = key_dir;
  common.log_level = "error";
  return OrDie(server::Foundation::Make("eduplan-indicators", common, Migrations()));
}

std::unique_ptr<cache::Cache> MakeCache(const std::string& redis) {
  return redis.empty() ? cache::MakeNullCache() : OrDie(cache::MakeRedisCache({.url = redis}));
}

std::unique_ptr<grpc::Server> Serve(const std::vector<grpc::Service*>& services) {
  grpc::ServerBuilder builder;
  builder.SetMaxReceiveMessageSize(64 << 20);
  for (grpc::Service* service : services) builder.RegisterService(service);
  return builder.BuildAndStart();
}

std::shared_ptr<grpc::Channel> ChannelTo(grpc::Server& server) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(64 << 20);
  return server.InProcessChannel(arguments);
}

}  // namespace

grpc::Status NoRegistry::GetOrganization(grpc::ServerContext*,
                                         const organization::v1::GetOrganizationRequest* request,
                                         organization::v1::Organization*) {
  return status::ToGrpc(status::NotFound(request->name()));
}

IndicatorsServer::IndicatorsServer(const std::string& database, const std::string& key_dir,
                                   const std::string& redis)
    : registry_server_(Serve({&registry_})),
      foundation_(MakeFoundation(database, key_dir)),
      replica_(*foundation_.database),
      access_(replica_, ChannelTo(*registry_server_)),
      cache_(MakeCache(redis)),
      assembly_(std::make_unique<Assembly>(Base{*foundation_.changes, replica_, access_, *cache_,
                                                *foundation_.metrics, *foundation_.calls})),
      server_(Serve(assembly_->services())),
      channel_(ChannelTo(*server_)) {
  const absl::Status loaded = replica_.Refresh();
  EXPECT_TRUE(loaded.ok()) << loaded;
}

IndicatorsServer::~IndicatorsServer() {
  server_->Shutdown(absl::ToChronoTime(absl::Now() + absl::Seconds(1)));
}

auth::Principal By(std::string_view organization, std::initializer_list<auth::Role> roles) {
  auth::Principal principal;
  principal.organization = std::string(organization);
  for (const auth::Role role : roles) {
    principal.roles |= static_cast<uint32_t>(role);
    principal.subject =
        absl::StrCat(text::ToAbsl(auth::RoleName(role)), "@", text::ToAbsl(organization));
  }
  return principal;
}

auth::Principal Root() {
  return By("*", {auth::Role::kReporter, auth::Role::kSigner, auth::Role::kReviewer,
                  auth::Role::kAdministrator, auth::Role::kIntegrator});
}

std::string NewRequestId() {
  static std::atomic<int> next = 1;
  return absl::StrFormat("00000000-0000-4000-8000-%012d", next++);
}

tree::Day DayOf(std::string_view date) {
  absl::CivilDay day;
  EXPECT_TRUE(absl::ParseCivilTime(text::ToAbsl(date), &day)) << date;
  return tree::ToDay(day);
}

void IndicatorsTest::SetUp() {
  test::DatabaseTest::SetUp();
  if (IsSkipped()) return;
  server_ = AnotherServer();
}

std::unique_ptr<IndicatorsServer> IndicatorsTest::AnotherServer() {
  return std::make_unique<IndicatorsServer>(url(), directory_.path(), Redis());
}

void IndicatorsTest::Grow(const std::vector<Place>& places) {
  tree::Delta delta;
  for (const Place& place : places) {
    const tree::Day from = place.from.empty() ? tree::kAlways : DayOf(place.from);
    const tree::Day to = place.to.empty() ? tree::kForever : DayOf(place.to);
    delta.nodes.push_back(
        {.id = place.id,
         .states = {{.from = from, .to = to, .level = place.level, .name = "机构" + place.id}}});
    if (!place.parent.empty()) {
      delta.edges.push_back({.child = place.id, .parent = place.parent, .from = from, .to = to});
    }
  }
  Apply(std::move(delta));
}

void IndicatorsTest::Apply(tree::Delta delta) {
  delta.sequence = ++tree_sequence_;
  const auth::Principal principal = By("*", {auth::Role::kService});
  const organization::v1::Organization request;
  organization::v1::Organization response;
  tree::Replica::Applied applied;
  const auto tick = server_->foundation().changes->Write(
      {.principal = &principal, .method = "test", .request_id = {}, .request = &request}, &response,
      [&](change_log::Change& change) -> absl::Status {
        auto result = server_->replica().Apply(change, delta);
        if (!result.ok()) return result.status();
        applied = *result;
        return BumpTreeVersions(change, delta, *applied.before, *applied.after);
      });
  ASSERT_THAT(tick, test::IsOk());
  server_->replica().Publish(applied);
}

void IndicatorsTest::GrowSmallTree() {
  Grow({{"340000", 2, ""},
        {"340100", 3, "340000"},
        {"340200", 3, "340000"},
        {"340111", 4, "340100"},
        {"340122", 4, "340100"},
        {"340123", 4, "340100"},
        {"340171", 4, "340100"},
        {"340202", 4, "340200"}});
}

void IndicatorsTest::Prepare(const auth::Principal& who, grpc::ClientContext* context) {
  client::Prepare({.token = OrDie(server_->foundation().issuer->Issue(who, auth::kInternalAudience,
                                                                      absl::Minutes(5))),
                   .trace_parent = "",
                   .deadline = absl::Now() + absl::Seconds(60)},
                  context);
}

void IndicatorsTest::Define(std::string_view rows) {
  v1::BatchImportIndicatorsRequest request;
  request.mutable_file()->set_content_type("text/csv");
  request.mutable_file()->set_data(text::Cat(kHeader, rows));
  ASSERT_THAT(Call<v1::IndicatorService>(Root(), &v1::IndicatorService::Stub::BatchImportIndicators,
                                         request),
              test::IsOk());
}

v1::Indicator IndicatorsTest::Define(v1::Indicator indicator) {
  if (indicator.display_name().empty()) indicator.set_display_name(indicator.code());
  if (indicator.aggregation() == 0) indicator.set_aggregation(v1::AGGREGATION_SUM);
  if (indicator.temporal_kind() == 0) indicator.set_temporal_kind(v1::TEMPORAL_KIND_FLOW);
  v1::CreateIndicatorRequest request;
  *request.mutable_indicator() = std::move(indicator);
  auto made =
      Call<v1::IndicatorService>(Root(), &v1::IndicatorService::Stub::CreateIndicator, request);
  EXPECT_THAT(made, test::IsOk());
  return made.ok() ? *made : v1::Indicator();
}

absl::StatusOr<v1::BatchUpdateValuesResponse> IndicatorsTest::Write(
    std::string_view organization, std::string_view period,
    const std::vector<std::pair<std::string, std::string>>& values) {
  v1::BatchUpdateValuesRequest request;
  request.set_parent(text::Cat("organizations/", organization));
  request.set_period(std::string(period));
  request.set_request_id(NewRequestId());
  for (const auto& [indicator, value] : values) {
    v1::ValueInput& input = *request.add_values();
    input.set_indicator(indicator);
    if (value == "n/a") {
      input.set_not_applicable(true);
    } else if (value.empty()) {
      input.set_clear(true);
    } else {
      input.set_value(value);
    }
  }
  return Call<v1::ValueService>(By(organization, {auth::Role::kReporter}),
                                &v1::ValueService::Stub::BatchUpdateValues, request);
}

absl::StatusOr<v1::RollupCell> IndicatorsTest::Cell(std::string_view organization,
                                                    std::string_view period,
                                                    std::string_view indicator) {
  v1::GetRollupRequest request;
  request.set_name(text::Cat("organizations/", organization, "/rollups/", period));
  request.add_indicators(std::string(indicator));
  auto rollup = Rollup(request);
  if (!rollup.ok()) return rollup.status();
  return rollup->cells(0);
}

absl::StatusOr<v1::Rollup> IndicatorsTest::Rollup(const v1::GetRollupRequest& request) {
  return Call<v1::RollupService>(Root(), &v1::RollupService::Stub::GetRollup, request);
}

}  // namespace eduplan::indicators
