#ifndef EDUPLAN_SERVICES_DOCUMENTS_SOURCES_H_
#define EDUPLAN_SERVICES_DOCUMENTS_SOURCES_H_

#include <grpcpp/channel.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/rollup_service.grpc.pb.h"
#include "eduplan/plan/v1/plan_service.grpc.pb.h"
#include "services/platform/client/client.h"

namespace eduplan::documents {

namespace plan_v1 = ::eduplan::plan::v1;
namespace indicator_v1 = ::eduplan::indicator::v1;

// The services a document is made from. Every call carries the caller's token and deadline, so that
// nobody sees more in a document than by themselves. UNAVAILABLE (SOURCE_UNAVAILABLE) with retry
// info while one cannot be reached; what one refuses is passed on. Thread-safe.
class Sources {
 public:
  Sources(const std::shared_ptr<grpc::Channel>& plan_items,
          const std::shared_ptr<grpc::Channel>& indicators)
      : plans_(plan_v1::PlanService::NewStub(plan_items)),
        indicators_(indicator_v1::RollupService::NewStub(indicators)) {}

  // Newest first, at most the newest 1,000. `organization` is an id.
  absl::StatusOr<std::vector<plan_v1::Plan>> ListPlans(const client::Outgoing& outgoing,
                                                       const std::string& organization);
  // In document order. FAILED_PRECONDITION (DOCUMENT_TOO_LARGE) when they hold more text than a
  // document may.
  absl::StatusOr<std::vector<plan_v1::PlanItem>> ListItems(const client::Outgoing& outgoing,
                                                           const std::string& plan);
  absl::StatusOr<indicator_v1::Rollup> GetRollup(const client::Outgoing& outgoing,
                                                 const indicator_v1::GetRollupRequest& request);
  absl::StatusOr<indicator_v1::ExplainRollupResponse> Explain(
      const client::Outgoing& outgoing, const indicator_v1::ExplainRollupRequest& request);

 private:
  std::unique_ptr<plan_v1::PlanService::Stub> plans_;
  std::unique_ptr<indicator_v1::RollupService::Stub> indicators_;
};

// FAILED_PRECONDITION (DOCUMENT_TOO_LARGE).
absl::Status TooLarge();

}  // namespace eduplan::documents

#endif  // EDUPLAN_SERVICES_DOCUMENTS_SOURCES_H_
