#include <iostream>

#include "services/documents/documents.h"
#include "services/platform/config/flags.h"

int main(int argc, char** argv) {
  eduplan::documents::Options options;
  eduplan::config::Flags flags("eduplan-documents",
                               "Official documents written from plans and rollups.");
  options.AddTo(flags);
  if (const std::optional<int> exit_code = flags.Parse(argc, argv)) return *exit_code;
  const absl::Status status = eduplan::documents::Run(options);
  if (!status.ok()) std::cerr << "eduplan-documents: " << status.message() << "\n";
  return status.ok() ? 0 : 1;
}
