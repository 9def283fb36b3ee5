#ifndef EDUPLAN_SERVICES_INDICATORS_CATALOGUE_CATALOGUE_STORE_H_
#define EDUPLAN_SERVICES_INDICATORS_CATALOGUE_CATALOGUE_STORE_H_

#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/indicators/model/definition.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/sql/database.h"

namespace eduplan::indicators {

// The definitions in their tables, and in memory as an immutable Catalogue named by its change_id.
// Thread-safe.
class CatalogueStore {
 public:
  // The catalogue of this transaction's snapshot; read anew only if its change_id is not the one in
  // memory.
  absl::StatusOr<std::shared_ptr<const Catalogue>> In(sql::Transaction& transaction);
  // The one last read by this process; null before the first.
  std::shared_ptr<const Catalogue> Current() const;

  // Writes definitions (new or changed), each with name, etag and times set, and gives the
  // catalogue a new change_id. FAILED if the whole would refer to what does not exist.
  absl::Status Replace(change_log::Change& change, std::span<const Definition> definitions);

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Catalogue> current_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_CATALOGUE_CATALOGUE_STORE_H_
