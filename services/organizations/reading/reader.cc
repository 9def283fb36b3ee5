#include "services/organizations/reading/reader.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/numbers.h"
#include "services/organizations/model/convert.h"
#include "services/organizations/store/event_store.h"
#include "services/organizations/store/store.h"
#include "services/platform/api/filter.h"
#include "services/platform/api/resource_name.h"
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

// Gives the answer that is held under the moment's tick, or makes it and holds it.
template <typename Message>
absl::Status Remembered(AnswerCache& answers, const Moment& moment, AnswerCache::Subject subject,
                        std::string_view key, std::string_view question, Message* response,
                        absl::FunctionRef<absl::Status(Message*)> make) {
  AnswerCache::Answer answer = answers.Find(moment.now, subject, key, question);
  if (answer == nullptr) {
    EDUPLAN_RETURN_IF_ERROR(answers.Advance(moment.now));
    answer = answers.Find(moment.now, subject, key, question);
  }
  if (answer == nullptr) {
    auto made = std::make_shared<Message>();
    EDUPLAN_RETURN_IF_ERROR(make(made.get()));
    answer = std::move(made);
    answers.Add(moment.now, subject, key, question, answer);
  }
  response->CopyFrom(static_cast<const Message&>(*answer));
  return absl::OkStatus();
}

absl::Status GetIn(Store store, std::string_view id, std::string_view day,
                   v1::Organization* response) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::optional<Record> record, store.Find(id));
  if (!record.has_value()) {
    return status::NotFound(NameOf(id));
  }
  response->Clear();
  ToProto(*record, day, response);
  return absl::OkStatus();
}

absl::Status ResolveIn(Store store, const v1::ResolveOrganizationRequest& request,
                       std::string_view day, v1::ResolveOrganizationResponse* response) {
  response->Clear();
  const std::string codes[] = {request.code()};
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> bearers, store.BearersOf(codes));
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Record> records, store.Load(bearers));
  // First day of bearing the code, and who; and who bears it on the day.
  std::vector<std::pair<std::string, const Record*>> candidates;
  const Record* answer = nullptr;
  bool only_one = true;
  for (const Record& record : records) {
    for (const DatedCode& dated : record.codes) {
      if (dated.code != request.code() ||
          (request.scheme() != v1::Code::SCHEME_UNSPECIFIED && dated.scheme != request.scheme())) {
        continue;
      }
      only_one = only_one && (candidates.empty() || candidates[0].second == &record);
      candidates.emplace_back(std::max(dated.span.from, record.Life().from), &record);
      const bool bears = dated.span.Holds(day) && record.ExistsOn(day);
      answer = request.has_at() && bears ? &record : answer;
    }
  }
  if (candidates.empty()) {
    return status::NotFound(text::Cat("an organization with code ", request.code()));
  }
  if (only_one) {
    answer = candidates[0].second;
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
}

}  // namespace

absl::Status Reader::Get(const v1::GetOrganizationRequest& request, absl::Time deadline,
                         v1::Organization* response) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string id, api::ParseId(request.name(), kCollection));
  EDUPLAN_ASSIGN_OR_RETURN(const std::string day, DayOf(request));
  EDUPLAN_ASSIGN_OR_RETURN(const Moment moment, moments_.Of(request, 0, deadline));
  const auto make = [&](v1::Organization* made) {
    return database_.Read([&](sql::Transaction& transaction) {
      return GetIn(Store(transaction, moment.as_of), id, day, made);
    });
  };
  if (request.has_read_time()) {
    return make(response);
  }
  return Remembered<v1::Organization>(answers_, moment, AnswerCache::Subject::kOrganization, id,
                                      day, response, make);
}

absl::Status Reader::Resolve(const v1::ResolveOrganizationRequest& request, absl::Time deadline,
                             v1::ResolveOrganizationResponse* response) {
  if (request.code().empty()) {
    return status::InvalidField("code", "CODE_REQUIRED", "a code is required", "机构代码必填");
  }
  EDUPLAN_ASSIGN_OR_RETURN(const std::string day, DayOf(request));
  EDUPLAN_ASSIGN_OR_RETURN(const Moment moment, moments_.Of(request, 0, deadline));
  const auto make = [&](v1::ResolveOrganizationResponse* made) {
    return database_.Read([&](sql::Transaction& transaction) {
      return ResolveIn(Store(transaction, moment.as_of), request, day, made);
    });
  };
  if (request.has_read_time()) {
    return make(response);
  }
  return Remembered<v1::ResolveOrganizationResponse>(
      answers_, moment, AnswerCache::Subject::kCode, request.code(),
      text::Cat(day, request.has_at() ? " at " : " ", static_cast<int>(request.scheme())), response,
      make);
}

absl::Status Reader::List(const v1::ListOrganizationsRequest& request, absl::Time deadline,
                          v1::ListOrganizationsResponse* response) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<api::Term> terms,
                           api::ParseFilter(request.filter(), kFilterFields));
  EDUPLAN_ASSIGN_OR_RETURN(const std::string day, DayOf(request));
  EDUPLAN_ASSIGN_OR_RETURN(const Listing listing, ListingOf(moments_, request, day, deadline));
  return database_.Read([&](sql::Transaction& transaction) -> absl::Status {
    response->Clear();
    Store store(transaction, listing.moment.as_of);
    EDUPLAN_ASSIGN_OR_RETURN(std::vector<std::string> ids,
                             store.List(terms, listing.day, listing.last, listing.size + 1));
    if (ids.size() > static_cast<size_t>(listing.size)) {
      ids.pop_back();
      response->set_next_page_token(NextPage(request, listing, ids.back()));
    }
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<Record> records, store.Load(ids));
    for (const Record& record : records) {
      ToProto(record, listing.day, response->add_organizations());
    }
    return absl::OkStatus();
  });
}

absl::Status Reader::GetEvent(const v1::GetOrganizationEventRequest& request,
                              absl::Time /*deadline*/, v1::OrganizationEvent* response) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string id, api::ParseId(request.name(), kEvents));
  return database_.Read([&](sql::Transaction& transaction) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(*response, EventStore(transaction).Get(id));
    return absl::OkStatus();
  });
}

absl::Status Reader::ListEvents(const v1::ListOrganizationEventsRequest& request,
                                absl::Time /*deadline*/,
                                v1::ListOrganizationEventsResponse* response) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<api::Term> terms,
                           api::ParseFilter(request.filter(), kEventFilterFields));
  EDUPLAN_ASSIGN_OR_RETURN(const api::Page page, api::ParsePage(request));
  int64_t before = kLatest;
  if (!page.last_key.empty() && !absl::SimpleAtoi(page.last_key, &before)) {
    return WrongPage();
  }
  return database_.Read([&](sql::Transaction& transaction) -> absl::Status {
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

}  // namespace eduplan::organizations
