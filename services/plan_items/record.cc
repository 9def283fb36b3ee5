#include "services/plan_items/record.h"

#include "google/protobuf/util/json_util.h"
#include "nlohmann/json.hpp"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

std::string ToJson(Details details) {
  nlohmann::json json = nlohmann::json::object();
  for (const auto& [key, value] : details) json[std::string(key)] = std::string(value);
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

absl::Status Record(change_log::Change& change, std::string_view resource, std::string_view name,
                    std::string_view organization, const google::protobuf::Message& data,
                    const Deed& deed, Details details) {
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(data, &json).ok()) return status::Internal();
  EDUPLAN_RETURN_IF_ERROR(
      change.Emit(text::Cat("eduplan.plan.", resource, ".", deed.event), name, organization, json));
  return change.Audit(text::Cat(resource, ".", deed.verb), name, ToJson(details));
}

}  // namespace

absl::Status RecordPlan(change_log::Change& change, const StoredPlan& stored, const Deed& deed,
                        Details details) {
  v1::Plan data = stored.plan;
  data.clear_preamble();
  return Record(change, "plan", data.name(), stored.id.organization, data, deed, details);
}

absl::Status RecordItem(change_log::Change& change, const PlanId& plan, const v1::PlanItem& item,
                        const Deed& deed, Details details) {
  v1::PlanItem data = item;
  data.clear_text();
  data.clear_measurements();
  return Record(change, "item", data.name(), plan.organization, data, deed, details);
}

}  // namespace eduplan::plan_items
