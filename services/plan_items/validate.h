#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_VALIDATE_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_VALIDATE_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "eduplan/plan/v1/plan_service.pb.h"
#include "google/protobuf/message.h"

namespace eduplan::plan_items {

namespace v1 = ::eduplan::plan::v1;

// What needs no database. Each is INVALID_ARGUMENT naming the field, which begins with `prefix`
// ("plan.").

// Every text in the message, at any depth, is UTF-8 without NUL.
absl::Status CheckTexts(const google::protobuf::Message& message, std::string_view prefix);
// Kinds, periods and lengths.
absl::Status CheckPlan(const v1::Plan& plan, std::string_view prefix);
absl::Status CheckPeriods(const google::protobuf::RepeatedPtrField<std::string>& periods,
                          std::string_view prefix);
absl::Status CheckItem(const v1::PlanItem& item, std::string_view prefix);
// Of a return: not blank, at most 2,000 characters.
absl::Status CheckReason(const std::string& reason);
absl::Status CheckFilename(const std::string& filename);

// The first of kind, periods and title that a plan lacks; empty if it has all. A created plan must
// have them, and one that is filed.
std::string_view MissingField(const v1::Plan& plan);

// Where the first `characters` of well-formed UTF-8 end.
size_t PrefixOf(std::string_view text, size_t characters);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_VALIDATE_H_
