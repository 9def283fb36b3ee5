#ifndef EDUPLAN_TESTS_CONTRACT_INDICATORS_FIXTURE_H_
#define EDUPLAN_TESTS_CONTRACT_INDICATORS_FIXTURE_H_

#include <gmock/gmock.h>
#include <grpcpp/server.h>

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "eduplan/organization/v1/organization_service.grpc.pb.h"
#include "services/indicators/assembly.h"
#include "services/platform/server/bootstrap.h"
#include "services/platform/status/grpc_status.h"
#include "tests/support/databases.h"
#include "tests/support/matchers.h"
#include "tests/support/temporary_directory.h"

namespace eduplan::indicators {

// A registry that knows no more than the tree that was applied.
class NoRegistry final : public organization::v1::OrganizationService::Service {
 public:
  grpc::Status GetOrganization(grpc::ServerContext* context,
                               const organization::v1::GetOrganizationRequest* request,
                               organization::v1::Organization* response) override;
};

// A server of the service in this process, with the cache at `redis` ("" for none).
class IndicatorsServer {
 public:
  IndicatorsServer(const std::string& database, const std::string& key_dir,
                   const std::string& redis);
  ~IndicatorsServer();

  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  server::Foundation& foundation() { return foundation_; }
  tree::Replica& replica() { return replica_; }

 private:
  NoRegistry registry_;
  std::unique_ptr<grpc::Server> registry_server_;
  server::Foundation foundation_;
  tree::Replica replica_;
  tree::Access access_;
  std::unique_ptr<cache::Cache> cache_;
  std::unique_ptr<Assembly> assembly_;
  std::unique_ptr<grpc::Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

auth::Principal By(std::string_view organization, std::initializer_list<auth::Role> roles);
// May do everything everywhere.
auth::Principal Root();
std::string NewRequestId();
// Days since 1970-01-01 of "2021-07-01".
tree::Day DayOf(std::string_view date);

// A place in the tree of a test: level 2 province, 3 city, 4 county, 5 township, 6 school.
struct Place {
  std::string id;
  int level;
  std::string parent;  // "" for none
  std::string from = "";
  std::string to = "";  // "" for ever
};

// The service over each database, called over gRPC as callers do. A status is what they get.
class IndicatorsTest : public test::DatabaseTest {
 protected:
  void SetUp() override;
  // The Redis of the servers; called before SetUp makes the first one.
  virtual std::string Redis() { return ""; }

  IndicatorsServer& server() { return *server_; }
  std::unique_ptr<IndicatorsServer> AnotherServer();

  // Applies organizations to the tree as the follower does.
  void Grow(const std::vector<Place>& places);
  void Apply(tree::Delta delta);
  // Province 340000 with city 340100 (counties 340111, 340122, 340123, zone 340171) and city 340200
  // (county 340202).
  void GrowSmallTree();

  // Calls a method of a service's stub as `who`: Call<v1::ValueService>(who, &Stub::ListValues, …).
  template <typename Service, typename Request, typename Response>
  absl::StatusOr<Response> Call(const auth::Principal& who,
                                grpc::Status (Service::Stub::*method)(grpc::ClientContext*,
                                                                      const Request&, Response*),
                                const Request& request) {
    grpc::ClientContext context;
    Prepare(who, &context);
    Response response;
    const auto stub = Service::NewStub(server_->channel());
    const grpc::Status status = (stub.get()->*method)(&context, request, &response);
    if (!status.ok()) return status::FromGrpc(status);
    return response;
  }
  void Prepare(const auth::Principal& who, grpc::ClientContext* context);

  // Defines indicators from rows of "code,name,unit,decimals,temporal_kind,aggregation,…", with the
  // header of BatchImportIndicators.
  void Define(std::string_view rows);
  // Defines one; the code, and SUM and FLOW unless said otherwise.
  v1::Indicator Define(v1::Indicator indicator);
  // Writes numbers as the organization itself: {{"new-seats", "12"}, …}; "n/a" is not applicable.
  absl::StatusOr<v1::BatchUpdateValuesResponse> Write(
      std::string_view organization, std::string_view period,
      const std::vector<std::pair<std::string, std::string>>& values);
  // The cell of one indicator at an organization.
  absl::StatusOr<v1::RollupCell> Cell(std::string_view organization, std::string_view period,
                                      std::string_view indicator);
  absl::StatusOr<v1::Rollup> Rollup(const v1::GetRollupRequest& request);

 private:
  test::TemporaryDirectory directory_;
  std::unique_ptr<IndicatorsServer> server_;
  int64_t tree_sequence_ = 0;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_TESTS_CONTRACT_INDICATORS_FIXTURE_H_
