#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_PLAN_ITEMS_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_PLAN_ITEMS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/platform/config/flags.h"
#include "services/platform/server/bootstrap.h"
#include "services/platform/sql/migrations.h"

namespace eduplan::plan_items {

struct Options {
  server::CommonOptions common;
  std::string organizations;                    // --organizations, required
  std::string indicators;                       // --indicators; without it figures cannot be linked
  std::string plan_reader;                      // --plan-reader; empty: beside this program
  std::string libreoffice = "auto";             // --libreoffice: auto, none or a path
  std::string classified_documents = "refuse";  // --classified-documents: refuse or allow

  void AddTo(config::Flags& flags);
};

// The schema of this service, without that of the change log.
std::vector<sql::Migration> Migrations();

// Builds the service and serves until it is told to stop.
absl::Status Run(const Options& options);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_PLAN_ITEMS_H_
