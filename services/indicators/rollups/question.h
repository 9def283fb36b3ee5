#ifndef EDUPLAN_SERVICES_INDICATORS_ROLLUPS_QUESTION_H_
#define EDUPLAN_SERVICES_INDICATORS_ROLLUPS_QUESTION_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "eduplan/indicator/v1/rollup.pb.h"
#include "services/indicators/model/rollup.h"
#include "services/platform/calendar/period.h"

namespace eduplan::indicators {

// A table of totals that is asked for: organizations × periods × indicators.
struct Question {
  std::vector<std::string> organizations;  // ids, each once
  std::vector<calendar::Period> periods;   // each once
  std::vector<std::string> indicators;     // codes; all if empty
  v1::View view = v1::VIEW_LIVE;
  v1::Hierarchy hierarchy = v1::HIERARCHY_AT_PERIOD;
  v1::Figures figures = v1::FIGURES_FILED;
  std::vector<v1::Comparison> compare;
  tree::Day today = 0;                  // what CURRENT means
  int64_t least_sequence = 0;           // from a consistency token
  std::optional<absl::Time> read_time;  // as known then
  std::optional<absl::Duration> max_staleness;
  absl::Time deadline;

  bool Compares(v1::Comparison comparison) const;
  // Names everything but when it is asked.
  std::string Key() const;
};

// One way to total the figures of a period: whose, of which kind, on which boundaries.
struct Facet {
  v1::View view = v1::VIEW_LIVE;
  v1::Figures figures = v1::FIGURES_FILED;
  Boundaries boundaries = {};
  bool as_if_filed_now = false;

  // Names it within a cache entry's key.
  std::string Name() const;
};

// What a question's answer is made from: of each organization, by facet, the totals of base
// periods.
struct Plan {
  struct Part {
    Facet facet;
    std::vector<calendar::Period> periods;
    // Of these, by text, the totals are needed even where nothing was entered: they tell what was
    // expected.
    std::set<std::string> always;
  };
  std::vector<Part> parts;  // the first is the question's own facet

  std::set<std::string> AllPeriods() const;
};
// The question's own facet, the one that says what is pending (empty for LIVE), and that of last
// year on the boundaries of a period.
Facet FacetOf(const Question& question);
std::optional<Facet> PendingFacetOf(const Question& question);
Facet LastYearFacetOf(const Question& question, const calendar::Period& period);

Plan PlanOf(const Question& question, const Catalogue& catalogue, const std::vector<int>& selected);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ROLLUPS_QUESTION_H_
