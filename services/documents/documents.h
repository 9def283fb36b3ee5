#ifndef EDUPLAN_SERVICES_DOCUMENTS_DOCUMENTS_H_
#define EDUPLAN_SERVICES_DOCUMENTS_DOCUMENTS_H_

#include <string>

#include "absl/status/status.h"
#include "services/platform/config/flags.h"
#include "services/platform/server/bootstrap.h"

namespace eduplan::documents {

struct Options {
  server::CommonOptions common;
  std::string organizations;  // --organizations, required
  std::string plan_items;     // --plan-items, required
  std::string indicators;     // --indicators, required

  void AddTo(config::Flags& flags);
};

// Builds the service and serves until it is told to stop.
absl::Status Run(const Options& options);

}  // namespace eduplan::documents

#endif  // EDUPLAN_SERVICES_DOCUMENTS_DOCUMENTS_H_
