#include "gateway/openapi/schemas.h"

#include <boost/json.hpp>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "gateway/transcode/type_resolver.h"
#include "google/api/field_behavior.pb.h"
#include "google/protobuf/descriptor.pb.h"

namespace eduplan::openapi {
namespace {

using boost::json::array;
using boost::json::object;
using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;

bool HasBehavior(const FieldDescriptor& field, google::api::FieldBehavior wanted) {
  const auto& options = field.options();
  for (int i = 0; i < options.ExtensionSize(google::api::field_behavior); ++i) {
    if (options.GetExtension(google::api::field_behavior, i) == wanted) return true;
  }
  return false;
}

object Type(const char* type, const char* format = nullptr) {
  object schema{{"type", type}};
  if (format != nullptr) schema["format"] = format;
  return schema;
}

object Nullable(const char* type, const char* format = nullptr) {
  object schema{{"type", array{type, "null"}}};
  if (format != nullptr) schema["format"] = format;
  return schema;
}

// Messages that have a form of their own in JSON. Empty if `name` is not one.
object WellKnown(const std::string& name) {
  if (!absl::StartsWith(name, "google.protobuf.")) return {};
  const std::string type = name.substr(sizeof "google.protobuf." - 1);
  if (type == "Timestamp") return Type("string", "date-time");
  if (type == "Duration") return {{"type", "string"}, {"examples", array{"1.5s"}}};
  if (type == "FieldMask") return {{"type", "string"}, {"examples", array{"title,dueDate"}}};
  if (type == "Struct") return {{"type", "object"}, {"additionalProperties", true}};
  if (type == "Value") return {{"description", "Any JSON value."}};
  if (type == "ListValue") return {{"type", "array"}, {"items", object{}}};
  if (type == "Empty") return {{"type", "object"}};
  if (type == "Any") {
    return {{"type", "object"},
            {"properties", object{{"@type", Type("string")}}},
            {"additionalProperties", true}};
  }
  if (type == "StringValue") return Nullable("string");
  if (type == "BytesValue") return Nullable("string", "byte");
  if (type == "BoolValue") return Nullable("boolean");
  if (type == "Int32Value" || type == "UInt32Value") return Nullable("integer");
  if (type == "Int64Value" || type == "UInt64Value") return Nullable("string", "int64");
  if (type == "DoubleValue" || type == "FloatValue") return Nullable("number");
  return {};
}

object Scalar(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return Type("integer", "int32");
    case FieldDescriptor::CPPTYPE_UINT32:
      return {{"type", "integer"}, {"format", "int64"}, {"minimum", 0}};
    case FieldDescriptor::CPPTYPE_INT64:
      return Type("string", "int64");
    case FieldDescriptor::CPPTYPE_UINT64:
      return Type("string", "uint64");
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return Type("number", "double");
    case FieldDescriptor::CPPTYPE_FLOAT:
      return Type("number", "float");
    case FieldDescriptor::CPPTYPE_BOOL:
      return Type("boolean");
    default:
      return field.type() == FieldDescriptor::TYPE_BYTES ? Type("string", "byte") : Type("string");
  }
}

// The name without its package.
template <typename Named>
std::string LocalName(const Named& descriptor) {
  const std::string& package = descriptor.file()->package();
  const std::string& name = descriptor.full_name();
  return package.empty() ? name : name.substr(package.size() + 1);
}

}  // namespace

bool IsRequired(const FieldDescriptor& field) {
  return HasBehavior(field, google::api::REQUIRED);
}

bool IsOutputOnly(const FieldDescriptor& field) {
  return HasBehavior(field, google::api::OUTPUT_ONLY);
}

template <typename Named>
object Schemas::Refer(const Named& descriptor) {
  // A name that two packages use is told apart by the package.
  std::string name = LocalName(descriptor);
  const auto [it, added] = names_.try_emplace(name, descriptor.full_name());
  if (!added && it->second != descriptor.full_name()) name = descriptor.full_name();
  if (!components_.contains(name)) {
    components_[name] = {};
    components_[name] = Define(descriptor);
  }
  return {{"$ref", absl::StrCat("#/components/schemas/", name)}};
}

object Schemas::Of(const Descriptor& message) {
  object known = WellKnown(message.full_name());
  return known.empty() ? Refer(message) : known;
}

object Schemas::Of(const EnumDescriptor& type) {
  return Refer(type);
}

object Schemas::OfElement(const FieldDescriptor& field) {
  if (field.message_type() != nullptr) return Of(*field.message_type());
  return field.enum_type() != nullptr ? Of(*field.enum_type()) : Scalar(field);
}

object Schemas::Of(const FieldDescriptor& field) {
  object schema;
  if (field.is_map()) {
    schema = {{"type", "object"},
              {"additionalProperties", OfElement(*field.message_type()->map_value())}};
  } else if (field.is_repeated()) {
    schema = {{"type", "array"}, {"items", OfElement(field)}};
  } else {
    schema = OfElement(field);
  }
  if (const std::string comment = CommentOf(field); !comment.empty()) {
    schema["description"] = comment;
  }
  if (IsOutputOnly(field)) schema["readOnly"] = true;
  if (field.options().deprecated()) schema["deprecated"] = true;
  return schema;
}

// As deep as messages nest without repeating: a message that is being defined is only referred to.
object Schemas::Define(const Descriptor& message) {
  object schema{{"type", "object"}};
  if (const std::string comment = CommentOf(message); !comment.empty()) {
    schema["description"] = comment;
  }
  object properties;
  array required;
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    properties[field.json_name()] = Of(field);
    if (IsRequired(field)) required.push_back(boost::json::string(field.json_name()));
  }
  schema["properties"] = std::move(properties);
  if (!required.empty()) schema["required"] = std::move(required);
  return schema;
}

object Schemas::Define(const EnumDescriptor& type) {
  object schema{{"type", "string"}};
  std::string description = CommentOf(type);
  array values;
  for (int i = 0; i < type.value_count(); ++i) {
    const std::string name = transcode::ShortName(*type.value(i));
    values.push_back(boost::json::string(name));
    const std::string comment = CommentOf(*type.value(i));
    if (!comment.empty()) absl::StrAppend(&description, "\n- `", name, "`: ", comment);
  }
  schema["enum"] = std::move(values);
  if (!description.empty())
    schema["description"] = std::string(absl::StripPrefix(description, "\n"));
  return schema;
}

object Schemas::TakeComponents() {
  object all;
  for (auto& [name, schema] : components_) all[name] = std::move(schema);
  return all;
}

}  // namespace eduplan::openapi
