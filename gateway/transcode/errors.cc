#include "gateway/transcode/errors.h"

#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"

namespace eduplan::transcode {
namespace {

constexpr absl::string_view kTypePrefix = "type.googleapis.com/";

template <typename Detail>
void Attach(absl::Status& status, const Detail& detail) {
  status.SetPayload(absl::StrCat(kTypePrefix, Detail::descriptor()->full_name()),
                    absl::Cord(detail.SerializeAsString()));
}

void Describe(absl::Status& status, absl::string_view reason, absl::string_view field,
              absl::string_view chinese) {
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(reason));
  info.set_domain("eduplan");
  if (!field.empty()) (*info.mutable_metadata())["field"] = std::string(field);
  Attach(status, info);
  google::rpc::LocalizedMessage localized;
  localized.set_locale("zh-CN");
  localized.set_message(std::string(chinese));
  Attach(status, localized);
}

}  // namespace

absl::Status BadField(absl::string_view reason, absl::string_view field, absl::string_view english,
                      absl::string_view chinese) {
  absl::Status status = absl::InvalidArgumentError(english);
  Describe(status, reason, field, chinese);
  google::rpc::BadRequest bad_request;
  auto* violation = bad_request.add_field_violations();
  violation->set_field(std::string(field));
  violation->set_description(std::string(english));
  Attach(status, bad_request);
  return status;
}

absl::Status Error(absl::StatusCode code, absl::string_view reason, absl::string_view english,
                   absl::string_view chinese) {
  absl::Status status(code, english);
  Describe(status, reason, "", chinese);
  return status;
}

google::rpc::Status ToRpcStatus(const absl::Status& status) {
  google::rpc::Status out;
  out.set_code(static_cast<int>(status.code()));
  out.set_message(std::string(status.message()));
  status.ForEachPayload([&](absl::string_view url, const absl::Cord& payload) {
    if (url.substr(0, kTypePrefix.size()) != kTypePrefix) return;
    auto* any = out.add_details();
    any->set_type_url(std::string(url));
    any->set_value(std::string(payload));
  });
  return out;
}

}  // namespace eduplan::transcode
