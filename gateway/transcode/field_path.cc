#include "gateway/transcode/field_path.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "gateway/transcode/value_text.h"

namespace eduplan::transcode {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

absl::StatusOr<FieldPath> ResolveFieldPath(const Descriptor& root, absl::string_view dotted) {
  constexpr size_t kMaxParts = 16;
  FieldPath path;
  const Descriptor* at = &root;
  for (const absl::string_view part : absl::StrSplit(dotted, absl::MaxSplits('.', kMaxParts))) {
    if (!path.empty() && path.back()->is_repeated()) at = nullptr;
    const FieldDescriptor* field = nullptr;
    if (at != nullptr) {
      const std::string name(part);
      field = at->FindFieldByName(name);
      if (field == nullptr) field = at->FindFieldByCamelcaseName(name);
      for (int i = 0; field == nullptr && i < at->field_count(); ++i) {
        if (at->field(i)->json_name() == name) field = at->field(i);
      }
    }
    if (field == nullptr) {
      return absl::NotFoundError(absl::StrCat(root.full_name(), " has no field \"", dotted, "\""));
    }
    path.push_back(field);
    at = field->message_type();
  }
  return path;
}

std::string FieldPathName(const FieldPath& path) {
  return absl::StrJoin(path, ".", [](std::string* out, const FieldDescriptor* field) {
    absl::StrAppend(out, field->name());
  });
}

const Message* FindHolder(const Message& root, const FieldPath& path) {
  const Message* at = &root;
  for (size_t i = 0; i + 1 < path.size(); ++i) {
    if (!at->GetReflection()->HasField(*at, path[i])) return nullptr;
    at = &at->GetReflection()->GetMessage(*at, path[i]);
  }
  return at;
}

Message* MakeHolder(Message& root, const FieldPath& path) {
  Message* at = &root;
  for (size_t i = 0; i + 1 < path.size(); ++i) {
    at = at->GetReflection()->MutableMessage(at, path[i]);
  }
  return at;
}

absl::Status SetFromText(Message& root, const FieldPath& path, absl::string_view text) {
  Message* holder = MakeHolder(root, path);
  const FieldDescriptor* field = path.back();
  if (field->is_map()) return absl::InvalidArgumentError("a map has no textual form here");
  if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
    return SetScalarFromText(*holder, *field, text);
  }
  const auto* reflection = holder->GetReflection();
  return ParseMessageText(text,
                          *(field->is_repeated() ? reflection->AddMessage(holder, field)
                                                 : reflection->MutableMessage(holder, field)));
}

}  // namespace eduplan::transcode
