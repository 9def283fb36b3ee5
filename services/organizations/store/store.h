#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_STORE_STORE_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_STORE_STORE_H_

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/organizations/model/record.h"
#include "services/platform/api/filter.h"
#include "services/platform/sql/database.h"

namespace eduplan::organizations {

// Sees everything that is committed, or written in the same transaction.
inline constexpr int64_t kLatest = std::numeric_limits<int64_t>::max() - 1;
// No chain of parents is longer.
inline constexpr int kDeepest = 64;
inline constexpr size_t kLargestSubtree = 50000;

// A node of a subtree: who it is and whom it stands under there.
struct SubtreeNode {
  std::string id;
  std::string parent;
};

// The registry's tables as of one sequence, inside one transaction. Functions that change them are
// for a writing transaction and kLatest. Errors are those of sql::Transaction.
class Store {
 public:
  Store(sql::Transaction& transaction, int64_t as_of) : transaction_(transaction), as_of_(as_of) {}

  // In the order of the ids; ids not registered are left out.
  absl::StatusOr<std::vector<Record>> Load(std::span<const std::string> ids);
  absl::StatusOr<std::optional<Record>> Find(std::string_view id);
  // Everyone who ever bore one of the codes, by id.
  absl::StatusOr<std::vector<std::string>> BearersOf(std::span<const std::string> codes);
  // Ids after `last` that meet every term on `day`, at most `limit`, by id. INVALID_ARGUMENT naming
  // the filter for a literal that does not fit.
  absl::StatusOr<std::vector<std::string>> List(std::span<const api::Term> terms,
                                                std::string_view day, std::string_view last,
                                                int limit);
  // Ids above `id` on `day`, nearest first. kAdministrative: that tree; kReporting: the one that
  // counts.
  absl::StatusOr<std::vector<std::string>> Ancestors(std::string_view id, int relation,
                                                     std::string_view day);
  // `id` and all below it that exist on `day`, down to `deepest_level`; parents before children,
  // siblings by id; one more than kLargestSubtree if there are more.
  absl::StatusOr<std::vector<SubtreeNode>> Subtree(std::string_view id, int relation,
                                                   std::string_view day, int deepest_level);
  // Everyone who ever stands directly below one of the ids, in any relation; by id.
  absl::StatusOr<std::vector<std::string>> ChildrenEver(std::span<const std::string> ids);
  // How many stand below each on `day` in the tree that counts.
  absl::StatusOr<absl::flat_hash_map<std::string, int>> CountBelow(std::span<const std::string> ids,
                                                                   std::string_view day);
  // Those of the ids that are `ancestor` itself or stand below it on `day` in the tree that counts.
  absl::StatusOr<std::vector<std::string>> AtOrBelow(std::span<const std::string> ids,
                                                     std::string_view ancestor,
                                                     std::string_view day);
  // Those who bear no code.
  absl::StatusOr<std::vector<std::string>> Uncoded();
  absl::StatusOr<bool> IsEmpty();
  // Those of the ids that were ever used.
  absl::StatusOr<std::vector<std::string>> EverUsed(std::span<const std::string> ids);

  // Sequences in (after, as_of] that changed an organization, oldest first, at most `limit`.
  absl::StatusOr<std::vector<int64_t>> ChangesAfter(int64_t after, int limit);
  // Ids whose state `sequence` made.
  absl::StatusOr<std::vector<std::string>> ChangedBy(int64_t sequence);

  // Writes organizations that were never there (Record::sequence).
  absl::Status Insert(std::span<const Record> records);
  // Lets the database look at what its tables hold if the `added` rows are at least half of it:
  // PostgreSQL would do so only a minute later, and until then look for every id in the whole
  // table.
  absl::Status TakeStock(size_t added);
  // Writes new states and ends those before.
  absl::Status Replace(std::span<const Record> records);

 private:
  absl::Status LoadChunk(std::span<const std::string> ids, std::vector<Record>* records);

  sql::Transaction& transaction_;
  int64_t as_of_;
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_STORE_STORE_H_
