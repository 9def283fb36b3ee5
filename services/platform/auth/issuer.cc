#include <utility>

#include "absl/time/clock.h"
#include "services/platform/auth/json.h"
#include "services/platform/auth/token.h"

namespace eduplan::auth {
namespace {

class Issuer : public TokenIssuer {
 public:
  Issuer(std::shared_ptr<const KeyStore> keys, absl::Time (*now)())
      : keys_(std::move(keys)), now_(now) {}

  absl::StatusOr<std::string> Issue(const Principal& principal, std::string_view audience,
                                    absl::Duration lifetime) override {
    absl::Time now = now_();
    Json claims(json_pack("{s:I,s:I}", "iat", static_cast<json_int_t>(absl::ToUnixSeconds(now)),
                          "exp", static_cast<json_int_t>(absl::ToUnixSeconds(now + lifetime))));
    Json roles(json_array());
    for (Role role : kAllRoles) {
      if (principal.Has(role)) {
        json_array_append_new(roles.get(), json_string(RoleName(role).data()));
      }
    }
    if (!SetText(claims.get(), "iss", "eduplan") || !SetText(claims.get(), "aud", audience) ||
        !SetText(claims.get(), "sub", principal.subject) ||
        !SetText(claims.get(), "org", principal.organization) ||
        !SetText(claims.get(), "client", principal.client) ||
        !SetText(claims.get(), "on_behalf_of", principal.on_behalf_of) ||
        json_object_set(claims.get(), "roles", roles.get()) != 0) {
      return absl::InvalidArgumentError("the principal's fields must be UTF-8");
    }
    return keys_->Sign(Dump(claims.get()));
  }

 private:
  std::shared_ptr<const KeyStore> keys_;
  absl::Time (*now_)();
};

}  // namespace

std::unique_ptr<TokenIssuer> MakeIssuer(std::shared_ptr<const KeyStore> keys, absl::Time (*now)()) {
  return std::make_unique<Issuer>(std::move(keys), now == nullptr ? absl::Now : now);
}

}  // namespace eduplan::auth
