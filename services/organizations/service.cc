#include "services/organizations/service.h"

#include <utility>
#include <vector>

#include "services/organizations/access.h"
#include "services/organizations/convert.h"
#include "services/organizations/import_rows.h"
#include "services/organizations/validate.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/api/time.h"
#include "services/platform/auth/permission.h"
#include "services/platform/log/trace.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

// The full name of a method of this service.
#define EDUPLAN_METHOD(name) "eduplan.organization.v1.OrganizationService/" name

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;

constexpr std::string_view kCollection = "organizations";
// This service's part of a consistency token.
constexpr std::string_view kTokenKey = "organizations";

// The draft of a create request, whose parents are resource names.
absl::StatusOr<Draft> CheckedDraft(const v1::Organization& organization) {
  std::vector<Problem> problems;
  Draft draft = DraftOf(organization, &problems);
  for (Problem& problem : Normalize(&draft)) {
    problems.push_back(std::move(problem));
  }
  EDUPLAN_RETURN_IF_ERROR(InvalidDraft(problems, "organization."));
  if (!draft.parent.empty()) {
    EDUPLAN_RETURN_IF_ERROR(
        api::ParseId(draft.parent, kCollection, "organization.parent").status());
  }
  if (!draft.reporting_parent.empty()) {
    EDUPLAN_RETURN_IF_ERROR(
        api::ParseId(draft.reporting_parent, kCollection, "organization.reporting_parent")
            .status());
  }
  return draft;
}

}  // namespace

template <typename Request>
absl::Status OrganizationServiceImpl::Write(
    const server::Call& call, const Request& request, google::protobuf::Message* response,
    absl::FunctionRef<absl::Status(Registry&, change_log::Change&)> body) {
  const change_log::WriteRequest write = {.principal = &call.principal,
                                          .method = call.method,
                                          .request_id = request.request_id(),
                                          .request = &request,
                                          .validate_only = request.validate_only(),
                                          .trace_id = log::TraceId(call.trace_parent)};
  EDUPLAN_ASSIGN_OR_RETURN(
      const change_log::Tick tick,
      changes_.Write(write, response, [&](change_log::Change& change) -> absl::Status {
        Registry registry(change);
        return body(registry, change);
      }));
  if (!request.validate_only()) {
    watch_.Notify(tick.sequence);
  }
  return absl::OkStatus();
}

template <typename Request>
absl::Status OrganizationServiceImpl::WriteOne(
    const server::Call& call, const Request& request, v1::Organization* response,
    absl::FunctionRef<absl::StatusOr<Record>(Registry&)> body) {
  return Write(call, request, response,
               [&](Registry& registry, change_log::Change&) -> absl::Status {
                 EDUPLAN_ASSIGN_OR_RETURN(const Record record, body(registry));
                 response->Clear();
                 ToProto(record, registry.today(), response);
                 return absl::OkStatus();
               });
}

grpc::Status OrganizationServiceImpl::Read(grpc::ServerContext* context, std::string_view method,
                                           absl::FunctionRef<absl::Status()> handler) {
  return calls_.Run(context, method, [&](const server::Call& call) -> absl::Status {
    EDUPLAN_RETURN_IF_ERROR(
        auth::Authorize(call.principal, auth::Action::kReadShared, auth::Relation::kOther));
    return handler();
  });
}

grpc::Status OrganizationServiceImpl::CreateOrganization(
    grpc::ServerContext* context, const v1::CreateOrganizationRequest* request,
    v1::Organization* response) {
  return calls_.Run(
      context, EDUPLAN_METHOD("CreateOrganization"), [&](const server::Call& call) -> absl::Status {
        EDUPLAN_RETURN_IF_ERROR(AuthorizeManageAtAll(call.principal));
        EDUPLAN_ASSIGN_OR_RETURN(const Draft draft, CheckedDraft(request->organization()));
        return WriteOne(call, *request, response,
                        [&](Registry& registry) { return registry.Create(draft); });
      });
}

grpc::Status OrganizationServiceImpl::UpdateOrganization(
    grpc::ServerContext* context, const v1::UpdateOrganizationRequest* request,
    v1::Organization* response) {
  return calls_.Run(
      context, EDUPLAN_METHOD("UpdateOrganization"), [&](const server::Call& call) -> absl::Status {
        EDUPLAN_RETURN_IF_ERROR(AuthorizeManageAtAll(call.principal));
        EDUPLAN_RETURN_IF_ERROR(
            api::ParseId(request->organization().name(), kCollection, "organization.name")
                .status());
        return WriteOne(call, *request, response,
                        [&](Registry& registry) { return registry.Update(*request); });
      });
}

grpc::Status OrganizationServiceImpl::MoveOrganization(grpc::ServerContext* context,
                                                       const v1::MoveOrganizationRequest* request,
                                                       v1::OrganizationChange* response) {
  return calls_.Run(
      context, EDUPLAN_METHOD("MoveOrganization"), [&](const server::Call& call) -> absl::Status {
        EDUPLAN_RETURN_IF_ERROR(AuthorizeManageAtAll(call.principal));
        EDUPLAN_RETURN_IF_ERROR(api::ParseId(request->name(), kCollection).status());
        EDUPLAN_RETURN_IF_ERROR(api::ParseId(request->parent(), kCollection, "parent").status());
        std::string day;
        if (request->has_effective_on()) {
          EDUPLAN_ASSIGN_OR_RETURN(const absl::CivilDay given,
                                   api::FromProto(request->effective_on(), "effective_on"));
          day = api::ToText(given);
        }
        return WriteOne(call, *request, response->mutable_organization(), [&](Registry& registry) {
          return registry.Move(*request, day.empty() ? registry.today() : day);
        });
      });
}

grpc::Status OrganizationServiceImpl::BatchImportOrganizations(
    grpc::ServerContext* context, const v1::BatchImportOrganizationsRequest* request,
    v1::BatchImportOrganizationsResponse* response) {
  return calls_.Run(
      context, EDUPLAN_METHOD("BatchImportOrganizations"),
      [&](const server::Call& call) -> absl::Status {
        EDUPLAN_RETURN_IF_ERROR(AuthorizeManageAtAll(call.principal));
        EDUPLAN_ASSIGN_OR_RETURN(const std::vector<ImportRow> rows, ParseRows(*request));
        return Write(
            call, *request, response,
            [&](Registry& registry, change_log::Change& change) -> absl::Status {
              EDUPLAN_ASSIGN_OR_RETURN(Registry::Imported done, registry.Import(rows));
              response->Clear();
              response->set_created_count(done.created);
              response->set_unchanged_count(done.unchanged);
              response->set_consistency_token(change_log::MakeToken(kTokenKey, change.sequence()));
              for (std::string& warning : done.warnings) {
                response->add_warnings(std::move(warning));
              }
              return absl::OkStatus();
            });
      });
}

grpc::Status OrganizationServiceImpl::GetOrganization(grpc::ServerContext* context,
                                                      const v1::GetOrganizationRequest* request,
                                                      v1::Organization* response) {
  return Read(context, EDUPLAN_METHOD("GetOrganization"),
              [&] { return reader_.Get(*request, response); });
}

grpc::Status OrganizationServiceImpl::ListOrganizations(grpc::ServerContext* context,
                                                        const v1::ListOrganizationsRequest* request,
                                                        v1::ListOrganizationsResponse* response) {
  return Read(context, EDUPLAN_METHOD("ListOrganizations"),
              [&] { return reader_.List(*request, response); });
}

grpc::Status OrganizationServiceImpl::GetSubtree(grpc::ServerContext* context,
                                                 const v1::GetSubtreeRequest* request,
                                                 v1::GetSubtreeResponse* response) {
  return Read(context, EDUPLAN_METHOD("GetSubtree"),
              [&] { return reader_.Subtree(*request, response); });
}

grpc::Status OrganizationServiceImpl::ListAncestors(grpc::ServerContext* context,
                                                    const v1::ListAncestorsRequest* request,
                                                    v1::ListAncestorsResponse* response) {
  return Read(context, EDUPLAN_METHOD("ListAncestors"),
              [&] { return reader_.Ancestors(*request, response); });
}

grpc::Status OrganizationServiceImpl::ResolveOrganization(
    grpc::ServerContext* context, const v1::ResolveOrganizationRequest* request,
    v1::ResolveOrganizationResponse* response) {
  return Read(context, EDUPLAN_METHOD("ResolveOrganization"),
              [&] { return reader_.Resolve(*request, response); });
}

grpc::Status OrganizationServiceImpl::WatchOrganizations(
    grpc::ServerContext* context, const v1::WatchOrganizationsRequest* request,
    grpc::ServerWriter<v1::WatchOrganizationsResponse>* writer) {
  return calls_.RunStream(
      context, EDUPLAN_METHOD("WatchOrganizations"), [&](const server::Call& call) -> absl::Status {
        EDUPLAN_RETURN_IF_ERROR(
            auth::Authorize(call.principal, auth::Action::kSynchronize, auth::Relation::kOther));
        if (request->after_sequence() < 0) {
          return status::InvalidField("after_sequence", "SEQUENCE_NEGATIVE",
                                      "a sequence is not negative", "序号不能为负");
        }
        return watch_.Stream(
            request->after_sequence(), [&] { return context->IsCancelled(); },
            [&](const Watch::Message& message) { return writer->Write(message); });
      });
}

}  // namespace eduplan::organizations
