#ifndef EDUPLAN_SERVICES_INDICATORS_ROLLUPS_MOMENT_H_
#define EDUPLAN_SERVICES_INDICATORS_ROLLUPS_MOMENT_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "eduplan/indicator/v1/value.pb.h"
#include "services/indicators/model/derive.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/tree/forest.h"

namespace eduplan::indicators {

// A figure of an organization itself that is shown beside its totals and never merged: its target,
// what it declared as the whole.
struct OwnFigure {
  int32_t indicator = 0;  // place in the catalogue
  v1::ValueKind kind = v1::VALUE_KIND_UNSPECIFIED;
  int64_t amount = 0;  // millionths
  friend bool operator==(const OwnFigure&, const OwnFigure&) = default;
};

// The totals of an organization for one base period and facet.
struct NodeTotals {
  States states;
  std::vector<OwnFigure> own;
};

// Everything one answer is made from, of one moment.
struct Moment {
  change_log::Tick tick;
  int64_t tree_sequence = 0;
  std::string made_from;  // names the versions of all of it; empty as of an earlier time
  std::shared_ptr<const Catalogue> catalogue;
  std::shared_ptr<const tree::Forest> forest;
  // By facet's name and organization.
  std::map<std::pair<std::string, std::string>, StatesByPeriod> states;
  // By organization and base period.
  std::map<std::pair<std::string, std::string>, std::vector<OwnFigure>> own;

  void Put(const std::string& facet, const std::string& organization, const std::string& period,
           NodeTotals totals) {
    own[{organization, period}] = std::move(totals.own);
    states[{facet, organization}][period] = std::move(totals.states);
  }
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ROLLUPS_MOMENT_H_
