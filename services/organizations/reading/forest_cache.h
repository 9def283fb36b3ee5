#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_READING_FOREST_CACHE_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_READING_FOREST_CACHE_H_

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>

#include "absl/status/statusor.h"
#include "services/organizations/reading/moment.h"
#include "services/platform/sql/database.h"
#include "services/platform/tree/forest.h"

namespace eduplan::organizations {

// The registry's own trees in memory, each named by the sequences of which it is and by its
// relation. One that is asked for is made from the nearest that is held, by what changed between
// the two, or else from the tables. A few are kept, for the listings that go on. Thread-safe.
class ForestCache {
 public:
  using ForestPtr = std::shared_ptr<const tree::Forest>;
  explicit ForestCache(sql::Database& database) : database_(database) {}

  // The forest as of moment.as_of.
  absl::StatusOr<ForestPtr> At(const Moment& moment, int relation);

 private:
  // Nothing changed in (first, last].
  struct Known {
    int relation;
    int64_t first;
    int64_t last;
    ForestPtr forest;
  };

  ForestPtr Find(const Moment& moment, int relation);
  // Forgets everything if the database was restored since it was last looked at.
  absl::Status CheckHistory(sql::Transaction& transaction, const change_log::Tick& now);
  absl::StatusOr<Known> Make(sql::Transaction& transaction, int64_t as_of, int relation);
  // The one of the relation that is nearest in time; without a forest if there is none.
  Known Nearest(int64_t as_of, int relation);
  void Keep(Known known);

  sql::Database& database_;
  // One is made at a time, so that those who want the same wait for it; a past one, which may take
  // long, holds up nobody who asks about the present.
  std::mutex making_present_;
  std::mutex making_past_;
  std::mutex mutex_;
  change_log::Tick checked_;  // all that is known is of a history that has this tick
  std::list<Known> known_;    // the last used first
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_READING_FOREST_CACHE_H_
