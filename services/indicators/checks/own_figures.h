#ifndef EDUPLAN_SERVICES_INDICATORS_CHECKS_OWN_FIGURES_H_
#define EDUPLAN_SERVICES_INDICATORS_CHECKS_OWN_FIGURES_H_

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "services/indicators/model/definition.h"
#include "services/indicators/model/rollup.h"
#include "services/indicators/model/rule.h"
#include "services/indicators/values/value_input.h"
#include "services/platform/calendar/period.h"
#include "services/platform/sql/database.h"

namespace eduplan::indicators {

// A cell as checks see it.
struct CheckedCell {
  Entry entry;
  bool has_note = false;
  bool has_evidence = false;
  bool has_as_of = false;
};

// The figures of one organization that checks of one period look at: filed, targets and declared
// ones of the period, and what was filed for those that it is compared with.
class OwnFigures {
 public:
  // Both outlive it.
  OwnFigures(const Catalogue& catalogue, const calendar::Period& period);

  // Reads, in one statement, the indicators at `places`, or all if there are many.
  absl::Status Read(sql::Transaction& transaction, const std::string& organization,
                    const std::set<int>& places);
  // As if this were written.
  void Put(const CellWrite& cell);

  const CheckedCell& Filed(int place) const { return At(now_, place); }
  const CheckedCell& Declared(int place) const { return At(declared_, place); }
  std::optional<int64_t> FiledNumber(int place, When when = When::kNow) const;
  // What the indicator says: a ratio is computed from its parts, or is the rate alone; a formula is
  // computed from what it refers to. Comparisons are of the edition of the period checked.
  RuleFigure FigureOf(int place, When when) const;
  // Of the latest earlier period of the cumulative that the period belongs to.
  std::optional<int64_t> PreviousOfCumulative(const Definition& definition, int place) const;

 private:
  using Cells = std::vector<CheckedCell>;  // by place

  static const CheckedCell& At(const Cells* cells, int place);
  const Cells* CellsOf(When when) const;
  RuleFigure Ratio(const Definition& definition, int place, When when) const;
  RuleFigure Computed(const Definition& definition, When when) const;

  const Catalogue& catalogue_;
  const calendar::Period& period_;
  std::vector<std::pair<absl::CivilDay, std::string>> earlier_;  // start and text, latest first
  std::map<std::pair<int, std::string>, Cells> cells_;           // by kind and period
  Cells* now_ = nullptr;
  Cells* targets_ = nullptr;
  Cells* declared_ = nullptr;
  Cells* last_year_ = nullptr;    // null before 1949
  Cells* last_period_ = nullptr;  // the same
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_CHECKS_OWN_FIGURES_H_
