#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_SERVICE_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_SERVICE_H_

#include <string_view>

#include "absl/functional/function_ref.h"
#include "eduplan/organization/v1/organization_service.grpc.pb.h"
#include "services/organizations/reader.h"
#include "services/organizations/registry.h"
#include "services/organizations/watch.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"

namespace eduplan::organizations {

// eduplan.organization.v1 over gRPC: authorises, checks what needs no registry, and hands over to
// Registry (changes), Reader (questions) and Watch (the stream for other services).
class OrganizationServiceImpl final
    : public eduplan::organization::v1::OrganizationService::Service {
 public:
  OrganizationServiceImpl(server::CallRunner& calls, change_log::ChangeLog& changes, Watch& watch)
      : calls_(calls), changes_(changes), reader_(changes), watch_(watch) {}

// A unary method of the service: name, request and response.
#define EDUPLAN_UNARY(name, request_type, response_type)                    \
  grpc::Status name(grpc::ServerContext* context,                           \
                    const eduplan::organization::v1::request_type* request, \
                    eduplan::organization::v1::response_type* response) override;

  EDUPLAN_UNARY(CreateOrganization, CreateOrganizationRequest, Organization)
  EDUPLAN_UNARY(UpdateOrganization, UpdateOrganizationRequest, Organization)
  EDUPLAN_UNARY(RenameOrganization, RenameOrganizationRequest, OrganizationChange)
  EDUPLAN_UNARY(MoveOrganization, MoveOrganizationRequest, OrganizationChange)
  EDUPLAN_UNARY(MergeOrganizations, MergeOrganizationsRequest, OrganizationChange)
  EDUPLAN_UNARY(SplitOrganization, SplitOrganizationRequest, OrganizationChange)
  EDUPLAN_UNARY(CloseOrganization, CloseOrganizationRequest, OrganizationChange)
  EDUPLAN_UNARY(ReopenOrganization, ReopenOrganizationRequest, OrganizationChange)
  EDUPLAN_UNARY(ChangeOrganizationLevel, ChangeOrganizationLevelRequest, OrganizationChange)
  EDUPLAN_UNARY(ChangeOrganizationCode, ChangeOrganizationCodeRequest, OrganizationChange)
  EDUPLAN_UNARY(CorrectOrganization, CorrectOrganizationRequest, OrganizationChange)
  EDUPLAN_UNARY(BatchImportOrganizations, BatchImportOrganizationsRequest,
                BatchImportOrganizationsResponse)
  EDUPLAN_UNARY(GetOrganization, GetOrganizationRequest, Organization)
  EDUPLAN_UNARY(ListOrganizations, ListOrganizationsRequest, ListOrganizationsResponse)
  EDUPLAN_UNARY(GetOrganizationEvent, GetOrganizationEventRequest, OrganizationEvent)
  EDUPLAN_UNARY(ListOrganizationEvents, ListOrganizationEventsRequest,
                ListOrganizationEventsResponse)
  EDUPLAN_UNARY(GetSubtree, GetSubtreeRequest, GetSubtreeResponse)
  EDUPLAN_UNARY(ListAncestors, ListAncestorsRequest, ListAncestorsResponse)
  EDUPLAN_UNARY(ResolveOrganization, ResolveOrganizationRequest, ResolveOrganizationResponse)
#undef EDUPLAN_UNARY

  grpc::Status WatchOrganizations(
      grpc::ServerContext* context,
      const eduplan::organization::v1::WatchOrganizationsRequest* request,
      grpc::ServerWriter<eduplan::organization::v1::WatchOrganizationsResponse>* writer) override;

 private:
  // Runs a change of the registry in a write transaction of the call, and wakes the watchers once
  // it is committed.
  template <typename Request, typename Response>
  grpc::Status Change(grpc::ServerContext* context, std::string_view method, const Request& request,
                      Response* response,
                      absl::Status (Registry::*change)(const Request&, Response*));
  template <typename Request>
  absl::Status Write(const server::Call& call, const Request& request,
                     google::protobuf::Message* response,
                     absl::FunctionRef<absl::Status(Registry&, change_log::Change&)> body);
  // Runs a reading handler for whoever may see the registry, which is everyone signed in.
  template <typename Request, typename Response>
  grpc::Status Read(grpc::ServerContext* context, std::string_view method, const Request& request,
                    Response* response,
                    absl::Status (Reader::*question)(const Request&, Response*));

  server::CallRunner& calls_;
  change_log::ChangeLog& changes_;
  Reader reader_;
  Watch& watch_;
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_SERVICE_H_
