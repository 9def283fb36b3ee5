#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_INDICATOR_SOURCE_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_INDICATOR_SOURCE_H_

#include <grpcpp/channel.h>

#include <memory>
#include <mutex>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "eduplan/indicator/v1/indicator_service.grpc.pb.h"
#include "eduplan/indicator/v1/value_service.grpc.pb.h"
#include "services/plan_items/linking/linker.h"
#include "services/platform/client/client.h"

namespace eduplan::plan_items {

namespace indicator_v1 = ::eduplan::indicator::v1;

// eduplan-indicators as linking needs it. Every call carries the caller's token and deadline.
// UNAVAILABLE (INDICATORS_UNAVAILABLE, or INDICATORS_NOT_CONFIGURED without a channel) with retry
// info while it cannot be reached; what it refuses is passed on. Thread-safe.
class IndicatorSource {
 public:
  explicit IndicatorSource(const std::shared_ptr<grpc::Channel>& channel);

  // OK, or INDICATORS_NOT_CONFIGURED.
  absl::Status Configured() const;
  // The latest definitions, at most some seconds old; those last seen while they cannot be read.
  absl::StatusOr<std::shared_ptr<const linking::Linker>> Definitions(
      const client::Outgoing& outgoing);
  absl::StatusOr<indicator_v1::BatchUpdateValuesResponse> Write(
      const client::Outgoing& outgoing, const indicator_v1::BatchUpdateValuesRequest& request);

 private:
  absl::StatusOr<std::shared_ptr<const linking::Linker>> Load(const client::Outgoing& outgoing);

  std::unique_ptr<indicator_v1::IndicatorService::Stub> definitions_;
  std::unique_ptr<indicator_v1::ValueService::Stub> values_;
  std::mutex mutex_;
  std::shared_ptr<const linking::Linker> known_ ABSL_GUARDED_BY(mutex_);
  absl::Time known_at_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
};

// Whether the call may have been carried out or may be yet: neither done nor refused for good.
bool IsUndecided(const absl::Status& status);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_INDICATOR_SOURCE_H_
