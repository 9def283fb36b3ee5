#ifndef EDUPLAN_SERVICES_PLATFORM_AUTH_PRINCIPAL_H_
#define EDUPLAN_SERVICES_PLATFORM_AUTH_PRINCIPAL_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace eduplan::auth {

// What a person or program may be; a principal may be several.
enum class Role : uint32_t {
  kReporter = 1 << 0,       // fills in its own organization's figures and plans
  kChecker = 1 << 1,        // checks them
  kSigner = 1 << 2,         // files them
  kReviewer = 1 << 3,       // returns and approves those of organizations below
  kAdministrator = 1 << 4,  // manages what is below its organization
  kAuditor = 1 << 5,        // reads everything at and below, changes nothing
  kIntegrator = 1 << 6,     // a program that files for organizations at and below its own
  kService = 1 << 7,        // one of eduplan's own processes, for background work
};

inline constexpr Role kAllRoles[] = {Role::kReporter,   Role::kChecker,       Role::kSigner,
                                     Role::kReviewer,   Role::kAdministrator, Role::kAuditor,
                                     Role::kIntegrator, Role::kService};

// "reporter", … as they stand in a token.
std::string_view RoleName(Role role);
// The bit of a role by that name; 0 if there is none.
uint32_t RoleBit(std::string_view name);

// Who calls, as a verified token says. (Each member has an initializer, so that naming only some of
// them draws no warning.)
struct Principal {
  std::string subject{};       // unique within the issuer
  std::string organization{};  // id, without "organizations/"
  uint32_t roles = 0;          // bits of Role
  std::string client{};        // the program it came through
  std::string on_behalf_of{};  // subject for whom a service acts; empty otherwise

  bool Has(Role role) const { return (roles & static_cast<uint32_t>(role)) != 0; }
  // Whose act it is: a service that finishes what somebody began acts for them, and what they sent
  // themselves and what it sends again is one request.
  const std::string& Actor() const {
    return Has(Role::kService) && !on_behalf_of.empty() ? on_behalf_of : subject;
  }
};

// The process `service` itself, for background work; `on_behalf_of` whoever began it.
Principal ServicePrincipal(std::string_view service, std::string_view on_behalf_of = "");

// Whether the principal stands above every organization: its organization is "*", which only
// whoever holds the key can write into a token.
inline constexpr std::string_view kEverywhere = "*";
inline bool IsEverywhere(const Principal& principal) {
  return principal.organization == kEverywhere;
}

}  // namespace eduplan::auth

#endif  // EDUPLAN_SERVICES_PLATFORM_AUTH_PRINCIPAL_H_
