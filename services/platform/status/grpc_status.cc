#include "services/platform/status/grpc_status.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/cord.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "services/platform/status/text.h"

namespace eduplan::status {
namespace {

// Trailers are limited to 8 KiB by default; details travel there in base64.
constexpr size_t kMostDetailBytes = 4096;
constexpr size_t kMostMessageBytes = 1024;

std::string Shorten(std::string_view message) {
  if (message.size() <= kMostMessageBytes) return std::string(message);
  size_t end = kMostMessageBytes;
  while (end > 0 && (static_cast<unsigned char>(message[end]) & 0xC0) == 0x80) --end;
  return std::string(message.substr(0, end));
}

// Drops the last field violations, then whole details, until the rest fits.
void Trim(google::rpc::Status& proto) {
  for (auto& detail : *proto.mutable_details()) {
    google::rpc::BadRequest bad;
    if (!detail.Is<google::rpc::BadRequest>() || !detail.UnpackTo(&bad)) continue;
    while (proto.ByteSizeLong() > kMostDetailBytes && bad.field_violations_size() > 1) {
      bad.mutable_field_violations()->RemoveLast();
      detail.PackFrom(bad);
    }
  }
  while (proto.ByteSizeLong() > kMostDetailBytes && proto.details_size() > 0) {
    auto* details = proto.mutable_details();
    const auto largest = std::max_element(
        details->begin(), details->end(),
        [](const auto& a, const auto& b) { return a.ByteSizeLong() < b.ByteSizeLong(); });
    details->erase(largest);
  }
}

}  // namespace

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const std::string message = Shorten(text::ToStd(status.message()));
  const auto code = static_cast<grpc::StatusCode>(status.code());
  std::vector<std::pair<std::string, std::string>> payloads;
  status.ForEachPayload([&](absl::string_view url, const absl::Cord& value) {
    payloads.emplace_back(std::string(url), std::string(value));
  });
  if (payloads.empty()) return grpc::Status(code, message);
  // Payloads have no order of their own.
  std::sort(payloads.begin(), payloads.end());
  google::rpc::Status proto;
  proto.set_code(static_cast<int>(code));
  proto.set_message(message);
  for (auto& [url, value] : payloads) {
    auto* detail = proto.add_details();
    detail->set_type_url(std::move(url));
    detail->set_value(std::move(value));
  }
  if (proto.ByteSizeLong() > kMostDetailBytes) Trim(proto);
  return grpc::Status(code, message, proto.SerializeAsString());
}

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  const int code = status.error_code();
  const bool known = code > 0 && code <= static_cast<int>(absl::StatusCode::kUnauthenticated);
  absl::Status result(known ? static_cast<absl::StatusCode>(code) : absl::StatusCode::kUnknown,
                      status.error_message());
  google::rpc::Status proto;
  if (status.error_details().empty() || !proto.ParseFromString(status.error_details())) {
    return result;
  }
  for (const auto& detail : proto.details()) {
    result.SetPayload(detail.type_url(), absl::Cord(detail.value()));
  }
  return result;
}

}  // namespace eduplan::status
