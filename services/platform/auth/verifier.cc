#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/time/clock.h"
#include "services/platform/auth/json.h"
#include "services/platform/auth/token.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

namespace eduplan::auth {
namespace {

constexpr absl::Duration kClockSkew = absl::Minutes(1);

struct Verified {
  Principal principal;
  absl::Time expires;
};

using Digest = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

Digest DigestOf(std::string_view token) {
  // SHA256() would look the algorithm up each time, which takes longer than the digest.
  static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  Digest digest;
  EVP_Digest(token.data(), token.size(), digest.data(), nullptr, algorithm, nullptr);
  return digest;
}

// The tokens verified last. Two generations of bounded size: when the young one is full it becomes
// the old one, so that adding never has to search for a victim.
class Remembered {
 public:
  std::optional<Verified> Find(const Digest& digest) const {
    std::shared_lock lock(mutex_);
    for (const auto* generation : {&young_, &old_}) {
      if (auto found = generation->find(digest); found != generation->end()) {
        return found->second;
      }
    }
    return std::nullopt;
  }

  void Add(const Digest& digest, const Verified& verified) {
    std::unique_lock lock(mutex_);
    if (young_.size() >= kGeneration) {
      old_ = std::exchange(young_, {});
    }
    young_.insert_or_assign(digest, verified);
  }

 private:
  static constexpr size_t kGeneration = 2048;
  mutable std::shared_mutex mutex_;
  absl::flat_hash_map<Digest, Verified> young_;
  absl::flat_hash_map<Digest, Verified> old_;
};

status::Error Refused(std::string_view reason, std::string_view english, std::string_view chinese) {
  return status::Error(absl::StatusCode::kUnauthenticated, reason).Message(english, chinese);
}

absl::Status Expired() {
  return Refused("TOKEN_EXPIRED", "the token is no longer or not yet valid",
                 "令牌已过期或尚未生效");
}

absl::Status Malformed() {
  return Refused("TOKEN_MALFORMED", "the token lacks a claim that is needed", "令牌缺少必要的声明");
}

// "aud" is one text or a list of them.
bool HasAudience(const json_t* claims, std::string_view audience) {
  if (Text(claims, "aud") == audience) {
    return true;
  }
  size_t i;
  json_t* item;
  json_array_foreach(json_object_get(claims, "aud"), i, item) {
    if (json_is_string(item) && json_string_value(item) == audience) {
      return true;
    }
  }
  return false;
}

// The instant under `key`, or `otherwise` if there is none.
std::optional<absl::Time> Instant(const json_t* claims, const char* key,
                                  std::optional<absl::Time> otherwise) {
  const json_t* value = json_object_get(claims, key);
  if (value == nullptr) {
    return otherwise;
  }
  return json_is_number(value)
             ? std::optional(absl::UnixEpoch() + absl::Seconds(json_number_value(value)))
             : std::nullopt;
}

Principal ToPrincipal(const json_t* claims) {
  Principal principal;
  principal.subject = Text(claims, "sub");
  principal.organization = Text(claims, "org");
  principal.client = Text(claims, "client");
  principal.on_behalf_of = Text(claims, "on_behalf_of");
  size_t i;
  json_t* role;
  json_array_foreach(json_object_get(claims, "roles"), i, role) {
    if (json_is_string(role)) {
      principal.roles |= RoleBit(json_string_value(role));
    }
  }
  return principal;
}

class Verifier : public TokenVerifier {
 public:
  Verifier(std::shared_ptr<const KeyStore> keys, std::string_view audience, absl::Time (*now)())
      : keys_(std::move(keys)), audience_(audience), now_(now) {}

  absl::StatusOr<Principal> Verify(std::string_view token) override {
    if (token.empty()) {
      return Refused("TOKEN_MISSING", "this needs a token", "此操作需要令牌").Build();
    }
    absl::Time now = now_();
    Digest digest = DigestOf(token.substr(0, kLongestToken + 1));
    if (std::optional<Verified> known = remembered_.Find(digest)) {
      if (now >= known->expires) {
        return Expired();
      }
      return std::move(known->principal);
    }
    EDUPLAN_ASSIGN_OR_RETURN(Verified verified, Check(token, now));
    remembered_.Add(digest, verified);
    return std::move(verified.principal);
  }

 private:
  absl::StatusOr<Verified> Check(std::string_view token, absl::Time now) const {
    EDUPLAN_ASSIGN_OR_RETURN(std::string payload, keys_->Open(token));
    Json claims = ParseObject(payload);
    std::optional<absl::Time> expires = Instant(claims.get(), "exp", std::nullopt);
    std::optional<absl::Time> begins = Instant(claims.get(), "nbf", absl::InfinitePast());
    if (claims == nullptr || !expires || !begins || Text(claims.get(), "sub").empty()) {
      return Malformed();
    }
    if (!HasAudience(claims.get(), audience_)) {
      return Refused("TOKEN_AUDIENCE", "the token is meant for someone else", "令牌的使用对象不符")
          .Build();
    }
    if (now >= *expires || now + kClockSkew < *begins) {
      return Expired();
    }
    return Verified{.principal = ToPrincipal(claims.get()), .expires = *expires};
  }

  std::shared_ptr<const KeyStore> keys_;
  std::string audience_;
  absl::Time (*now_)();
  Remembered remembered_;
};

}  // namespace

std::unique_ptr<TokenVerifier> MakeVerifier(std::shared_ptr<const KeyStore> keys,
                                            std::string_view audience, absl::Time (*now)()) {
  return std::make_unique<Verifier>(std::move(keys), audience, now == nullptr ? absl::Now : now);
}

}  // namespace eduplan::auth
