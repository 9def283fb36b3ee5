#ifndef EDUPLAN_SERVICES_PLATFORM_API_PAGE_H_
#define EDUPLAN_SERVICES_PLATFORM_API_PAGE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

namespace eduplan::api {

// Where a listing goes on. The token is base64url of {last key, as-of sequence, digest of the other
// arguments}; it carries no authorisation.
struct Page {
  int size = 0;          // 1..1000
  std::string last_key;  // empty on the first page
  int64_t sequence = 0;  // as-of of the first page; 0 on the first page
};

// `request` is any message with fields page_size and page_token; its other fields must be the same
// on every page. INVALID_ARGUMENT (PAGE_SIZE_NEGATIVE, PAGE_TOKEN_INVALID, PAGE_TOKEN_MISMATCH).
absl::StatusOr<Page> ParsePage(const google::protobuf::Message& request);
std::string NextPageToken(const google::protobuf::Message& request, std::string_view last_key,
                          int64_t sequence);

}  // namespace eduplan::api

#endif  // EDUPLAN_SERVICES_PLATFORM_API_PAGE_H_
