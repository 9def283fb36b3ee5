#include "tests/contract/registry_model/model.h"

#include <utility>

#include "services/platform/status/macros.h"

namespace eduplan::registry_model {

absl::StatusOr<Picture> Model::After(const Request& request, absl::CivilDay today) const {
  Change change(now_, days_, today);
  EDUPLAN_RETURN_IF_ERROR(
      std::visit([&](const auto& given) { return change.Apply(given); }, request));
  return change.Finish(now_, std::holds_alternative<v1::UpdateOrganizationRequest>(request));
}

void Model::Accept(Picture picture, int64_t micros) {
  now_ = picture;
  moments_.push_back({micros, std::move(picture)});
}

}  // namespace eduplan::registry_model
