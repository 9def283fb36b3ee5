#include "services/organizations/model/requests.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

#include "services/organizations/model/shares.h"
#include "services/organizations/model/validate.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;

constexpr size_t kLongestDocument = 1500;  // bytes: 500 characters of Chinese
constexpr size_t kLongestReason = 3000;
constexpr int kMostParties = 100;

absl::Status CheckName(std::string_view name, std::string_view field) {
  return api::ParseId(name, "organizations", field).status();
}

absl::Status CheckOptionalName(std::string_view name, std::string_view field) {
  return name.empty() ? absl::OkStatus() : CheckName(name, field);
}

absl::Status CheckText(std::string_view text, size_t longest, std::string_view field) {
  if (text.size() > longest) {
    return status::InvalidField(field, "TEXT_TOO_LONG",
                                text::Cat("longer than ", longest, " bytes"),
                                text::Cat("超过", longest / 3, "个汉字"));
  }
  return absl::OkStatus();
}

absl::Status CheckNewName(std::string_view display_name) {
  return InvalidDraft(CheckDisplayName(display_name), "");
}

// What all events share.
template <typename Request>
absl::Status CheckOccasion(const Request& request) {
  if (request.has_approved_on()) {
    EDUPLAN_RETURN_IF_ERROR(CheckDay(request.approved_on(), "approved_on"));
  }
  if (request.has_announced_on()) {
    EDUPLAN_RETURN_IF_ERROR(CheckDay(request.announced_on(), "announced_on"));
  }
  return CheckText(request.document(), kLongestDocument, "document");
}

template <typename Request>
absl::Status CheckEvent(const Request& request) {
  EDUPLAN_RETURN_IF_ERROR(CheckName(request.name(), "name"));
  if (request.has_effective_on()) {
    EDUPLAN_RETURN_IF_ERROR(CheckDay(request.effective_on(), "effective_on"));
  }
  return CheckOccasion(request);
}

absl::Status CheckNewCode(std::string_view code, std::string_view field) {
  if (!IsCode(code)) {
    return status::InvalidField(field, "INVALID_CODE",
                                "not a code: letters, digits, '.', '_' and '-', at most 64",
                                "不是有效代码（字母、数字及“._-”，至多64位）");
  }
  return absl::OkStatus();
}

// The draft of a new organization, whose parents are resource names.
absl::Status CheckNew(const v1::Organization& organization, std::string_view prefix) {
  std::vector<Problem> problems;
  Draft draft = DraftOf(organization, &problems);
  for (Problem& problem : Normalize(&draft)) {
    problems.push_back(std::move(problem));
  }
  EDUPLAN_RETURN_IF_ERROR(InvalidDraft(problems, prefix));
  EDUPLAN_RETURN_IF_ERROR(CheckOptionalName(draft.parent, text::Cat(prefix, "parent")));
  return CheckOptionalName(draft.reporting_parent, text::Cat(prefix, "reporting_parent"));
}

absl::Status CheckTarget(const v1::SplitTarget& target, const std::string& field,
                         std::set<std::string>* targets) {
  if (target.organization().empty() == !target.has_new_organization()) {
    return status::InvalidField(field, "TARGET_REQUIRED",
                                "give either organization or new_organization",
                                "请给出 organization 或 new_organization 之一");
  }
  if (!target.has_new_organization()) {
    EDUPLAN_RETURN_IF_ERROR(CheckName(target.organization(), text::Cat(field, ".organization")));
  } else {
    v1::Organization created = target.new_organization();
    created.clear_from();
    EDUPLAN_RETURN_IF_ERROR(CheckNew(created, text::Cat(field, ".new_organization.")));
  }
  const std::string key = target.has_new_organization()
                              ? text::Cat("new ", target.new_organization().code())
                              : target.organization();
  if (!targets->insert(key).second) {
    return status::InvalidField(field, "DUPLICATE_TARGET", "the target is given twice",
                                "拆分目标重复");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckDay(const google::type::Date& date, std::string_view field) {
  EDUPLAN_ASSIGN_OR_RETURN(const absl::CivilDay day, api::FromProto(date, field));
  if (day.year() < 1900 || day.year() > 9998) {
    return status::InvalidField(field, "INVALID_DATE", "not a date from 1900 to 9998",
                                "日期应在1900年至9998年之间");
  }
  return absl::OkStatus();
}

std::string DayText(const google::type::Date& date) {
  return api::ToText(absl::CivilDay(date.year(), date.month(), date.day()));
}

absl::Status CheckRequest(const v1::CreateOrganizationRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(CheckNew(request.organization(), "organization."));
  return CheckOccasion(request);
}

absl::Status CheckRequest(const v1::UpdateOrganizationRequest& request) {
  return CheckName(request.organization().name(), "organization.name");
}

absl::Status CheckRequest(const v1::RenameOrganizationRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(CheckEvent(request));
  return CheckNewName(request.display_name());
}

absl::Status CheckRequest(const v1::MoveOrganizationRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(CheckEvent(request));
  return CheckName(request.parent(), "parent");
}

absl::Status CheckRequest(const v1::MergeOrganizationsRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(CheckEvent(request));
  if (request.sources().empty() || request.sources_size() > kMostParties) {
    return status::InvalidField("sources", "SOURCES_REQUIRED", "give 1 to 100 sources",
                                "请给出1至100个被合并机构");
  }
  std::set<std::string> seen = {request.name()};
  for (int i = 0; i < request.sources_size(); ++i) {
    const std::string field = text::Cat("sources[", i, "]");
    EDUPLAN_RETURN_IF_ERROR(CheckName(request.sources(i), field));
    if (!seen.insert(request.sources(i)).second) {
      return status::InvalidField(field, "DUPLICATE_SOURCE",
                                  "it is the one that goes on, or given twice",
                                  "与合并后机构相同或重复");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckRequest(const v1::SplitOrganizationRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(CheckEvent(request));
  if (request.targets_size() < 2 || request.targets_size() > kMostParties) {
    return status::InvalidField("targets", "TARGETS_REQUIRED", "give 2 to 100 targets",
                                "请给出2至100个拆分目标");
  }
  std::set<std::string> targets;
  for (int i = 0; i < request.targets_size(); ++i) {
    EDUPLAN_RETURN_IF_ERROR(
        CheckTarget(request.targets(i), text::Cat("targets[", i, "]"), &targets));
  }
  std::set<std::string> children;
  for (int i = 0; i < request.children_size(); ++i) {
    const std::string field = text::Cat("children[", i, "]");
    EDUPLAN_RETURN_IF_ERROR(CheckName(request.children(i).child(), text::Cat(field, ".child")));
    EDUPLAN_RETURN_IF_ERROR(CheckName(request.children(i).parent(), text::Cat(field, ".parent")));
    if (!children.insert(request.children(i).child()).second) {
      return status::InvalidField(text::Cat(field, ".child"), "DUPLICATE_CHILD",
                                  "the child is assigned twice", "下级机构重复指定");
    }
  }
  EDUPLAN_RETURN_IF_ERROR(CheckOptionalName(request.other_children_to(), "other_children_to"));
  v1::SplitOrganizationRequest checked = request;
  return CheckShares(&checked);
}

absl::Status CheckRequest(const v1::CloseOrganizationRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(CheckEvent(request));
  return CheckOptionalName(request.move_children_to(), "move_children_to");
}

absl::Status CheckRequest(const v1::ReopenOrganizationRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(CheckEvent(request));
  return CheckOptionalName(request.parent(), "parent");
}

absl::Status CheckRequest(const v1::ChangeOrganizationLevelRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(CheckEvent(request));
  EDUPLAN_RETURN_IF_ERROR(CheckOptionalName(request.parent(), "parent"));
  if (!v1::Level_IsValid(request.level()) || !v1::OrganizationKind_IsValid(request.kind())) {
    return status::InvalidField("level", "INVALID_LEVEL", "not a level or kind", "层级或类别无效");
  }
  if (!request.display_name().empty()) {
    EDUPLAN_RETURN_IF_ERROR(CheckNewName(request.display_name()));
  }
  return request.code().empty() ? absl::OkStatus() : CheckNewCode(request.code(), "code");
}

absl::Status CheckRequest(const v1::ChangeOrganizationCodeRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(CheckEvent(request));
  return CheckNewCode(request.code(), "code");
}

absl::Status CheckRequest(const v1::CorrectOrganizationRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(CheckName(request.organization().name(), "organization.name"));
  static constexpr std::array<std::string_view, 4> kLists = {"names", "standings", "codes",
                                                             "placements"};
  if (request.update_mask().paths().empty()) {
    return status::InvalidField(
        "update_mask", "MASK_REQUIRED",
        "name the lists to be replaced: names, standings, codes, placements",
        "请指明要更正的列表：names、standings、codes、placements");
  }
  for (const std::string& path : request.update_mask().paths()) {
    if (std::find(kLists.begin(), kLists.end(), path) == kLists.end()) {
      return status::InvalidField(
          "update_mask", "INVALID_MASK",
          text::Cat(path, " is none of names, standings, codes, placements"),
          text::Cat(path, " 不可更正"));
    }
  }
  if (request.reason().empty()) {
    return status::InvalidField("reason", "REASON_REQUIRED", "a correction needs a reason",
                                "更正须说明理由");
  }
  EDUPLAN_RETURN_IF_ERROR(CheckText(request.reason(), kLongestReason, "reason"));
  return CheckText(request.document(), kLongestDocument, "document");
}

}  // namespace eduplan::organizations
