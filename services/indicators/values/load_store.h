#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_LOAD_STORE_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_LOAD_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "eduplan/indicator/v1/value_service.pb.h"
#include "services/platform/sql/database.h"

namespace eduplan::indicators {

namespace v1 = ::eduplan::indicator::v1;

// A row of value_loads.
struct LoadRow {
  std::string subject;  // whose it is
  std::string id;       // request_id in lower case
  // Names its staged rows, and the call that staged them: a later call for the same id takes the
  // load over by another name, and the earlier one finds out at its next write.
  std::string load;
  // What the first message says, without rows.
  v1::LoadValuesRequest settings;
  bool from_file = false;
  std::string digest;      // of settings and content; empty until everything has arrived
  v1::ValueLoad progress;  // without name, times and token
  int64_t next_sheet = 0;  // those before it are written
  int64_t sequence = 0;    // of the last write
  absl::Time create_time;
  absl::Time update_time;
};

// The time, as exactly as it is stored.
absl::Time StoredNow();

// SQL over value_loads and value_load_rows; errors are the driver's.

absl::StatusOr<std::optional<LoadRow>> ReadLoad(sql::Transaction& transaction,
                                                std::string_view subject, std::string_view id);
// Adds it, or takes over the one that is there with this `load`.
absl::Status PutLoad(sql::Transaction& transaction, const LoadRow& row);
// Writes its progress. ABORTED (LOAD_TAKEN_OVER) if another call has gone on with it since: with
// another `load`, or from `next_sheet_before`.
absl::Status UpdateLoad(sql::Transaction& transaction, const LoadRow& row,
                        int64_t next_sheet_before);
absl::Status LoadTakenOver(const LoadRow& row);
absl::Status DeleteLoad(sql::Transaction& transaction, const LoadRow& row);

// Rows of one sheet, as far as they came in one chunk.
struct StagedRows {
  int64_t sheet = 0;
  std::string packed;
};
absl::Status StageRows(sql::Transaction& transaction, std::string_view load, int64_t chunk,
                       const std::vector<StagedRows>& rows);
// Those of `limit` sheets from `sheet` on, by sheet and then as they came.
absl::StatusOr<std::vector<StagedRows>> ReadStaged(sql::Database& database, std::string_view load,
                                                   int64_t sheet, int64_t limit);
absl::Status DeleteStaged(sql::Transaction& transaction, std::string_view load);
// Drops what was staged by calls that ended before everything had arrived, and were not taken up
// again since.
absl::Status DropForgotten(sql::Transaction& transaction, absl::Time before);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_LOAD_STORE_H_
