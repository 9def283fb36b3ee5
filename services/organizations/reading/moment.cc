#include "services/organizations/reading/moment.h"

#include <algorithm>
#include <utility>

#include "absl/time/clock.h"
#include "services/organizations/model/record.h"
#include "services/organizations/store/store_sql.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {

absl::StatusOr<change_log::Tick> Moments::Now(absl::Time deadline) {
  if (const auto known = lease_.Current(); known.has_value()) {
    return *known;
  }
  EDUPLAN_ASSIGN_OR_RETURN(const auto tick, clock_.Read(deadline));
  return *tick;
}

absl::StatusOr<Moment> Moments::Find(const google::protobuf::Timestamp* read_time,
                                     int64_t page_as_of, absl::Time deadline) {
  Moment moment;
  EDUPLAN_ASSIGN_OR_RETURN(moment.now, Now(deadline));
  if (page_as_of > moment.now.sequence || page_as_of < 0) {
    return WrongPage();
  }
  if (page_as_of > 0) {
    moment.as_of = page_as_of;
  } else if (read_time != nullptr) {
    EDUPLAN_ASSIGN_OR_RETURN(const absl::Time time, api::FromProto(*read_time, "read_time"));
    EDUPLAN_ASSIGN_OR_RETURN(const change_log::Tick tick, changes_.AtTime(time));
    // What was committed after the clock was looked at is not yet promised to anybody.
    moment.as_of = std::min(tick.sequence, moment.now.sequence);
  } else {
    moment.as_of = moment.now.sequence;
  }
  return moment;
}

absl::StatusOr<std::optional<std::vector<std::string>>> ChangedIn(sql::Transaction& transaction,
                                                                  int64_t after, int64_t until,
                                                                  size_t most) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query(text::Cat("SELECT id FROM organization_versions WHERE valid_from > $1 AND "
                                  "valid_from <= $2 LIMIT ",
                                  most + 1),
                        {after, until}));
  if (rows.size() > most) {
    return std::nullopt;
  }
  std::vector<std::string> ids = FirstColumn(rows);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

absl::StatusOr<bool> HadTick(sql::Transaction& transaction, const change_log::Tick& tick) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query("SELECT 1 FROM change_times WHERE sequence = $1 AND time_us = $2",
                        {tick.sequence, api::ToMicros(tick.time)}));
  return !rows.empty();
}

std::string Today() {
  return api::ToText(api::LocalDay(absl::Now()));
}

int RelationOf(eduplan::organization::v1::Placement::Relation relation) {
  return relation == eduplan::organization::v1::Placement::RELATION_ADMINISTRATIVE ? kAdministrative
                                                                                   : kReporting;
}

absl::StatusOr<Listing> ListingOfPage(const api::Page& page, std::string_view day) {
  Listing listing = {.size = page.size, .day = std::string(day), .last = {}, .moment = {}};
  if (page.sequence != 0) {
    const size_t space = page.last_key.find(' ');
    if (space == std::string::npos) {
      return WrongPage();
    }
    listing.day = page.last_key.substr(0, space);
    listing.last = page.last_key.substr(space + 1);
    EDUPLAN_RETURN_IF_ERROR(api::ParseDate(listing.day, "page_token").status());
  }
  return listing;
}

std::string NextPage(const google::protobuf::Message& request, const Listing& listing,
                     std::string_view last) {
  return api::NextPageToken(request, text::Cat(listing.day, " ", last), listing.moment.as_of);
}

absl::Status WrongPage() {
  return status::InvalidField("page_token", "PAGE_TOKEN_INVALID",
                              "page_token is not one that was handed out", "page_token 无效");
}

}  // namespace eduplan::organizations
