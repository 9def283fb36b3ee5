#include <iostream>

#include "services/indicators/indicators.h"
#include "services/platform/config/flags.h"

int main(int argc, char** argv) {
  eduplan::indicators::Options options;
  eduplan::config::Flags flags("eduplan-indicators",
                               "Definitions of indicators, reported values and their rollups.");
  options.AddTo(flags);
  if (const std::optional<int> exit_code = flags.Parse(argc, argv)) return *exit_code;
  const absl::Status status = eduplan::indicators::Run(options);
  if (!status.ok()) std::cerr << "eduplan-indicators: " << status.message() << "\n";
  return status.ok() ? 0 : 1;
}
