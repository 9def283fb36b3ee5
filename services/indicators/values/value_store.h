#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_STORE_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_STORE_H_

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/value.pb.h"
#include "services/indicators/model/definition.h"
#include "services/indicators/model/rollup.h"
#include "services/platform/sql/database.h"

namespace eduplan::indicators {

inline constexpr int64_t kCurrent = std::numeric_limits<int64_t>::max();

// A version of a value, as in value_versions.
struct ValueRow {
  std::string organization;
  std::string period;
  std::string indicator;
  int64_t valid_from = 0;
  int64_t valid_to = kCurrent;
  Entry entry;
  std::string as_of;  // YYYY-MM-DD or empty
  int basis = 0;
  std::string note;
  std::string reason;
  std::string principal;
  int64_t time_us = 0;
};

// SQL over value_versions. Every function works inside the caller's transaction; errors are the
// driver's.

// Versions valid as of `sequence` (kCurrent: now) of a period and some organizations; of every
// organization if `organizations` is empty.
absl::StatusOr<std::vector<ValueRow>> ReadValues(sql::Transaction& transaction,
                                                 std::string_view period,
                                                 std::span<const std::string> organizations,
                                                 int64_t sequence = kCurrent);
// A page of an organization's values by (period, indicator) after `last_key` "period/indicator".
absl::StatusOr<std::vector<ValueRow>> ListValues(sql::Transaction& transaction,
                                                 std::string_view organization,
                                                 const std::optional<std::string>& period,
                                                 int64_t sequence, std::string_view last_key,
                                                 int limit);
// All versions of one value, newest first.
absl::StatusOr<std::vector<ValueRow>> ReadHistory(sql::Transaction& transaction,
                                                  std::string_view organization,
                                                  std::string_view period,
                                                  std::string_view indicator);
// Ends the current versions of the keys of `rows` and adds `rows` as the new ones.
absl::Status ReplaceValues(sql::Transaction& transaction, std::span<const ValueRow> rows,
                           int64_t sequence);

// The same as a table for the rollup. Cleared versions are missing.
EntryTable MakeEntryTable(const Catalogue& catalogue, std::span<const ValueRow> rows);
// As the API shows it; without content if cleared.
v1::Value ToProto(const ValueRow& row);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_STORE_H_
