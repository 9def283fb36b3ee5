#ifndef EDUPLAN_SERVICES_INDICATORS_CHECKS_CHECK_RUN_H_
#define EDUPLAN_SERVICES_INDICATORS_CHECKS_CHECK_RUN_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "services/indicators/checks/own_figures.h"
#include "services/indicators/checks/surroundings.h"
#include "services/indicators/checks/tree_checks.h"
#include "services/indicators/model/definition.h"
#include "services/indicators/model/rule.h"
#include "services/platform/calendar/period.h"
#include "services/platform/sql/database.h"
#include "services/platform/tree/forest.h"

namespace eduplan::indicators {

// What is checked of an organization's values of a period.
struct CheckScope {
  const Catalogue& catalogue;
  const tree::Forest& forest;
  const std::string& organization;
  const calendar::Period& period;
  // Codes: only these and what refers to one of them; all if empty.
  std::set<std::string> changed = {};
  // Only members of this set, of which those required, and those whose rules say so, are asked for.
  const v1::IndicatorSet* set = nullptr;
  // As if these were written.
  std::vector<CellWrite> typed = {};
};

// Runs, by the editions that define the period:
// - each definition's own rules, and figure_checks.h;
// - tree_checks.h: for indicators that are sums, the whole typed as 本级 and the whole declared
//   against the figures below; for figures that are no flags, how far one stands from its siblings;
// - schools counted twice: a figure of a county does not say which schools are in it. So a school
//   that stands below two organizations of the entry level (surroundings.h) and filed a figure of
//   its own is named at both while both figures may contain it: not one that is smaller than the
//   school's, nor one that the figures of all other schools of that organization add up to.
// Own figures of all periods are read by one statement, those of others by another.
class CheckRun {
 public:
  explicit CheckRun(const CheckScope& scope);

  // By indicator in catalogue order, errors first, each with its fingerprint.
  absl::StatusOr<std::vector<v1::CheckFinding>> Run(sql::Transaction& transaction);

 private:
  struct Checked {
    int place;
    const Definition* definition;
    bool member;    // of the set, if there is one
    bool required;  // in it
  };
  using EntriesOfOne = absl::flat_hash_map<int, Entry>;  // by place

  std::vector<Checked> Select() const;
  std::set<int> PlacesNeeded(const std::vector<Checked>& checked) const;
  void PutTyped();
  // Asked for, and from this organization.
  bool IsAsked(const Checked& checked) const;
  tree::Day ReferenceDay(const Definition& definition) const;
  void Add(const Checked& checked, std::optional<Finding> finding);

  void CheckOwn(const Checked& checked);
  void CheckRules(const Checked& checked);
  void CheckPast(const Checked& checked, int64_t amount);
  void CheckParts(const Checked& checked, int64_t amount);
  void CheckGivenRate(const Checked& checked);

  bool LooksAtSiblings(const Checked& checked) const;
  bool LooksBelow(const Checked& checked) const;
  bool LooksAtSchools(const Checked& checked) const;
  absl::Status ReadOthers(sql::Transaction& transaction, const std::vector<Checked>& checked);
  void CheckAround(const Checked& checked);
  void CheckBelow(const Checked& checked);
  void CheckSchools(const Checked& checked, int64_t amount);
  // Whether a figure may contain that of a school.
  bool MayContain(const Checked& checked, Surroundings::Index holder, int64_t amount,
                  const SharedSchool& shared, int64_t at_school);
  Entry OtherEntry(Surroundings::Index node, int place) const;

  std::vector<v1::CheckFinding> Finish() const;

  const CheckScope& scope_;
  OwnFigures own_;
  Surroundings::Index node_;
  Surroundings around_;
  absl::flat_hash_map<Surroundings::Index, EntriesOfOne> others_;
  std::vector<std::pair<int, Finding>> findings_;  // by place
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_CHECKS_CHECK_RUN_H_
