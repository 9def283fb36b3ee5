#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_SERVICE_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_SERVICE_H_

#include <string_view>

#include "absl/functional/function_ref.h"
#include "eduplan/organization/v1/organization_service.grpc.pb.h"
#include "services/organizations/reading/exporter.h"
#include "services/organizations/reading/forest_cache.h"
#include "services/organizations/reading/moment.h"
#include "services/organizations/reading/read_lease.h"
#include "services/organizations/reading/reader.h"
#include "services/organizations/reading/search.h"
#include "services/organizations/reading/tree_reader.h"
#include "services/organizations/sections.h"
#include "services/organizations/watch.h"
#include "services/organizations/writing/registry.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/server/call.h"

namespace eduplan::organizations {

// eduplan.organization.v1 over gRPC: authorises, checks what needs no registry, and hands over to
// Registry and SectionChanges (changes), the readers (questions), Exporter and Watch (streams).
class OrganizationServiceImpl final
    : public eduplan::organization::v1::OrganizationService::Service {
 public:
  OrganizationServiceImpl(server::CallRunner& calls, change_log::ChangeLog& changes, Watch& watch)
      : calls_(calls),
        changes_(changes),
        lease_(changes,
               {.enabled = changes.database().dialect().kind == sql::Dialect::Kind::kPostgres}),
        moments_(changes, lease_),
        forests_(changes.database()),
        reader_(moments_),
        tree_reader_(moments_, forests_),
        search_(changes.database()),
        section_reader_(moments_),
        exporter_(moments_, forests_),
        watch_(watch) {}

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
  EDUPLAN_UNARY(ListChildren, ListChildrenRequest, ListChildrenResponse)
  EDUPLAN_UNARY(ListParticipants, ListParticipantsRequest, ListParticipantsResponse)
  EDUPLAN_UNARY(ResolveOrganization, ResolveOrganizationRequest, ResolveOrganizationResponse)
  EDUPLAN_UNARY(SearchOrganizations, SearchOrganizationsRequest, SearchOrganizationsResponse)
  EDUPLAN_UNARY(CreateSection, CreateSectionRequest, Section)
  EDUPLAN_UNARY(GetSection, GetSectionRequest, Section)
  EDUPLAN_UNARY(ListSections, ListSectionsRequest, ListSectionsResponse)
  EDUPLAN_UNARY(UpdateSection, UpdateSectionRequest, Section)
  EDUPLAN_UNARY(DeleteSection, DeleteSectionRequest, Section)
#undef EDUPLAN_UNARY

  grpc::Status ExportOrganizations(
      grpc::ServerContext* context,
      const eduplan::organization::v1::ExportOrganizationsRequest* request,
      grpc::ServerWriter<google::api::HttpBody>* writer) override;
  grpc::Status WatchOrganizations(
      grpc::ServerContext* context,
      const eduplan::organization::v1::WatchOrganizationsRequest* request,
      grpc::ServerWriter<eduplan::organization::v1::WatchOrganizationsResponse>* writer) override;

 private:
  // Runs a change in a write transaction of the call, by a Registry or a SectionChanges made for
  // it, and wakes the watchers once it is committed.
  template <typename Changer, typename Request, typename Response>
  grpc::Status Change(grpc::ServerContext* context, std::string_view method, const Request& request,
                      Response* response,
                      absl::Status (Changer::*change)(const Request&, Response*));
  template <typename Request>
  absl::Status Write(const server::Call& call, const Request& request,
                     google::protobuf::Message* response,
                     absl::FunctionRef<absl::Status(change_log::Change&)> body);
  // Runs a question to one of the readers for whoever may see the registry, which is everyone
  // signed in.
  template <typename Asked, typename Request, typename Response>
  grpc::Status Read(grpc::ServerContext* context, std::string_view method, const Request& request,
                    Response* response,
                    absl::Status (Asked::*question)(const Request&, absl::Time, Response*));

  server::CallRunner& calls_;
  change_log::ChangeLog& changes_;
  ReadLease lease_;
  Moments moments_;
  ForestCache forests_;
  Reader reader_;
  TreeReader tree_reader_;
  Search search_;
  SectionReader section_reader_;
  Exporter exporter_;
  Watch& watch_;
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_SERVICE_H_
