#include "gateway/transcode/request_json.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gateway/transcode/errors.h"
#include "gateway/transcode/type_resolver.h"
#include "google/protobuf/util/json_util.h"

namespace eduplan::transcode {
namespace {

using google::protobuf::Message;

absl::string_view MediaType(absl::string_view content_type) {
  return absl::StripAsciiWhitespace(
      content_type.substr(0, std::min(content_type.find(';'), content_type.size())));
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

}  // namespace

bool IsJson(absl::string_view content_type) {
  return absl::EqualsIgnoreCase(MediaType(content_type), "application/json");
}

bool IsJsonLines(absl::string_view content_type) {
  const absl::string_view type = MediaType(content_type);
  return absl::EqualsIgnoreCase(type, "application/x-ndjson") ||
         absl::EqualsIgnoreCase(type, "application/ndjson");
}

absl::Status ReadJson(const Route& route, absl::string_view json, Message& message) {
  if (route.body == Route::Body::kWhole || route.raw_body) {
    return ParseJson(std::string(json), message);
  }
  // The text is one complete JSON value, so it can be wrapped as a member of the request.
  return ParseJson(absl::StrCat("{\"", route.body_field->json_name(), "\":", json, "}"), message);
}

}  // namespace eduplan::transcode
