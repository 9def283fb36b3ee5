#include "services/organizations/writing/access.h"

#include <string_view>
#include <vector>

#include "absl/container/flat_hash_set.h"
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
  if (organizations.empty()) {
    return absl::OkStatus();
  }
  if (auth::IsEverywhere(principal)) {
    return AuthorizeAs(principal, auth::Relation::kAncestor);
  }
  EDUPLAN_ASSIGN_OR_RETURN(const std::vector<std::string> its_own,
                           store.AtOrBelow(organizations, principal.organization, today));
  const absl::flat_hash_set<std::string_view> managed(its_own.begin(), its_own.end());
  for (const std::string& organization : organizations) {
    const auth::Relation relation = !managed.contains(organization) ? auth::Relation::kOther
                                    : organization == principal.organization
                                        ? auth::Relation::kSelf
                                        : auth::Relation::kAncestor;
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
