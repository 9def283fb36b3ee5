#include "services/plan_items/comparison/plan_view.h"

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "services/platform/status/text.h"

namespace eduplan::comparison {
namespace {

using Index = absl::flat_hash_map<absl::string_view, int>;

std::string_view ParentPath(std::string_view path) {
  const size_t dot = path.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : path.substr(0, dot);
}

int Find(const Index& index, std::string_view path) {
  const auto found = index.find(text::ToAbsl(path));
  return found == index.end() ? -1 : found->second;
}

// Adds an item below the one that its path names, and remembers it.
void Add(ItemView item, Index& by_path, PlanView& view) {
  item.parent = Find(by_path, ParentPath(item.path));
  const int index = static_cast<int>(view.items.size());
  if (item.parent >= 0) view.items[static_cast<size_t>(item.parent)].has_children = true;
  by_path.emplace(text::ToAbsl(item.path), index);
  view.items.push_back(item);
}

}  // namespace

PlanView ViewOf(const v1::ParsedPlan& reading) {
  PlanView view;
  view.kind = reading.document_kind();
  view.title = reading.title();
  view.preamble = reading.preamble();
  view.issuer = reading.issuer();
  view.recipients = &reading.recipients();
  view.periods.assign(reading.periods().begin(), reading.periods().end());
  view.preamble_section_kind = reading.preamble_section_kind();
  Index by_path;
  view.items.reserve(static_cast<size_t>(reading.outline_size()));
  for (const v1::OutlineNode& node : reading.outline()) {
    Add({.path = node.path(),
         .marker = node.marker(),
         .heading = node.heading(),
         .text = node.text(),
         .section_kind = node.section_kind(),
         .lead_units = &node.lead_units(),
         .assisting_units = &node.assisting_units(),
         .due_date = &node.due_date(),
         .start = node.start(),
         .end = node.end()},
        by_path, view);
  }
  for (const v1::Measurement& figure : reading.measurements()) {
    view.figures.push_back({&figure, Find(by_path, figure.item_path())});
  }
  return view;
}

PlanView ViewOf(const v1::Plan& plan, std::span<const v1::PlanItem> items,
                const v1::ParsedPlan& rest) {
  PlanView view;
  view.kind = plan.kind();
  view.title = plan.title();
  view.preamble = plan.preamble();
  view.issuer = plan.issuer();
  view.recipients = &plan.recipients();
  view.periods.assign(plan.periods().begin(), plan.periods().end());
  view.preamble_section_kind = rest.preamble_section_kind();
  absl::flat_hash_map<absl::string_view, const v1::OutlineNode*> places;
  for (const v1::OutlineNode& node : rest.outline()) places.emplace(node.path(), &node);
  for (const v1::Measurement& figure : rest.measurements()) view.figures.push_back({&figure, -1});
  Index by_path;
  view.items.reserve(items.size());
  for (const v1::PlanItem& item : items) {
    ItemView seen = {.name = item.name(),
                     .path = item.path(),
                     .marker = item.marker(),
                     .heading = item.heading(),
                     .text = item.text(),
                     .section_kind = item.section_kind(),
                     .lead_units = &item.lead_units(),
                     .assisting_units = &item.assisting_units(),
                     .due_date = &item.due_date()};
    if (const auto place = places.find(item.path()); place != places.end()) {
      seen.start = place->second->start();
      seen.end = place->second->end();
    }
    const int index = static_cast<int>(view.items.size());
    Add(seen, by_path, view);
    for (const v1::Measurement& figure : item.measurements())
      view.figures.push_back({&figure, index});
  }
  return view;
}

}  // namespace eduplan::comparison
