#include "gateway/transcode/value_text.h"

#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "gateway/transcode/json_text.h"
#include "gateway/transcode/type_resolver.h"
#include "google/protobuf/util/json_util.h"
#include "google/type/date.pb.h"

namespace eduplan::transcode {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

absl::Status Expected(absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("expected ", what));
}

template <typename T, typename Parse, typename Set, typename Add>
absl::Status Store(Message& holder, const FieldDescriptor& field, absl::string_view text,
                   absl::string_view what, Parse parse, Set set, Add add) {
  T value{};
  if (!parse(text, &value)) return Expected(what);
  const Reflection* reflection = holder.GetReflection();
  (reflection->*(field.is_repeated() ? add : set))(&holder, &field, value);
  return absl::OkStatus();
}

bool ParseBool(absl::string_view text, bool* value) {
  *value = text == "true" || text == "1";
  return *value || text == "false" || text == "0";
}

bool ParseBytes(absl::string_view text, std::string* value) {
  return text.find_first_of("-_") == text.npos ? absl::Base64Unescape(text, value)
                                               : absl::WebSafeBase64Unescape(text, value);
}

absl::Status SetEnum(Message& holder, const FieldDescriptor& field, absl::string_view text) {
  const EnumDescriptor& type = *field.enum_type();
  const std::string name(text);
  const EnumValueDescriptor* value = type.FindValueByName(name);
  for (int i = 0; value == nullptr && i < type.value_count(); ++i) {
    if (ShortName(*type.value(i)) == name) value = type.value(i);
  }
  if (int number = 0; value == nullptr && absl::SimpleAtoi(text, &number)) {
    value = type.FindValueByNumber(number);
  }
  if (value == nullptr) return Expected(absl::StrCat("a value of ", type.name()));
  const Reflection* reflection = holder.GetReflection();
  if (field.is_repeated()) {
    reflection->AddEnum(&holder, &field, value);
  } else {
    reflection->SetEnum(&holder, &field, value);
  }
  return absl::OkStatus();
}

absl::Status SetString(Message& holder, const FieldDescriptor& field, std::string value) {
  const Reflection* reflection = holder.GetReflection();
  if (field.is_repeated()) {
    reflection->AddString(&holder, &field, std::move(value));
  } else {
    reflection->SetString(&holder, &field, std::move(value));
  }
  return absl::OkStatus();
}

absl::Status ParseDate(absl::string_view text, Message& message) {
  absl::CivilDay day;
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-';
  if (!shaped || !absl::ParseCivilTime(text, &day)) return Expected("a date, YYYY-MM-DD");
  google::type::Date date;
  date.set_year(static_cast<int>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  message.CopyFrom(date);
  return absl::OkStatus();
}

std::string JsonQuote(absl::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      absl::StrAppend(&out, "\\u", absl::Hex(static_cast<unsigned char>(c), absl::kZeroPad4));
    } else {
      out += c;
    }
  }
  return out + "\"";
}

// FieldMask is written in camelCase in JSON; proto names are taken as well.
std::string CamelCase(absl::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool joint = text[i] == '_' && i + 1 < text.size() && absl::ascii_islower(text[i + 1]);
    out += joint ? absl::ascii_toupper(text[++i]) : text[i];
  }
  return out;
}

}  // namespace

absl::Status SetScalarFromText(Message& holder, const FieldDescriptor& field,
                               absl::string_view text) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return Store<int32_t>(holder, field, text, "a 32-bit integer", absl::SimpleAtoi<int32_t>,
                            &Reflection::SetInt32, &Reflection::AddInt32);
    case FieldDescriptor::CPPTYPE_INT64:
      return Store<int64_t>(holder, field, text, "a 64-bit integer", absl::SimpleAtoi<int64_t>,
                            &Reflection::SetInt64, &Reflection::AddInt64);
    case FieldDescriptor::CPPTYPE_UINT32:
      return Store<uint32_t>(holder, field, text, "an unsigned 32-bit integer",
                             absl::SimpleAtoi<uint32_t>, &Reflection::SetUInt32,
                             &Reflection::AddUInt32);
    case FieldDescriptor::CPPTYPE_UINT64:
      return Store<uint64_t>(holder, field, text, "an unsigned 64-bit integer",
                             absl::SimpleAtoi<uint64_t>, &Reflection::SetUInt64,
                             &Reflection::AddUInt64);
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return Store<double>(holder, field, text, "a number", absl::SimpleAtod,
                           &Reflection::SetDouble, &Reflection::AddDouble);
    case FieldDescriptor::CPPTYPE_FLOAT:
      return Store<float>(holder, field, text, "a number", absl::SimpleAtof, &Reflection::SetFloat,
                          &Reflection::AddFloat);
    case FieldDescriptor::CPPTYPE_BOOL:
      return Store<bool>(holder, field, text, "true or false", ParseBool, &Reflection::SetBool,
                         &Reflection::AddBool);
    case FieldDescriptor::CPPTYPE_ENUM:
      return SetEnum(holder, field, text);
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string value(text);
      if (field.type() == FieldDescriptor::TYPE_BYTES && !ParseBytes(text, &value)) {
        return Expected("base64");
      }
      return SetString(holder, field, std::move(value));
    }
    case FieldDescriptor::CPPTYPE_MESSAGE:
      break;
  }
  return Expected("a scalar field");
}

absl::Status ParseMessageText(absl::string_view text, Message& message) {
  static const auto* const kQuoted = new absl::flat_hash_set<std::string>{
      "google.protobuf.Timestamp",   "google.protobuf.Duration",    "google.protobuf.FieldMask",
      "google.protobuf.StringValue", "google.protobuf.Int32Value",  "google.protobuf.Int64Value",
      "google.protobuf.UInt32Value", "google.protobuf.UInt64Value", "google.protobuf.DoubleValue",
      "google.protobuf.FloatValue",  "google.protobuf.BytesValue"};
  static const auto* const kRaw =
      new absl::flat_hash_set<std::string>{"google.protobuf.BoolValue", "google.protobuf.Struct",
                                           "google.protobuf.Value", "google.protobuf.ListValue"};
  const std::string& type = message.GetDescriptor()->full_name();
  if (type == "google.type.Date") return ParseDate(text, message);
  std::string json;
  if (type == "google.protobuf.FieldMask") {
    json = JsonQuote(CamelCase(text));
  } else if (kQuoted->contains(type)) {
    json = JsonQuote(text);
  } else if (kRaw->contains(type)) {
    if (absl::Status status = CheckJson(text); !status.ok()) return status;
    json = std::string(text);
  } else {
    return absl::InvalidArgumentError(absl::StrCat(type, " has no textual form; name its fields"));
  }
  if (!google::protobuf::util::JsonStringToMessage(json, &message).ok()) {
    return Expected(absl::StrCat("a ", message.GetDescriptor()->name()));
  }
  return absl::OkStatus();
}

}  // namespace eduplan::transcode
