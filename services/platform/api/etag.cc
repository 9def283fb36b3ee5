#include "services/platform/api/etag.h"

#include "absl/strings/numbers.h"
#include "services/platform/status/error.h"
#include "services/platform/status/text.h"

namespace eduplan::api {

std::string MakeEtag(int64_t sequence) {
  return text::Cat("\"", sequence, "\"");
}

absl::Status CheckEtag(std::string_view etag, int64_t current, std::string_view resource_name) {
  if (etag.empty()) return absl::OkStatus();
  const std::string now = MakeEtag(current);
  if (etag == now) return absl::OkStatus();
  int64_t sequence = 0;
  if (etag.size() < 3 || etag.front() != '"' || etag.back() != '"' ||
      !absl::SimpleAtoi(text::ToAbsl(etag.substr(1, etag.size() - 2)), &sequence) ||
      MakeEtag(sequence) != etag) {
    return status::InvalidField("etag", "ETAG_INVALID",
                                "etag must be a number in quotes, as it was received",
                                "etag 格式无效，应原样使用先前返回的值");
  }
  return status::StaleEtag(resource_name, now);
}

}  // namespace eduplan::api
