#include "services/plan_items/importer/items.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/plan_items/importer/figures/measure.h"
#include "services/plan_items/importer/understanding/sections.h"
#include "services/plan_items/importer/understanding/spans.h"

namespace eduplan::importer {
namespace {

// What is said of a later year is yet to be: 到2025年 in a plan of 2021 to 2025, too.
int YearSpokenIn(const std::vector<std::string>& periods) {
  int latest = 0;
  for (const std::string& period : periods) {
    int year = 0;
    for (size_t i = 0; i < 4 && i < period.size(); ++i) {
      year = period[i] >= '0' && period[i] <= '9' ? year * 10 + (period[i] - '0') : 0;
    }
    latest = std::max(latest, year);
    if (AreSpan(periods)) break;
  }
  return latest;
}

// Where a line of [begin, end) turns from what was done to what is planned: 下一步,我们….
size_t PlannedFrom(const FlatText& text, size_t begin, size_t end) {
  for (size_t i = begin; i < end; ++i) {
    if (text.gap[i] != Gap::kLine) continue;
    if (LongestAt(text, i,
                  {U"下一步", U"下一阶段", U"下步", U"下阶段", U"新的一年", U"明年", U"来年",
                   U"今后", U"新学期", U"新学年"}) > 0) {
      return i;
    }
  }
  return end;
}

class Measurer {
 public:
  Measurer(const FlatText& text, const std::vector<uint8_t>& names, const Limits& limits,
           ParsedPlan& plan)
      : text_(text),
        names_(names),
        limits_(limits),
        year_(YearSpokenIn(plan.periods)),
        plan_(plan) {}

  absl::Status OfPreamble(size_t begin, size_t end) {
    return Of("0", {begin, end, Fallback(plan_.preamble_section_kind), year_});
  }

  absl::Status OfItem(size_t item, size_t begin, size_t end) {
    const OutlineNode& node = plan_.outline[item];
    // 不足与打算 tells both.
    const bool fixed = node.section_kind == SectionKind::kProblems &&
                       node.heading.find("打算") == std::string::npos &&
                       node.heading.find("方向") == std::string::npos;
    return Of(node.path, {begin, end, Fallback(node.section_kind), year_, fixed});
  }

 private:
  MeasurementKind Fallback(SectionKind section) const {
    return DefaultKind(section, plan_.document_kind);
  }

  absl::Status Of(const std::string& path, KindContext context) {
    const size_t end = context.end;
    const bool done = context.fallback == MeasurementKind::kActual;
    context.end = done ? PlannedFrom(text_, context.begin, end) : end;
    absl::Status status = MeasureAs(path, context);
    if (context.end == end || !status.ok()) return status;
    return MeasureAs(path, {context.end, end, MeasurementKind::kTarget, context.year});
  }

  absl::Status MeasureAs(const std::string& path, const KindContext& context) {
    return MeasureItem(text_, names_, {path, context}, limits_.max_measurements, plan_);
  }

  const FlatText& text_;
  const std::vector<uint8_t>& names_;
  const Limits& limits_;
  const int year_;
  ParsedPlan& plan_;
};

}  // namespace

void FillOutline(const FlatText& text, const std::vector<Node>& nodes,
                 const std::vector<Resumed>& resumed, const std::vector<SectionKind>& sections,
                 ParsedPlan& plan) {
  plan.preamble = text.Printed(0, nodes.empty() ? text.size() : nodes.front().marker.begin);
  plan.outline.reserve(nodes.size());
  for (size_t i = 0; i < nodes.size(); ++i) {
    const Node& node = nodes[i];
    const std::string parent =
        node.parent < 0 ? "" : plan.outline[static_cast<size_t>(node.parent)].path + ".";
    const bool is_heading = IsHeadingItself(node.marker);
    const size_t marker_end = is_heading ? node.marker.begin : node.marker.end;
    plan.outline.push_back({.path = absl::StrCat(parent, node.ordinal),
                            .level = node.level,
                            .marker = text.Printed(node.marker.begin, marker_end),
                            .heading = text.Printed(node.heading_begin, node.heading_end),
                            .section_kind = sections[i],
                            .text = text.Printed(node.body_begin, node.body_end),
                            .start = text.SourceBegin(node.marker.begin),
                            .end = text.SourceEnd(node.body_end)});
  }
  for (const Resumed& r : resumed) {
    std::string& whose =
        r.node < 0 ? plan.preamble : plan.outline[static_cast<size_t>(r.node)].text;
    whose += text.Printed(r.begin, r.end);
  }
}

absl::Status FillMeasurements(const FlatText& text, const std::vector<Node>& nodes,
                              const std::vector<Resumed>& resumed,
                              const std::vector<uint8_t>& names, const Limits& limits,
                              ParsedPlan& plan) {
  Measurer measure(text, names, limits, plan);
  auto next = resumed.begin();
  absl::Status status =
      measure.OfPreamble(0, nodes.empty() ? text.size() : nodes.front().marker.begin);
  for (size_t i = 0; i < nodes.size() && status.ok(); ++i) {
    status = measure.OfItem(i, nodes[i].marker.end, nodes[i].body_end);
    if (next == resumed.end() || next->after != i || !status.ok()) continue;
    status = next->node < 0
                 ? measure.OfPreamble(next->begin, next->end)
                 : measure.OfItem(static_cast<size_t>(next->node), next->begin, next->end);
    ++next;
  }
  return status;
}

}  // namespace eduplan::importer
