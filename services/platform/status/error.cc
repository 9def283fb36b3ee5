#include "services/platform/status/error.h"

#include <algorithm>
#include <optional>

#include "absl/strings/cord.h"
#include "google/rpc/error_details.pb.h"
#include "services/platform/status/text.h"

namespace eduplan::status {
namespace {

constexpr std::string_view kTypePrefix = "type.googleapis.com/";
// A refused batch may have thousands of wrong places; the first ones are enough to act on, and the
// details must fit into an HTTP/2 trailer.
constexpr size_t kMostFields = 100;

void Attach(const google::protobuf::Message& detail, absl::Status& status) {
  status.SetPayload(text::Cat(kTypePrefix, detail.GetTypeName()),
                    absl::Cord(detail.SerializeAsString()));
}

google::rpc::RetryInfo RetryInfoOf(absl::Duration delay) {
  google::rpc::RetryInfo info;
  absl::Duration rest;
  info.mutable_retry_delay()->set_seconds(absl::IDivDuration(delay, absl::Seconds(1), &rest));
  info.mutable_retry_delay()->set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(rest)));
  return info;
}

}  // namespace

Error::Error(absl::StatusCode code, std::string_view reason) : code_(code), reason_(reason) {}

Error& Error::Message(std::string_view english, std::string_view chinese) {
  english_ = english;
  chinese_ = chinese;
  return *this;
}

Error& Error::Field(std::string_view field, std::string_view description) {
  if (fields_.size() < kMostFields) fields_.emplace_back(field, description);
  return *this;
}

Error& Error::With(std::string_view key, std::string_view value) {
  metadata_.emplace_back(key, value);
  return *this;
}

Error& Error::RetryAfter(absl::Duration delay) {
  retry_after_ = delay;
  return *this;
}

Error::operator absl::Status() const {
  absl::Status status(code_, english_.empty() ? reason_ : english_);
  google::rpc::ErrorInfo info;
  info.set_reason(reason_);
  info.set_domain("eduplan");
  for (const auto& [key, value] : metadata_) (*info.mutable_metadata())[key] = value;
  Attach(info, status);
  if (!chinese_.empty()) {
    google::rpc::LocalizedMessage localized;
    localized.set_locale("zh-CN");
    localized.set_message(chinese_);
    Attach(localized, status);
  }
  if (!fields_.empty()) {
    google::rpc::BadRequest bad;
    for (const auto& [field, description] : fields_) {
      auto* violation = bad.add_field_violations();
      violation->set_field(field);
      violation->set_description(description);
    }
    Attach(bad, status);
  }
  if (retry_after_ > absl::ZeroDuration()) Attach(RetryInfoOf(retry_after_), status);
  return status;
}

Error InvalidField(std::string_view field, std::string_view reason, std::string_view english,
                   std::string_view chinese) {
  return Error(absl::StatusCode::kInvalidArgument, reason)
      .Message(english, chinese)
      .Field(field, english)
      .With("field", field);
}

Error NotFound(std::string_view resource_name) {
  return Error(absl::StatusCode::kNotFound, "NOT_FOUND")
      .Message(text::Cat(resource_name, " does not exist"),
               text::Cat("“", resource_name, "”不存在"))
      .With("resource", resource_name);
}

Error AlreadyExists(std::string_view resource_name) {
  return Error(absl::StatusCode::kAlreadyExists, "ALREADY_EXISTS")
      .Message(text::Cat(resource_name, " exists already"),
               text::Cat("“", resource_name, "”已存在"))
      .With("resource", resource_name);
}

Error PermissionDenied(std::string_view english, std::string_view chinese) {
  return Error(absl::StatusCode::kPermissionDenied, "PERMISSION_DENIED").Message(english, chinese);
}

Error StaleEtag(std::string_view resource_name, std::string_view current_etag) {
  return Error(absl::StatusCode::kAborted, "STALE_ETAG")
      .Message(text::Cat(resource_name, " was changed by someone else; read it again"),
               text::Cat("“", resource_name, "”已被他人修改，请重新读取后再试"))
      .With("resource", resource_name)
      .With("etag", current_etag);
}

Error Unavailable(std::string_view reason, std::string_view english, std::string_view chinese,
                  absl::Duration retry_after) {
  return Error(absl::StatusCode::kUnavailable, reason)
      .Message(english, chinese)
      .RetryAfter(retry_after);
}

Error Internal() {
  return Error(absl::StatusCode::kInternal, "INTERNAL")
      .Message("an internal error occurred", "系统内部错误");
}

std::string ReasonOf(const absl::Status& status) {
  static const std::string kUrl =
      text::Cat(kTypePrefix, std::string_view(google::rpc::ErrorInfo::descriptor()->full_name()));
  const auto payload = status.GetPayload(kUrl);
  google::rpc::ErrorInfo info;
  if (!payload || !info.ParseFromString(std::string(*payload))) return "";
  return info.reason();
}

std::string FieldOf(const absl::Status& status) {
  static const std::string kUrl =
      text::Cat(kTypePrefix, std::string_view(google::rpc::BadRequest::descriptor()->full_name()));
  const auto payload = status.GetPayload(kUrl);
  google::rpc::BadRequest bad;
  if (!payload || !bad.ParseFromString(std::string(*payload))) return "";
  return bad.field_violations().empty() ? "" : bad.field_violations(0).field();
}

std::string ChineseMessageOf(const absl::Status& status) {
  static const std::string kUrl = text::Cat(
      kTypePrefix, std::string_view(google::rpc::LocalizedMessage::descriptor()->full_name()));
  const auto payload = status.GetPayload(kUrl);
  google::rpc::LocalizedMessage message;
  if (!payload || !message.ParseFromString(std::string(*payload))) {
    return std::string(status.message());
  }
  return message.message();
}

}  // namespace eduplan::status
