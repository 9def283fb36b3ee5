#include <iostream>

#include "services/plan_items/plan_items.h"
#include "services/platform/config/flags.h"

int main(int argc, char** argv) {
  eduplan::plan_items::Options options;
  eduplan::config::Flags flags("eduplan-plan-items",
                               "Plans, their items, and the import of documents.");
  options.AddTo(flags);
  if (const std::optional<int> exit_code = flags.Parse(argc, argv)) return *exit_code;
  const absl::Status status = eduplan::plan_items::Run(options);
  if (!status.ok()) std::cerr << "eduplan-plan-items: " << status.message() << "\n";
  return status.ok() ? 0 : 1;
}
