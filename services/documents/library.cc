#include "services/documents/library.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "services/documents/template_catalogue.h"
#include "services/platform/api/filter.h"
#include "services/platform/api/page.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/api/time.h"
#include "services/platform/auth/permission.h"
#include "services/platform/calendar/period.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::documents {
namespace {

constexpr std::string_view kFilterable[] = {"organization", "period", "template", "format"};
constexpr int kRowsAtOnce = 500;
// Rows looked at for one page: what the caller may not see is passed over.
constexpr int kMostRows = 20'000;

// RFC 6266 with RFC 8187: headers are ASCII.
std::string Disposition(const std::string& filename, const std::string& id) {
  std::string encoded;
  for (const char c : filename) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-' || c == '_') {
      encoded.push_back(c);
    } else {
      absl::StrAppendFormat(&encoded, "%%%02X", static_cast<unsigned char>(c));
    }
  }
  const size_t dot = filename.rfind('.');
  return text::Cat("attachment; filename=\"", id,
                   dot == std::string::npos ? "" : filename.substr(dot), "\"; filename*=UTF-8''",
                   encoded);
}

absl::Status InvalidFilter(const api::Term& term) {
  return status::InvalidField("filter", "FILTER_VALUE_INVALID",
                              text::Cat(term.field, " must be = to one of its values"),
                              text::Cat("筛选条件", term.field, "的取值或运算符无效"))
      .With("field", term.field)
      .Build();
}

absl::StatusOr<int64_t> FormatOf(const api::Term& term) {
  v1::Format format = v1::FORMAT_UNSPECIFIED;
  if (!v1::Format_Parse(term.literal, &format) &&
      !v1::Format_Parse(text::Cat("FORMAT_", term.literal), &format)) {
    return InvalidFilter(term);
  }
  return static_cast<int64_t>(format);
}

absl::StatusOr<DocumentQuery> QueryOf(const std::string& filter) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<api::Term> terms,
                           api::ParseFilter(filter, kFilterable));
  DocumentQuery query;
  for (const api::Term& term : terms) {
    if (term.op != api::Term::Op::kEqual) return InvalidFilter(term);
    if (term.field == "organization") {
      const bool full = term.literal.starts_with("organizations/");
      EDUPLAN_ASSIGN_OR_RETURN(
          query.organization,
          api::ParseId(full ? term.literal : text::Cat("organizations/", term.literal),
                       "organizations", "filter"));
    } else if (term.field == "period") {
      EDUPLAN_ASSIGN_OR_RETURN(const auto period, calendar::Period::Parse(term.literal, "filter"));
      query.period = period.text();
    } else if (term.field == "template") {
      query.template_id = LastSegment(term.literal);
    } else {
      EDUPLAN_ASSIGN_OR_RETURN(query.format, FormatOf(term));
    }
  }
  return query;
}

}  // namespace

absl::StatusOr<v1::RenderedDocument> Library::Find(const server::Call& call,
                                                   const std::string& name) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string id, api::ParseId(name, "documents"));
  EDUPLAN_ASSIGN_OR_RETURN(std::optional<v1::RenderedDocument> record, FindDocument(database_, id));
  if (!record) {
    EDUPLAN_RETURN_IF_ERROR(
        auth::Authorize(call.principal, auth::Action::kRead, auth::Relation::kOther));
    return status::NotFound(name);
  }
  EDUPLAN_RETURN_IF_ERROR(
      access_.Check(call, auth::Action::kRead, LastSegment(record->organization())).status());
  return *std::move(record);
}

absl::StatusOr<v1::RenderedDocument> Library::Get(const server::Call& call,
                                                  const v1::GetDocumentRequest& request) {
  return Find(call, request.name());
}

absl::StatusOr<google::api::HttpBody> Library::Download(
    const server::Call& call, const v1::DownloadDocumentRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const v1::RenderedDocument record, Find(call, request.name()));
  google::api::HttpBody body;
  body.set_content_type(record.content_type());
  EDUPLAN_RETURN_IF_ERROR(database_.Read([&](sql::Transaction& transaction) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(*body.mutable_data(), blobs_.Get(transaction, record.digest()));
    return absl::OkStatus();
  }));
  if (call.context != nullptr) {
    call.context->AddInitialMetadata("content-disposition",
                                     Disposition(record.filename(), LastSegment(record.name())));
  }
  return body;
}

absl::StatusOr<v1::ListDocumentsResponse> Library::List(const server::Call& call,
                                                        const v1::ListDocumentsRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(DocumentQuery query, QueryOf(request.filter()));
  const bool all_readable =
      auth::Authorize(call.principal, auth::Action::kRead, auth::Relation::kOther).ok();
  if (!query.organization.empty()) {
    EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kRead, query.organization).status());
  } else if (!all_readable) {
    EDUPLAN_RETURN_IF_ERROR(
        auth::Authorize(call.principal, auth::Action::kRead, auth::Relation::kSelf));
  }
  EDUPLAN_ASSIGN_OR_RETURN(const api::Page page, api::ParsePage(request));
  if (!page.last_key.empty() && !absl::SimpleAtoi(page.last_key, &query.before)) {
    return status::Internal();
  }
  const std::shared_ptr<const tree::Forest> forest = replica_.Current();
  const tree::Day today = tree::ToDay(api::LocalDay(absl::Now()));
  const auto readable = [&](const v1::RenderedDocument& record) {
    if (all_readable || !query.organization.empty()) return true;
    const auth::Relation relation = tree::RelationOf(*forest, call.principal.organization,
                                                     LastSegment(record.organization()), today);
    return auth::Authorize(call.principal, auth::Action::kRead, relation).ok();
  };
  v1::ListDocumentsResponse response;
  query.limit = kRowsAtOnce;
  for (int looked_at = 0; looked_at < kMostRows; looked_at += kRowsAtOnce) {
    EDUPLAN_ASSIGN_OR_RETURN(std::vector<StoredDocument> rows, ListDocuments(database_, query));
    for (StoredDocument& row : rows) {
      if (response.documents_size() == page.size) {
        response.set_next_page_token(api::NextPageToken(request, text::Cat(query.before), 0));
        return response;
      }
      query.before = row.sequence;
      if (readable(row.record)) *response.add_documents() = std::move(row.record);
    }
    if (rows.size() < static_cast<size_t>(kRowsAtOnce)) return response;
  }
  // So much that the caller may not see: the next page goes on from here.
  response.set_next_page_token(api::NextPageToken(request, text::Cat(query.before), 0));
  return response;
}

absl::StatusOr<v1::DocumentProvenance> Library::GetProvenance(
    const server::Call& call, const v1::GetDocumentProvenanceRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const v1::RenderedDocument record, Find(call, request.name()));
  return FindProvenance(database_, LastSegment(record.name()));
}

absl::StatusOr<v1::ListTemplatesResponse> Library::ListTemplates(
    const server::Call& call, const v1::ListTemplatesRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(
      auth::Authorize(call.principal, auth::Action::kReadShared, auth::Relation::kOther));
  EDUPLAN_ASSIGN_OR_RETURN(const api::Page page, api::ParsePage(request));
  v1::ListTemplatesResponse response;
  for (const BuiltInTemplate& built_in : BuiltInTemplates()) {
    if (!page.last_key.empty() && built_in.id <= page.last_key) continue;
    if (response.templates_size() == page.size) {
      response.set_next_page_token(
          api::NextPageToken(request, LastSegment(response.templates(page.size - 1).name()), 0));
      break;
    }
    v1::Template& added = *response.add_templates();
    added.set_name(text::Cat("templates/", built_in.id));
    added.set_display_name(std::string(built_in.display_name));
    added.set_description(std::string(built_in.description));
  }
  return response;
}

}  // namespace eduplan::documents
