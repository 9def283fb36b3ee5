#include "tests/chaos/reorganizer.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "absl/time/clock.h"
#include "services/platform/api/time.h"
#include "services/platform/status/macros.h"
#include "tests/chaos/totals.h"

namespace eduplan::chaos {
namespace {

namespace v1 = ::eduplan::organization::v1;

constexpr int kClient = 900;  // of request ids
constexpr int kAttempts = 20;
// Some changes are on days before the period, which kOpening sees too.
constexpr absl::CivilDay kFirstChange(2024, 12, 1);

std::string NameOf(const std::string& id) {
  return "organizations/" + id;
}

}  // namespace

Reorganizer::Reorganizer(World& world, Common& common, History* history, uint64_t seed)
    : world_(world), common_(common), history_(history), random_(seed) {
  for (const TreeChange& change : history->tree) {
    standing_[change.organization] = {change.parent, kFirstChange};
  }
}

template <typename Request>
absl::StatusOr<int64_t> Reorganizer::Send(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                                       const Request&,
                                                                       v1::OrganizationChange*),
                                          Request request) {
  request.set_request_id(RequestId(kClient, ++requests_));
  const auto stub = v1::OrganizationService::NewStub(world_.registry());
  absl::Status status;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    v1::OrganizationChange change;
    status = client::Invoke(world_.Outgoing(absl::Seconds(10)), client::Idempotency::kNonIdempotent,
                            [&](grpc::ClientContext* context) {
                              return (stub.get()->*method)(context, request, &change);
                            });
    if (status.ok()) {
      common_.MergeOfTree(change.consistency_token());
      return change.event().sequence();
    }
    common_.Failed("change of the tree", status);
    absl::SleepFor(absl::Milliseconds(50));
  }
  return status;
}

void Reorganizer::Run() {
  while (!common_.stopped()) {
    Change();
    Introduce();
    absl::SleepFor(absl::Milliseconds(50 + random_() % 700));
  }
}

void Reorganizer::Change() {
  const uint64_t choice = random_() % 10;
  if (choice == 0 && done_["merge"] < kMostMerges) {
    Merge();
  } else if (choice == 1 && done_["split"] < kMostSplits) {
    Split();
  } else if (done_["move"] < kMostMoves) {
    Move();
  }
}

std::string Reorganizer::AnyCounty(int days) {
  for (int attempt = 0; attempt < 20; ++attempt) {
    const auto county =
        std::next(standing_.begin(), static_cast<std::ptrdiff_t>(random_() % standing_.size()));
    if (county->second.since + days <= history_->last_day) return county->first;
  }
  return "";
}

void Reorganizer::Move() {
  const int days = 1 + static_cast<int>(random_() % 20);
  const std::string county = AnyCounty(days);
  if (county.empty()) return;
  Place& place = standing_[county];
  const std::string city = World::City(static_cast<int>(random_() % World::kCities));
  if (city == place.city) return;
  const absl::CivilDay from = place.since + days;
  v1::MoveOrganizationRequest request;
  request.set_name(NameOf(county));
  request.set_parent(NameOf(city));
  *request.mutable_effective_on() = api::ToProto(from);
  const auto sequence = Send(&Stub::MoveOrganization, request);
  if (!sequence.ok()) return;
  history_->tree.push_back(
      {.organization = county, .from = from, .parent = city, .sequence = *sequence});
  place = {city, from};
  ++done_["move"];
}

// What the source has filed still stands, and counts no more where the tree of a later day is read.
void Reorganizer::Merge() {
  const std::string source = AnyCounty(10);
  const std::string target = AnyCounty(10);
  if (source.empty() || target.empty() || source == target) return;
  const absl::CivilDay from = std::max(standing_.at(source).since, standing_.at(target).since) + 5;
  v1::MergeOrganizationsRequest request;
  request.set_name(NameOf(target));
  request.add_sources(NameOf(source));
  *request.mutable_effective_on() = api::ToProto(from);
  const auto sequence = Send(&Stub::MergeOrganizations, request);
  if (!sequence.ok()) return;
  history_->tree.push_back(
      {.organization = source, .from = from, .parent = "", .sequence = *sequence});
  standing_.erase(source);
  standing_.at(target).since = from;
  ++done_["merge"];
}

// The county goes on; a new one beside it has to report on its own.
void Reorganizer::Split() {
  const std::string county = AnyCounty(10);
  if (county.empty()) return;
  Place& place = standing_.at(county);
  const absl::CivilDay from = place.since + 5;
  const std::string id = fmt::format("3309{:02}", done_["split"] + 1);
  v1::SplitOrganizationRequest request;
  request.set_name(NameOf(county));
  *request.mutable_effective_on() = api::ToProto(from);
  v1::SplitTarget* stays = request.add_targets();
  stays->set_organization(NameOf(county));
  stays->add_shares()->set_share("0.6");
  v1::SplitTarget* begins = request.add_targets();
  begins->mutable_new_organization()->set_code(id);
  begins->mutable_new_organization()->set_display_name(fmt::format("新区{}", id));
  begins->mutable_new_organization()->set_level(v1::LEVEL_COUNTY);
  begins->add_shares()->set_share("0.4");
  const auto sequence = Send(&Stub::SplitOrganization, request);
  if (!sequence.ok()) return;
  history_->tree.push_back(
      {.organization = id, .from = from, .parent = place.city, .sequence = *sequence});
  place.since = from;
  standing_[id] = place;
  new_.push_back(id);
  ++done_["split"];
}

void Reorganizer::Introduce() {
  ServiceTotals totals(world_);
  std::erase_if(new_, [&](const std::string& county) {
    const auto known = totals.Ask(static_cast<int>(random_() % World::kReplicas),
                                  {.organizations = {county}, .token = common_.token()});
    if (!known.ok()) return false;
    common_.Add(county, static_cast<int>(random_() % Common::kWriters));
    return true;
  });
}

}  // namespace eduplan::chaos
