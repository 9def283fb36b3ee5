#ifndef EDUPLAN_TESTS_CONTRACT_REGISTRY_MODEL_CHANGE_H_
#define EDUPLAN_TESTS_CONTRACT_REGISTRY_MODEL_CHANGE_H_

#include <map>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/organization/v1/organization_service.pb.h"
#include "services/platform/status/macros.h"
#include "tests/contract/registry_model/picture.h"

namespace eduplan::registry_model {

namespace v1 = ::eduplan::organization::v1;

// Id of an organization without a code until the registry has made one.
inline constexpr std::string_view kNoIdYet = "z-";

absl::Status Refuse(std::string_view why);

// One request on its way through the model: Apply once, then Finish.
class Change {
 public:
  Change(Picture picture, const Days& days, absl::CivilDay today)
      : picture_(std::move(picture)), days_(days), today_(days.IndexOf(today)) {}

  absl::Status Apply(const v1::CreateOrganizationRequest& request);
  absl::Status Apply(const v1::UpdateOrganizationRequest& request);
  absl::Status Apply(const v1::RenameOrganizationRequest& request);
  absl::Status Apply(const v1::MoveOrganizationRequest& request);
  absl::Status Apply(const v1::MergeOrganizationsRequest& request);
  absl::Status Apply(const v1::SplitOrganizationRequest& request);
  absl::Status Apply(const v1::CloseOrganizationRequest& request);
  absl::Status Apply(const v1::ReopenOrganizationRequest& request);
  absl::Status Apply(const v1::ChangeOrganizationLevelRequest& request);
  absl::Status Apply(const v1::ChangeOrganizationCodeRequest& request);
  absl::Status Apply(const v1::CorrectOrganizationRequest& request);

  // The picture as it is then, by what all changes are judged by.
  absl::StatusOr<Picture> Finish(const Picture& before, bool may_change_nothing);

 private:
  template <typename Event>
  int DayOf(const Event& request) const {
    return request.has_effective_on() ? days_.IndexOf(request.effective_on()) : today_;
  }
  absl::StatusOr<int> Find(std::string_view name) const;
  absl::StatusOr<int> FindExisting(std::string_view name, int day) const;
  // Leaves the index alone if there is no name.
  absl::Status FindIfGiven(std::string_view name, int* index) const;
  // The organization that the event names, to be changed.
  template <typename Event>
  absl::StatusOr<Row*> Existing(const Event& request) {
    EDUPLAN_ASSIGN_OR_RETURN(const int index, FindExisting(request.name(), DayOf(request)));
    return &picture_.Edit(index);
  }

  int Create(const v1::Organization& organization, int parent, int reporting_parent, int from,
             int to);
  // It exists no more, until the next change of what it is that is recorded.
  absl::Status End(int index, int day);
  // Whether it stands under it, by either relation, on any day from then on.
  bool StandsUnder(int child, int parent, int day) const;
  // On those days it stands under `to` instead.
  void Redirect(int child, int from, int to, int day);
  absl::StatusOr<int> TargetOf(const v1::SplitTarget& target, int source, int day,
                               std::map<std::string, int>* created);

  Picture picture_;
  const Days& days_;
  int today_;
  bool leaves_successions_ = false;
};

}  // namespace eduplan::registry_model

#endif  // EDUPLAN_TESTS_CONTRACT_REGISTRY_MODEL_CHANGE_H_
