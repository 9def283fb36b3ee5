#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_STORE_EVENT_STORE_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_STORE_EVENT_STORE_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/organization/v1/organization_event.pb.h"
#include "services/platform/api/filter.h"
#include "services/platform/sql/database.h"

namespace eduplan::organizations {

// The events of the registry, inside one transaction. Events are never changed. Errors are those of
// sql::Transaction.
class EventStore {
 public:
  using Event = eduplan::organization::v1::OrganizationEvent;
  explicit EventStore(sql::Transaction& transaction) : transaction_(transaction) {}

  absl::Status Insert(const Event& event);
  // NOT_FOUND if there is none; `id` without the collection.
  absl::StatusOr<Event> Get(std::string_view id);
  // Those that meet every term, with a sequence below `before` and at most `as_of`; latest first.
  // INVALID_ARGUMENT naming the filter for a literal that does not fit.
  absl::StatusOr<std::vector<Event>> List(std::span<const api::Term> terms, int64_t before,
                                          int64_t as_of, int limit);
  // Those that had successions, up to a sequence, oldest first and without effects.
  absl::StatusOr<std::vector<Event>> WithSuccessions(int64_t as_of);
  // That of one change, without effects; empty if it made none.
  absl::StatusOr<std::vector<Event>> OfSequence(int64_t sequence);

 private:
  sql::Transaction& transaction_;
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_STORE_EVENT_STORE_H_
