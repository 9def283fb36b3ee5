#ifndef EDUPLAN_SERVICES_PLATFORM_SQL_CONNECTION_H_
#define EDUPLAN_SERVICES_PLATFORM_SQL_CONNECTION_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/platform/sql/value.h"

namespace eduplan::sql {

// What a driver has to bring: one connection, used by one thread at a time. Statuses are those of
// ToStatus(DriverError); a conflict is told by IsConflict.
class Connection {
 public:
  enum class Mode { kWrite, kRead };

  virtual ~Connection() = default;
  virtual absl::Status Begin(Mode mode) = 0;
  // A conflict or another error if the transaction was rolled back for certain, else
  // CommitOutcomeUnknown().
  virtual absl::Status Commit() = 0;
  virtual void Rollback() = 0;
  virtual absl::StatusOr<Rows> Query(std::string_view sql, const Params& params) = 0;
  virtual absl::StatusOr<int64_t> Execute(std::string_view sql, const Params& params) = 0;
  virtual absl::StatusOr<std::vector<Rows>> QueryAll(std::span<const Statement> statements) = 0;
  virtual absl::Status Scan(std::string_view sql, const Params& params,
                            absl::FunctionRef<void(const RowView&)> visit) = 0;
  virtual absl::Status BulkInsert(std::string_view table, std::span<const std::string_view> columns,
                                  std::span<const Row> rows) = 0;
  virtual absl::Status BulkUpsert(std::string_view table, std::span<const std::string_view> columns,
                                  std::span<const std::string_view> key,
                                  std::span<const Row> rows) = 0;
  // Alive and outside any transaction.
  virtual bool Reusable() const = 0;
};

// "a, b, c".
std::string ColumnList(std::span<const std::string_view> columns);
// " ON CONFLICT (…) DO UPDATE SET …" of the columns that are not in the key.
std::string OnConflictUpdate(std::span<const std::string_view> columns,
                             std::span<const std::string_view> key);

}  // namespace eduplan::sql

#endif  // EDUPLAN_SERVICES_PLATFORM_SQL_CONNECTION_H_
