#include "services/plan_items/validate.h"

#include <algorithm>
#include <set>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "services/plan_items/draft.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/api/time.h"
#include "services/platform/api/utf8.h"
#include "services/platform/calendar/period.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::RepeatedPtrField;

constexpr size_t kLongestText = 1'000'000;
constexpr size_t kLongestName = 200;
constexpr size_t kLongestReason = 2000;
constexpr size_t kLongestFilename = 255;
constexpr int kMostNames = 100;
constexpr int kMostPeriods = 20;
constexpr int kMostMeasurements = 50000;

absl::Status CheckLength(const std::string& value, size_t most, std::string_view field) {
  if (PrefixOf(value, most) == value.size()) return absl::OkStatus();
  return status::InvalidField(field, "TEXT_TOO_LONG",
                              text::Cat(field, " has more than ", most, " characters"),
                              text::Cat(field, " 超过", most, "字"))
      .With("most", text::Cat(most));
}

absl::Status CheckCount(int count, int most, std::string_view field) {
  if (count <= most) return absl::OkStatus();
  return status::InvalidField(field, "TOO_MANY_VALUES",
                              text::Cat(field, " has ", count, " entries; at most ", most),
                              text::Cat(field, " 有", count, "项，最多", most, "项"));
}

absl::Status CheckNames(const RepeatedPtrField<std::string>& names, std::string_view field) {
  EDUPLAN_RETURN_IF_ERROR(CheckCount(names.size(), kMostNames, field));
  for (int i = 0; i < names.size(); ++i) {
    EDUPLAN_RETURN_IF_ERROR(CheckLength(names[i], kLongestName, text::Cat(field, "[", i, "]")));
  }
  return absl::OkStatus();
}

absl::Status UnknownValue(std::string_view field, int value) {
  return status::InvalidField(field, "ENUM_VALUE_UNKNOWN",
                              text::Cat(value, " is not a value of ", field),
                              text::Cat(field, " 没有取值", value))
      .With("value", text::Cat(value));
}

absl::Status CheckText(const std::string& value, std::string_view field) {
  if (api::IsUtf8(value) && value.find('\0') == std::string::npos) return absl::OkStatus();
  return status::InvalidField(field, "TEXT_INVALID",
                              text::Cat(field, " is not UTF-8 text without NUL"),
                              text::Cat(field, " 不是有效的UTF-8文本"));
}

absl::Status CheckRange(int64_t value, int64_t most, std::string_view field) {
  if (value >= 0 && value <= most) return absl::OkStatus();
  return status::InvalidField(field, "OUT_OF_RANGE", text::Cat(field, " must be 0 to ", most),
                              text::Cat(field, " 应在0至", most, "之间"))
      .With("value", text::Cat(value));
}

}  // namespace

size_t PrefixOf(std::string_view text, size_t characters) {
  // No text has more characters than bytes.
  if (text.size() <= characters) return text.size();
  size_t at = 0;
  for (; at < text.size(); ++at) {
    const bool starts = (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
    if (starts && characters-- == 0) break;
  }
  return at;
}

absl::Status CheckTexts(const Message& message, std::string_view prefix) {
  const auto* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const bool is_text = field->type() == FieldDescriptor::TYPE_STRING;
    const bool is_message = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    if (!is_text && !is_message) continue;
    const int count = field->is_repeated() ? reflection->FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      std::string place = text::Cat(prefix, std::string_view(field->name()));
      if (field->is_repeated()) text::Append(&place, "[", i, "]");
      if (is_text) {
        EDUPLAN_RETURN_IF_ERROR(CheckText(field->is_repeated()
                                              ? reflection->GetRepeatedString(message, field, i)
                                              : reflection->GetString(message, field),
                                          place));
      } else {
        EDUPLAN_RETURN_IF_ERROR(CheckTexts(field->is_repeated()
                                               ? reflection->GetRepeatedMessage(message, field, i)
                                               : reflection->GetMessage(message, field),
                                           place + "."));
      }
    }
  }
  return absl::OkStatus();
}

absl::Status CheckPeriods(const RepeatedPtrField<std::string>& periods, std::string_view prefix) {
  const std::string field = text::Cat(prefix, "periods");
  EDUPLAN_RETURN_IF_ERROR(CheckCount(periods.size(), kMostPeriods, field));
  std::set<std::string_view> seen;
  for (int i = 0; i < periods.size(); ++i) {
    const std::string place = text::Cat(field, "[", i, "]");
    EDUPLAN_RETURN_IF_ERROR(calendar::Period::Parse(periods[i], place).status());
    if (!seen.insert(periods[i]).second) {
      return status::InvalidField(place, "DUPLICATE_PERIOD", text::Cat(periods[i], " stands twice"),
                                  text::Cat(periods[i], "重复"));
    }
  }
  return absl::OkStatus();
}

// Ids are given by an earlier answer or not at all.
absl::Status CheckMeasurements(const v1::PlanItem& item, std::string_view field) {
  EDUPLAN_RETURN_IF_ERROR(CheckCount(item.measurements_size(), kMostMeasurements, field));
  absl::flat_hash_set<std::string_view> seen;
  for (int i = 0; i < item.measurements_size(); ++i) {
    const std::string& id = item.measurements(i).id();
    if (id.empty()) continue;
    const std::string place = text::Cat(field, "[", i, "].id");
    EDUPLAN_RETURN_IF_ERROR(ChooseId(id, place).status());
    if (!seen.insert(id).second) {
      return status::InvalidField(place, "DUPLICATE_ID", text::Cat(id, " stands twice"),
                                  text::Cat(id, "重复"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckPlan(const v1::Plan& plan, std::string_view prefix) {
  EDUPLAN_RETURN_IF_ERROR(CheckTexts(plan, prefix));
  if (!v1::DocumentKind_IsValid(plan.kind())) {
    return UnknownValue(text::Cat(prefix, "kind"), plan.kind());
  }
  EDUPLAN_RETURN_IF_ERROR(CheckPeriods(plan.periods(), prefix));
  EDUPLAN_RETURN_IF_ERROR(CheckLength(plan.title(), kLongestTitle, text::Cat(prefix, "title")));
  EDUPLAN_RETURN_IF_ERROR(
      CheckLength(plan.preamble(), kLongestText, text::Cat(prefix, "preamble")));
  EDUPLAN_RETURN_IF_ERROR(CheckLength(plan.issuer(), kLongestTitle, text::Cat(prefix, "issuer")));
  return CheckNames(plan.recipients(), text::Cat(prefix, "recipients"));
}

absl::Status CheckItem(const v1::PlanItem& item, std::string_view prefix) {
  EDUPLAN_RETURN_IF_ERROR(CheckTexts(item, prefix));
  if (!v1::SectionKind_IsValid(item.section_kind())) {
    return UnknownValue(text::Cat(prefix, "section_kind"), item.section_kind());
  }
  if (!v1::PlanItem::Status_IsValid(item.status())) {
    return UnknownValue(text::Cat(prefix, "status"), item.status());
  }
  EDUPLAN_RETURN_IF_ERROR(CheckLength(item.marker(), kLongestName, text::Cat(prefix, "marker")));
  EDUPLAN_RETURN_IF_ERROR(
      CheckLength(item.heading(), kLongestHeading, text::Cat(prefix, "heading")));
  EDUPLAN_RETURN_IF_ERROR(CheckLength(item.text(), kLongestText, text::Cat(prefix, "text")));
  EDUPLAN_RETURN_IF_ERROR(CheckNames(item.lead_units(), text::Cat(prefix, "lead_units")));
  EDUPLAN_RETURN_IF_ERROR(CheckNames(item.assisting_units(), text::Cat(prefix, "assisting_units")));
  EDUPLAN_RETURN_IF_ERROR(CheckRange(item.progress(), 100, text::Cat(prefix, "progress")));
  EDUPLAN_RETURN_IF_ERROR(CheckRange(item.weight(), 1'000'000, text::Cat(prefix, "weight")));
  if (item.has_due_date()) {
    EDUPLAN_RETURN_IF_ERROR(
        api::FromProto(item.due_date(), text::Cat(prefix, "due_date")).status());
  }
  EDUPLAN_RETURN_IF_ERROR(CheckNames(item.indicators(), text::Cat(prefix, "indicators")));
  for (int i = 0; i < item.indicators_size(); ++i) {
    EDUPLAN_RETURN_IF_ERROR(
        api::ParseId(item.indicators(i), "indicators", text::Cat(prefix, "indicators[", i, "]"))
            .status());
  }
  return CheckMeasurements(item, text::Cat(prefix, "measurements"));
}

absl::Status CheckReason(const std::string& reason) {
  EDUPLAN_RETURN_IF_ERROR(CheckText(reason, "reason"));
  if (absl::StripAsciiWhitespace(reason).empty()) {
    return status::InvalidField("reason", "REASON_MISSING", "a reason is required", "须写明理由");
  }
  return CheckLength(reason, kLongestReason, "reason");
}

absl::Status CheckFilename(const std::string& filename) {
  EDUPLAN_RETURN_IF_ERROR(CheckText(filename, "filename"));
  return CheckLength(filename, kLongestFilename, "filename");
}

std::string_view MissingField(const v1::Plan& plan) {
  if (plan.kind() == v1::DOCUMENT_KIND_UNSPECIFIED) return "kind";
  if (plan.periods().empty()) return "periods";
  if (absl::StripAsciiWhitespace(plan.title()).empty()) return "title";
  return "";
}

}  // namespace eduplan::plan_items
