#include "services/organizations/registry.h"

#include <optional>
#include <utility>

#include "google/protobuf/util/json_util.h"
#include "services/organizations/access.h"
#include "services/organizations/convert.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;

status::Error Precondition(std::string_view reason, std::string_view field,
                           std::string_view english, std::string_view chinese) {
  status::Error error(absl::StatusCode::kFailedPrecondition, reason);
  error.Message(english, chinese).Field(field, english);
  return error;
}

}  // namespace

Registry::Registry(change_log::Change& change)
    : change_(change),
      store_(change.sql(), kLatest),
      today_(api::ToText(api::LocalDay(change.time()))) {}

absl::StatusOr<Record> Registry::Create(const Draft& input) {
  Draft draft = input;
  draft.parent = IdOf(draft.parent);
  draft.reporting_parent = IdOf(draft.reporting_parent);
  if (draft.parent.empty()) {
    const std::string codes[] = {draft.code};
    EDUPLAN_RETURN_IF_ERROR(AuthorizeRoots(store_, change_.principal(), codes));
  } else {
    std::vector<std::string> parents = {draft.parent};
    if (!draft.reporting_parent.empty()) {
      parents.push_back(draft.reporting_parent);
    }
    EDUPLAN_RETURN_IF_ERROR(AuthorizeManage(store_, change_.principal(), parents, today_));
    EDUPLAN_RETURN_IF_ERROR(
        CheckParent(draft.parent, draft.level, draft.span, "organization.parent"));
  }
  if (!draft.reporting_parent.empty()) {
    EDUPLAN_RETURN_IF_ERROR(CheckParent(draft.reporting_parent, draft.level, draft.span,
                                        "organization.reporting_parent"));
  }
  EDUPLAN_RETURN_IF_ERROR(CheckCodeFree(draft.code, draft.span, ""));
  EDUPLAN_ASSIGN_OR_RETURN(const std::string id, NewId(draft.code));
  Record record = NewRecord(draft, id, change_.sequence(), 0);
  record.create_time = api::ToMicros(change_.time());
  EDUPLAN_RETURN_IF_ERROR(Write(record, "created", "{}"));
  return record;
}

absl::StatusOr<Record> Registry::Existing(std::string_view id) {
  EDUPLAN_ASSIGN_OR_RETURN(std::optional<Record> record, store_.Find(id));
  if (!record.has_value()) {
    return status::NotFound(NameOf(id));
  }
  return *std::move(record);
}

absl::Status Registry::CheckParent(std::string_view parent, int level, const Span& span,
                                   std::string_view field) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::optional<Record> found, store_.Find(parent));
  if (!found.has_value()) {
    return Precondition("PARENT_UNKNOWN", field, text::Cat(NameOf(parent), " does not exist"),
                        text::Cat("上级机构 ", NameOf(parent), " 不存在"))
        .With("parent", NameOf(parent));
  }
  if (span.from < found->span.from || span.to > found->span.to) {
    return Precondition("PARENT_CLOSED", field,
                        text::Cat(NameOf(parent), " exists only from ", found->span.from, " to ",
                                  found->span.to),
                        text::Cat("上级机构 ", NameOf(parent), " 仅存在于 ", found->span.from,
                                  " 至 ", found->span.to))
        .With("parent", NameOf(parent));
  }
  if (found->level > level) {
    return Precondition("PARENT_LEVEL_LOWER", field,
                        text::Cat(NameOf(parent),
                                  " is of a lower level than what would stand "
                                  "under it"),
                        text::Cat("上级机构 ", NameOf(parent), " 的层级低于下级"))
        .With("parent", NameOf(parent));
  }
  return absl::OkStatus();
}

absl::Status Registry::CheckCodeFree(std::string_view code, const Span& span,
                                     std::string_view self) {
  if (code.empty()) {
    return absl::OkStatus();
  }
  const std::string codes[] = {std::string(code)};
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> bearers, store_.BearersOf(codes));
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Record> records, store_.Load(bearers));
  for (const Record& record : records) {
    for (const DatedCode& dated : record.codes) {
      if (record.id != self && dated.code == code &&
          Common(dated.span, record.span).Overlaps(span)) {
        return status::AlreadyExists(NameOf(record.id))
            .Field("organization.code",
                   text::Cat("code ", code, " names ", NameOf(record.id), " from ",
                             record.span.from, " to ", record.span.to))
            .With("code", code);
      }
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> Registry::NewId(std::string_view code) {
  if (code.empty()) {
    return text::Cat("z-", api::NewUlid());
  }
  std::string id(code);
  for (int n = 2;; ++n) {
    const std::string ids[] = {id};
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> used, store_.EverUsed(ids));
    if (used.empty()) {
      return id;
    }
    id = text::Cat(code, "-", n);
  }
}

absl::Status Registry::Write(Record& record, std::string_view verb, std::string_view audit_detail) {
  record.sequence = change_.sequence();
  record.update_time = api::ToMicros(change_.time());
  EDUPLAN_RETURN_IF_ERROR(store_.Put(std::span<const Record>(&record, 1)));
  EDUPLAN_RETURN_IF_ERROR(EmitChange(record, verb));
  return change_.Audit(text::Cat("organization.", verb), NameOf(record.id), audit_detail);
}

absl::Status Registry::EmitChange(const Record& record, std::string_view verb) {
  v1::Organization organization;
  ToProto(record, today_, &organization);
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(organization, &json).ok()) {
    return status::Internal();
  }
  return change_.Emit(text::Cat("eduplan.organization.organization.", verb), organization.name(),
                      record.id, json);
}

}  // namespace eduplan::organizations
