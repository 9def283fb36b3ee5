#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_REQUESTS_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_REQUESTS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "eduplan/organization/v1/organization_service.pb.h"

namespace eduplan::organizations {

// What can be said of a writing request without the registry: INVALID_ARGUMENT naming the field.
// Pure.
absl::Status CheckRequest(const eduplan::organization::v1::CreateOrganizationRequest& request);
absl::Status CheckRequest(const eduplan::organization::v1::UpdateOrganizationRequest& request);
absl::Status CheckRequest(const eduplan::organization::v1::RenameOrganizationRequest& request);
absl::Status CheckRequest(const eduplan::organization::v1::MoveOrganizationRequest& request);
absl::Status CheckRequest(const eduplan::organization::v1::MergeOrganizationsRequest& request);
absl::Status CheckRequest(const eduplan::organization::v1::SplitOrganizationRequest& request);
absl::Status CheckRequest(const eduplan::organization::v1::CloseOrganizationRequest& request);
absl::Status CheckRequest(const eduplan::organization::v1::ReopenOrganizationRequest& request);
absl::Status CheckRequest(const eduplan::organization::v1::ChangeOrganizationLevelRequest& request);
absl::Status CheckRequest(const eduplan::organization::v1::ChangeOrganizationCodeRequest& request);
absl::Status CheckRequest(const eduplan::organization::v1::CorrectOrganizationRequest& request);

// INVALID_ARGUMENT unless it is a full date from 1900 on that leaves room for later ones.
absl::Status CheckDay(const google::type::Date& date, std::string_view field);

// The text of a date that has been checked.
std::string DayText(const google::type::Date& date);

// The days and the document of a request, in its event; `today` where it names no effective_on.
template <typename Request>
eduplan::organization::v1::OrganizationEvent EventOf(const Request& request,
                                                     const google::type::Date& today) {
  eduplan::organization::v1::OrganizationEvent event;
  if (request.has_approved_on()) {
    *event.mutable_approved_on() = request.approved_on();
  }
  if (request.has_announced_on()) {
    *event.mutable_announced_on() = request.announced_on();
  }
  *event.mutable_effective_on() = request.has_effective_on() ? request.effective_on() : today;
  event.set_document(request.document());
  return event;
}

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_REQUESTS_H_
