#include "services/organizations/access.h"

#include <algorithm>
#include <vector>

#include "services/platform/auth/permission.h"
#include "services/platform/status/macros.h"

namespace eduplan::organizations {
namespace {

absl::Status AuthorizeAs(const auth::Principal& principal, auth::Relation relation) {
  return auth::Authorize(principal, auth::Action::kManageTree, relation);
}

}  // namespace

absl::Status AuthorizeManageAtAll(const auth::Principal& principal) {
  return AuthorizeAs(principal, auth::Relation::kAncestor);
}

absl::Status AuthorizeManage(Store& store, const auth::Principal& principal,
                             std::span<const std::string> organizations, std::string_view today) {
  for (const std::string& organization : organizations) {
    auth::Relation relation = auth::Relation::kOther;
    if (auth::IsEverywhere(principal)) {
      relation = auth::Relation::kAncestor;
    } else if (principal.organization == organization) {
      relation = auth::Relation::kSelf;
    } else {
      EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> above,
                               store.Ancestors(organization, kReporting, today));
      if (std::find(above.begin(), above.end(), principal.organization) != above.end()) {
        relation = auth::Relation::kAncestor;
      }
    }
    EDUPLAN_RETURN_IF_ERROR(AuthorizeAs(principal, relation));
  }
  return absl::OkStatus();
}

absl::Status AuthorizeRoots(Store& store, const auth::Principal& principal,
                            std::span<const std::string> codes) {
  if (codes.empty()) {
    return absl::OkStatus();
  }
  if (auth::IsEverywhere(principal)) {
    return AuthorizeAs(principal, auth::Relation::kAncestor);
  }
  const bool its_own = codes.size() == 1 && codes[0] == principal.organization;
  EDUPLAN_ASSIGN_OR_RETURN(const bool empty, store.IsEmpty());
  return AuthorizeAs(principal, its_own && empty ? auth::Relation::kSelf : auth::Relation::kOther);
}

}  // namespace eduplan::organizations
