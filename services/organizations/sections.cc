#include "services/organizations/sections.h"

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "google/protobuf/util/json_util.h"
#include "services/organizations/model/convert.h"
#include "services/organizations/model/validate.h"
#include "services/organizations/store/store.h"
#include "services/organizations/writing/access.h"
#include "services/platform/api/etag.h"
#include "services/platform/api/field_mask.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;

constexpr std::string_view kOrganizations = "organizations";
constexpr std::array<std::string_view, 3> kUpdatable = {"display_name", "kind", "aliases"};

std::string SectionName(std::string_view organization, std::string_view id) {
  return text::Cat(NameOf(organization), "/sections/", id);
}

// {organization, id}
absl::StatusOr<std::vector<std::string>> ParseSectionName(std::string_view name,
                                                          std::string_view field = "name") {
  return api::ParseName(name, {kOrganizations, "sections"}, field);
}

absl::Status CheckContent(const v1::Section& section) {
  std::vector<Problem> problems = CheckDisplayName(section.display_name());
  for (Problem& problem : CheckAliases({section.aliases().begin(), section.aliases().end()})) {
    problems.push_back(std::move(problem));
  }
  if (!v1::Section::Kind_IsValid(section.kind())) {
    problems.push_back({"kind", "INVALID_KIND", "not a kind of section", "科室类别无效"});
  }
  return InvalidDraft(problems, "section.");
}

v1::Section ToProto(const SectionRecord& record) {
  v1::Section section = record.content;
  section.set_etag(api::MakeEtag(record.sequence));
  return section;
}

// NOT_FOUND if it was not registered as of then.
absl::Status CheckKnown(Store store, const std::string& organization) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::optional<Record> record, store.Find(organization));
  return record.has_value() ? absl::OkStatus() : status::NotFound(NameOf(organization)).Build();
}

}  // namespace

absl::Status SectionReader::Get(const v1::GetSectionRequest& request, absl::Time /*deadline*/,
                                v1::Section* response) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseSectionName(request.name()));
  return moments_.changes().database().Read([&](sql::Transaction& transaction) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(const std::optional<SectionRecord> record,
                             SectionStore(transaction, kLatest).Find(ids[0], ids[1]));
    if (!record.has_value()) {
      return status::NotFound(request.name());
    }
    *response = ToProto(*record);
    return absl::OkStatus();
  });
}

absl::Status SectionReader::List(const v1::ListSectionsRequest& request, absl::Time deadline,
                                 v1::ListSectionsResponse* response) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string organization,
                           api::ParseId(request.parent(), kOrganizations, "parent"));
  EDUPLAN_ASSIGN_OR_RETURN(const api::Page page, api::ParsePage(request));
  EDUPLAN_ASSIGN_OR_RETURN(const Moment moment, moments_.Find(nullptr, page.sequence, deadline));
  return moments_.changes().database().Read([&](sql::Transaction& transaction) -> absl::Status {
    response->Clear();
    EDUPLAN_RETURN_IF_ERROR(CheckKnown(Store(transaction, moment.as_of), organization));
    EDUPLAN_ASSIGN_OR_RETURN(
        std::vector<SectionRecord> records,
        SectionStore(transaction, moment.as_of)
            .List(organization, request.show_deleted(), page.last_key, page.size + 1));
    if (records.size() > static_cast<size_t>(page.size)) {
      records.pop_back();
      response->set_next_page_token(api::NextPageToken(request, records.back().id, moment.as_of));
    }
    for (const SectionRecord& record : records) {
      *response->add_sections() = ToProto(record);
    }
    return absl::OkStatus();
  });
}

absl::Status CheckRequest(const v1::CreateSectionRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(api::ParseId(request.parent(), kOrganizations, "parent").status());
  if (!request.section_id().empty() && !api::IsUlid(request.section_id())) {
    return status::InvalidField("section_id", "SECTION_ID_INVALID", "must be a lower-case ULID",
                                "应为小写 ULID");
  }
  return CheckContent(request.section());
}

absl::Status CheckRequest(const v1::UpdateSectionRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(ParseSectionName(request.section().name(), "section.name").status());
  v1::Section none;
  return api::ApplyMask(request.update_mask(), kUpdatable, request.section(), &none);
}

absl::Status CheckRequest(const v1::DeleteSectionRequest& request) {
  return ParseSectionName(request.name()).status();
}

absl::Status SectionChanges::Authorize(const std::string& organization) {
  Store store(change_.sql(), kLatest);
  EDUPLAN_RETURN_IF_ERROR(AuthorizeManage(store, change_.principal(), {{organization}},
                                          api::ToText(api::LocalDay(change_.time()))));
  return CheckKnown(store, organization);
}

absl::StatusOr<SectionRecord> SectionChanges::Begin(const std::string& name,
                                                    const std::string& etag) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseSectionName(name));
  EDUPLAN_RETURN_IF_ERROR(Authorize(ids[0]));
  EDUPLAN_ASSIGN_OR_RETURN(std::optional<SectionRecord> record, store_.Find(ids[0], ids[1]));
  if (!record.has_value()) {
    return status::NotFound(name);
  }
  EDUPLAN_RETURN_IF_ERROR(api::CheckEtag(etag, record->sequence, name));
  if (record->deleted()) {
    return status::Error(absl::StatusCode::kFailedPrecondition, "SECTION_DELETED")
        .Message("the section is deleted", "该科室已删除")
        .With("name", name);
  }
  return *std::move(record);
}

absl::Status SectionChanges::CheckUnique(const SectionRecord& record) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::optional<std::string> other,
                           store_.Named(record.organization, record.content.display_name()));
  if (other.has_value() && *other != record.id) {
    return status::AlreadyExists(SectionName(record.organization, *other));
  }
  return absl::OkStatus();
}

absl::Status SectionChanges::Create(const v1::CreateSectionRequest& request, Section* response) {
  SectionRecord record;
  record.organization = IdOf(request.parent());
  EDUPLAN_RETURN_IF_ERROR(Authorize(record.organization));
  record.id = request.section_id().empty() ? api::NewUlid() : request.section_id();
  EDUPLAN_ASSIGN_OR_RETURN(const std::optional<SectionRecord> same,
                           store_.Find(record.organization, record.id));
  if (same.has_value()) {
    return status::AlreadyExists(SectionName(record.organization, record.id));
  }
  EDUPLAN_RETURN_IF_ERROR(api::ApplyMask({}, kUpdatable, request.section(), &record.content));
  record.content.set_name(SectionName(record.organization, record.id));
  *record.content.mutable_create_time() = api::ToProto(change_.time());
  EDUPLAN_RETURN_IF_ERROR(CheckUnique(record));
  return Write(std::move(record), "created", response);
}

absl::Status SectionChanges::Update(const v1::UpdateSectionRequest& request, Section* response) {
  EDUPLAN_ASSIGN_OR_RETURN(SectionRecord record,
                           Begin(request.section().name(), request.section().etag()));
  EDUPLAN_RETURN_IF_ERROR(
      api::ApplyMask(request.update_mask(), kUpdatable, request.section(), &record.content));
  EDUPLAN_RETURN_IF_ERROR(CheckContent(record.content));
  EDUPLAN_RETURN_IF_ERROR(CheckUnique(record));
  return Write(std::move(record), "updated", response);
}

absl::Status SectionChanges::Delete(const v1::DeleteSectionRequest& request, Section* response) {
  EDUPLAN_ASSIGN_OR_RETURN(SectionRecord record, Begin(request.name(), request.etag()));
  *record.content.mutable_delete_time() = api::ToProto(change_.time());
  return Write(std::move(record), "deleted", response);
}

absl::Status SectionChanges::Write(SectionRecord record, std::string_view verb, Section* response) {
  if (record.content.kind() == Section::KIND_UNSPECIFIED) {
    record.content.set_kind(Section::KIND_INTERNAL);
  }
  record.sequence = change_.sequence();
  *record.content.mutable_update_time() = api::ToProto(change_.time());
  EDUPLAN_RETURN_IF_ERROR(store_.Write(record));
  *response = ToProto(record);
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(*response, &json).ok()) {
    return status::Internal();
  }
  EDUPLAN_RETURN_IF_ERROR(change_.Emit(text::Cat("eduplan.organization.section.", verb),
                                       response->name(), record.organization, json));
  return change_.Audit(text::Cat("section.", verb), response->name(), json);
}

}  // namespace eduplan::organizations
