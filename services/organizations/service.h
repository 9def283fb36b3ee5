#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_SERVICE_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_SERVICE_H_

#include <string_view>

#include "eduplan/organization/v1/organization_service.grpc.pb.h"
#include "services/organizations/reader.h"
#include "services/organizations/registry.h"
#include "services/organizations/watch.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"

namespace eduplan::organizations {

// The RPCs: checks what needs no registry, then hands on to Registry (changes), Reader or Watch.
class OrganizationServiceImpl final
    : public eduplan::organization::v1::OrganizationService::Service {
 public:
  OrganizationServiceImpl(server::CallRunner& calls, change_log::ChangeLog& changes, Watch& watch)
      : calls_(calls), changes_(changes), reader_(changes), watch_(watch) {}

  grpc::Status CreateOrganization(
      grpc::ServerContext* context,
      const eduplan::organization::v1::CreateOrganizationRequest* request,
      eduplan::organization::v1::Organization* response) override;
  grpc::Status GetOrganization(grpc::ServerContext* context,
                               const eduplan::organization::v1::GetOrganizationRequest* request,
                               eduplan::organization::v1::Organization* response) override;
  grpc::Status ListOrganizations(
      grpc::ServerContext* context,
      const eduplan::organization::v1::ListOrganizationsRequest* request,
      eduplan::organization::v1::ListOrganizationsResponse* response) override;
  grpc::Status UpdateOrganization(
      grpc::ServerContext* context,
      const eduplan::organization::v1::UpdateOrganizationRequest* request,
      eduplan::organization::v1::Organization* response) override;
  grpc::Status MoveOrganization(grpc::ServerContext* context,
                                const eduplan::organization::v1::MoveOrganizationRequest* request,
                                eduplan::organization::v1::OrganizationChange* response) override;
  grpc::Status BatchImportOrganizations(
      grpc::ServerContext* context,
      const eduplan::organization::v1::BatchImportOrganizationsRequest* request,
      eduplan::organization::v1::BatchImportOrganizationsResponse* response) override;
  grpc::Status GetSubtree(grpc::ServerContext* context,
                          const eduplan::organization::v1::GetSubtreeRequest* request,
                          eduplan::organization::v1::GetSubtreeResponse* response) override;
  grpc::Status ListAncestors(grpc::ServerContext* context,
                             const eduplan::organization::v1::ListAncestorsRequest* request,
                             eduplan::organization::v1::ListAncestorsResponse* response) override;
  grpc::Status ResolveOrganization(
      grpc::ServerContext* context,
      const eduplan::organization::v1::ResolveOrganizationRequest* request,
      eduplan::organization::v1::ResolveOrganizationResponse* response) override;
  grpc::Status WatchOrganizations(
      grpc::ServerContext* context,
      const eduplan::organization::v1::WatchOrganizationsRequest* request,
      grpc::ServerWriter<eduplan::organization::v1::WatchOrganizationsResponse>* writer) override;

 private:
  // Runs `body` in a write transaction of the call, and wakes the watchers once it is committed.
  template <typename Request>
  absl::Status Write(const server::Call& call, const Request& request,
                     google::protobuf::Message* response,
                     absl::FunctionRef<absl::Status(Registry&, change_log::Change&)> body);
  // The same for a body that answers with the organization as it now is.
  template <typename Request>
  absl::Status WriteOne(const server::Call& call, const Request& request,
                        eduplan::organization::v1::Organization* response,
                        absl::FunctionRef<absl::StatusOr<Record>(Registry&)> body);
  // Runs a reading handler for whoever may see the registry, which is everyone signed in.
  grpc::Status Read(grpc::ServerContext* context, std::string_view method,
                    absl::FunctionRef<absl::Status()> handler);

  server::CallRunner& calls_;
  change_log::ChangeLog& changes_;
  Reader reader_;
  Watch& watch_;
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_SERVICE_H_
