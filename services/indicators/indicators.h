#ifndef EDUPLAN_SERVICES_INDICATORS_INDICATORS_H_
#define EDUPLAN_SERVICES_INDICATORS_INDICATORS_H_

#include <string>

#include "absl/status/status.h"
#include "services/platform/config/flags.h"
#include "services/platform/server/bootstrap.h"

namespace eduplan::indicators {

struct Options {
  server::CommonOptions common;
  std::string organizations;  // --organizations, required
  std::string redis;          // --redis; empty: no cache

  void AddTo(config::Flags& flags);
};

// Builds the service and serves until it is told to stop.
absl::Status Run(const Options& options);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_INDICATORS_H_
