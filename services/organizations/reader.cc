#include "services/organizations/reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/time/clock.h"
#include "services/organizations/convert.h"
#include "services/organizations/event_store.h"
#include "services/organizations/store.h"
#include "services/platform/api/filter.h"
#include "services/platform/api/page.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;

constexpr std::string_view kCollection = "organizations";
constexpr std::string_view kEvents = "organizationEvents";
constexpr std::array<std::string_view, 6> kFilterFields = {"level", "kind",         "parent",
                                                           "code",  "display_name", "state"};
constexpr std::array<std::string_view, 3> kEventFilterFields = {"organization", "type",
                                                                "effective_on"};

std::string Today() {
  return api::ToText(api::LocalDay(absl::Now()));
}

// The day a request names, today if it names none.
template <typename Request>
absl::StatusOr<std::string> DayOf(const Request& request) {
  if (!request.has_at()) {
    return Today();
  }
  EDUPLAN_ASSIGN_OR_RETURN(const absl::CivilDay day, api::FromProto(request.at(), "at"));
  return api::ToText(day);
}

int RelationOf(v1::Placement::Relation relation) {
  return relation == v1::Placement::RELATION_ADMINISTRATIVE ? kAdministrative : kReporting;
}

template <typename List>
void AddAll(const std::vector<Record>& records, std::string_view day, List* list) {
  list->Reserve(static_cast<int>(records.size()));
  for (const Record& record : records) {
    ToProto(record, day, list->Add());
  }
}

// The record, NOT_FOUND unless it exists on `day`.
absl::StatusOr<Record> ExistingOn(Store& store, std::string_view id, std::string_view day) {
  EDUPLAN_ASSIGN_OR_RETURN(std::optional<Record> record, store.Find(id));
  if (!record.has_value() || !record->ExistsOn(day)) {
    return status::NotFound(NameOf(id)).With("at", day);
  }
  return *std::move(record);
}

}  // namespace

absl::Status Reader::Get(const v1::GetOrganizationRequest& request, v1::Organization* response) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string id, api::ParseId(request.name(), kCollection));
  return changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(const std::optional<Record> record,
                             Store(transaction, kLatest).Find(id));
    if (!record.has_value()) {
      return status::NotFound(NameOf(id));
    }
    response->Clear();
    ToProto(*record, Today(), response);
    return absl::OkStatus();
  });
}

absl::Status Reader::List(const v1::ListOrganizationsRequest& request,
                          v1::ListOrganizationsResponse* response) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<api::Term> terms,
                           api::ParseFilter(request.filter(), kFilterFields));
  EDUPLAN_ASSIGN_OR_RETURN(api::Page page, api::ParsePage(request));
  if (page.sequence == 0) {
    EDUPLAN_ASSIGN_OR_RETURN(const change_log::Tick tick, changes_.Current());
    page.sequence = tick.sequence;
  }
  const std::string today = Today();
  return changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
    response->Clear();
    Store store(transaction, page.sequence);
    EDUPLAN_ASSIGN_OR_RETURN(std::vector<std::string> ids,
                             store.List(terms, today, page.last_key, page.size + 1));
    const bool more = ids.size() > static_cast<size_t>(page.size);
    if (more) {
      ids.pop_back();
      response->set_next_page_token(api::NextPageToken(request, ids.back(), page.sequence));
    }
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Record> records, store.Load(ids));
    AddAll(records, today, response->mutable_organizations());
    return absl::OkStatus();
  });
}

absl::Status Reader::GetEvent(const v1::GetOrganizationEventRequest& request,
                              v1::OrganizationEvent* response) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string id, api::ParseId(request.name(), kEvents));
  return changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(*response, EventStore(transaction).Get(id));
    return absl::OkStatus();
  });
}

absl::Status Reader::ListEvents(const v1::ListOrganizationEventsRequest& request,
                                v1::ListOrganizationEventsResponse* response) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<api::Term> terms,
                           api::ParseFilter(request.filter(), kEventFilterFields));
  EDUPLAN_ASSIGN_OR_RETURN(api::Page page, api::ParsePage(request));
  int64_t before = kLatest;
  if (!page.last_key.empty() && !absl::SimpleAtoi(page.last_key, &before)) {
    return status::InvalidField("page_token", "PAGE_TOKEN_INVALID", "not a page token",
                                "分页标记无效");
  }
  return changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
    response->Clear();
    EDUPLAN_ASSIGN_OR_RETURN(std::vector<v1::OrganizationEvent> events,
                             EventStore(transaction).List(terms, before, kLatest, page.size + 1));
    if (events.size() > static_cast<size_t>(page.size)) {
      events.pop_back();
      // Events are only added, and later ones come first: what follows stays as it is.
      response->set_next_page_token(
          api::NextPageToken(request, text::Cat(events.back().sequence()), 1));
    }
    for (v1::OrganizationEvent& event : events) {
      *response->add_organization_events() = std::move(event);
    }
    return absl::OkStatus();
  });
}

absl::Status Reader::Subtree(const v1::GetSubtreeRequest& request,
                             v1::GetSubtreeResponse* response) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string id, api::ParseId(request.name(), kCollection));
  EDUPLAN_ASSIGN_OR_RETURN(const std::string day, DayOf(request));
  return changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
    response->Clear();
    Store store(transaction, kLatest);
    EDUPLAN_RETURN_IF_ERROR(ExistingOn(store, id, day).status());
    EDUPLAN_ASSIGN_OR_RETURN(
        const std::vector<SubtreeNode> nodes,
        store.Subtree(id, RelationOf(request.relation()), day, request.deepest_level()));
    if (nodes.size() > kLargestSubtree) {
      return status::Error(absl::StatusCode::kResourceExhausted, "SUBTREE_TOO_LARGE")
          .Message("more than 50,000 organizations; give deepest_level, or ask for parts",
                   "超过50000个机构，请限定 deepest_level 或分部分查询");
    }
    std::vector<std::string> ids;
    ids.reserve(nodes.size());
    for (const SubtreeNode& node : nodes) {
      ids.push_back(node.id);
    }
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Record> records, store.Load(ids));
    AddAll(records, day, response->mutable_organizations());
    return absl::OkStatus();
  });
}

absl::Status Reader::Ancestors(const v1::ListAncestorsRequest& request,
                               v1::ListAncestorsResponse* response) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string id, api::ParseId(request.name(), kCollection));
  EDUPLAN_ASSIGN_OR_RETURN(const std::string day, DayOf(request));
  return changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
    response->Clear();
    Store store(transaction, kLatest);
    EDUPLAN_RETURN_IF_ERROR(ExistingOn(store, id, day).status());
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> ids,
                             store.Ancestors(id, RelationOf(request.relation()), day));
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Record> records, store.Load(ids));
    AddAll(records, day, response->mutable_organizations());
    return absl::OkStatus();
  });
}

absl::Status Reader::Resolve(const v1::ResolveOrganizationRequest& request,
                             v1::ResolveOrganizationResponse* response) {
  if (request.code().empty()) {
    return status::InvalidField("code", "CODE_REQUIRED", "a code is required", "机构代码必填");
  }
  EDUPLAN_ASSIGN_OR_RETURN(const std::string day, DayOf(request));
  return changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
    response->Clear();
    Store store(transaction, kLatest);
    const std::string codes[] = {request.code()};
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> bearers, store.BearersOf(codes));
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Record> records, store.Load(bearers));
    // First day of bearing the code, and who; and who bears it on the day.
    std::vector<std::pair<std::string, const Record*>> candidates;
    const Record* answer = nullptr;
    for (const Record& record : records) {
      for (const DatedCode& dated : record.codes) {
        if (dated.code == request.code()) {
          candidates.emplace_back(std::max(dated.span.from, record.Life().from), &record);
          const bool bears = dated.span.Holds(day) && record.ExistsOn(day);
          answer = request.has_at() && bears ? &record : answer;
        }
      }
    }
    if (candidates.empty()) {
      return status::NotFound(text::Cat("an organization with code ", request.code()));
    }
    if (!request.has_at() && records.size() == 1) {
      answer = &records[0];
    }
    if (answer != nullptr) {
      ToProto(*answer, day, response->mutable_organization());
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [from, record] : candidates) {
      ToProto(*record, day, response->add_candidates());
    }
    return absl::OkStatus();
  });
}

}  // namespace eduplan::organizations
