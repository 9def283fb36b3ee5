#ifndef EDUPLAN_TESTS_CONTRACT_ORGANIZATIONS_FIXTURE_H_
#define EDUPLAN_TESTS_CONTRACT_ORGANIZATIONS_FIXTURE_H_

#include <grpcpp/channel.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "eduplan/organization/v1/organization_service.grpc.pb.h"
#include "services/organizations/service.h"
#include "services/organizations/watch.h"
#include "services/platform/auth/principal.h"
#include "services/platform/server/bootstrap.h"
#include "services/platform/status/grpc_status.h"
#include "tests/support/databases.h"
#include "tests/support/matchers.h"
#include "tests/support/temporary_directory.h"

namespace eduplan::organizations {

namespace v1 = ::eduplan::organization::v1;

// A registry's server in this process, as main() makes it.
class RegistryServer {
 public:
  struct Options {
    std::string database;
    std::string key_dir;
    std::string listen = "127.0.0.1:0";
    Watch::Options watch = {.heartbeat = absl::Milliseconds(200), .poll = absl::Milliseconds(20)};
  };
  explicit RegistryServer(const Options& options);

  std::string address() const;
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  server::Foundation& foundation() { return foundation_; }
  Watch& watch() { return *watch_; }

 private:
  server::Foundation foundation_;
  std::unique_ptr<Watch> watch_;
  std::unique_ptr<OrganizationServiceImpl> service_;
  std::unique_ptr<server::Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

auth::Principal Administrator(std::string_view organization);
inline auth::Principal Root() {
  return Administrator("*");
}

// The fields of the BadRequest of a status.
std::vector<std::string> FieldsOf(const absl::Status& status);
google::type::Date Date(int year, int month, int day);
std::string NewRequestId();

// A registry over each database, called over gRPC as callers do. A status is what they get.
class RegistryTest : public test::DatabaseTest {
 protected:
  void SetUp() override;

  RegistryServer& registry() { return *registry_; }
  const std::string& key_dir() const { return directory_.path(); }
  std::unique_ptr<v1::OrganizationService::Stub> stub();
  // Metadata and deadline of a call by the principal.
  void Prepare(const auth::Principal& principal, grpc::ClientContext* context);

  using Stub = v1::OrganizationService::Stub;
  // Calls a method of the stub as `who`.
  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(const auth::Principal& who,
                                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                                const Request& request) {
    grpc::ClientContext context;
    Prepare(who, &context);
    Response response;
    const grpc::Status status = (stub().get()->*method)(&context, request, &response);
    if (!status.ok()) {
      return status::FromGrpc(status);
    }
    return response;
  }

  absl::StatusOr<v1::Organization> Create(const auth::Principal& who,
                                          const v1::CreateOrganizationRequest& request);
  // Creates as the registry's own administrator.
  absl::StatusOr<v1::Organization> Create(std::string_view code, v1::Level level,
                                          std::string_view parent);
  absl::StatusOr<v1::Organization> Get(std::string_view id);
  absl::StatusOr<v1::Organization> Update(const auth::Principal& who,
                                          const v1::UpdateOrganizationRequest& request);
  absl::StatusOr<v1::Organization> Move(const auth::Principal& who,
                                        const v1::MoveOrganizationRequest& request);
  absl::StatusOr<v1::BatchImportOrganizationsResponse> Import(const auth::Principal& who,
                                                              std::string_view csv);
  // Ids under `id` on a day, itself included.
  std::vector<std::string> Below(std::string_view id, const google::type::Date& at);
  std::vector<std::string> Above(std::string_view id, const google::type::Date& at);
  int CountOrganizations();
  // Province 330000, cities 330400 and 330500, county 330481 under 330400.
  void CreateSmallTree();

 private:
  test::TemporaryDirectory directory_;
  std::unique_ptr<RegistryServer> registry_;
};

v1::CreateOrganizationRequest CreateRequest(std::string_view code, v1::Level level,
                                            std::string_view parent);
v1::MoveOrganizationRequest MoveRequest(std::string_view id, std::string_view parent,
                                        const google::type::Date& on);

}  // namespace eduplan::organizations

#endif  // EDUPLAN_TESTS_CONTRACT_ORGANIZATIONS_FIXTURE_H_
