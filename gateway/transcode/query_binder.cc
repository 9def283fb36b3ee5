#include "gateway/transcode/query_binder.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gateway/transcode/errors.h"
#include "gateway/transcode/field_path.h"
#include "gateway/transcode/percent.h"

namespace eduplan::transcode {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

absl::Status Refuse(absl::string_view reason, absl::string_view parameter,
                    absl::string_view english, absl::string_view chinese) {
  return BadField(reason, parameter, absl::StrCat("query parameter \"", parameter, "\": ", english),
                  absl::StrCat("查询参数“", parameter, "”：", chinese));
}

absl::Status Decode(absl::string_view raw, absl::string_view parameter, std::string& out) {
  if (const auto bad = PercentDecode(raw, PercentRule::kForm, out)) {
    return BadField(
        "INVALID_ESCAPE", parameter,
        absl::StrCat("query parameter \"", parameter, "\": broken percent escape at byte ", *bad),
        absl::StrCat("查询参数“", parameter, "”第 ", *bad, " 字节的转义不完整"));
  }
  if (const auto bad = FindInvalidUtf8(out)) {
    return BadField("INVALID_UTF8", "query",
                    absl::StrCat("a query parameter is not UTF-8: byte ", *bad, " is invalid"),
                    absl::StrCat("查询参数不是 UTF-8 编码：第 ", *bad, " 字节无效"));
  }
  return absl::OkStatus();
}

class Binder {
 public:
  Binder(const std::set<std::string>& ignored, absl::string_view body_field, bool whole_body,
         Message& message)
      : ignored_(ignored), body_field_(body_field), whole_body_(whole_body), message_(message) {}

  absl::Status Bind(const std::string& parameter, absl::string_view value) {
    const absl::StatusOr<FieldPath> path = ResolveFieldPath(*message_.GetDescriptor(), parameter);
    if (!path.ok()) return Refuse("UNKNOWN_PARAMETER", parameter, "unknown", "未知");
    const std::string name = FieldPathName(*path);
    if (ignored_.contains(name)) return absl::OkStatus();
    if (whole_body_ || (!body_field_.empty() && path->front()->name() == body_field_)) {
      return Refuse("PARAMETER_IN_BODY", parameter, "belongs in the body", "应写在请求正文中");
    }
    const FieldDescriptor& field = *path->back();
    if (!field.is_repeated() && !seen_.insert(name).second) {
      return Refuse("REPEATED_PARAMETER", parameter, "given more than once", "重复给出");
    }
    if (const auto* oneof = field.real_containing_oneof()) {
      const Message* holder = FindHolder(message_, *path);
      if (holder != nullptr && holder->GetReflection()->HasOneof(*holder, oneof)) {
        return Refuse("CONFLICTING_PARAMETER", parameter,
                      absl::StrCat("excludes another parameter of ", oneof->name()),
                      "与另一参数互斥");
      }
    }
    if (absl::Status status = SetFromText(message_, *path, value); !status.ok()) {
      return Refuse("INVALID_VALUE", parameter, status.message(), "取值无效");
    }
    return absl::OkStatus();
  }

 private:
  const std::set<std::string>& ignored_;
  const absl::string_view body_field_;
  const bool whole_body_;
  Message& message_;
  std::set<std::string> seen_;
};

}  // namespace

absl::Status BindQuery(absl::string_view query, const std::set<std::string>& ignored,
                       absl::string_view body_field, bool whole_body, Message& message) {
  Binder binder(ignored, body_field, whole_body, message);
  std::string name;
  std::string value;
  for (const absl::string_view piece : absl::StrSplit(query, '&', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> raw =
        absl::StrSplit(piece, absl::MaxSplits('=', 1));
    if (absl::Status s = Decode(raw.first, "", name); !s.ok()) return s;
    if (absl::Status s = Decode(raw.second, name, value); !s.ok()) return s;
    if (absl::Status s = binder.Bind(name, value); !s.ok()) return s;
  }
  return absl::OkStatus();
}

}  // namespace eduplan::transcode
