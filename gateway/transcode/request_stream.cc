#include "gateway/transcode/request_stream.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "gateway/transcode/errors.h"
#include "gateway/transcode/json_splitter.h"
#include "gateway/transcode/json_text.h"
#include "gateway/transcode/query_binder.h"
#include "gateway/transcode/request_builder.h"
#include "gateway/transcode/request_json.h"
#include "google/api/httpbody.pb.h"
#include "google/protobuf/util/message_differencer.h"

namespace eduplan::transcode {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using Serialized = absl::StatusOr<std::optional<std::string>>;

class RawStream : public RequestStream {
 public:
  RawStream(const Route& route, std::unique_ptr<Message> first, absl::string_view content_type)
      : field_(*route.body_field), message_(std::move(first)) {
    google::api::HttpBody raw;
    raw.set_content_type(std::string(content_type));
    Body().CopyFrom(raw);
  }

  void Add(std::string piece) override {
    piece_ = std::move(piece);
    sent_ = 0;
  }
  void End() override { ended_ = true; }

  Serialized Next() override {
    const bool only = !begun_ && ended_;
    if (sent_ == piece_.size() && !only) return std::optional<std::string>();
    std::string bytes = piece_.substr(sent_, kMaxBytes);
    sent_ += bytes.size();
    if (begun_) message_->Clear();
    begun_ = true;
    Message& body = Body();
    const FieldDescriptor* data =
        body.GetDescriptor()->FindFieldByNumber(google::api::HttpBody::kDataFieldNumber);
    body.GetReflection()->SetString(&body, data, std::move(bytes));
    return std::optional(message_->SerializeAsString());
  }

 private:
  Message& Body() { return *message_->GetReflection()->MutableMessage(message_.get(), &field_); }

  const FieldDescriptor& field_;
  const std::unique_ptr<Message> message_;
  std::string piece_;
  size_t sent_ = 0;
  bool begun_ = false;
  bool ended_ = false;
};

// What path and query say goes into the message, which may say the same but nothing else.
absl::Status Merge(const Message& parameters, Message& message) {
  const auto* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  parameters.GetReflection()->ListFields(parameters, &fields);
  for (const FieldDescriptor* field : fields) {
    const bool given = field->is_repeated() ? reflection->FieldSize(message, field) > 0
                                            : reflection->HasField(message, field);
    if (!given) continue;
    google::protobuf::util::MessageDifferencer differencer;
    if (!differencer.CompareWithFields(parameters, message, {field}, {field})) {
      return BadField("PARAMETER_BODY_CONFLICT", field->json_name(),
                      absl::StrCat("field \"", field->json_name(),
                                   "\" differs from the path or query parameter"),
                      absl::StrCat("字段“", field->json_name(), "”与路径或查询参数不一致"));
    }
    reflection->ClearField(&message, field);
  }
  message.MergeFrom(parameters);
  return absl::OkStatus();
}

class JsonStream : public RequestStream {
 public:
  JsonStream(const Route& route, std::unique_ptr<Message> parameters)
      : route_(route), parameters_(std::move(parameters)), message_(parameters_->New()) {}

  void Add(std::string piece) override { splitter_.Add(piece); }
  void End() override { ended_ = true; }

  Serialized Next() override {
    auto object = splitter_.Next();
    if (!object.ok()) return object.status();
    if (object->has_value()) return Read(**object);
    if (!ended_) return std::optional<std::string>();
    if (const auto rest = splitter_.Rest(); !rest.text.empty()) return Broken(rest);
    if (begun_ || parameters_->ByteSizeLong() == 0) return std::optional<std::string>();
    begun_ = true;
    return std::optional(parameters_->SerializeAsString());
  }

 private:
  Serialized Read(const JsonSplitter::Object& object) {
    if (absl::Status s = CheckJson(object.text, object.place); !s.ok()) return s;
    message_->Clear();
    absl::Status read = ReadJson(route_, object.text, *message_);
    if (read.ok() && !begun_) read = Merge(*parameters_, *message_);
    if (!read.ok()) return AtLine(read, object.place.line);
    begun_ = true;
    return std::optional(message_->SerializeAsString());
  }

  // Text that ends within an object.
  static Serialized Broken(const JsonSplitter::Object& rest) {
    absl::Status status = CheckJson(rest.text, rest.place);
    if (!status.ok()) return status;
    return BadJson("INVALID_JSON", rest.place, "incomplete", "不完整");
  }

  const Route& route_;
  const std::unique_ptr<Message> parameters_;
  const std::unique_ptr<Message> message_;
  JsonSplitter splitter_{kMaxObject};
  bool begun_ = false;
  bool ended_ = false;
};

}  // namespace

absl::StatusOr<std::unique_ptr<RequestStream>> RequestStream::Make(
    const Route& route, const std::vector<PathBinding>& bindings, absl::string_view query,
    absl::string_view content_type) {
  std::unique_ptr<Message> parameters = NewRequest(route);
  const absl::string_view body_field =
      route.body_field == nullptr ? absl::string_view() : route.body_field->name();
  const bool whole = route.body == Route::Body::kWhole;
  absl::Status bound = BindQuery(query, route.bound_fields, body_field, whole, *parameters);
  if (!bound.ok()) return bound;
  if (absl::Status s = BindPathValues(route, bindings, *parameters); !s.ok()) return s;
  if (route.raw_body && !IsJson(content_type) && !IsJsonLines(content_type)) {
    return std::make_unique<RawStream>(route, std::move(parameters), content_type);
  }
  return std::make_unique<JsonStream>(route, std::move(parameters));
}

}  // namespace eduplan::transcode
