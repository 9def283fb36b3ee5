#include "services/platform/auth/permission.h"

#include "services/platform/status/error.h"

namespace eduplan::auth {
namespace {

// The roles that allow an action to a principal of the organization itself, of one above it, and
// anywhere.
struct Rule {
  uint32_t self = 0;
  uint32_t ancestor = 0;
  uint32_t anywhere = 0;
};

constexpr uint32_t Bits() {
  return 0;
}
template <typename... Roles>
constexpr uint32_t Bits(Role first, Roles... rest) {
  return static_cast<uint32_t>(first) | Bits(rest...);
}

constexpr uint32_t kAny =
    Bits(Role::kReporter, Role::kChecker, Role::kSigner, Role::kReviewer, Role::kAdministrator,
         Role::kAuditor, Role::kIntegrator, Role::kService);
constexpr uint32_t kService = Bits(Role::kService);
constexpr uint32_t kIntegrator = Bits(Role::kIntegrator);
constexpr uint32_t kAdministrator = Bits(Role::kAdministrator);

Rule RuleFor(Action action) {
  switch (action) {
    case Action::kRead:
      return {.self = kAny, .ancestor = kAny, .anywhere = kService};
    case Action::kReadShared:
      return {.anywhere = kAny};
    case Action::kFile:
      return {.self = Bits(Role::kReporter) | kIntegrator,
              .ancestor = kIntegrator,
              .anywhere = kService};
    case Action::kSubmit:
      return {.self = Bits(Role::kReporter, Role::kSigner) | kIntegrator,
              .ancestor = kIntegrator,
              .anywhere = kService};
    case Action::kReview:
      return {.ancestor = Bits(Role::kReviewer), .anywhere = kService};
    case Action::kManageTree:
      return {.self = kAdministrator, .ancestor = kAdministrator};
    case Action::kManageCatalogue:
      return {.anywhere = kAdministrator};
    case Action::kRender: {
      constexpr uint32_t kWriters = kAny & ~Bits(Role::kAuditor);
      return {.self = kWriters, .ancestor = kWriters, .anywhere = kService};
    }
    case Action::kSynchronize:
      return {.anywhere = kService};
  }
  return {};
}

}  // namespace

absl::Status Authorize(const Principal& principal, Action action, Relation relation) {
  if (IsEverywhere(principal)) {
    relation = Relation::kAncestor;
  }
  Rule rule = RuleFor(action);
  uint32_t allowed = rule.anywhere | (relation == Relation::kSelf       ? rule.self
                                      : relation == Relation::kAncestor ? rule.ancestor
                                                                        : 0);
  if ((principal.roles & allowed) != 0) {
    return absl::OkStatus();
  }
  return status::PermissionDenied("you are not allowed to do this here", "您无权进行此项操作");
}

}  // namespace eduplan::auth
