#include "services/plan_items/draft.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "services/plan_items/item_path.h"
#include "services/plan_items/validate.h"
#include "services/platform/calendar/period.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

void AddFinding(std::string_view code, std::string_view english, std::string_view chinese,
                v1::ParsedPlan& parsed) {
  v1::Finding& finding = *parsed.add_findings();
  finding.set_code(std::string(code));
  finding.set_severity(v1::Finding::SEVERITY_WARNING);
  finding.set_message(std::string(english));
  finding.set_message_zh(std::string(chinese));
}

void TakePeriods(std::span<const std::string> given, v1::ParsedPlan& parsed, v1::Plan& plan) {
  plan.mutable_periods()->Assign(given.begin(), given.end());
  if (!given.empty()) return;
  for (const std::string& printed : parsed.periods()) {
    if (calendar::Period::Parse(printed).ok()) {
      plan.add_periods(printed);
    } else {
      AddFinding("PERIOD_UNCLEAR", text::Cat("\"", printed, "\" is not a period one can file for"),
                 text::Cat("“", printed, "”不是可填报的期间"), parsed);
    }
  }
  if (plan.periods().empty()) {
    AddFinding("PERIOD_MISSING", "the text does not say which period it speaks of",
               "文中未写明所属期间", parsed);
  }
}

v1::Plan MakePlan(const PlanId& id, std::span<const std::string> periods, v1::ParsedPlan& parsed) {
  v1::Plan plan;
  plan.set_name(id.Name());
  plan.set_state(v1::Plan::STATE_DRAFT);
  plan.set_kind(parsed.document_kind());
  TakePeriods(periods, parsed, plan);
  const size_t title_end = PrefixOf(parsed.title(), kLongestTitle);
  plan.set_title(parsed.title().substr(0, title_end));
  if (title_end < parsed.title().size()) {
    AddFinding("TITLE_CUT", "the title has more than 500 characters", "标题超过500字，已截断",
               parsed);
  }
  if (plan.title().empty()) {
    AddFinding("TITLE_MISSING", "the text has no title", "文中没有标题", parsed);
  }
  if (plan.kind() == v1::DOCUMENT_KIND_UNSPECIFIED) {
    AddFinding("KIND_MISSING", "the text does not say what it is", "无法判断文种", parsed);
  }
  plan.set_preamble(std::move(*parsed.mutable_preamble()));
  plan.set_issuer(parsed.issuer());
  plan.mutable_recipients()->Swap(parsed.mutable_recipients());
  plan.set_truncated(parsed.truncated());
  return plan;
}

// A heading that is too long goes on in the text.
v1::PlanItem MakeItem(v1::OutlineNode& node) {
  v1::PlanItem item;
  item.set_path(node.path());
  item.set_level(LevelOf(node.path()));
  item.set_marker(std::move(*node.mutable_marker()));
  const size_t end = PrefixOf(node.heading(), kLongestHeading);
  item.set_heading(node.heading().substr(0, end));
  item.set_text(node.heading().substr(end) + node.text());
  item.set_section_kind(node.section_kind());
  item.mutable_lead_units()->Swap(node.mutable_lead_units());
  item.mutable_assisting_units()->Swap(node.mutable_assisting_units());
  if (node.has_due_date()) *item.mutable_due_date() = node.due_date();
  item.set_status(v1::PlanItem::STATUS_NOT_STARTED);
  return item;
}

}  // namespace

Draft MakeDraft(const PlanId& id, v1::ParsedPlan parsed, std::span<const std::string> periods,
                const std::function<std::string()>& new_id) {
  Draft draft;
  draft.plan = MakePlan(id, periods, parsed);
  draft.measurement_count = parsed.measurements_size();
  absl::flat_hash_map<std::string, size_t> by_path;
  draft.items.reserve(static_cast<size_t>(parsed.outline_size()));
  for (v1::OutlineNode& node : *parsed.mutable_outline()) {
    v1::OutlineNode& place = *draft.rest.add_outline();
    place.set_path(node.path());
    place.set_start(node.start());
    place.set_end(node.end());
    v1::PlanItem item = MakeItem(node);
    item.set_name(ItemId{id, new_id()}.Name());
    const auto parent = by_path.find(std::string(ParentPath(item.path())));
    if (parent != by_path.end()) item.set_parent_item(draft.items[parent->second].name());
    by_path.emplace(item.path(), draft.items.size());
    draft.items.push_back(std::move(item));
  }
  for (v1::Measurement& measurement : *parsed.mutable_measurements()) {
    const auto item = by_path.find(measurement.item_path());
    v1::Measurement* stored = item == by_path.end() ? draft.rest.add_measurements()
                                                    : draft.items[item->second].add_measurements();
    *stored = std::move(measurement);
    stored->set_id(new_id());
  }
  draft.rest.set_issuer_level(parsed.issuer_level());
  draft.rest.set_preamble_section_kind(parsed.preamble_section_kind());
  draft.rest.set_format(parsed.format());
  draft.rest.mutable_periods()->Swap(parsed.mutable_periods());
  draft.rest.mutable_findings()->Swap(parsed.mutable_findings());
  return draft;
}

}  // namespace eduplan::plan_items
