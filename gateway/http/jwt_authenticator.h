#ifndef EDUPLAN_GATEWAY_HTTP_JWT_AUTHENTICATOR_H_
#define EDUPLAN_GATEWAY_HTTP_JWT_AUTHENTICATOR_H_

#include <memory>
#include <mutex>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "gateway/http/authenticator.h"
#include "services/platform/auth/token.h"

namespace eduplan::http {

// Accepts `Bearer` tokens of the external audience and hands on internal ones of five minutes,
// which it uses again for the same principal during their first two.
class JwtAuthenticator : public Authenticator {
 public:
  // `verifier` is of the external audience. Both outlive this.
  JwtAuthenticator(auth::TokenVerifier& verifier, auth::TokenIssuer& issuer,
                   absl::Time (*now)() = nullptr);
  absl::StatusOr<std::string> InternalToken(const std::string& authorization) override;

 private:
  struct Issued {
    std::string token;
    absl::Time at;
  };

  auth::TokenVerifier& verifier_;
  auth::TokenIssuer& issuer_;
  absl::Time (*const now_)();
  std::mutex mutex_;
  absl::flat_hash_map<std::string, Issued> issued_;  // by principal; bounded
};

}  // namespace eduplan::http

#endif  // EDUPLAN_GATEWAY_HTTP_JWT_AUTHENTICATOR_H_
