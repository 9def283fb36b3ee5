#include "services/documents/sm3.h"

#include <openssl/evp.h>

#include "absl/strings/escaping.h"

namespace eduplan::documents {

absl::StatusOr<std::string> Sm3Hex(std::string_view data) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  if (EVP_Digest(data.data(), data.size(), digest, &size, EVP_sm3(), nullptr) != 1) {
    return absl::InternalError("SM3 failed");
  }
  return absl::BytesToHexString({reinterpret_cast<const char*>(digest), size});
}

}  // namespace eduplan::documents
