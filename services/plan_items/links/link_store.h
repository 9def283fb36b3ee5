#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_LINK_STORE_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_LINK_STORE_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "eduplan/indicator/v1/value_service.pb.h"
#include "eduplan/plan/v1/link_service.pb.h"
#include "services/plan_items/names.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/sql/database.h"

namespace eduplan::plan_items {

namespace v1 = ::eduplan::plan::v1;
namespace indicator_v1 = ::eduplan::indicator::v1;

inline constexpr int kAnswered = -1;

// A decision and the requests that its value and withdrawals are in.
struct StoredLink {
  v1::Link link;
  std::string write_id{};                   // empty if there is none yet
  int write_row = 0;                        // place of the value in it; kAnswered once it is
  std::vector<std::string> withdraw_ids{};  // of each withdrawal
};

// Whose decisions on a plan wait to be written.
struct Waiting {
  PlanId plan;
  std::string principal;
};

// A request to the indicators; its request_id is its id.
using LinkWrite = indicator_v1::BatchUpdateValuesRequest;

// The current decisions of a plan, by figure.
absl::StatusOr<absl::flat_hash_map<std::string, StoredLink>> ReadLinks(
    sql::Transaction& transaction, const PlanId& plan);
// The decisions on some figures as of `sequence`, by figure.
absl::StatusOr<absl::flat_hash_map<std::string, v1::Link>> LinksOf(
    sql::Transaction& transaction, const PlanId& plan, int64_t sequence,
    std::span<const std::string_view> figures);
// At most `limit` decisions as of `sequence` after a key ("measurement sequence"), by figure, the
// latest first; of each figure the current one alone unless `replaced`.
absl::StatusOr<std::vector<v1::Link>> QueryLinks(sql::Transaction& transaction, const PlanId& plan,
                                                 bool replaced, int64_t sequence,
                                                 std::string_view after, int limit);
std::string LinkKey(const v1::Link& link);

// Writes a new decision in place of the one before.
absl::Status AddLink(change_log::Change& change, const PlanId& plan, const StoredLink& stored);
// Says what became of a decision: its state, refusal and version of the value, or its write.
absl::Status MoveLink(sql::Transaction& transaction, const PlanId& plan, const StoredLink& stored);

// Decisions that are not written yet, by figure: of a principal, or of all if that is empty.
absl::StatusOr<std::vector<StoredLink>> ReadPending(sql::Transaction& transaction,
                                                    const PlanId& plan, std::string_view principal);
// Whose decisions wait since before `before`, at most `limit`, in the order of plans after `after`.
absl::StatusOr<std::vector<Waiting>> ReadWaiting(sql::Transaction& transaction, absl::Time before,
                                                 const PlanId& after, int limit);

absl::Status AddWrite(sql::Transaction& transaction, const PlanId& plan, const LinkWrite& write);
// Nothing if it is answered already.
absl::StatusOr<std::optional<LinkWrite>> ReadWrite(sql::Transaction& transaction,
                                                   const PlanId& plan, std::string_view id);
// False if it was answered already.
absl::StatusOr<bool> DeleteWrite(sql::Transaction& transaction, const PlanId& plan,
                                 std::string_view id);

}  // namespace eduplan::plan_items

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKS_LINK_STORE_H_
