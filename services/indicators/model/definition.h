#ifndef EDUPLAN_SERVICES_INDICATORS_MODEL_DEFINITION_H_
#define EDUPLAN_SERVICES_INDICATORS_MODEL_DEFINITION_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "eduplan/indicator/v1/indicator.pb.h"
#include "services/indicators/model/decimal.h"
#include "services/indicators/model/disaggregation.h"
#include "services/indicators/model/formula.h"
#include "services/indicators/model/rule.h"
#include "services/platform/calendar/period.h"

namespace eduplan::indicators {

namespace v1 = ::eduplan::indicator::v1;

// An edition of a definition as the rollup uses it. The places (*_index) are those of the Catalogue
// it stands in, and -1 outside one.
struct Definition {
  v1::Indicator proto;  // as stored: defaults filled in, references as indicators/{code}
  std::string code;
  std::string numerator;    // codes, without the collection
  std::string denominator;  // or the weight
  int numerator_index = -1;
  int denominator_index = -1;
  int64_t factor = kScale;
  int entry_level = 0;  // number of v1::EntryLevel, the same as the registry's Level
  std::vector<Rule> rules;
  std::optional<Formula> formula;    // of a FORMULA, and only there
  std::vector<int> formula_indices;  // places of formula->references(), in that order
  std::vector<Disaggregation> disaggregations;
  int reference_month = 1;  // of FIXED_DATE
  int reference_day = 1;
  // The first day it holds for; CivilDay::min() from the beginning.
  absl::CivilDay effective_from = absl::CivilDay::min();

  v1::Aggregation aggregation() const { return proto.aggregation(); }
  v1::TemporalKind temporal_kind() const { return proto.temporal_kind(); }
  // Whether it may be reported for periods of this kind.
  bool Allows(const calendar::Period& period) const;
  // The day on which the tree is read for a period. A school year's STOCK is counted at its start,
  // unless the reference point is a fixed date.
  absl::CivilDay ReferenceDay(const calendar::Period& period) const;
  // The day on which the cumulative that `period` belongs to began at zero; behind the period if it
  // is over before a cumulative of its own date begins.
  absl::CivilDay AccumulationStart(const calendar::Period& period) const;
};

// What is wrong in one field of a definition.
struct DefinitionProblem {
  std::string field;  // as in the API: "display_name", "disaggregations[0].parts[1].option"
  std::string reason;
  std::string english;
  std::string chinese;
};

// Fills in the defaults, checks every field by itself. Without problems `*definition` is it.
std::vector<DefinitionProblem> BuildDefinition(v1::Indicator proto, Definition* definition);
// The same with INVALID_ARGUMENT naming each wrong field under `prefix` ("indicator."); the reason
// is that of the first.
absl::StatusOr<Definition> MakeDefinition(v1::Indicator proto, std::string_view prefix);
// `problems` as that status; OK if there are none.
absl::Status ToStatus(const std::vector<DefinitionProblem>& problems, std::string_view prefix);

// What is wrong in a definition for what others are.
struct ReferenceProblem {
  const Definition* definition;
  DefinitionProblem problem;
  std::string refers_to;  // the code, or the whole of a cycle: a -> b -> a
};

// All definitions of one moment, in all their editions. Immutable. An indicator's place is that of
// its code in the order of the latest editions.
class Catalogue {
 public:
  // In any order; each code once for an effective_from.
  Catalogue(std::string version, std::vector<Definition> editions);

  // The same under another name, with editions added or put in the place of those that begin on
  // the same day.
  Catalogue With(std::string version, std::vector<Definition> editions) const;

  // The change_id that names this state.
  const std::string& version() const { return version_; }
  // The latest edition of each, by place.
  const std::vector<Definition>& definitions() const { return definitions_; }
  // The number of the lowest level at which something is entered, in any edition; 0 without any.
  int lowest_entry_level() const { return lowest_entry_level_; }
  // The latest edition; null if unknown.
  const Definition* Find(std::string_view code) const;
  // The edition that begins on this day; null if there is none.
  const Definition* Find(std::string_view code, absl::CivilDay effective_from) const;
  // Place in definitions(), or -1.
  int IndexOf(std::string_view code) const;
  // The edition in force on the last day of the period, or on a day; null if the first begins
  // later.
  const Definition* At(int index, const calendar::Period& period) const {
    return On(index, period.end() - 1);
  }
  const Definition* On(int index, absl::CivilDay day) const;
  // Every edition of the indicator, the latest first.
  std::vector<const Definition*> Editions(int index) const;

  // References to what does not exist, or cannot stand there, for the whole time an edition is in
  // force; formulas that refer to themselves on any day. In catalogue order.
  std::vector<ReferenceProblem> ReferenceProblems() const;
  // The first of them as INVALID_ARGUMENT naming both.
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
  void Resolve(Definition* definition) const;

  std::string version_;
  int lowest_entry_level_ = 0;
  std::vector<Definition> definitions_;
  std::vector<std::vector<Definition>> earlier_;  // by place, the latest first
  std::map<std::string, int, std::less<>> by_code_;
};

// [a-z][a-z0-9-]{0,62}, as codes of indicators and ids of sets are.
bool IsCode(std::string_view code);
// "indicators/new-seats" or "new-seats" -> "new-seats".
std::string_view CodeOf(std::string_view indicator);
std::string NameOf(std::string_view code);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_MODEL_DEFINITION_H_
