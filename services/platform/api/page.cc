#include "services/platform/api/page.h"

#include <algorithm>
#include <memory>

#include "absl/strings/escaping.h"
#include "services/platform/api/digest.h"
#include "services/platform/api/utf8.h"
#include "services/platform/status/error.h"
#include "services/platform/status/text.h"

// token = base64url( arguments[8] checksum[8] sequence[8, big endian] last_key )
// arguments: digest of the request without page_size and page_token; checksum: digest of the rest.

namespace eduplan::api {
namespace {

constexpr int kDefaultSize = 100;
constexpr int kMostSize = 1000;
constexpr size_t kDigestBytes = 8;
constexpr size_t kHeadBytes = 3 * 8;
constexpr size_t kMostTokenBytes = 4096;

std::string ArgumentsDigest(const google::protobuf::Message& request) {
  std::unique_ptr<google::protobuf::Message> copy(request.New());
  copy->CopyFrom(request);
  for (const char* name : {"page_size", "page_token"}) {
    const auto* field = copy->GetDescriptor()->FindFieldByName(name);
    if (field != nullptr) copy->GetReflection()->ClearField(copy.get(), field);
  }
  return Sha256(text::Cat(request.GetTypeName(), "\n", DeterministicBytes(*copy)))
      .substr(0, kDigestBytes);
}

std::string Body(std::string_view last_key, int64_t sequence) {
  std::string body;
  for (int shift = 56; shift >= 0; shift -= 8) {
    body.push_back(static_cast<char>(static_cast<uint64_t>(sequence) >> shift));
  }
  return body.append(last_key);
}

std::string Checksum(std::string_view arguments, std::string_view body) {
  return Sha256(text::Cat(arguments, body)).substr(0, kDigestBytes);
}

absl::Status WrongToken(std::string_view reason, std::string_view english,
                        std::string_view chinese) {
  return status::InvalidField("page_token", reason, english, chinese);
}

absl::Status ReadToken(const google::protobuf::Message& request, const std::string& token,
                       Page& page) {
  std::string bytes;
  if (token.size() > kMostTokenBytes || !absl::WebSafeBase64Unescape(token, &bytes) ||
      bytes.size() < kHeadBytes) {
    return WrongToken("PAGE_TOKEN_INVALID", "page_token is not one that was handed out",
                      "page_token 无效");
  }
  const std::string_view all = bytes;
  const std::string_view arguments = all.substr(0, kDigestBytes);
  const std::string_view body = all.substr(2 * kDigestBytes);
  if (all.substr(kDigestBytes, kDigestBytes) != Checksum(arguments, body) ||
      !IsUtf8(body.substr(8))) {
    return WrongToken("PAGE_TOKEN_INVALID", "page_token is not one that was handed out",
                      "page_token 无效");
  }
  if (arguments != ArgumentsDigest(request)) {
    return WrongToken("PAGE_TOKEN_MISMATCH", "page_token belongs to a listing with other arguments",
                      "page_token 与本次请求的其他参数不一致");
  }
  uint64_t sequence = 0;
  for (size_t i = 0; i < 8; ++i) sequence = sequence << 8 | static_cast<unsigned char>(body[i]);
  page.sequence = static_cast<int64_t>(sequence);
  page.last_key = body.substr(8);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Page> ParsePage(const google::protobuf::Message& request) {
  const auto* descriptor = request.GetDescriptor();
  const auto* size_field = descriptor->FindFieldByName("page_size");
  const auto* token_field = descriptor->FindFieldByName("page_token");
  if (size_field == nullptr || token_field == nullptr) return status::Internal();
  const int size = request.GetReflection()->GetInt32(request, size_field);
  if (size < 0) {
    return status::InvalidField("page_size", "PAGE_SIZE_NEGATIVE", "page_size must not be negative",
                                "page_size 不能为负数");
  }
  Page page;
  page.size = size == 0 ? kDefaultSize : std::min(size, kMostSize);
  const std::string token = request.GetReflection()->GetString(request, token_field);
  if (!token.empty()) {
    if (absl::Status s = ReadToken(request, token, page); !s.ok()) return s;
  }
  return page;
}

std::string NextPageToken(const google::protobuf::Message& request, std::string_view last_key,
                          int64_t sequence) {
  const std::string arguments = ArgumentsDigest(request);
  const std::string body = Body(last_key, sequence);
  return absl::WebSafeBase64Escape(text::Cat(arguments, Checksum(arguments, body), body));
}

}  // namespace eduplan::api
