#include "services/indicators/catalogue/indicator_sets.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "services/indicators/catalogue/set_store.h"
#include "services/platform/api/etag.h"
#include "services/platform/api/field_mask.h"
#include "services/platform/api/page.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/api/time.h"
#include "services/platform/auth/permission.h"
#include "services/platform/server/write.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using status::InvalidField;

constexpr int kMostMembers = 5000;
constexpr std::string_view kUpdatable[] = {"display_name",    "table_number", "issuer",
                                           "approval_number", "valid_from",   "valid_until",
                                           "members"};

// Sets belong to no organization, like definitions.
absl::Status Authorize(const server::Call& call, auth::Action action) {
  return auth::Authorize(call.principal, action, auth::Relation::kAncestor);
}

size_t Characters(std::string_view text) {
  return static_cast<size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<uint8_t>(c) & 0xC0) != 0x80; }));
}

absl::Status CheckTexts(const v1::IndicatorSet& set) {
  if (set.display_name().empty() || Characters(set.display_name()) > 200) {
    return InvalidField("indicator_set.display_name", "INVALID_DISPLAY_NAME",
                        "a name of 1 to 200 characters is required", "报表名称必填，不超过200字");
  }
  for (const auto& [field, text] :
       {std::pair("table_number", &set.table_number()), std::pair("issuer", &set.issuer()),
        std::pair("approval_number", &set.approval_number())}) {
    if (Characters(*text) <= 100) continue;
    return InvalidField(text::Cat("indicator_set.", field), "TEXT_TOO_LONG",
                        text::Cat(field, " has at most 100 characters"),
                        "表号、制定机关、批准文号均不超过100字");
  }
  return absl::OkStatus();
}

absl::Status CheckTime(const v1::IndicatorSet& set) {
  absl::CivilDay from = absl::CivilDay::min();
  absl::CivilDay until = absl::CivilDay::max();
  if (set.has_valid_from()) {
    EDUPLAN_ASSIGN_OR_RETURN(from, api::FromProto(set.valid_from(), "indicator_set.valid_from"));
  }
  if (set.has_valid_until()) {
    EDUPLAN_ASSIGN_OR_RETURN(until, api::FromProto(set.valid_until(), "indicator_set.valid_until"));
  }
  if (from <= until) return absl::OkStatus();
  return InvalidField("indicator_set.valid_until", "INVALID_VALIDITY",
                      "valid_until must not be before valid_from", "有效期至不得早于启用日期");
}

absl::Status CheckMembers(v1::IndicatorSet* set) {
  if (set->members().empty() || set->members_size() > kMostMembers) {
    return InvalidField("indicator_set.members", "INVALID_MEMBERS", "a set has 1 to 5,000 members",
                        "报表应有1至5000个指标");
  }
  std::set<std::string_view> seen;
  for (int i = 0; i < set->members_size(); ++i) {
    std::string* indicator = set->mutable_members(i)->mutable_indicator();
    *indicator = NameOf(CodeOf(*indicator));
    if (seen.insert(*indicator).second) continue;
    return InvalidField(text::Cat("indicator_set.members[", i, "].indicator"), "DUPLICATE_MEMBER",
                        text::Cat(CodeOf(*indicator), " stands twice"),
                        text::Cat("指标", CodeOf(*indicator), "重复"))
        .With("indicator", CodeOf(*indicator));
  }
  return absl::OkStatus();
}

// Checks all of a set but whether its members exist, which are given their names.
absl::Status Check(v1::IndicatorSet* set) {
  EDUPLAN_RETURN_IF_ERROR(CheckTexts(*set));
  EDUPLAN_RETURN_IF_ERROR(CheckTime(*set));
  return CheckMembers(set);
}

bool SameMembers(const v1::IndicatorSet& a, const v1::IndicatorSet& b) {
  return std::equal(a.members().begin(), a.members().end(), b.members().begin(), b.members().end(),
                    [](const auto& one, const auto& other) {
                      return one.indicator() == other.indicator() &&
                             one.required() == other.required();
                    });
}

int64_t SequenceOf(const v1::IndicatorSet& set) {
  int64_t sequence = 0;
  for (const char c : set.etag()) {
    if (c >= '0' && c <= '9') sequence = sequence * 10 + (c - '0');
  }
  return sequence;
}

}  // namespace

absl::Status IndicatorSets::Put(change_log::Change& change, v1::IndicatorSet* set) {
  EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, catalogue_.In(change.sql()));
  EDUPLAN_RETURN_IF_ERROR(ViewSet(*set, *catalogue).status());
  set->set_etag(api::MakeEtag(change.sequence()));
  *set->mutable_update_time() = api::ToProto(change.time());
  if (!set->has_create_time()) *set->mutable_create_time() = set->update_time();
  EDUPLAN_RETURN_IF_ERROR(change.Audit("indicatorSet.define", set->name(), "{}"));
  EDUPLAN_RETURN_IF_ERROR(
      change.Emit("eduplan.indicator.indicatorSet.defined", set->name(), "", "{}"));
  EDUPLAN_RETURN_IF_ERROR(ReplaceSet(change, *set));
  set->set_state(StateOn(*set, api::LocalDay(change.time())));
  return absl::OkStatus();
}

absl::StatusOr<v1::IndicatorSet> IndicatorSets::Create(
    const server::Call& call, const v1::CreateIndicatorSetRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(Authorize(call, auth::Action::kManageCatalogue));
  const std::string& id = request.indicator_set_id();
  if (!IsCode(id)) {
    return InvalidField("indicator_set_id", "INVALID_ID",
                        "an id of [a-z][a-z0-9-]{0,62} is required",
                        "报表标识必填，应为小写字母开头的代码，不超过63个字符");
  }
  v1::IndicatorSet asked = request.indicator_set();
  EDUPLAN_RETURN_IF_ERROR(Check(&asked));
  asked.set_name(text::Cat("indicatorSets/", id));
  asked.set_version(1);
  asked.clear_create_time();
  v1::IndicatorSet response;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    response = asked;
    absl::Status known = ReadSet(change.sql(), id).status();
    if (known.ok()) return status::AlreadyExists(asked.name());
    if (!absl::IsNotFound(known)) return known;
    return Put(change, &response);
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(server::WriteOf(call, request), &response, body).status());
  return response;
}

absl::StatusOr<v1::IndicatorSet> IndicatorSets::Get(const server::Call& call,
                                                    const v1::GetIndicatorSetRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(Authorize(call, auth::Action::kReadShared));
  EDUPLAN_ASSIGN_OR_RETURN(const std::string id, api::ParseId(request.name(), "indicatorSets"));
  v1::IndicatorSet set;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(set, ReadSet(transaction, id));
        return absl::OkStatus();
      }));
  return set;
}

absl::StatusOr<v1::ListIndicatorSetsResponse> IndicatorSets::List(
    const server::Call& call, const v1::ListIndicatorSetsRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(Authorize(call, auth::Action::kReadShared));
  EDUPLAN_ASSIGN_OR_RETURN(const api::Page page, api::ParsePage(request));
  int64_t sequence = page.sequence;
  if (page.last_key.empty()) {
    EDUPLAN_ASSIGN_OR_RETURN(const change_log::Tick tick, changes_.Current());
    sequence = tick.sequence;
  }
  std::vector<v1::IndicatorSet> sets;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(sets,
                                 ListSets(transaction, sequence, page.last_key, page.size + 1));
        return absl::OkStatus();
      }));
  v1::ListIndicatorSetsResponse response;
  for (v1::IndicatorSet& set : sets) {
    if (response.indicator_sets_size() == page.size) {
      const std::string& last = response.indicator_sets(page.size - 1).name();
      response.set_next_page_token(
          api::NextPageToken(request, last.substr(last.find('/') + 1), sequence));
      break;
    }
    *response.add_indicator_sets() = std::move(set);
  }
  return response;
}

absl::StatusOr<v1::IndicatorSet> IndicatorSets::Update(
    const server::Call& call, const v1::UpdateIndicatorSetRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(Authorize(call, auth::Action::kManageCatalogue));
  const v1::IndicatorSet& asked = request.indicator_set();
  EDUPLAN_ASSIGN_OR_RETURN(const std::string id,
                           api::ParseId(asked.name(), "indicatorSets", "indicator_set.name"));
  v1::IndicatorSet response;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(const v1::IndicatorSet old, ReadSet(change.sql(), id));
    EDUPLAN_RETURN_IF_ERROR(api::CheckEtag(asked.etag(), SequenceOf(old), old.name()));
    response = old;
    EDUPLAN_RETURN_IF_ERROR(api::ApplyMask(request.update_mask(), kUpdatable, asked, &response));
    EDUPLAN_RETURN_IF_ERROR(Check(&response));
    if (!SameMembers(old, response)) response.set_version(old.version() + 1);
    return Put(change, &response);
  };
  EDUPLAN_RETURN_IF_ERROR(changes_.Write(server::WriteOf(call, request), &response, body).status());
  return response;
}

}  // namespace eduplan::indicators
