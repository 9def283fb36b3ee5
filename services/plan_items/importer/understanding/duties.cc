#include "services/plan_items/importer/understanding/duties.h"

#include <algorithm>
#include <utility>

#include "services/plan_items/importer/understanding/due.h"
#include "services/plan_items/importer/understanding/units.h"

namespace eduplan::importer {
namespace {

bool IsPlanned(SectionKind section, DocumentKind document) {
  if (section == SectionKind::kPlan || section == SectionKind::kSuggestions) return true;
  const bool plans = document == DocumentKind::kKeyPoints || document == DocumentKind::kPlan;
  return plans && section != SectionKind::kSummary && section != SectionKind::kExperience;
}

}  // namespace

void FillDuties(const FlatText& text, const std::vector<Node>& nodes, ParsedPlan& plan,
                std::vector<uint8_t>& names) {
  const PlanYears years = YearsOf(plan.periods);
  for (size_t i = 0; i < nodes.size(); ++i) {
    OutlineNode& item = plan.outline[i];
    const size_t begin = std::min(nodes[i].marker.end, nodes[i].body_end);
    const size_t end = nodes[i].body_end;
    const bool planned = IsPlanned(item.section_kind, plan.document_kind);
    Responsibility who = ReadResponsibility(text, begin, end, planned);
    Due due;
    if (who.due_end > who.due_begin) {
      due = DueOfLabel(text, who.due_begin, who.due_end, years);
    } else if (planned) {
      due = DueOfText(text, begin, end, years);
    }
    item.lead_units = std::move(who.lead_units);
    item.assisting_units = std::move(who.assisting_units);
    item.due_date = std::move(due.date);
    item.due_text = std::move(due.text);
    for (auto [from, to] : who.ranges) {
      std::fill(names.begin() + static_cast<std::ptrdiff_t>(from),
                names.begin() + static_cast<std::ptrdiff_t>(to), uint8_t{1});
    }
  }
}

}  // namespace eduplan::importer
