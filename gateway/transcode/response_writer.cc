#include "gateway/transcode/response_writer.h"

#include <boost/json.hpp>
#include <memory>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gateway/transcode/percent.h"
#include "gateway/transcode/type_resolver.h"
#include "google/api/httpbody.pb.h"
#include "google/protobuf/any.pb.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/json_util.h"

namespace eduplan::transcode {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::Message;
using google::protobuf::MessageFactory;

absl::StatusOr<std::string> MemberOf(const std::string& json, const std::string& name) {
  boost::json::error_code error;
  const boost::json::value value = boost::json::parse(json, error);
  if (error || !value.is_object()) return absl::InternalError("the response is not an object");
  const auto* member = value.get_object().if_contains(name);
  return member == nullptr ? std::string("null") : boost::json::serialize(*member);
}

// protobuf's writer is lenient about an Any: it would print nothing but the type.
bool IsReadable(const google::protobuf::Any& any) {
  std::string name;
  if (!google::protobuf::Any::ParseAnyTypeUrl(any.type_url(), &name)) return false;
  const Descriptor* type = DescriptorPool::generated_pool()->FindMessageTypeByName(name);
  if (type == nullptr) return false;
  const std::unique_ptr<Message> message(
      MessageFactory::generated_factory()->GetPrototype(type)->New());
  return message->ParseFromString(any.value());
}

}  // namespace

absl::StatusOr<std::string> MessageJson(const Descriptor& type, const std::string& serialized,
                                        Zeros zeros) {
  std::string json;
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = zeros == Zeros::kPrinted;
  const auto status = google::protobuf::util::BinaryToJsonString(JsonTypes(), TypeUrl(type),
                                                                 serialized, &json, options);
  if (!status.ok()) {
    return absl::InternalError(absl::StrCat("cannot write ", type.full_name(),
                                            " as JSON: ", std::string(status.message())));
  }
  return json;
}

absl::StatusOr<ResponseBody> WriteResponse(const Route& route, const std::string& serialized) {
  if (route.raw_response) {
    google::api::HttpBody body;
    if (!body.ParseFromString(serialized)) return absl::InternalError("not a google.api.HttpBody");
    if (body.content_type().empty()) body.set_content_type("application/octet-stream");
    return ResponseBody{std::move(*body.mutable_content_type()), std::move(*body.mutable_data())};
  }
  absl::StatusOr<std::string> json =
      MessageJson(*route.method->output_type(), serialized, Zeros::kPrinted);
  if (json.ok() && route.response_field != nullptr) {
    json = MemberOf(*json, route.response_field->json_name());
  }
  if (!json.ok()) return json.status();
  return ResponseBody{"application/json", *std::move(json)};
}

std::string StreamResultLine(absl::string_view json) {
  return absl::StrCat("{\"result\":", json, "}\n");
}

std::string StreamErrorLine(const google::rpc::Status& status) {
  return absl::StrCat("{\"error\":", StatusJson(status), "}\n");
}

std::string StatusJson(const google::rpc::Status& status) {
  google::rpc::Status known;
  known.set_code(status.code());
  // A broken upstream may put any bytes into its message.
  if (!FindInvalidUtf8(status.message())) known.set_message(status.message());
  for (const auto& detail : status.details()) {
    if (IsReadable(detail)) *known.add_details() = detail;
  }
  const auto json = MessageJson(*known.GetDescriptor(), known.SerializeAsString(), Zeros::kLeftOut);
  return json.ok() ? *json : R"({"code":13,"message":"the error could not be written"})";
}

}  // namespace eduplan::transcode
