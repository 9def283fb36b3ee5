#ifndef EDUPLAN_SERVICES_PLATFORM_AUTH_TOKEN_H_
#define EDUPLAN_SERVICES_PLATFORM_AUTH_TOKEN_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/platform/auth/principal.h"

namespace eduplan::auth {

// Tokens are JWTs signed with ES256 (RFC 7518). Two audiences: "eduplan" for what callers bring to
// the gateway, "eduplan-internal" for what the processes hand one another (5 minutes).
inline constexpr std::string_view kExternalAudience = "eduplan";
inline constexpr std::string_view kInternalAudience = "eduplan-internal";

// The key pair in `directory` (internal.jwk, mode 0600; the public half for others in jwks.json).
// Made at the first start by whichever process comes first (created under a temporary name and
// linked, so that two starting at once agree). Immutable and thread-safe.
class KeyStore {
 public:
  static absl::StatusOr<std::shared_ptr<const KeyStore>> OpenOrCreate(const std::string& directory);
  virtual ~KeyStore() = default;

  // The compact JWS of `payload` (RFC 7515), signed with ES256 by this key.
  virtual absl::StatusOr<std::string> Sign(std::string_view payload) const = 0;
  // The payload of a compact JWS whose header asks for ES256 and nothing else, and whose signature
  // by this key holds. UNAUTHENTICATED (TOKEN_MALFORMED, TOKEN_SIGNATURE).
  virtual absl::StatusOr<std::string> Open(std::string_view token) const = 0;
};

// Longest token that is looked at.
inline constexpr size_t kLongestToken = 8192;

// Signs tokens. Thread-safe.
class TokenIssuer {
 public:
  virtual ~TokenIssuer() = default;
  virtual absl::StatusOr<std::string> Issue(const Principal& principal, std::string_view audience,
                                            absl::Duration lifetime) = 0;
};

// Verifies tokens. Thread-safe; a verified token is remembered by its digest until it expires, in a
// bounded table, because a signature check costs more than the rest of a small call.
class TokenVerifier {
 public:
  virtual ~TokenVerifier() = default;
  // UNAUTHENTICATED (TOKEN_MISSING, TOKEN_MALFORMED, TOKEN_EXPIRED, TOKEN_SIGNATURE,
  // TOKEN_AUDIENCE). A token must expire; one that begins later than now (plus a minute, since
  // clocks differ) is TOKEN_EXPIRED too.
  virtual absl::StatusOr<Principal> Verify(std::string_view token) = 0;
};

std::unique_ptr<TokenIssuer> MakeIssuer(std::shared_ptr<const KeyStore> keys,
                                        absl::Time (*now)() = nullptr);
std::unique_ptr<TokenVerifier> MakeVerifier(std::shared_ptr<const KeyStore> keys,
                                            std::string_view audience,
                                            absl::Time (*now)() = nullptr);

}  // namespace eduplan::auth

#endif  // EDUPLAN_SERVICES_PLATFORM_AUTH_TOKEN_H_
