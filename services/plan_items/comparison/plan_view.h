// A plan as comparisons see it, whether it was just read or is stored. Refers to the messages that
// it was made from.
#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_PLAN_VIEW_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_PLAN_VIEW_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "eduplan/plan/v1/plan_service.pb.h"
#include "google/type/date.pb.h"

namespace eduplan::comparison {

namespace v1 = ::eduplan::plan::v1;

using Names = google::protobuf::RepeatedPtrField<std::string>;

struct ItemView {
  int parent = -1;        // index; -1 at the top
  std::string_view name;  // of the resource; "" of a reading
  std::string_view path;
  std::string_view marker;
  std::string_view heading;
  std::string_view text;
  v1::SectionKind section_kind = v1::SECTION_KIND_UNSPECIFIED;
  const Names* lead_units = nullptr;  // never null
  const Names* assisting_units = nullptr;
  const google::type::Date* due_date = nullptr;
  int32_t start = 0;  // of its marker in the source text
  int32_t end = 0;    // both 0 where the source is not known
  bool has_children = false;
};

struct FigureView {
  const v1::Measurement* figure = nullptr;  // never null
  int item = -1;                            // index; -1 in the preamble
};

struct PlanView {
  v1::DocumentKind kind = v1::DOCUMENT_KIND_UNSPECIFIED;
  std::string_view title;
  std::string_view preamble;
  std::string_view issuer;
  const Names* recipients = nullptr;  // never null
  std::vector<std::string> periods;
  v1::SectionKind preamble_section_kind = v1::SECTION_KIND_UNSPECIFIED;
  std::vector<ItemView> items;      // in document order, each after its parent
  std::vector<FigureView> figures;  // the preamble's, then by item
};

PlanView ViewOf(const v1::ParsedPlan& reading);
// `items` in document order; `rest` is what the last import read beside them: the preamble's
// figures, and in its outline where each path stood in the source text.
PlanView ViewOf(const v1::Plan& plan, std::span<const v1::PlanItem> items,
                const v1::ParsedPlan& rest);

}  // namespace eduplan::comparison

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_PLAN_VIEW_H_
