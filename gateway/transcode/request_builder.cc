#include "gateway/transcode/request_builder.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gateway/transcode/errors.h"
#include "gateway/transcode/field_mask.h"
#include "gateway/transcode/json_text.h"
#include "gateway/transcode/query_binder.h"
#include "gateway/transcode/type_resolver.h"
#include "google/api/httpbody.pb.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/message_differencer.h"

namespace eduplan::transcode {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool IsJson(absl::string_view content_type) {
  const absl::string_view type = absl::StripAsciiWhitespace(
      content_type.substr(0, std::min(content_type.find(';'), content_type.size())));
  return absl::EqualsIgnoreCase(type, "application/json");
}

// What protobuf's reader says, in our words:
//   (a.b) c: Cannot find field.               -> a.b.c is unknown
//   (a.b): invalid value "x" for type TYPE_T  -> a.b cannot be "x"
// The values it repeats may be as long as the body.
absl::Status ExplainJsonError(absl::string_view text) {
  constexpr absl::string_view kUnknown = ": Cannot find field.";
  constexpr absl::string_view kInvalid = "): invalid value ";
  std::string path;
  const size_t close = text.find(')');
  if (absl::StartsWith(text, "(") && close != text.npos)
    path = std::string(text.substr(1, close - 1));
  if (absl::EndsWith(text, kUnknown)) {
    absl::string_view name = text.substr(0, text.size() - kUnknown.size());
    if (!path.empty()) name.remove_prefix(std::min(close + 2, name.size()));
    const std::string field = absl::StrCat(path, path.empty() ? "" : ".", Excerpt(name));
    return BadField("UNKNOWN_FIELD", field, absl::StrCat("unknown field \"", field, "\""),
                    absl::StrCat("未知字段“", field, "”"));
  }
  if (!path.empty() && absl::StartsWith(text.substr(close), kInvalid)) {
    absl::string_view value = text.substr(close + kInvalid.size());
    const size_t type = value.rfind(" for type ");
    value = value.substr(0, type);
    return BadField("INVALID_VALUE", path,
                    absl::StrCat("field \"", path, "\" has an invalid value: ", Excerpt(value)),
                    absl::StrCat("字段“", path, "”取值无效"));
  }
  return BadField("INVALID_BODY", path.empty() ? "body" : path,
                  absl::StrCat("the body does not fit: ", Excerpt(text)), "请求正文不符合要求");
}

absl::Status ParseJson(const std::string& json, Message& message) {
  std::string binary;
  const auto status = google::protobuf::util::JsonToBinaryString(
      JsonTypes(), TypeUrl(*message.GetDescriptor()), json, &binary);
  if (!status.ok()) {
    return ExplainJsonError({status.message().data(), status.message().size()});
  }
  if (message.ParseFromString(binary)) return absl::OkStatus();
  return BadField("INVALID_BODY", "body", "the body does not fit", "请求正文不符合要求");
}

absl::Status ReadJsonBody(const Route& route, absl::string_view body, Message& message) {
  if (absl::StripAsciiWhitespace(body).empty()) return absl::OkStatus();
  if (absl::Status s = CheckJson(body); !s.ok()) return s;
  if (route.body == Route::Body::kWhole || route.raw_body) {
    return ParseJson(std::string(body), message);
  }
  // The text is one complete JSON value, so it can be wrapped as a member of the request.
  return ParseJson(absl::StrCat("{\"", route.body_field->json_name(), "\":", body, "}"), message);
}

void ReadRawBody(const Route& route, const RequestParts& parts, Message& message) {
  google::api::HttpBody raw;
  raw.set_content_type(std::string(parts.content_type));
  raw.set_data(std::string(parts.body));
  message.GetReflection()->MutableMessage(&message, route.body_field)->CopyFrom(raw);
}

absl::Status BindPath(const Route& route, const PathBinding& binding, Message& message) {
  const FieldPath& path = route.path_fields[binding.variable];
  const std::string name = FieldPathName(path);
  const FieldDescriptor* field = path.back();
  std::unique_ptr<Message> before;
  if (const Message* holder = FindHolder(message, path)) {
    if (holder->GetReflection()->HasField(*holder, field)) {
      before.reset(holder->New());
      before->CopyFrom(*holder);
    }
  }
  if (absl::Status s = SetFromText(message, path, binding.value); !s.ok()) {
    return BadField("INVALID_VALUE", name, absl::StrCat("path: ", name, ": ", s.message()),
                    absl::StrCat("路径中“", name, "”取值无效"));
  }
  // Setting the same value again must leave the holder as it was.
  if (before != nullptr &&
      !google::protobuf::util::MessageDifferencer::Equals(*before, *FindHolder(message, path))) {
    return BadField("PATH_BODY_CONFLICT", name,
                    absl::StrCat("field \"", name, "\" of the body differs from the path"),
                    absl::StrCat("请求正文中的“", name, "”与路径不一致"));
  }
  return absl::OkStatus();
}

absl::Status FillMask(const Route& route, absl::string_view body, Message& message) {
  const auto* reflection = message.GetReflection();
  if (route.mask_field == nullptr || reflection->HasField(message, route.mask_field)) {
    return absl::OkStatus();
  }
  if (absl::StripAsciiWhitespace(body).empty()) return absl::OkStatus();
  std::set<std::string> bound;  // relative to the resource
  const std::string prefix = route.body_field->name() + ".";
  for (const std::string& name : route.bound_fields) {
    if (absl::StartsWith(name, prefix)) bound.insert(name.substr(prefix.size()));
  }
  const auto mask = MaskFromJson(body, *route.body_field->message_type(), bound);
  if (!mask.ok()) return mask.status();
  reflection->MutableMessage(&message, route.mask_field)->CopyFrom(*mask);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Message>> BuildRequest(const Route& route,
                                                      const std::vector<PathBinding>& bindings,
                                                      const RequestParts& parts) {
  const Message* prototype = google::protobuf::MessageFactory::generated_factory()->GetPrototype(
      route.method->input_type());
  std::unique_ptr<Message> message(prototype->New());
  const bool raw = route.raw_body && !IsJson(parts.content_type);
  if (raw) {
    ReadRawBody(route, parts, *message);
  } else if (route.body != Route::Body::kNone) {
    if (absl::Status s = ReadJsonBody(route, parts.body, *message); !s.ok()) return s;
  }
  const bool whole = route.body == Route::Body::kWhole || (route.raw_body && !raw);
  const absl::string_view body_field =
      route.body_field == nullptr ? absl::string_view() : route.body_field->name();
  absl::Status bound = BindQuery(parts.query, route.bound_fields, body_field, whole, *message);
  if (!bound.ok()) return bound;
  for (const PathBinding& binding : bindings) {
    if (absl::Status s = BindPath(route, binding, *message); !s.ok()) return s;
  }
  if (absl::Status s = FillMask(route, parts.body, *message); !s.ok()) return s;
  return message;
}

}  // namespace eduplan::transcode
