#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_WRITER_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_WRITER_H_

#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/indicators/model/definition.h"
#include "services/indicators/values/value_input.h"
#include "services/indicators/values/value_store.h"
#include "services/indicators/values/value_table.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/tree/forest.h"

namespace eduplan::indicators {

// What is common to the cells of a write.
struct WriteOptions {
  v1::ValueKind kind = v1::VALUE_KIND_FILED;
  std::string_view reason;
  // Rows that cannot be written are listed instead of failing the whole.
  bool partial = false;
  // Part of a load: events and audit rows say which.
  std::string_view load;
};

// What a write found and left.
class WriteResult {
 public:
  explicit WriteResult(const Catalogue& catalogue)
      : stands(std::make_unique<StandingValues>(catalogue)) {}

  // As the cells' places stand now; the rows are those of `before` and `written`.
  std::unique_ptr<StandingValues> stands;
  std::vector<ValueRow> before;
  std::deque<NewValue> written;
  std::vector<v1::RowError> refused;  // with partial success
  size_t unchanged = 0;               // cells that say what stands there already
};

// What WriteCells must read, as statements to be run along with others.
std::vector<sql::Statement> SelectForWrite(const Catalogue& catalogue,
                                           const std::vector<CellWrite>& cells, v1::ValueKind kind);

// The cells that could not be written now, one error each: what WriteCells checks of the state, and
// nothing is written.
absl::StatusOr<std::vector<v1::RowError>> CheckCells(sql::Transaction& transaction,
                                                     const Catalogue& catalogue,
                                                     const std::vector<CellWrite>& cells,
                                                     v1::ValueKind kind);

// Writes cells inside a change: checks what needs state (seals, expected versions, equal
// denominators), keeps what is replaced, gives the nodes and all above them or their heirs new
// versions, and leaves audit and outbox rows. Cells that say what stands there already are left
// alone. `answers` are those of SelectForWrite; the other one asks itself.
absl::StatusOr<WriteResult> WriteCells(change_log::Change& change, const Catalogue& catalogue,
                                       const tree::Forest& forest,
                                       const std::vector<CellWrite>& cells,
                                       const WriteOptions& options,
                                       std::span<const sql::Rows> answers);
absl::StatusOr<WriteResult> WriteCells(change_log::Change& change, const Catalogue& catalogue,
                                       const tree::Forest& forest,
                                       const std::vector<CellWrite>& cells,
                                       const WriteOptions& options);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_WRITER_H_
