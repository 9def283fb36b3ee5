#include "gateway/http/jwt_authenticator.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "gateway/transcode/errors.h"

namespace eduplan::http {
namespace {

constexpr absl::Duration kLifetime = absl::Minutes(5);
constexpr absl::Duration kReused = absl::Minutes(2);
constexpr size_t kMostIssued = 4096;

// Lengths keep one principal's fields from running into another's.
std::string KeyOf(const auth::Principal& principal) {
  return absl::StrCat(principal.subject.size(), ":", principal.subject, " ",
                      principal.organization.size(), ":", principal.organization, " ",
                      principal.roles, " ", principal.client);
}

}  // namespace

JwtAuthenticator::JwtAuthenticator(auth::TokenVerifier& verifier, auth::TokenIssuer& issuer,
                                   absl::Time (*now)())
    : verifier_(verifier), issuer_(issuer), now_(now == nullptr ? absl::Now : now) {}

absl::StatusOr<std::string> JwtAuthenticator::InternalToken(const std::string& authorization) {
  constexpr size_t kScheme = 7;  // "Bearer "
  std::string token;
  if (absl::StartsWithIgnoreCase(authorization, "Bearer ")) {
    token = std::string(absl::StripAsciiWhitespace(authorization.substr(kScheme)));
  } else if (!authorization.empty()) {
    return transcode::Error(absl::StatusCode::kUnauthenticated, "TOKEN_MISSING",
                            "the Authorization header is not a Bearer token",
                            "Authorization 请求头不是 Bearer 令牌");
  }
  auto principal = verifier_.Verify(token);
  if (!principal.ok()) return principal.status();
  // A caller from outside is never one of our own processes.
  principal->roles &= ~static_cast<uint32_t>(auth::Role::kService);
  principal->on_behalf_of.clear();

  const std::string key = KeyOf(*principal);
  const absl::Time now = now_();
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto it = issued_.find(key);
    if (it != issued_.end() && now - it->second.at < kReused) return it->second.token;
  }
  auto fresh = issuer_.Issue(*principal, auth::kInternalAudience, kLifetime);
  if (!fresh.ok()) return fresh.status();
  const std::lock_guard<std::mutex> lock(mutex_);
  if (issued_.size() >= kMostIssued) issued_.clear();
  issued_[key] = {*fresh, now};
  return fresh;
}

}  // namespace eduplan::http
