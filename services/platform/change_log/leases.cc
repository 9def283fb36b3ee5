#include "services/platform/change_log/leases.h"

#include "services/platform/api/time.h"
#include "services/platform/status/macros.h"

namespace eduplan::change_log {

absl::StatusOr<bool> Leases::Acquire(std::string_view name, absl::Time now, absl::Duration ttl) {
  const int64_t now_us = api::ToMicros(now);
  // Those who wait only read.
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows held,
      database_.Query("SELECT 1 FROM leases WHERE name = $1 AND holder <> $2 AND until_us > $3",
                      {name, holder_, now_us}));
  if (!held.empty()) return false;
  bool ours = false;
  EDUPLAN_RETURN_IF_ERROR(database_.Write([&](sql::Transaction& transaction) -> absl::Status {
    EDUPLAN_ASSIGN_OR_RETURN(
        const sql::Rows rows,
        transaction.Query(
            "INSERT INTO leases (name, holder, until_us) VALUES ($1, $2, $3) "
            "ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until_us = "
            "excluded.until_us WHERE leases.holder = excluded.holder OR leases.until_us <= $4 "
            "RETURNING holder",
            {name, holder_, api::ToMicros(now + ttl), now_us}));
    ours = !rows.empty();
    return absl::OkStatus();
  }));
  return ours;
}

absl::Status Leases::Release(std::string_view name) {
  return database_.Write([&](sql::Transaction& transaction) {
    return transaction
        .Execute("DELETE FROM leases WHERE name = $1 AND holder = $2", {name, holder_})
        .status();
  });
}

}  // namespace eduplan::change_log
