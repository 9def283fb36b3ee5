#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_READING_MOMENT_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_READING_MOMENT_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "eduplan/organization/v1/organization_service.pb.h"
#include "services/organizations/reading/read_lease.h"
#include "services/platform/api/page.h"
#include "services/platform/api/time.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/change_log/clock_reader.h"

namespace eduplan::organizations {

// When a question is asked and as of what it is answered.
struct Moment {
  change_log::Tick now;  // the registry's clock after the question came
  int64_t as_of = 0;     // the sequence whose state is the answer, at most that of `now`
};

// Finds the moment of a question. What was acknowledged before a call began is seen by it, on every
// replica. Thread-safe.
class Moments {
 public:
  Moments(change_log::ChangeLog& changes, ReadLease& lease)
      : changes_(changes), lease_(lease), clock_(changes) {}

  // The current one: by the lease, or by a statement that is shared by all who ask together.
  absl::StatusOr<change_log::Tick> Now(absl::Time deadline);
  // As of `page_as_of` where it is not 0 (PAGE_TOKEN_INVALID if that lies ahead), else of
  // `read_time` where there is one, else now.
  absl::StatusOr<Moment> Find(const google::protobuf::Timestamp* read_time, int64_t page_as_of,
                              absl::Time deadline);
  template <typename Request>
  absl::StatusOr<Moment> Of(const Request& request, int64_t page_as_of, absl::Time deadline) {
    return Find(request.has_read_time() ? &request.read_time() : nullptr, page_as_of, deadline);
  }

  change_log::ChangeLog& changes() { return changes_; }

 private:
  change_log::ChangeLog& changes_;
  ReadLease& lease_;
  change_log::ClockReader clock_;
};

inline bool SameTick(const change_log::Tick& a, const change_log::Tick& b) {
  return a.sequence == b.sequence && a.time == b.time;
}

// Ids of those changed in (after, until]. None at all if more than `most` rows would have to be
// read.
absl::StatusOr<std::optional<std::vector<std::string>>> ChangedIn(sql::Transaction& transaction,
                                                                  int64_t after, int64_t until,
                                                                  size_t most);
// Whether the database ever had this tick: one that was restored from an older copy did not.
absl::StatusOr<bool> HadTick(sql::Transaction& transaction, const change_log::Tick& tick);

// Today in Asia/Shanghai.
std::string Today();
// The day that a request names, today if it names none.
template <typename Request>
absl::StatusOr<std::string> DayOf(const Request& request) {
  if (!request.has_at()) {
    return Today();
  }
  absl::StatusOr<absl::CivilDay> day = api::FromProto(request.at(), "at");
  if (!day.ok()) {
    return std::move(day).status();
  }
  return api::ToText(*day);
}

// kAdministrative: that tree; kReporting, also if nothing is said: the one that counts.
int RelationOf(eduplan::organization::v1::Placement::Relation relation);

// A page of a listing. Its token keeps the day, so that no page is of another one at midnight.
struct Listing {
  int size = 0;
  std::string day;
  std::string last;  // key of the last one of the page before; empty on the first page
  Moment moment;
};
// `day` counts on the first page. PAGE_TOKEN_INVALID for a token that is not a listing's.
template <typename Request>
absl::StatusOr<Listing> ListingOf(Moments& moments, const Request& request, std::string_view day,
                                  absl::Time deadline);
std::string NextPage(const google::protobuf::Message& request, const Listing& listing,
                     std::string_view last);
absl::Status WrongPage();
// Takes the token apart; the moment is left out.
absl::StatusOr<Listing> ListingOfPage(const api::Page& page, std::string_view day);

template <typename Request>
absl::StatusOr<Listing> ListingOf(Moments& moments, const Request& request, std::string_view day,
                                  absl::Time deadline) {
  const absl::StatusOr<api::Page> page = api::ParsePage(request);
  if (!page.ok()) {
    return page.status();
  }
  absl::StatusOr<Listing> listing = ListingOfPage(*page, day);
  if (!listing.ok()) {
    return listing;
  }
  absl::StatusOr<Moment> moment = moments.Of(request, page->sequence, deadline);
  if (!moment.ok()) {
    return std::move(moment).status();
  }
  listing->moment = *moment;
  return listing;
}

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_READING_MOMENT_H_
