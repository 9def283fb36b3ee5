#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_TABLE_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_TABLE_H_

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "services/indicators/model/definition.h"
#include "services/indicators/values/value_store.h"
#include "services/platform/sql/database.h"

namespace eduplan::indicators {

// What stands of some organizations and periods, by place in the catalogue. What is added must
// outlive it.
class StandingValues {
 public:
  explicit StandingValues(const Catalogue& catalogue) : catalogue_(catalogue) {}
  StandingValues(const StandingValues&) = delete;
  StandingValues& operator=(const StandingValues&) = delete;

  void Add(const ValueRow* row);
  // Null if nothing was ever written there.
  const ValueRow*& At(std::string_view organization, std::string_view period, int indicator);

 private:
  using Key = std::pair<std::string, std::string>;  // organization, period
  using Sheet = std::vector<const ValueRow*>;       // by place in the catalogue

  const Catalogue& catalogue_;
  absl::flat_hash_map<Key, std::unique_ptr<Sheet>> sheets_;
  // Values come sheet by sheet: the last one is looked for first.
  Key last_key_;
  Sheet* last_ = nullptr;
};

// A value to write, and what it replaces, if anything.
struct NewValue {
  ValueRow row;
  const ValueRow* before = nullptr;
};

// Writes values, each key once, under row.valid_from, which is that of all: those that are new are
// added, the others updated and kept as they were. Where it is many, it is done at once; what is
// left is appended to `statements`, to be run with others.
absl::Status WriteValues(sql::Transaction& transaction, const std::deque<NewValue>& values,
                         std::vector<sql::Statement>* statements);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_VALUE_TABLE_H_
