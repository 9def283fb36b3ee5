#include "services/plan_items/links/indicator_source.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

namespace eduplan::plan_items {
namespace {

constexpr int kPageSize = 1000;
constexpr int kMostPages = 20;
constexpr absl::Duration kFresh = absl::Seconds(5);
constexpr absl::Duration kRetryAfter = absl::Seconds(2);

absl::Status FromIndicators(absl::Status status) {
  if (!IsUndecided(status) || !status::ReasonOf(status).empty()) return status;
  return status::Unavailable("INDICATORS_UNAVAILABLE",
                             "eduplan-indicators cannot be reached; try again in a moment",
                             "无法连接指标服务，请稍后重试", kRetryAfter);
}

// A part of the time that is left, so that what hangs leaves enough to say so and to keep what was
// decided.
client::Outgoing Share(const client::Outgoing& outgoing) {
  client::Outgoing share = outgoing;
  const absl::Time now = absl::Now();
  share.deadline = std::min(outgoing.deadline, now + (outgoing.deadline - now) / 3);
  return share;
}

template <typename Response, typename Stub, typename Request>
absl::StatusOr<Response> Ask(const client::Outgoing& outgoing, Stub& stub,
                             grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                          Response*),
                             const Request& request) {
  Response response;
  const absl::Status status = client::Invoke(Share(outgoing), client::Idempotency::kIdempotent,
                                             [&](grpc::ClientContext* context) {
                                               response.Clear();
                                               return (stub.*method)(context, request, &response);
                                             });
  if (!status.ok()) return FromIndicators(status);
  return response;
}

}  // namespace

IndicatorSource::IndicatorSource(const std::shared_ptr<grpc::Channel>& channel) {
  if (channel == nullptr) return;
  definitions_ = indicator_v1::IndicatorService::NewStub(channel);
  values_ = indicator_v1::ValueService::NewStub(channel);
}

absl::Status IndicatorSource::Configured() const {
  if (definitions_ != nullptr) return absl::OkStatus();
  return status::Unavailable(
      "INDICATORS_NOT_CONFIGURED",
      "figures cannot be linked: eduplan-plan-items was started without --indicators",
      "未配置指标服务地址（--indicators），不能关联指标", kRetryAfter);
}

absl::StatusOr<std::shared_ptr<const linking::Linker>> IndicatorSource::Load(
    const client::Outgoing& outgoing) {
  indicator_v1::ListIndicatorsRequest request;
  request.set_page_size(kPageSize);
  std::vector<indicator_v1::Indicator> indicators;
  for (int page = 0; page < kMostPages; ++page) {
    EDUPLAN_ASSIGN_OR_RETURN(indicator_v1::ListIndicatorsResponse response,
                             Ask(outgoing, *definitions_,
                                 &indicator_v1::IndicatorService::Stub::ListIndicators, request));
    std::move(response.mutable_indicators()->begin(), response.mutable_indicators()->end(),
              std::back_inserter(indicators));
    request.set_page_token(response.next_page_token());
    if (request.page_token().empty()) break;
  }
  return std::make_shared<const linking::Linker>(std::move(indicators));
}

absl::StatusOr<std::shared_ptr<const linking::Linker>> IndicatorSource::Definitions(
    const client::Outgoing& outgoing) {
  EDUPLAN_RETURN_IF_ERROR(Configured());
  std::shared_ptr<const linking::Linker> known;
  {
    const std::lock_guard lock(mutex_);
    if (absl::Now() - known_at_ < kFresh) return known_;
    known = known_;
  }
  auto loaded = Load(outgoing);
  if (!loaded.ok()) {
    if (known != nullptr && IsUndecided(loaded.status())) return known;
    return loaded;
  }
  const std::lock_guard lock(mutex_);
  known_ = *loaded;
  known_at_ = absl::Now();
  return loaded;
}

absl::StatusOr<indicator_v1::BatchUpdateValuesResponse> IndicatorSource::Write(
    const client::Outgoing& outgoing, const indicator_v1::BatchUpdateValuesRequest& request) {
  EDUPLAN_RETURN_IF_ERROR(Configured());
  return Ask(outgoing, *values_, &indicator_v1::ValueService::Stub::BatchUpdateValues, request);
}

bool IsUndecided(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kCancelled:
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kUnauthenticated:
      return true;
    default:
      return false;
  }
}

}  // namespace eduplan::plan_items
