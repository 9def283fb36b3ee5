#include "services/platform/auth/es256.h"

#include <openssl/ecdsa.h>
#include <openssl/evp.h>

#include "services/platform/auth/json.h"

extern "C" {
#include <jose/openssl.h>
}

namespace eduplan::auth {
namespace {

constexpr int kNumberSize = 32;  // bytes of r and of s

struct ContextRelease {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, ContextRelease>;

struct SignatureRelease {
  void operator()(ECDSA_SIG* signature) const { ECDSA_SIG_free(signature); }
};
using Signature = std::unique_ptr<ECDSA_SIG, SignatureRelease>;

// Looked up once; OpenSSL would do so at every use.
const EVP_MD* Sha256() {
  static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

void Es256::Release::operator()(EVP_PKEY* key) const {
  EVP_PKEY_free(key);
}

std::unique_ptr<const Es256> Es256::FromJwk(const json_t* jwk) {
  if (Text(jwk, "kty") != "EC" || Text(jwk, "crv") != "P-256") {
    return nullptr;
  }
  EVP_PKEY* key = jose_openssl_jwk_to_EVP_PKEY(nullptr, jwk);
  return key == nullptr ? nullptr : std::unique_ptr<const Es256>(new Es256(key));
}

std::string Es256::Sign(std::string_view data) const {
  Context context(EVP_MD_CTX_new());
  std::string der(static_cast<size_t>(EVP_PKEY_get_size(key_.get())), '\0');
  size_t size = der.size();
  if (EVP_DigestSignInit(context.get(), nullptr, Sha256(), nullptr, key_.get()) != 1 ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(der.data()), &size,
                     Bytes(data), data.size()) != 1) {
    return "";
  }
  const unsigned char* begin = Bytes(der);
  Signature signature(d2i_ECDSA_SIG(nullptr, &begin, static_cast<long>(size)));
  std::string raw(2 * kNumberSize, '\0');
  auto* out = reinterpret_cast<unsigned char*>(raw.data());
  bool written =
      signature != nullptr &&
      BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), out, kNumberSize) > 0 &&
      BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), out + kNumberSize, kNumberSize) > 0;
  return written ? raw : "";
}

bool Es256::Verify(std::string_view data, std::string_view signature) const {
  if (signature.size() != 2 * kNumberSize) {
    return false;
  }
  Signature numbers(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(Bytes(signature), kNumberSize, nullptr);
  BIGNUM* s = BN_bin2bn(Bytes(signature) + kNumberSize, kNumberSize, nullptr);
  if (numbers == nullptr || ECDSA_SIG_set0(numbers.get(), r, s) != 1) {
    BN_free(r);
    BN_free(s);
    return false;
  }
  unsigned char* der = nullptr;
  int size = i2d_ECDSA_SIG(numbers.get(), &der);
  Context context(EVP_MD_CTX_new());
  bool holds = size > 0 &&
               EVP_DigestVerifyInit(context.get(), nullptr, Sha256(), nullptr, key_.get()) == 1 &&
               EVP_DigestVerify(context.get(), der, static_cast<size_t>(size), Bytes(data),
                                data.size()) == 1;
  OPENSSL_free(der);
  return holds;
}

}  // namespace eduplan::auth
