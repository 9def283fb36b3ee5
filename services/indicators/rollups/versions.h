#ifndef EDUPLAN_SERVICES_INDICATORS_ROLLUPS_VERSIONS_H_
#define EDUPLAN_SERVICES_INDICATORS_ROLLUPS_VERSIONS_H_

#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/change_log/clock_reader.h"
#include "services/platform/sql/database.h"
#include "services/platform/sql/shared_statement.h"

namespace eduplan::indicators {

// (node, period) of node_versions; see the schema for the special ones.
using VersionKey = std::pair<std::string, std::string>;

// What the database says a reader must see: change_ids of nodes, the clock, the applied tree.
struct Versions {
  std::map<VersionKey, std::string, std::less<>> change_ids;
  change_log::Tick tick;
  int64_t tree_sequence = 0;

  // Empty where nothing has ever changed.
  const std::string& Of(std::string_view node, std::string_view period) const;
  const std::string& Definitions() const { return Of("", "definitions"); }
  // Names the tree at and below a node: the whole tree's version and its own.
  std::string Tree(std::string_view node) const;
};

// Reads the versions of all pairs of nodes and periods, with the special rows, in one statement.
absl::StatusOr<Versions> ReadVersions(sql::Transaction& transaction,
                                      const std::set<std::string>& nodes,
                                      const std::set<std::string>& periods);
// The same for who reads them along with others: the statement, and what its rows say.
sql::Statement SelectVersions(const std::set<std::string>& nodes,
                              const std::set<std::string>& periods);
Versions VersionsOf(const sql::Rows& rows);
// 128 random bits in hex.
std::string NewChangeId();
// Gives each key a new change_id.
std::vector<sql::Statement> BumpStatements(const std::set<VersionKey>& keys);
absl::Status BumpVersions(sql::Transaction& transaction, const std::set<VersionKey>& keys);

// ReadVersions, and the clock alone, for many threads at once. What was acknowledged before a call
// began is in its answer. Thread-safe.
class VersionReader {
 public:
  explicit VersionReader(change_log::ChangeLog& changes);

  // Each DEADLINE_EXCEEDED if no statement was finished by then.
  absl::StatusOr<std::shared_ptr<const Versions>> Read(std::span<const std::string> nodes,
                                                       const std::set<std::string>& periods,
                                                       absl::Time deadline);
  // Far cheaper: under the same tick all versions are the same.
  absl::StatusOr<std::shared_ptr<const change_log::Tick>> ReadClock(absl::Time deadline);

 private:
  struct Wanted {
    std::set<std::string> nodes;
    std::set<std::string> periods;
  };
  sql::SharedStatement<Wanted, Versions> versions_;
  change_log::ClockReader clock_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ROLLUPS_VERSIONS_H_
