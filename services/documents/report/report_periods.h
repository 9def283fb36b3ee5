#ifndef EDUPLAN_SERVICES_DOCUMENTS_REPORT_REPORT_PERIODS_H_
#define EDUPLAN_SERVICES_DOCUMENTS_REPORT_REPORT_PERIODS_H_

#include <optional>
#include <string>
#include <vector>

#include "services/platform/calendar/period.h"

namespace eduplan::documents {

// The period of the same kind that begins where this one ends; none after the last year.
std::optional<calendar::Period> NextPeriod(const calendar::Period& period);

// How the two parts of a report are called: 2021年上半年 and 下半年 (or 2022年上半年, where the
// year turns), and the first without its year, 上半年.
struct PeriodWords {
  std::string now;
  std::string now_short;
  std::string next;
};
PeriodWords WordsOf(const calendar::Period& period);

// How a document's periods stand to the one reported on. Calendar and school periods never meet.
struct PeriodFit {
  bool now = false;    // one overlaps the period
  bool next = false;   // one overlaps the next
  bool exact = false;  // one is the period or the next itself
};
// Texts that are no periods are passed over.
PeriodFit FitOf(const std::vector<std::string>& periods, const calendar::Period& period);

}  // namespace eduplan::documents

#endif  // EDUPLAN_SERVICES_DOCUMENTS_REPORT_REPORT_PERIODS_H_
