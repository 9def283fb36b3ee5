#include "services/platform/auth/principal.h"

namespace eduplan::auth {

std::string_view RoleName(Role role) {
  switch (role) {
    case Role::kReporter:
      return "reporter";
    case Role::kChecker:
      return "checker";
    case Role::kSigner:
      return "signer";
    case Role::kReviewer:
      return "reviewer";
    case Role::kAdministrator:
      return "administrator";
    case Role::kAuditor:
      return "auditor";
    case Role::kIntegrator:
      return "integrator";
    case Role::kService:
      return "service";
  }
  return "";
}

uint32_t RoleBit(std::string_view name) {
  for (Role role : kAllRoles) {
    if (RoleName(role) == name) {
      return static_cast<uint32_t>(role);
    }
  }
  return 0;
}

Principal ServicePrincipal(std::string_view service, std::string_view on_behalf_of) {
  return {.subject = std::string(service),
          .organization = std::string(kEverywhere),
          .roles = static_cast<uint32_t>(Role::kService),
          .client = std::string(service),
          .on_behalf_of = std::string(on_behalf_of)};
}

}  // namespace eduplan::auth
