#include "services/plan_items/sm3.h"

#include <openssl/evp.h>

#include "absl/strings/escaping.h"

namespace eduplan::plan_items {

absl::StatusOr<std::string> Sm3Hex(std::string_view bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest, &size, EVP_sm3(), nullptr) != 1) {
    return absl::InternalError("OpenSSL has no SM3");
  }
  return absl::BytesToHexString({reinterpret_cast<const char*>(digest), size});
}

}  // namespace eduplan::plan_items
