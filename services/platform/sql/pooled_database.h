#ifndef EDUPLAN_SERVICES_PLATFORM_SQL_POOLED_DATABASE_H_
#define EDUPLAN_SERVICES_PLATFORM_SQL_POOLED_DATABASE_H_

#include <memory>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/platform/sql/database.h"
#include "services/platform/sql/pool.h"

namespace eduplan::sql {

// A Database over the connections of any driver: re-running, snapshots and the replacement of dead
// connections are written here once.
class PooledDatabase : public Database {
 public:
  // Writers and readers may be the same pool.
  PooledDatabase(const Dialect& dialect, std::shared_ptr<Pool> writers,
                 std::shared_ptr<Pool> readers)
      : dialect_(dialect), writers_(std::move(writers)), readers_(std::move(readers)) {}

  absl::Status Write(Body body) override;
  absl::Status Read(Body body) override;
  absl::StatusOr<Rows> Query(std::string_view sql, const Params& params) override;
  absl::Status Ping() override;
  const Dialect& dialect() const override { return dialect_; }

 private:
  struct Outcome {
    absl::Status status;
    bool conflict = false;
  };
  Outcome RunOnce(Connection& connection, Body body);
  absl::Status Run(Pool& pool, Connection::Mode mode, Body body);

  const Dialect dialect_;
  const std::shared_ptr<Pool> writers_;
  const std::shared_ptr<Pool> readers_;
};

}  // namespace eduplan::sql

#endif  // EDUPLAN_SERVICES_PLATFORM_SQL_POOLED_DATABASE_H_
