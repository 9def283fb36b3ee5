#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_WORKBOOK_BUILD_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_WORKBOOK_BUILD_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "services/indicators/catalogue/set_store.h"
#include "services/indicators/model/definition.h"
#include "services/indicators/values/value_store.h"
#include "services/indicators/values/workbook_form.h"
#include "services/platform/calendar/period.h"

namespace eduplan::indicators {

// An organization's values of one period, by code.
class PeriodValues {
 public:
  PeriodValues() = default;
  PeriodValues(calendar::Period period, std::vector<ValueRow> rows);

  const std::optional<calendar::Period>& period() const { return period_; }
  // Null if it is missing.
  const ValueRow* Find(const std::string& code) const;
  // What was reported of the indicator in the unit of `definition`, an edition that may be another
  // one than that of the period; missing if it cannot be said in it.
  Entry In(const Definition& definition, const Catalogue& catalogue) const;

 private:
  std::optional<calendar::Period> period_;
  std::map<std::string, ValueRow> by_code_;
};

// What stands beside and in the cells of a workbook; periods that there are not are empty.
struct WorkbookValues {
  PeriodValues now;
  PeriodValues previous;
  PeriodValues last_year;
  PeriodValues targets;
  PeriodValues yearly_targets;  // of the year the period lies in
};

// The form for the organization with that id and name. Pure. A ratio whose parts are both in the
// set is computed from their cells; one whose parts are not is given as a rate alone.
WorkbookForm BuildForm(const SetView& set, const Catalogue& catalogue,
                       const calendar::Period& period, const std::string& organization,
                       const std::string& organization_name, const WorkbookValues& values);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_WORKBOOK_BUILD_H_
