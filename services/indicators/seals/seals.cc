#include "services/indicators/seals/seals.h"

#include <utility>

#include "services/indicators/checks/checks.h"
#include "services/indicators/seals/seal_store.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;

absl::StatusOr<std::pair<std::string, Period>> ParseSealName(const std::string& name) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> ids,
                           api::ParseName(name, {"organizations", "seals"}));
  EDUPLAN_ASSIGN_OR_RETURN(Period period, Period::Parse(ids[1], "name"));
  return std::pair(ids[0], std::move(period));
}

// A filing is stopped by a check of severity ERROR that does not hold.
absl::Status RefuseErrors(const std::vector<v1::CheckFinding>& findings) {
  for (const v1::CheckFinding& finding : findings) {
    if (finding.severity() != v1::CheckFinding::SEVERITY_ERROR) continue;
    return status::Error(absl::StatusCode::kFailedPrecondition, finding.reason())
        .Message(finding.message(), finding.message_zh())
        .Field(finding.indicator(), finding.rule())
        .With("indicator", finding.indicator())
        .With("difference", finding.difference());
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::Seal> Seals::Transition(const server::Call& call,
                                           const v1::TransitionSealRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const auto place, ParseSealName(request.name()));
  const auto& [organization, period] = place;
  const bool filing = request.target() == v1::Seal::STATE_SUBMITTED;
  const auto action = filing ? auth::Action::kSubmit : auth::Action::kReview;
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, action, organization).status());
  if (!api::IsUuid(request.transition()) && !api::IsUlid(request.transition())) {
    return status::InvalidField("transition", "INVALID_TRANSITION_ID", "a UUID or ULID is required",
                                "transition须为UUID或ULID");
  }
  v1::Seal response;
  const auto body = [&](change_log::Change& change) -> absl::Status {
    if (filing) {
      EDUPLAN_ASSIGN_OR_RETURN(const auto catalogue, catalogue_.In(change.sql()));
      EDUPLAN_ASSIGN_OR_RETURN(const auto forest, replica_.In(change.sql()));
      EDUPLAN_ASSIGN_OR_RETURN(
          const std::vector<v1::CheckFinding> findings,
          CheckValues(change.sql(), *catalogue, *forest, organization, period, {}));
      EDUPLAN_RETURN_IF_ERROR(RefuseErrors(findings));
    }
    EDUPLAN_ASSIGN_OR_RETURN(response,
                             MoveSeal(change, organization, period.text(), request.target(),
                                      request.transition(), request.reason()));
    return absl::OkStatus();
  };
  EDUPLAN_RETURN_IF_ERROR(changes_
                              .Write({.principal = &call.principal,
                                      .method = call.method,
                                      .request = &request,
                                      .trace_id = call.trace_parent},
                                     &response, body)
                              .status());
  return response;
}

absl::StatusOr<v1::Seal> Seals::Get(const server::Call& call, const v1::GetSealRequest& request) {
  EDUPLAN_ASSIGN_OR_RETURN(const auto place, ParseSealName(request.name()));
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kRead, place.first).status());
  v1::Seal seal;
  EDUPLAN_RETURN_IF_ERROR(
      changes_.database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(seal, ReadSeal(transaction, place.first, place.second.text()));
        return absl::OkStatus();
      }));
  return seal;
}

}  // namespace eduplan::indicators
