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

class Reader {
 public:
  Reader(const FlatText& text, ParsedPlan& plan, std::vector<uint8_t>& names)
      : text_(text), years_(YearsOf(plan.periods)), plan_(plan), names_(names) {}

  // Sets what the item does not say yet.
  void Read(size_t begin, size_t end, OutlineNode& item) {
    const bool planned = IsPlanned(item.section_kind, plan_.document_kind);
    Responsibility who = ReadResponsibility(text_, begin, end, planned);
    Due due;
    if (who.due_end > who.due_begin) {
      due = DueOfLabel(text_, who.due_begin, who.due_end, years_);
    } else if (planned) {
      due = DueOfText(text_, begin, end, years_);
    }
    if (item.lead_units.empty() && item.assisting_units.empty()) {
      item.lead_units = std::move(who.lead_units);
      item.assisting_units = std::move(who.assisting_units);
    }
    if (item.due_text.empty()) {
      item.due_date = std::move(due.date);
      item.due_text = std::move(due.text);
    }
    for (auto [from, to] : who.ranges) {
      std::fill(names_.begin() + static_cast<std::ptrdiff_t>(from),
                names_.begin() + static_cast<std::ptrdiff_t>(to), uint8_t{1});
    }
  }

 private:
  const FlatText& text_;
  const PlanYears years_;
  ParsedPlan& plan_;
  std::vector<uint8_t>& names_;
};

}  // namespace

void FillDuties(const FlatText& text, const std::vector<Node>& nodes,
                const std::vector<Resumed>& resumed, ParsedPlan& plan,
                std::vector<uint8_t>& names) {
  Reader reader(text, plan, names);
  for (size_t i = 0; i < nodes.size(); ++i) {
    const size_t begin = std::min(nodes[i].marker.end, nodes[i].body_end);
    reader.Read(begin, nodes[i].body_end, plan.outline[i]);
  }
  for (const Resumed& r : resumed) {
    if (r.node >= 0) reader.Read(r.begin, r.end, plan.outline[static_cast<size_t>(r.node)]);
  }
}

}  // namespace eduplan::importer
