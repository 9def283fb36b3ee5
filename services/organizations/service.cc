#include "services/organizations/service.h"

#include <tuple>
#include <utility>
#include <vector>

#include "services/organizations/files/import_rows.h"
#include "services/organizations/model/requests.h"
#include "services/organizations/token.h"
#include "services/organizations/writing/access.h"
#include "services/platform/auth/permission.h"
#include "services/platform/log/trace.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

// The full name of a method of this service.
#define EDUPLAN_METHOD(name) "eduplan.organization.v1.OrganizationService/" name

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;

constexpr size_t kMostErrors = 1000;

void ErrorToProto(const RowError& error, v1::ImportError* message) {
  message->set_row(error.number);
  message->set_line(error.line);
  message->set_column(error.problem.column);
  message->set_cell(ShortCell(error.cell));
  message->set_reason(error.problem.reason);
  message->set_message(error.problem.english);
  message->set_message_zh(error.problem.chinese);
}

}  // namespace

template <typename Request>
absl::Status OrganizationServiceImpl::Write(
    const server::Call& call, const Request& request, google::protobuf::Message* response,
    absl::FunctionRef<absl::Status(change_log::Change&)> body) {
  const change_log::WriteRequest write = {.principal = &call.principal,
                                          .method = call.method,
                                          .request_id = request.request_id(),
                                          .request = &request,
                                          .validate_only = request.validate_only(),
                                          .trace_id = log::TraceId(call.trace_parent)};
  EDUPLAN_ASSIGN_OR_RETURN(
      const change_log::Tick tick,
      changes_.Write(write, response, [&](change_log::Change& change) -> absl::Status {
        response->Clear();
        return body(change);
      }));
  if (!request.validate_only()) {
    watch_.Notify(tick.sequence);
    lease_.Settle(tick);
  }
  return absl::OkStatus();
}

template <typename Changer, typename Request, typename Response>
grpc::Status OrganizationServiceImpl::Change(grpc::ServerContext* context, std::string_view method,
                                             const Request& request, Response* response,
                                             absl::Status (Changer::*change)(const Request&,
                                                                             Response*)) {
  return calls_.Run(context, method, [&](const server::Call& call) -> absl::Status {
    EDUPLAN_RETURN_IF_ERROR(AuthorizeManageAtAll(call.principal));
    EDUPLAN_RETURN_IF_ERROR(CheckRequest(request));
    return Write(call, request, response, [&](change_log::Change& transaction) {
      return (Changer(transaction).*change)(request, response);
    });
  });
}

template <typename Asked, typename Request, typename Response>
grpc::Status OrganizationServiceImpl::Read(grpc::ServerContext* context, std::string_view method,
                                           const Request& request, Response* response,
                                           absl::Status (Asked::*question)(const Request&,
                                                                           absl::Time, Response*)) {
  return calls_.Run(context, method, [&](const server::Call& call) -> absl::Status {
    EDUPLAN_RETURN_IF_ERROR(
        auth::Authorize(call.principal, auth::Action::kReadShared, auth::Relation::kOther));
    Asked& asked = std::get<Asked&>(std::tie(reader_, tree_reader_, search_, section_reader_));
    return (asked.*question)(request, call.deadline, response);
  });
}

// A method that hands the request over whole: how it is run, its name, types, and who answers it.
#define EDUPLAN_HANDLER(run, name, request_type, response_type, answer)       \
  grpc::Status OrganizationServiceImpl::name(grpc::ServerContext* context,    \
                                             const v1::request_type* request, \
                                             v1::response_type* response) {   \
    return run(context, EDUPLAN_METHOD(#name), *request, response, answer);   \
  }

EDUPLAN_HANDLER(Change, CreateOrganization, CreateOrganizationRequest, Organization,
                &Registry::Create)
EDUPLAN_HANDLER(Change, UpdateOrganization, UpdateOrganizationRequest, Organization,
                &Registry::Update)
EDUPLAN_HANDLER(Change, RenameOrganization, RenameOrganizationRequest, OrganizationChange,
                &Registry::Rename)
EDUPLAN_HANDLER(Change, MoveOrganization, MoveOrganizationRequest, OrganizationChange,
                &Registry::Move)
EDUPLAN_HANDLER(Change, MergeOrganizations, MergeOrganizationsRequest, OrganizationChange,
                &Registry::Merge)
EDUPLAN_HANDLER(Change, SplitOrganization, SplitOrganizationRequest, OrganizationChange,
                &Registry::Split)
EDUPLAN_HANDLER(Change, CloseOrganization, CloseOrganizationRequest, OrganizationChange,
                &Registry::Close)
EDUPLAN_HANDLER(Change, ReopenOrganization, ReopenOrganizationRequest, OrganizationChange,
                &Registry::Reopen)
EDUPLAN_HANDLER(Change, ChangeOrganizationLevel, ChangeOrganizationLevelRequest, OrganizationChange,
                &Registry::ChangeLevel)
EDUPLAN_HANDLER(Change, ChangeOrganizationCode, ChangeOrganizationCodeRequest, OrganizationChange,
                &Registry::ChangeCode)
EDUPLAN_HANDLER(Change, CorrectOrganization, CorrectOrganizationRequest, OrganizationChange,
                &Registry::Correct)
EDUPLAN_HANDLER(Read, GetOrganization, GetOrganizationRequest, Organization, &Reader::Get)
EDUPLAN_HANDLER(Read, ListOrganizations, ListOrganizationsRequest, ListOrganizationsResponse,
                &Reader::List)
EDUPLAN_HANDLER(Read, GetOrganizationEvent, GetOrganizationEventRequest, OrganizationEvent,
                &Reader::GetEvent)
EDUPLAN_HANDLER(Read, ListOrganizationEvents, ListOrganizationEventsRequest,
                ListOrganizationEventsResponse, &Reader::ListEvents)
EDUPLAN_HANDLER(Read, GetSubtree, GetSubtreeRequest, GetSubtreeResponse, &TreeReader::Subtree)
EDUPLAN_HANDLER(Read, ListChildren, ListChildrenRequest, ListChildrenResponse,
                &TreeReader::Children)
EDUPLAN_HANDLER(Read, ListAncestors, ListAncestorsRequest, ListAncestorsResponse,
                &TreeReader::Ancestors)
EDUPLAN_HANDLER(Read, ListParticipants, ListParticipantsRequest, ListParticipantsResponse,
                &TreeReader::Participants)
EDUPLAN_HANDLER(Read, ResolveOrganization, ResolveOrganizationRequest, ResolveOrganizationResponse,
                &Reader::Resolve)
EDUPLAN_HANDLER(Read, SearchOrganizations, SearchOrganizationsRequest, SearchOrganizationsResponse,
                &Search::Find)
EDUPLAN_HANDLER(Change, CreateSection, CreateSectionRequest, Section, &SectionChanges::Create)
EDUPLAN_HANDLER(Read, GetSection, GetSectionRequest, Section, &SectionReader::Get)
EDUPLAN_HANDLER(Read, ListSections, ListSectionsRequest, ListSectionsResponse, &SectionReader::List)
EDUPLAN_HANDLER(Change, UpdateSection, UpdateSectionRequest, Section, &SectionChanges::Update)
EDUPLAN_HANDLER(Change, DeleteSection, DeleteSectionRequest, Section, &SectionChanges::Delete)

grpc::Status OrganizationServiceImpl::BatchImportOrganizations(
    grpc::ServerContext* context, const v1::BatchImportOrganizationsRequest* request,
    v1::BatchImportOrganizationsResponse* response) {
  return calls_.Run(
      context, EDUPLAN_METHOD("BatchImportOrganizations"),
      [&](const server::Call& call) -> absl::Status {
        EDUPLAN_RETURN_IF_ERROR(AuthorizeManageAtAll(call.principal));
        EDUPLAN_ASSIGN_OR_RETURN(const ParsedRows rows, ParseRows(*request));
        return Write(call, *request, response, [&](change_log::Change& change) -> absl::Status {
          EDUPLAN_ASSIGN_OR_RETURN(Registry::Imported done,
                                   Registry(change).Import(rows, request->partial_success()));
          response->set_created_count(done.created);
          response->set_unchanged_count(done.unchanged);
          response->set_failed_count(done.failed);
          response->set_consistency_token(TokenOf(change.sequence()));
          for (std::string& warning : done.warnings) {
            response->add_warnings(std::move(warning));
          }
          for (size_t i = 0; i < std::min(done.errors.size(), kMostErrors); ++i) {
            ErrorToProto(done.errors[i], response->add_errors());
          }
          return absl::OkStatus();
        });
      });
}

grpc::Status OrganizationServiceImpl::ExportOrganizations(
    grpc::ServerContext* context, const v1::ExportOrganizationsRequest* request,
    grpc::ServerWriter<google::api::HttpBody>* writer) {
  return calls_.RunStream(
      context, EDUPLAN_METHOD("ExportOrganizations"),
      [&](const server::Call& call) -> absl::Status {
        EDUPLAN_RETURN_IF_ERROR(
            auth::Authorize(call.principal, auth::Action::kReadShared, auth::Relation::kOther));
        return exporter_.Export(*request, call.deadline, [&](const google::api::HttpBody& piece) {
          return !context->IsCancelled() && writer->Write(piece);
        });
      });
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
