#include "services/indicators/seals/seal_reader.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "services/indicators/seals/seal_compare.h"
#include "services/indicators/seals/seal_store.h"
#include "services/indicators/seals/set_members.h"
#include "services/platform/api/page.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;
using Members = std::set<std::string, std::less<>>;

// Up to this many organizations are named to the database; of more, what it lists is looked
// through.
constexpr size_t kMostNamed = 1000;

// Of an existing set. Null for a seal of all indicators.
absl::StatusOr<const Members*> ReadMembers(sql::Transaction& transaction, const SealKey& key,
                                           Members* members) {
  if (key.set.empty()) return nullptr;
  EDUPLAN_ASSIGN_OR_RETURN(*members, SetMembers(transaction, key.set));
  return members;
}

// Today's tree at and below an organization, by id.
std::set<std::string, std::less<>> Below(const tree::Forest& forest, const std::string& id) {
  std::set<std::string, std::less<>> below = {id};
  const tree::Forest::Index root = forest.Find(id);
  if (root == tree::Forest::kNone) return below;
  forest.VisitSubtree(root, tree::ToDay(api::LocalDay(absl::Now())),
                      [&](tree::Forest::Index node, int) { below.emplace(forest.Id(node)); });
  return below;
}

// Up to `limit` seals of the organizations, after `last_key`.
absl::StatusOr<std::vector<PlacedSeal>> ReadPage(sql::Transaction& transaction,
                                                 const Period& period, int64_t sequence,
                                                 std::string last_key,
                                                 const std::set<std::string, std::less<>>& wanted,
                                                 size_t limit) {
  std::vector<std::string> named;
  if (wanted.size() <= kMostNamed) named.assign(wanted.begin(), wanted.end());
  const size_t chunk = named.empty() ? std::max(limit, kMostNamed) : limit;
  std::vector<PlacedSeal> page;
  while (true) {
    EDUPLAN_ASSIGN_OR_RETURN(std::vector<PlacedSeal> seals,
                             ListSealsAfter(transaction, period.text(), sequence, last_key, named,
                                            static_cast<int>(chunk)));
    const bool last = seals.size() < chunk;
    if (!seals.empty()) last_key = SealListKey(seals.back());
    for (PlacedSeal& seal : seals) {
      if (!wanted.contains(seal.first)) continue;
      page.push_back(std::move(seal));
      if (page.size() == limit) return page;
    }
    if (last) return page;
  }
}

absl::Status CheckSequence(int64_t sequence, std::string_view field, int64_t current) {
  if (sequence >= 0 && sequence <= current) return absl::OkStatus();
  return status::InvalidField(field, "UNKNOWN_SEQUENCE",
                              text::Cat("there is no sequence ", sequence),
                              text::Cat("没有序号为", sequence, "的版本"))
      .With("current_sequence", text::Cat(current));
}

absl::Status NothingSubmitted(const std::string& name) {
  return status::Error(absl::StatusCode::kFailedPrecondition, "NOTHING_SUBMITTED")
      .Message(text::Cat(name, ": nothing stands submitted that could be compared"),
               text::Cat(name, "：没有已上报的版本可供比较"))
      .Field("from_sequence", "nothing submitted")
      .With("seal", name);
}

}  // namespace

absl::StatusOr<v1::Seal> SealReader::Get(const server::Call& call,
                                         const v1::GetSealRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const SealKey key, ParseSealName(request.name()));
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kRead, key.organization).status());
  v1::Seal seal;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        Members members;
        EDUPLAN_RETURN_IF_ERROR(ReadMembers(transaction, key, &members).status());
        EDUPLAN_ASSIGN_OR_RETURN(const SealVersion version, ReadSeal(transaction, key));
        seal = ToProto(key.organization, key.period.text(), version);
        return absl::OkStatus();
      }));
  return seal;
}

absl::StatusOr<v1::ListSealsResponse> SealReader::List(const server::Call& call,
                                                       const v1::ListSealsRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string organization,
                           api::ParseId(request.parent(), "organizations", "parent"));
  EDUPLAN_ASSIGN_OR_RETURN(const auto forest,
                           access_.Check(call, auth::Action::kRead, organization));
  EDUPLAN_ASSIGN_OR_RETURN(const Period period, Period::Parse(request.period()));
  EDUPLAN_ASSIGN_OR_RETURN(api::Page page, api::ParsePage(request));
  if (page.sequence == 0) {
    EDUPLAN_ASSIGN_OR_RETURN(const change_log::Tick tick, changes_.Current());
    page.sequence = tick.sequence;
  }
  const auto wanted = Below(*forest, organization);
  std::vector<PlacedSeal> seals;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(seals, ReadPage(transaction, period, page.sequence, page.last_key,
                                                 wanted, static_cast<size_t>(page.size) + 1));
        return absl::OkStatus();
      }));
  v1::ListSealsResponse response;
  const bool more = seals.size() > static_cast<size_t>(page.size);
  if (more) seals.pop_back();
  for (const auto& [id, version] : seals) {
    *response.add_seals() = ToProto(id, period.text(), version);
  }
  if (more) {
    response.set_next_page_token(
        api::NextPageToken(request, SealListKey(seals.back()), page.sequence));
  }
  return response;
}

absl::StatusOr<v1::ListSealVersionsResponse> SealReader::ListVersions(
    const server::Call& call, const v1::ListSealVersionsRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const SealKey key, ParseSealName(request.name()));
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kRead, key.organization).status());
  v1::ListSealVersionsResponse response;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        response.Clear();
        Members members;
        EDUPLAN_RETURN_IF_ERROR(ReadMembers(transaction, key, &members).status());
        EDUPLAN_ASSIGN_OR_RETURN(const std::vector<SealVersion> versions,
                                 ReadSealVersions(transaction, key));
        for (const SealVersion& version : versions) {
          *response.add_seals() = ToProto(key.organization, key.period.text(), version);
        }
        return absl::OkStatus();
      }));
  return response;
}

absl::StatusOr<v1::CompareSealResponse> SealReader::Compare(const server::Call& call,
                                                            const v1::CompareSealRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const SealKey key, ParseSealName(request.name()));
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kRead, key.organization).status());
  EDUPLAN_ASSIGN_OR_RETURN(const change_log::Tick tick, changes_.Current());
  EDUPLAN_RETURN_IF_ERROR(CheckSequence(request.from_sequence(), "from_sequence", tick.sequence));
  EDUPLAN_RETURN_IF_ERROR(CheckSequence(request.to_sequence(), "to_sequence", tick.sequence));
  const std::string& period = key.period.text();
  v1::CompareSealResponse response;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        Members storage;
        EDUPLAN_ASSIGN_OR_RETURN(const Members* members, ReadMembers(transaction, key, &storage));
        EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, catalogue_.In(transaction));
        ValuesByCode from;
        if (request.from_sequence() > 0) {
          EDUPLAN_ASSIGN_OR_RETURN(
              from, ReadAsOf(transaction, period, key.organization, request.from_sequence()));
        } else {
          EDUPLAN_ASSIGN_OR_RETURN(const SealVersion version, ReadSeal(transaction, key));
          if (version.submitted == 0) return NothingSubmitted(request.name());
          EDUPLAN_ASSIGN_OR_RETURN(from,
                                   ReadSubmitted(transaction, period, key.organization, version));
        }
        const int64_t until = request.to_sequence() > 0 ? request.to_sequence() : kCurrent;
        EDUPLAN_ASSIGN_OR_RETURN(const ValuesByCode to,
                                 ReadAsOf(transaction, period, key.organization, until));
        response = CompareValues(*catalogue, members, from, to);
        return absl::OkStatus();
      }));
  return response;
}

}  // namespace eduplan::indicators
