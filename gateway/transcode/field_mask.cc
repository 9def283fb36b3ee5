#include "gateway/transcode/field_mask.h"

#include <algorithm>
#include <boost/json.hpp>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gateway/transcode/errors.h"
#include "gateway/transcode/field_path.h"
#include "gateway/transcode/json_text.h"
#include "google/api/field_behavior.pb.h"

namespace eduplan::transcode {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

bool IsChangeable(const FieldDescriptor& field) {
  if (field.name() == "etag") return false;
  const auto& options = field.options();
  for (int i = 0; i < options.ExtensionSize(google::api::field_behavior); ++i) {
    const auto behavior = options.GetExtension(google::api::field_behavior, i);
    if (behavior == google::api::OUTPUT_ONLY || behavior == google::api::IDENTIFIER) return false;
  }
  return true;
}

bool IsPlainMessage(const FieldDescriptor& field) {
  if (field.is_repeated() || field.message_type() == nullptr) return false;
  const std::string& package = field.message_type()->file()->package();
  return package != "google.protobuf" && package != "google.type";
}

class Collector {
 public:
  explicit Collector(const std::set<std::string>& bound) : bound_(bound) {}

  // As deep as the JSON, which CheckJson has bounded.
  absl::Status Collect(const boost::json::object& object, const Descriptor& type,
                       const std::string& prefix) {
    for (const auto& member : object) {
      const std::string key(member.key());
      const absl::StatusOr<FieldPath> found =
          key.find('.') == key.npos ? ResolveFieldPath(type, key) : absl::NotFoundError("dotted");
      const std::string path = absl::StrCat(prefix, found.ok() ? (*found)[0]->name() : key);
      if (!found.ok()) {
        return BadField("UNKNOWN_FIELD", path, absl::StrCat("unknown field \"", path, "\""),
                        absl::StrCat("未知字段“", path, "”"));
      }
      const FieldDescriptor& field = *(*found)[0];
      if (member.value().is_object() && field.message_type() == nullptr) {
        return BadField("INVALID_VALUE", path,
                        absl::StrCat("field \"", path, "\" is not an object"),
                        absl::StrCat("字段“", path, "”不是对象"));
      }
      if (bound_.contains(path) || !IsChangeable(field)) continue;
      const auto* nested = member.value().if_object();
      if (nested == nullptr || nested->empty() || !IsPlainMessage(field)) {
        paths_.insert(path);
      } else if (absl::Status s = Collect(*nested, *field.message_type(), path + "."); !s.ok()) {
        return s;
      }
    }
    return absl::OkStatus();
  }

  const std::set<std::string>& paths() const { return paths_; }

 private:
  const std::set<std::string>& bound_;
  std::set<std::string> paths_;
};

}  // namespace

absl::StatusOr<google::protobuf::FieldMask> MaskFromJson(absl::string_view json,
                                                         const Descriptor& resource,
                                                         const std::set<std::string>& bound) {
  boost::json::parse_options options;
  options.max_depth = kMaxJsonDepth;
  boost::json::error_code error;
  const boost::json::value value =
      boost::json::parse({json.data(), json.size()}, error, boost::json::storage_ptr{}, options);
  if (error || !value.is_object()) {
    return BadField("INVALID_JSON", "body", "the body of a PATCH is a JSON object",
                    "PATCH 的请求正文应为 JSON 对象");
  }
  Collector collector(bound);
  if (absl::Status s = collector.Collect(value.get_object(), resource, ""); !s.ok()) return s;
  google::protobuf::FieldMask mask;
  for (const std::string& path : collector.paths()) mask.add_paths(path);
  return mask;
}

}  // namespace eduplan::transcode
