#include "services/indicators/rollups/rollups.h"

#include "services/platform/api/resource_name.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

absl::Status Unsupported(std::string_view field, std::string_view value) {
  return status::InvalidField(field, "UNSUPPORTED",
                              text::Cat(value, " is not computed by this version"),
                              text::Cat("本版本不支持", value));
}

}  // namespace

template <typename Request>
absl::StatusOr<RollupQuery> Rollups::QueryOf(const server::Call& call, const Request& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> ids,
                           api::ParseName(request.name(), {"organizations", "rollups"}));
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kRead, ids[0]).status());
  EDUPLAN_ASSIGN_OR_RETURN(calendar::Period period, calendar::Period::Parse(ids[1], "name"));
  RollupQuery query{.organization = ids[0],
                    .period = std::move(period),
                    .indicators = {},
                    .read_time = {},
                    .deadline = call.deadline};
  if (request.has_read_time()) {
    EDUPLAN_ASSIGN_OR_RETURN(query.read_time, api::FromProto(request.read_time(), "read_time"));
  }
  const std::string& token = request.consistency_token();
  if (!token.empty()) {
    EDUPLAN_ASSIGN_OR_RETURN(query.least_sequence, change_log::TokenSequence(token, "indicators"));
    EDUPLAN_ASSIGN_OR_RETURN(const int64_t tree, change_log::TokenSequence(token, "organizations"));
    if (tree > 0) EDUPLAN_RETURN_IF_ERROR(replica_.AtLeast(tree, call.deadline).status());
  }
  return query;
}

absl::StatusOr<v1::Rollup> Rollups::Get(const server::Call& call,
                                        const v1::GetRollupRequest& request) {
  if (request.view() > v1::VIEW_LIVE) return Unsupported("view", v1::View_Name(request.view()));
  if (request.hierarchy() > v1::HIERARCHY_AT_PERIOD) {
    return Unsupported("hierarchy", v1::Hierarchy_Name(request.hierarchy()));
  }
  EDUPLAN_ASSIGN_OR_RETURN(RollupQuery query, QueryOf(call, request));
  query.indicators.assign(request.indicators().begin(), request.indicators().end());
  return reader_.Get(query);
}

absl::StatusOr<v1::ExplainRollupResponse> Rollups::Explain(
    const server::Call& call, const v1::ExplainRollupRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(RollupQuery query, QueryOf(call, request));
  if (request.indicator().empty() || request.indicator().find(',') != std::string::npos) {
    return status::InvalidField("indicator", "INDICATOR_REQUIRED", "one indicator is required",
                                "必须指定一个指标");
  }
  query.indicators = {request.indicator()};
  return explainer_.Explain(query);
}

}  // namespace eduplan::indicators
