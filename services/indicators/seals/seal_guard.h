#ifndef EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_GUARD_H_
#define EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_GUARD_H_

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/platform/sql/database.h"

namespace eduplan::indicators {

// Which values of a period may not be written, because they were filed.
class SealGuard {
 public:
  // Reads the seals of the organizations that are closed, of all if `organizations` is empty, in
  // one statement, and one more for each set among them.
  static absl::StatusOr<SealGuard> Read(sql::Transaction& transaction, std::string_view period,
                                        std::span<const std::string> organizations);

  // The same for who reads them along with others: the statement, and what its rows say. The
  // transaction is asked for the sets among them.
  static sql::Statement Select(std::string_view period, std::span<const std::string> organizations);
  static absl::StatusOr<SealGuard> Of(sql::Transaction& transaction, const sql::Rows& rows);

  // True if a seal over the indicator is closed and the cell is not open in it.
  bool Closed(std::string_view organization, std::string_view indicator) const;
  // True if nothing is closed.
  bool empty() const { return seals_.empty(); }

 private:
  struct Seal {
    std::string set;  // empty: over all indicators
    std::set<std::string, std::less<>> open;
  };

  std::map<std::string, std::vector<Seal>, std::less<>> seals_;        // by organization
  std::map<std::string, std::set<std::string, std::less<>>> members_;  // codes, by set
};

// FAILED_PRECONDITION (SEALED): `place` names the value in the request, `indicator` is a code.
absl::Status SealedError(std::string_view place, std::string_view organization,
                         std::string_view period, std::string_view indicator);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_GUARD_H_
