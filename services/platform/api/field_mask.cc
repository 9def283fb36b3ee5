#include "services/platform/api/field_mask.h"

#include <algorithm>
#include <string>

#include "google/protobuf/util/field_mask_util.h"
#include "services/platform/api/utf8.h"
#include "services/platform/status/error.h"
#include "services/platform/status/text.h"

namespace eduplan::api {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::FieldMask;
using google::protobuf::Message;
using google::protobuf::util::FieldMaskUtil;

// Whether the field at `path` is set (or, repeated, not empty).
bool IsPopulated(const Message& message, std::string_view path) {
  std::vector<const FieldDescriptor*> fields;
  if (!FieldMaskUtil::GetFieldDescriptors(message.GetDescriptor(), std::string(path), &fields)) {
    return false;
  }
  const Message* at = &message;
  for (size_t i = 0; i < fields.size(); ++i) {
    const auto* reflection = at->GetReflection();
    if (fields[i]->is_repeated()) return reflection->FieldSize(*at, fields[i]) > 0;
    if (!reflection->HasField(*at, fields[i])) return false;
    if (i + 1 < fields.size()) at = &reflection->GetMessage(*at, fields[i]);
  }
  return true;
}

// The path itself, or one below an updatable message.
bool IsUpdatable(std::string_view path, std::span<const std::string_view> updatable) {
  return std::any_of(updatable.begin(), updatable.end(), [&](std::string_view allowed) {
    return path == allowed || (path.starts_with(allowed) && path[allowed.size()] == '.');
  });
}

absl::Status NotUpdatable(std::string_view path) {
  const std::string shown = Excerpt(path);
  return status::InvalidField("update_mask", "UPDATE_MASK_INVALID",
                              text::Cat("\"", shown, "\" is not a field that can be updated"),
                              text::Cat("“", shown, "”不是可更新的字段"))
      .With("path", shown);
}

}  // namespace

absl::Status ApplyMask(const FieldMask& mask, std::span<const std::string_view> updatable,
                       const Message& from, Message* into) {
  FieldMask effective;
  const bool all = mask.paths_size() == 1 && mask.paths(0) == "*";
  if (mask.paths().empty() || all) {
    for (std::string_view path : updatable) {
      if (all || IsPopulated(from, path)) effective.add_paths(std::string(path));
    }
  } else {
    for (const std::string& path : mask.paths()) {
      if (!IsUpdatable(path, updatable) ||
          !FieldMaskUtil::GetFieldDescriptors(from.GetDescriptor(), path, nullptr)) {
        return NotUpdatable(path);
      }
      effective.add_paths(path);
    }
  }
  FieldMaskUtil::MergeOptions options;
  options.set_replace_message_fields(true);
  options.set_replace_repeated_fields(true);
  FieldMaskUtil::MergeMessageTo(from, effective, options, into);
  return absl::OkStatus();
}

}  // namespace eduplan::api
