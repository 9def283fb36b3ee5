#include "services/plan_items/filters.h"

#include "absl/strings/numbers.h"
#include "google/protobuf/descriptor.h"
#include "services/platform/api/filter.h"
#include "services/platform/api/utf8.h"
#include "services/platform/calendar/period.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

constexpr std::string_view kPlanFields[] = {"kind", "state", "period"};
constexpr std::string_view kItemFields[] = {"section_kind", "status", "level"};

absl::Status WrongLiteral(const api::Term& term) {
  const std::string shown = api::Excerpt(term.literal);
  return status::InvalidField("filter", "FILTER_VALUE_INVALID",
                              text::Cat("\"", shown, "\" is not a value of ", term.field),
                              text::Cat("“", shown, "”不是 ", term.field, " 的取值"))
      .With("filter_field", term.field)
      .With("value", shown);
}

absl::StatusOr<int64_t> EnumValue(const google::protobuf::EnumDescriptor& type,
                                  std::string_view prefix, const api::Term& term) {
  const auto* value = type.FindValueByName(term.literal);
  if (value == nullptr) value = type.FindValueByName(text::Cat(prefix, term.literal));
  if (value == nullptr) return WrongLiteral(term);
  return value->number();
}

absl::StatusOr<std::vector<api::Term>> Terms(std::string_view filter,
                                             std::span<const std::string_view> fields) {
  EDUPLAN_ASSIGN_OR_RETURN(std::vector<api::Term> terms, api::ParseFilter(filter, fields));
  for (const api::Term& term : terms) {
    if (term.op == api::Term::Op::kEqual) continue;
    return status::InvalidField("filter", "FILTER_OPERATOR_UNSUPPORTED",
                                text::Cat(term.field, " can only be compared by ="),
                                text::Cat(term.field, " 只支持 = 比较"))
        .With("filter_field", term.field);
  }
  return terms;
}

}  // namespace

absl::StatusOr<PlanFilter> ParsePlanFilter(std::string_view filter) {
  EDUPLAN_ASSIGN_OR_RETURN(const auto terms, Terms(filter, kPlanFields));
  PlanFilter parsed;
  for (const api::Term& term : terms) {
    if (term.field == "kind") {
      EDUPLAN_ASSIGN_OR_RETURN(parsed.kinds.emplace_back(),
                               EnumValue(*v1::DocumentKind_descriptor(), "DOCUMENT_KIND_", term));
    } else if (term.field == "state") {
      EDUPLAN_ASSIGN_OR_RETURN(parsed.states.emplace_back(),
                               EnumValue(*v1::Plan::State_descriptor(), "STATE_", term));
    } else {
      EDUPLAN_ASSIGN_OR_RETURN(const calendar::Period period,
                               calendar::Period::Parse(term.literal, "filter"));
      parsed.periods.push_back(period.text());
    }
  }
  return parsed;
}

absl::StatusOr<ItemFilter> ParseItemFilter(std::string_view filter) {
  EDUPLAN_ASSIGN_OR_RETURN(const auto terms, Terms(filter, kItemFields));
  ItemFilter parsed;
  for (const api::Term& term : terms) {
    if (term.field == "section_kind") {
      EDUPLAN_ASSIGN_OR_RETURN(parsed.section_kinds.emplace_back(),
                               EnumValue(*v1::SectionKind_descriptor(), "SECTION_KIND_", term));
    } else if (term.field == "status") {
      EDUPLAN_ASSIGN_OR_RETURN(parsed.statuses.emplace_back(),
                               EnumValue(*v1::PlanItem::Status_descriptor(), "STATUS_", term));
    } else if (!absl::SimpleAtoi(term.literal, &parsed.levels.emplace_back())) {
      return WrongLiteral(term);
    }
  }
  return parsed;
}

}  // namespace eduplan::plan_items
