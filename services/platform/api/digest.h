#ifndef EDUPLAN_SERVICES_PLATFORM_API_DIGEST_H_
#define EDUPLAN_SERVICES_PLATFORM_API_DIGEST_H_

#include <string>
#include <string_view>

#include "google/protobuf/message.h"

namespace eduplan::api {

// The 32 bytes of SHA-256.
std::string Sha256(std::string_view data);
// The same bytes for equal messages of one build: maps in key order.
std::string DeterministicBytes(const google::protobuf::Message& message);

}  // namespace eduplan::api

#endif  // EDUPLAN_SERVICES_PLATFORM_API_DIGEST_H_
