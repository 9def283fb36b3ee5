#ifndef EDUPLAN_SERVICES_INDICATORS_ROLLUPS_SNAPSHOT_H_
#define EDUPLAN_SERVICES_INDICATORS_ROLLUPS_SNAPSHOT_H_

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/indicators/rollups/moment.h"
#include "services/indicators/rollups/question.h"
#include "services/indicators/rollups/rollup_cache.h"
#include "services/indicators/rollups/versions.h"
#include "services/platform/sql/database.h"

namespace eduplan::indicators {

// What totals are computed from in one read-only transaction.
struct Snapshot {
  sql::Transaction* transaction;
  std::shared_ptr<const tree::Forest> forest;
  std::shared_ptr<const Catalogue> catalogue;
  int64_t sequence = kLive;  // as of which figures count; kLive: as they stand
  Versions versions;         // of what stands; nothing for an earlier sequence
  RollupCache* cache;        // null for an earlier sequence

  bool live() const { return sequence == kLive; }
};

// The days on whose trees the totals of a facet's period walk.
std::set<tree::Day> WalkedDays(const Catalogue& catalogue, const Facet& facet,
                               const calendar::Period& period);

// Those right below a node, on a day, whose totals serve all above them: they stand above the
// lowest level at which something is entered and have something below them.
std::vector<tree::Forest::Index> InnerChildren(const tree::Forest& forest,
                                               const Catalogue& catalogue, tree::Forest::Index node,
                                               tree::Day day);

// The entries of a base period of some organizations as a facet's totals take them.
absl::StatusOr<EntryTable> ReadEntries(
    const Snapshot& snapshot, const Facet& facet, const calendar::Period& period,
    const std::vector<std::string>& organizations,
    std::map<std::string, std::vector<OwnFigure>>* own = nullptr);
// Whose figures count in a facet's view; nothing for LIVE.
absl::StatusOr<std::unique_ptr<Filings>> ReadFilings(const Snapshot& snapshot, const Facet& facet,
                                                     const calendar::Period& period);

// Computes the totals of organizations for one base period, using cached entries of theirs and of
// those below them under their versions in this snapshot, and puts what it computed, on the way
// too, into the cache. Organizations that the tree does not know are left out.
absl::StatusOr<std::map<std::string, NodeTotals>> ComputeTotals(
    const Snapshot& snapshot, const Facet& facet, const calendar::Period& period,
    const std::vector<std::string>& organizations);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ROLLUPS_SNAPSHOT_H_
