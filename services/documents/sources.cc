#include "services/documents/sources.h"

#include <iterator>
#include <utility>

#include "absl/time/clock.h"
#include "services/documents/layout/validate.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::documents {
namespace {

constexpr int kPageSize = 1000;
constexpr absl::Duration kRetryAfter = absl::Seconds(2);

// A source that answers nothing is told by name; what it says itself stays as it is.
absl::Status FromSource(absl::Status status, const client::Outgoing& outgoing,
                        std::string_view service, std::string_view chinese) {
  const bool too_slow = absl::IsDeadlineExceeded(status) && absl::Now() < outgoing.deadline;
  const bool unreachable = absl::IsUnavailable(status) || too_slow;
  if (!unreachable || !status::ReasonOf(status).empty()) return status;
  return status::Unavailable("SOURCE_UNAVAILABLE",
                             text::Cat(service, " cannot be reached; the document needs its data"),
                             text::Cat("无法连接", chinese, "，文稿所需数据暂不可用，请稍后重试"),
                             kRetryAfter)
      .With("service", service);
}

template <typename Response, typename Stub, typename Request>
absl::StatusOr<Response> Ask(const client::Outgoing& outgoing, Stub& stub,
                             grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                          Response*),
                             const Request& request, std::string_view service,
                             std::string_view chinese) {
  Response response;
  const absl::Status status =
      client::Invoke(outgoing, client::Idempotency::kIdempotent, [&](grpc::ClientContext* context) {
        response.Clear();
        return (stub.*method)(context, request, &response);
      });
  if (!status.ok()) return FromSource(status, outgoing, service, chinese);
  return response;
}

constexpr std::string_view kPlanItems = "eduplan-plan-items";
constexpr std::string_view kPlanItemsChinese = "计划服务";
constexpr std::string_view kIndicators = "eduplan-indicators";
constexpr std::string_view kIndicatorsChinese = "指标服务";

}  // namespace

absl::Status TooLarge() {
  return status::Error(absl::StatusCode::kFailedPrecondition, "DOCUMENT_TOO_LARGE")
      .Message(text::Cat("the texts to compile are longer than a document may be (",
                         layout::kMaxTextBytes, " bytes)"),
               "需要汇编的文字超出一份文稿的限度");
}

absl::StatusOr<std::vector<plan_v1::Plan>> Sources::ListPlans(const client::Outgoing& outgoing,
                                                              const std::string& organization) {
  plan_v1::ListPlansRequest request;
  request.set_parent(text::Cat("organizations/", organization));
  request.set_page_size(kPageSize);
  EDUPLAN_ASSIGN_OR_RETURN(plan_v1::ListPlansResponse response,
                           Ask(outgoing, *plans_, &plan_v1::PlanService::Stub::ListPlans, request,
                               kPlanItems, kPlanItemsChinese));
  auto& plans = *response.mutable_plans();
  return std::vector<plan_v1::Plan>(std::make_move_iterator(plans.begin()),
                                    std::make_move_iterator(plans.end()));
}

absl::StatusOr<std::vector<plan_v1::PlanItem>> Sources::ListItems(const client::Outgoing& outgoing,
                                                                  const std::string& plan) {
  plan_v1::ListPlanItemsRequest request;
  request.set_parent(plan);
  request.set_page_size(kPageSize);
  std::vector<plan_v1::PlanItem> items;
  size_t bytes = 0;
  do {
    EDUPLAN_ASSIGN_OR_RETURN(plan_v1::ListPlanItemsResponse response,
                             Ask(outgoing, *plans_, &plan_v1::PlanService::Stub::ListPlanItems,
                                 request, kPlanItems, kPlanItemsChinese));
    bytes += 16;  // pages and items without any text must end as well
    for (plan_v1::PlanItem& item : *response.mutable_items()) {
      bytes += 16 + item.heading().size() + item.text().size();
      if (bytes > layout::kMaxTextBytes) return TooLarge();
      item.clear_measurements();
      items.push_back(std::move(item));
    }
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  return items;
}

absl::StatusOr<indicator_v1::Rollup> Sources::GetRollup(
    const client::Outgoing& outgoing, const indicator_v1::GetRollupRequest& request) {
  return Ask(outgoing, *indicators_, &indicator_v1::RollupService::Stub::GetRollup, request,
             kIndicators, kIndicatorsChinese);
}

absl::StatusOr<indicator_v1::ExplainRollupResponse> Sources::Explain(
    const client::Outgoing& outgoing, const indicator_v1::ExplainRollupRequest& request) {
  return Ask(outgoing, *indicators_, &indicator_v1::RollupService::Stub::ExplainRollup, request,
             kIndicators, kIndicatorsChinese);
}

}  // namespace eduplan::documents
