#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_STORE_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_STORE_H_

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/value.pb.h"
#include "services/indicators/model/definition.h"
#include "services/indicators/model/entry_table.h"
#include "services/platform/sql/database.h"

namespace eduplan::indicators {

inline constexpr int64_t kCurrent = std::numeric_limits<int64_t>::max();

// A version of a value: a row of current_values or past_values with its row of value_changes.
struct ValueRow {
  std::string organization;
  std::string period;
  std::string indicator;
  v1::ValueKind kind = v1::VALUE_KIND_FILED;
  int64_t valid_from = 0;  // the sequence of the write: its version
  int64_t valid_to = kCurrent;
  Entry entry;        // kMissing: cleared
  std::string as_of;  // YYYY-MM-DD or empty
  int basis = 0;
  std::string note;
  std::string evidence;
  std::string reason;
  std::string principal;
  int64_t time_us = 0;
};

// SQL over these tables. Every function works inside the caller's transaction; errors are the
// driver's. `sequence` is what the reader sees: kCurrent what stands now.

// Versions of a period and some organizations; of every organization if `organizations` is empty.
absl::StatusOr<std::vector<ValueRow>> ReadValues(sql::Transaction& transaction,
                                                 std::string_view period,
                                                 std::span<const std::string> organizations,
                                                 int64_t sequence = kCurrent,
                                                 v1::ValueKind kind = v1::VALUE_KIND_FILED);
// The same in no order, without what only people read, and without making rows of it: for totals.
// Cleared versions are left out; the views are good during the call alone.
using EntryVisitor =
    absl::FunctionRef<void(std::string_view organization, std::string_view indicator,
                           const Entry& entry, int64_t version)>;
absl::Status ScanEntries(sql::Transaction& transaction, std::string_view period,
                         std::span<const std::string> organizations, int64_t sequence,
                         v1::ValueKind kind, EntryVisitor visit);
// Every kind of figure of a period at once, the same way; with `past` also the versions that were
// superseded: with those that stand, all that a total of filed figures is made from.
struct Figure {
  std::string_view organization;
  std::string_view indicator;
  v1::ValueKind kind;
  Entry entry;
  int64_t version;
  int64_t valid_to;  // kCurrent while it stands, and where `past` was not asked for
};
absl::Status ScanFigures(sql::Transaction& transaction, std::string_view period,
                         std::span<const std::string> organizations, int64_t sequence, bool past,
                         absl::FunctionRef<void(const Figure&)> visit);

// Which of an organization's values a listing is of.
struct ValueFilter {
  std::string_view organization;
  v1::ValueKind kind = v1::VALUE_KIND_FILED;
  std::optional<std::string> period;
  std::vector<std::string> indicators;  // codes; all if empty
};
// A page of them by (period, indicator) after `last_key` "period/indicator"; without what was
// cleared.
absl::StatusOr<std::vector<ValueRow>> ListValues(sql::Transaction& transaction,
                                                 const ValueFilter& filter, int64_t sequence,
                                                 std::string_view last_key, int limit);
// All versions of one value, newest first; at most 1,000.
absl::StatusOr<std::vector<ValueRow>> ReadHistory(sql::Transaction& transaction,
                                                  std::string_view organization,
                                                  std::string_view period,
                                                  std::string_view indicator,
                                                  v1::ValueKind kind = v1::VALUE_KIND_FILED);

// Versions of some indicators (codes) that were written after sequence `since`, or stood then, up
// to `until`: of each value by version, cleared ones too.
absl::StatusOr<std::vector<ValueRow>> ReadVersionsSince(sql::Transaction& transaction,
                                                        std::string_view period,
                                                        std::span<const std::string> organizations,
                                                        std::span<const std::string> indicators,
                                                        int64_t since, int64_t until);

// What stands for the rollup. Cleared versions are missing.
EntryTable MakeEntryTable(const Catalogue& catalogue, std::span<const ValueRow> rows);
// As the API shows it; without content if cleared.
v1::Value ToProto(const ValueRow& row);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_STORE_H_
