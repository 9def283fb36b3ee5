#include "services/documents/template_catalogue.h"

#include "services/documents/report/summary_and_plan.h"

namespace eduplan::documents {
namespace {

constexpr BuiltInTemplate kTemplates[] = {
    {"summary-and-plan", "工作总结和工作计划",
     "本单位某一期的主要指标汇总表、工作总结和下一期工作计划；本单位未编写时由直接下级的材料汇编。",
     ComposeSummaryAndPlan},
};

}  // namespace

std::span<const BuiltInTemplate> BuiltInTemplates() {
  return kTemplates;
}

const BuiltInTemplate* FindTemplate(std::string_view name) {
  constexpr std::string_view kCollection = "templates/";
  if (name.starts_with(kCollection)) name.remove_prefix(kCollection.size());
  for (const BuiltInTemplate& built_in : kTemplates) {
    if (built_in.id == name) return &built_in;
  }
  return nullptr;
}

}  // namespace eduplan::documents
