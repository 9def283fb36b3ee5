#ifndef EDUPLAN_SERVICES_PLATFORM_CHANGE_LOG_LEASES_H_
#define EDUPLAN_SERVICES_PLATFORM_CHANGE_LOG_LEASES_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/platform/sql/database.h"

namespace eduplan::change_log {

// Elects one holder per name over all replicas of a service by a row (name, holder, until). Leases
// may overlap when clocks differ, so every task behind one must be idempotent.
class Leases {
 public:
  // `holder` names this process, unique over the replicas.
  Leases(sql::Database& database, std::string holder)
      : database_(database), holder_(std::move(holder)) {}

  // Takes or extends the lease: true if this process holds it until now + ttl.
  absl::StatusOr<bool> Acquire(std::string_view name, absl::Time now, absl::Duration ttl);
  // Gives it up if held, so that another may take it at once.
  absl::Status Release(std::string_view name);

 private:
  sql::Database& database_;
  std::string holder_;
};

}  // namespace eduplan::change_log

#endif  // EDUPLAN_SERVICES_PLATFORM_CHANGE_LOG_LEASES_H_
