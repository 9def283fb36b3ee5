#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_WRITING_ACCESS_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_WRITING_ACCESS_H_

#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "services/organizations/store/store.h"
#include "services/platform/auth/principal.h"

namespace eduplan::organizations {

// Whether the principal may manage each of the organizations (auth::Action::kManageTree), by where
// it stands today in the tree that counts. Asked before anything is told of what exists.
absl::Status AuthorizeManage(Store& store, const auth::Principal& principal,
                             std::span<const std::string> organizations, std::string_view today);

// Whether it may register these organizations without a parent (ids by code). The registry's own
// administrator (organization "*") may. And, so that a registry can be begun at all, an
// administrator may register the first organization of an empty registry if its token names exactly
// that one.
absl::Status AuthorizeRoots(Store& store, const auth::Principal& principal,
                            std::span<const std::string> codes);

// Whether it may manage anything anywhere: refuses before a transaction is begun.
absl::Status AuthorizeManageAtAll(const auth::Principal& principal);

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_WRITING_ACCESS_H_
