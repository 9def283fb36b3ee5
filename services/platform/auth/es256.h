#ifndef EDUPLAN_SERVICES_PLATFORM_AUTH_ES256_H_
#define EDUPLAN_SERVICES_PLATFORM_AUTH_ES256_H_

#include <jansson.h>
#include <openssl/types.h>

#include <memory>
#include <string>
#include <string_view>

namespace eduplan::auth {

// ES256 of RFC 7518, section 3.4, with a key decoded once: libjose's own signing decodes and checks
// the JWK at each use, which takes several times as long as the signature. Thread-safe.
class Es256 {
 public:
  // Null unless `jwk` is a key on P-256; with a public one only Verify works.
  static std::unique_ptr<const Es256> FromJwk(const json_t* jwk);

  // The signature, r and s of 32 bytes each; empty if it failed.
  std::string Sign(std::string_view data) const;
  bool Verify(std::string_view data, std::string_view signature) const;

 private:
  struct Release {
    void operator()(EVP_PKEY* key) const;
  };
  explicit Es256(EVP_PKEY* key) : key_(key) {}

  std::unique_ptr<EVP_PKEY, Release> key_;
};

}  // namespace eduplan::auth

#endif  // EDUPLAN_SERVICES_PLATFORM_AUTH_ES256_H_
