#ifndef EDUPLAN_SERVICES_INDICATORS_CATALOGUE_CATALOGUE_STORE_H_
#define EDUPLAN_SERVICES_INDICATORS_CATALOGUE_CATALOGUE_STORE_H_

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/indicators/model/definition.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/sql/database.h"

namespace eduplan::indicators {

// The definitions in their table, and in memory as an immutable Catalogue named by its change_id.
// Thread-safe.
class CatalogueStore {
 public:
  // The catalogue of this transaction's snapshot; read anew only if its change_id is not the one in
  // memory.
  absl::StatusOr<std::shared_ptr<const Catalogue>> In(sql::Transaction& transaction);
  // The same for who reads the change_id along with others: the statement, and what it answered in
  // this transaction.
  static sql::Statement SelectVersion();
  absl::StatusOr<std::shared_ptr<const Catalogue>> In(sql::Transaction& transaction,
                                                      const sql::Rows& rows);
  // The catalogue as it was known at that sequence; the few last asked for are kept in memory. Its
  // version() is that of In() if nothing has changed since.
  absl::StatusOr<std::shared_ptr<const Catalogue>> AsOf(sql::Transaction& transaction,
                                                        int64_t sequence);
  // The one last read by this process; null before the first.
  std::shared_ptr<const Catalogue> Current() const;

  // Writes editions (new or changed), each with name, etag and times set, and gives the catalogue a
  // new change_id. That they can stand together is the caller's to check.
  absl::Status Replace(change_log::Change& change, std::span<const Definition> editions);

 private:
  // Sequence of the last change of a past catalogue, and the change_id of the database that it was
  // read in: a restored database may have gone another way.
  using PastKey = std::pair<int64_t, std::string>;

  std::shared_ptr<const Catalogue> FindPast(const PastKey& key);

  mutable std::mutex mutex_;
  std::shared_ptr<const Catalogue> current_;
  std::list<std::pair<PastKey, std::shared_ptr<const Catalogue>>> past_;  // last used first
};

// A version of an edition, as stored.
struct EditionVersion {
  v1::Indicator definition;
  int64_t valid_from = 0;
  int64_t valid_to =
      0;  // sequence of the one that replaced it; the greatest number while it stands
};
// Every version of every edition of a code, the newest first.
absl::StatusOr<std::vector<EditionVersion>> ReadEditionVersions(sql::Transaction& transaction,
                                                                std::string_view code);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_CATALOGUE_CATALOGUE_STORE_H_
