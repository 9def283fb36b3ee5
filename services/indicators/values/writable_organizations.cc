#include "services/indicators/values/writable_organizations.h"

#include "services/indicators/values/values.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/status/error.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

constexpr std::string_view kCollection = "organizations/";
// The registry is asked for so many that are unknown here; a file of nonsense must not make a call
// for each of its lines.
constexpr int kMostAsked = 100;

}  // namespace

absl::Status WritableOrganizations::Permit(std::string_view organization) {
  if (organization == last_ && !last_.empty()) return absl::OkStatus();
  last_ = std::string(organization);
  if (organization.starts_with(kCollection)) organization.remove_prefix(kCollection.size());
  const auto id = api::ParseId(text::Cat(kCollection, organization), "organizations");
  if (!id.ok()) return absl::OkStatus();
  if (exists_.contains(*id)) return absl::OkStatus();
  const bool known = replica_.Current()->Find(*id) != tree::Forest::kNone;
  if (!known && unknown_ >= kMostAsked) {
    exists_[*id] = false;
    return absl::OkStatus();
  }
  const absl::Status allowed = CheckMayWrite(access_, call_, kind_, *id);
  if (!allowed.ok() && !absl::IsNotFound(allowed)) return allowed;
  exists_[*id] = allowed.ok();
  if (!allowed.ok()) ++unknown_;
  return absl::OkStatus();
}

bool WritableOrganizations::Exists(std::string_view id) const {
  const auto found = exists_.find(text::ToAbsl(id));
  return found != exists_.end() && found->second;
}

absl::Status WritableOrganizations::Check(std::string_view id, std::string_view field) const {
  if (Exists(id)) return absl::OkStatus();
  return status::InvalidField(field, "UNKNOWN_ORGANIZATION",
                              text::Cat("there is no organization \"", id, "\""),
                              text::Cat("没有机构“", id, "”"))
      .With("organization", id);
}

}  // namespace eduplan::indicators
