#ifndef EDUPLAN_TESTS_CONTRACT_REGISTRY_MODEL_MODEL_H_
#define EDUPLAN_TESTS_CONTRACT_REGISTRY_MODEL_MODEL_H_

#include <cstdint>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "eduplan/organization/v1/organization_service.pb.h"
#include "tests/contract/registry_model/change.h"
#include "tests/contract/registry_model/days.h"
#include "tests/contract/registry_model/picture.h"

namespace eduplan::registry_model {

using Request = std::variant<
    v1::CreateOrganizationRequest, v1::UpdateOrganizationRequest, v1::RenameOrganizationRequest,
    v1::MoveOrganizationRequest, v1::MergeOrganizationsRequest, v1::SplitOrganizationRequest,
    v1::CloseOrganizationRequest, v1::ReopenOrganizationRequest, v1::ChangeOrganizationLevelRequest,
    v1::ChangeOrganizationCodeRequest, v1::CorrectOrganizationRequest>;

// The registry, slow and obvious: for every organization and every day what holds, and a copy of
// all of it after each event. It shares no code with the registry, only what its protos promise:
// what an event changes holds from its day on until the next change of that fact that is recorded,
// and nothing may come about that is wrong on any day.
class Model {
 public:
  // `days` must outlive it.
  explicit Model(const Days& days) : days_(days) {}

  const Days& days() const { return days_; }
  const Picture& now() const { return now_; }
  // The picture after the request, or why it must be refused.
  absl::StatusOr<Picture> After(const Request& request, absl::CivilDay today) const;

  // The registry did so, at that time.
  void Accept(Picture picture, int64_t micros);
  // Moments after the events, in their order.
  struct Moment {
    int64_t micros;
    Picture picture;
  };
  const std::vector<Moment>& moments() const { return moments_; }

 private:
  const Days& days_;
  Picture now_;
  std::vector<Moment> moments_;
};

}  // namespace eduplan::registry_model

#endif  // EDUPLAN_TESTS_CONTRACT_REGISTRY_MODEL_MODEL_H_
