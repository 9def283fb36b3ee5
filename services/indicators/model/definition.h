#ifndef EDUPLAN_SERVICES_INDICATORS_MODEL_DEFINITION_H_
#define EDUPLAN_SERVICES_INDICATORS_MODEL_DEFINITION_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "eduplan/indicator/v1/indicator.pb.h"
#include "services/indicators/model/decimal.h"
#include "services/indicators/model/rule.h"
#include "services/platform/calendar/period.h"

namespace eduplan::indicators {

namespace v1 = ::eduplan::indicator::v1;

// A definition as the rollup uses it.
struct Definition {
  v1::Indicator proto;  // as stored; numerator and denominator as indicators/{code}
  std::string code;
  std::string numerator;    // codes, without the collection
  std::string denominator;  // or the weight
  int64_t factor = kScale;
  int entry_level = 0;  // number of v1::EntryLevel, the same as the registry's Level
  std::vector<Rule> rules;

  v1::Aggregation aggregation() const { return proto.aggregation(); }
  v1::TemporalKind temporal_kind() const { return proto.temporal_kind(); }
  // The day on which the tree is read for a period.
  absl::CivilDay ReferenceDay(const calendar::Period& period) const;
  // The day on which the cumulative that `period` belongs to began at zero.
  absl::CivilDay AccumulationStart(const calendar::Period& period) const;
};

// Fills in the defaults, checks every field by itself. INVALID_ARGUMENT naming the field under
// `prefix`
// ("indicator." or "row 3, ").
absl::StatusOr<Definition> MakeDefinition(v1::Indicator proto, std::string_view prefix);

// All definitions of one moment, in catalogue order. Immutable.
class Catalogue {
 public:
  Catalogue(std::string version, std::vector<Definition> definitions);

  // The change_id that names this state.
  const std::string& version() const { return version_; }
  const std::vector<Definition>& definitions() const { return definitions_; }
  // Null if unknown.
  const Definition* Find(std::string_view code) const;
  // Place in definitions(), or -1.
  int IndexOf(std::string_view code) const;
  // References to indicators that do not exist or cannot stand there: INVALID_ARGUMENT naming both.
  absl::Status CheckReferences() const;
  // Catalogue places of the indicators named (codes or indicators/{code}, also comma-separated),
  // all if empty. INVALID_ARGUMENT (UNKNOWN_INDICATOR) naming the unknown one.
  template <typename Names>
  absl::StatusOr<std::vector<int>> Select(const Names& names) const {
    std::vector<std::string_view> views(names.begin(), names.end());
    return SelectViews(views);
  }

 private:
  absl::StatusOr<std::vector<int>> SelectViews(const std::vector<std::string_view>& names) const;

  std::string version_;
  std::vector<Definition> definitions_;
  std::map<std::string, int, std::less<>> by_code_;
};

// "indicators/new-seats" or "new-seats" -> "new-seats".
std::string_view CodeOf(std::string_view indicator);
std::string NameOf(std::string_view code);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_MODEL_DEFINITION_H_
