#include "tests/chaos/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "absl/time/clock.h"
#include "eduplan/indicator/v1/value_service.grpc.pb.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/status/macros.h"

namespace eduplan::chaos {
namespace {

namespace v1 = ::eduplan::indicator::v1;

constexpr absl::Duration kTimeout = absl::Seconds(10);
constexpr absl::Duration kBetweenAttempts = absl::Milliseconds(20);
constexpr absl::Duration kShortestPause = absl::Milliseconds(5);

}  // namespace

void Writer::Run(absl::Duration duration) {
  const int most = kMostOfACounty * static_cast<int>(common_.CountiesOf(number_).size());
  const absl::Duration pause = std::max(kShortestPause, duration / most);
  while (!common_.stopped()) {
    const std::vector<std::string> counties = common_.CountiesOf(number_);
    const std::string& county = counties[random_() % counties.size()];
    absl::SleepFor(pause);
    if (counts_[county] >= kMostOfACounty) continue;
    Write write = Next(county);
    Settle(&write);
    writes_.push_back(write);
    if (write.sequence == 0) return;  // what follows could not be told from it
  }
}

Write Writer::Next(const std::string& county) {
  const int64_t count = ++counts_[county];
  const int64_t first = 3 * count + number_;
  const int64_t second = 1000 * count + std::atoi(county.c_str()) % 1000;
  return {.client = number_, .county = county, .figures = {first + second, first, second, count}};
}

void Writer::Settle(Write* write) {
  absl::Time give_up = absl::InfiniteFuture();
  write->invoked = Now();
  for (;;) {
    const int replica = static_cast<int>(random_() % World::kReplicas);
    ++attempts_;
    const absl::StatusOr<int64_t> sequence = Send(*write, replica);
    write->completed = Now();
    if (sequence.ok()) {
      write->sequence = *sequence;
      return;
    }
    common_.Failed("write", sequence.status());
    if (common_.stopped()) give_up = std::min(give_up, absl::Now() + kSettle);
    if (absl::Now() > give_up) return;
    absl::SleepFor(kBetweenAttempts);
  }
}

absl::StatusOr<int64_t> Writer::Send(const Write& write, int replica) {
  v1::BatchUpdateValuesRequest request;
  request.set_parent("organizations/" + write.county);
  request.set_period(World::kPeriod);
  request.set_request_id(RequestId(number_, std::ssize(writes_)));
  for (size_t i = 0; i < kWritten; ++i) {
    v1::ValueInput* value = request.add_values();
    value->set_indicator(kCodes[i]);
    value->set_value(std::to_string(write.figures[i]));
  }
  v1::BatchUpdateValuesResponse response;
  EDUPLAN_RETURN_IF_ERROR(client::Invoke(world_.Outgoing(kTimeout),
                                         client::Idempotency::kNonIdempotent,
                                         [&](grpc::ClientContext* context) {
                                           return v1::ValueService::NewStub(world_.replica(replica))
                                               ->BatchUpdateValues(context, request, &response);
                                         }));
  EDUPLAN_ASSIGN_OR_RETURN(const int64_t sequence,
                           change_log::TokenSequence(response.consistency_token(), "indicators"));
  if (response.values_size() != static_cast<int>(kWritten)) {
    return absl::InternalError(fmt::format("{} values answered", response.values_size()));
  }
  for (const v1::Value& value : response.values()) {
    if (value.version() != sequence) {
      return absl::InternalError(fmt::format("{} of {} has version {}, its token says {}",
                                             value.indicator(), write.county, value.version(),
                                             sequence));
    }
  }
  common_.MergeOfWrite(response.consistency_token());
  return sequence;
}

absl::StatusOr<std::vector<Version>> ListVersions(World& world, int replica,
                                                  const std::string& county, size_t indicator) {
  v1::ListValueVersionsRequest request;
  request.set_parent("organizations/" + county);
  request.set_period(World::kPeriod);
  request.set_indicator(kCodes[indicator]);
  v1::ListValueVersionsResponse response;
  EDUPLAN_RETURN_IF_ERROR(client::Invoke(world.Outgoing(kTimeout), client::Idempotency::kIdempotent,
                                         [&](grpc::ClientContext* context) {
                                           return v1::ValueService::NewStub(world.replica(replica))
                                               ->ListValueVersions(context, request, &response);
                                         }));
  std::vector<Version> versions;
  for (const v1::Value& value : response.values()) {
    versions.push_back({value.version(), std::atoll(value.value().c_str())});
  }
  std::reverse(versions.begin(), versions.end());
  return versions;
}

}  // namespace eduplan::chaos
