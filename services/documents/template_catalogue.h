#ifndef EDUPLAN_SERVICES_DOCUMENTS_TEMPLATE_CATALOGUE_H_
#define EDUPLAN_SERVICES_DOCUMENTS_TEMPLATE_CATALOGUE_H_

#include <span>
#include <string_view>

#include "services/documents/report/report.h"

namespace eduplan::documents {

// A template built into the program.
struct BuiltInTemplate {
  std::string_view id;
  std::string_view display_name;
  std::string_view description;
  Composed (*compose)(const Report&);
};

// By id.
std::span<const BuiltInTemplate> BuiltInTemplates();
// By id or `templates/{id}`; null if there is none.
const BuiltInTemplate* FindTemplate(std::string_view name);

}  // namespace eduplan::documents

#endif  // EDUPLAN_SERVICES_DOCUMENTS_TEMPLATE_CATALOGUE_H_
