#include "gateway/token_command.h"

#include <iostream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "services/platform/auth/principal.h"
#include "services/platform/auth/token.h"
#include "services/platform/config/flags.h"
#include "services/platform/status/macros.h"

namespace eduplan::gateway {
namespace {

struct TokenOptions {
  std::string subject;
  std::string organization;
  std::string roles;
  std::string client = "command-line";
  std::string key_dir;
  absl::Duration lifetime = absl::Hours(12);
};

absl::StatusOr<uint32_t> ParseRoles(const std::string& text) {
  using auth::Role;
  uint32_t roles = 0;
  for (const absl::string_view name : absl::StrSplit(text, ',', absl::SkipWhitespace())) {
    uint32_t found = 0;
    for (const Role role : {Role::kReporter, Role::kChecker, Role::kSigner, Role::kReviewer,
                            Role::kAdministrator, Role::kAuditor, Role::kIntegrator}) {
      const std::string_view known = auth::RoleName(role);
      if (name == absl::string_view(known.data(), known.size())) {
        found = static_cast<uint32_t>(role);
      }
    }
    if (found == 0) return absl::InvalidArgumentError(absl::StrCat("unknown role ", name));
    roles |= found;
  }
  if (roles == 0) return absl::InvalidArgumentError("--roles is missing");
  return roles;
}

absl::StatusOr<std::string> IssueToken(const TokenOptions& options) {
  for (const auto& [flag, value] :
       {std::pair{"--subject", options.subject}, std::pair{"--organization", options.organization},
        std::pair{"--key-dir", options.key_dir}}) {
    if (value.empty()) return absl::InvalidArgumentError(absl::StrCat(flag, " is missing"));
  }
  auth::Principal principal;
  principal.subject = options.subject;
  principal.organization = options.organization;
  principal.client = options.client;
  EDUPLAN_ASSIGN_OR_RETURN(principal.roles, ParseRoles(options.roles));
  EDUPLAN_ASSIGN_OR_RETURN(const auto keys, auth::KeyStore::OpenOrCreate(options.key_dir));
  return auth::MakeIssuer(keys)->Issue(principal, auth::kExternalAudience, options.lifetime);
}

}  // namespace

int TokenCommand(int argc, char** argv) {
  TokenOptions options;
  config::Flags flags("eduplan-gateway token", "Prints a token for the API.");
  flags.Add("--subject", options.subject, "Who it is for");
  flags.Add("--organization", options.organization, "The organization's id");
  flags.Add(
      "--roles", options.roles,
      "reporter, checker, signer, reviewer, administrator, auditor, integrator; joined by commas");
  flags.Add("--client", options.client, "The program it is used by");
  flags.Add("--ttl", options.lifetime, "How long it is valid, as 12h or 30m");
  flags.Add("--key-dir", options.key_dir, "Folder of the signing key, as the processes have it");
  if (const auto exit_code = flags.Parse(argc, argv)) return *exit_code;
  const absl::StatusOr<std::string> token = IssueToken(options);
  if (!token.ok()) {
    std::cerr << "eduplan-gateway token: " << token.status().message() << "\n";
    return 1;
  }
  std::cout << *token << "\n";
  return 0;
}

}  // namespace eduplan::gateway
