#ifndef EDUPLAN_SERVICES_INDICATORS_ASSEMBLY_H_
#define EDUPLAN_SERVICES_INDICATORS_ASSEMBLY_H_

#include <grpcpp/impl/codegen/service_type.h>

#include <vector>

#include "services/indicators/catalogue/catalogue_service.h"
#include "services/indicators/checks/checks.h"
#include "services/indicators/rollups/rollup_service.h"
#include "services/indicators/seals/seal_service.h"
#include "services/indicators/values/value_service.h"
#include "services/platform/cache/cache.h"
#include "services/platform/metrics/metrics.h"
#include "services/platform/sql/migrations.h"

namespace eduplan::indicators {

// What the service stands on; must outlive it.
struct Base {
  change_log::ChangeLog& changes;
  tree::Replica& replica;
  tree::Access& access;
  cache::Cache& cache;
  metrics::Registry& metrics;
  server::CallRunner& calls;
};

// The objects of the service, put together in one place for the program and for tests.
class Assembly {
 public:
  explicit Assembly(const Base& base);

  std::vector<grpc::Service*> services();

 private:
  CatalogueStore catalogue_;
  RollupCache rollup_cache_;
  MomentComputer computer_;
  RollupReader reader_;
  RollupExplainer explainer_;
  Definitions definitions_;
  IndicatorSets sets_;
  Values values_;
  ValueLoads loads_;
  Checks checks_;
  Seals seals_;
  SealReader seal_reader_;
  Targets targets_;
  Workbooks workbooks_;
  ChangeFeed change_feed_;
  Rollups rollups_;
  RollupExporter exporter_;
  CatalogueService catalogue_service_;
  ValueService value_service_;
  SealService seal_service_;
  RollupService rollup_service_;
};

// The tables of the service, with those of the tree.
std::vector<sql::Migration> Migrations();

// A change of the tree changes the totals of every node it touches and of all that ever stood above
// one; a node that begins or ends also those that stand above its children by the other relation. A
// snapshot changes those of the whole tree. For tree::Follower.
absl::Status BumpTreeVersions(change_log::Change& change, const tree::Delta& delta,
                              const tree::Forest& before, const tree::Forest& after);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ASSEMBLY_H_
