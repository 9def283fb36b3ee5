#ifndef EDUPLAN_SERVICES_PLATFORM_API_DIGEST_H_
#define EDUPLAN_SERVICES_PLATFORM_API_DIGEST_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

namespace eduplan::api {

// The 32 bytes of SHA-256.
std::string Sha256(std::string_view data);
// SM3 (GB/T 32905-2016) in 64 lower-case hex digits. INTERNAL when the machine's OpenSSL has no
// SM3.
absl::StatusOr<std::string> Sm3Hex(std::string_view data);
// The same bytes for equal messages of one build: maps in key order.
std::string DeterministicBytes(const google::protobuf::Message& message);

}  // namespace eduplan::api

#endif  // EDUPLAN_SERVICES_PLATFORM_API_DIGEST_H_
