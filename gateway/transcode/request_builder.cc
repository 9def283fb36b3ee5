#include "gateway/transcode/request_builder.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gateway/transcode/errors.h"
#include "gateway/transcode/field_mask.h"
#include "gateway/transcode/json_text.h"
#include "gateway/transcode/query_binder.h"
#include "gateway/transcode/request_json.h"
#include "google/api/httpbody.pb.h"
#include "google/protobuf/util/message_differencer.h"

namespace eduplan::transcode {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

absl::Status ReadJsonBody(const Route& route, absl::string_view body, Message& message) {
  if (absl::StripAsciiWhitespace(body).empty()) return absl::OkStatus();
  if (absl::Status s = CheckJson(body); !s.ok()) return s;
  return ReadJson(route, body, message);
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

std::unique_ptr<Message> NewRequest(const Route& route) {
  const Message* prototype = google::protobuf::MessageFactory::generated_factory()->GetPrototype(
      route.method->input_type());
  return std::unique_ptr<Message>(prototype->New());
}

absl::Status BindPathValues(const Route& route, const std::vector<PathBinding>& bindings,
                            Message& message) {
  for (const PathBinding& binding : bindings) {
    if (absl::Status s = BindPath(route, binding, message); !s.ok()) return s;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<Message>> BuildRequest(const Route& route,
                                                      const std::vector<PathBinding>& bindings,
                                                      const RequestParts& parts) {
  std::unique_ptr<Message> message = NewRequest(route);
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
  if (absl::Status s = BindPathValues(route, bindings, *message); !s.ok()) return s;
  if (absl::Status s = FillMask(route, parts.body, *message); !s.ok()) return s;
  return message;
}

}  // namespace eduplan::transcode
