#include "services/indicators/values/change_feed.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "services/indicators/values/value_select.h"
#include "services/indicators/values/value_store.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

constexpr absl::Duration kLook = absl::Milliseconds(100);
constexpr absl::Duration kHeartbeat = absl::Seconds(5);
constexpr absl::Duration kLongestLook = absl::Seconds(10);
// Organizations and periods that are read at a time, if one transaction has not more.
constexpr size_t kAtOnce = 200;

// An organization and period of which a transaction wrote values.
struct Written {
  int64_t sequence = 0;
  std::string organization;
  std::string period;
  int64_t time_us = 0;
};

// The messages of a part of the log, and up to where they go.
struct Page {
  std::vector<v1::ValueChange> changes;
  int64_t sequence = 0;
  bool at_present = false;
};

// "organizations/340111/values/2021-H1".
std::optional<Written> WrittenOf(const sql::Row& row) {
  const auto ids = api::ParseName(row[1].text(), {"organizations", "values"});
  if (!ids.ok()) return std::nullopt;
  return Written{.sequence = row[0].integer(),
                 .organization = (*ids)[0],
                 .period = (*ids)[1],
                 .time_us = row[2].integer()};
}

// What the transactions after `after` wrote, each as a whole. The audit log is what is kept for
// ever of it, in this order.
absl::StatusOr<sql::Rows> ReadLog(sql::Transaction& transaction, int64_t after, bool* at_present) {
  constexpr std::string_view kSelect =
      "SELECT sequence, resource, time_us FROM audit_entries WHERE action = 'values.update' AND ";
  EDUPLAN_ASSIGN_OR_RETURN(
      sql::Rows rows,
      transaction.Query(text::Cat(kSelect, "sequence > $1 ORDER BY sequence, n LIMIT $2"),
                        {after, kAtOnce}));
  *at_present = rows.size() < kAtOnce;
  if (*at_present) return rows;
  const int64_t last = rows.back()[0].integer();
  if (rows.front()[0].integer() == last) {
    return transaction.Query(text::Cat(kSelect, "sequence = $1 ORDER BY n"), {last});
  }
  while (rows.back()[0].integer() == last) rows.pop_back();
  return rows;
}

bool IsBelow(const tree::Forest& forest, const std::string& parent, const std::string& organization,
             tree::Day today) {
  if (parent == organization) return true;
  const tree::Forest::Index above = forest.Find(parent);
  const tree::Forest::Index node = forest.Find(organization);
  return above != tree::Forest::kNone && node != tree::Forest::kNone &&
         forest.IsAncestor(above, node, today);
}

using Place = std::pair<std::string_view, std::string_view>;  // organization, period

// The values of every place that one transaction wrote.
absl::StatusOr<std::map<Place, std::vector<v1::Value>>> ReadWritten(
    sql::Transaction& transaction, std::span<const Written> places) {
  std::map<std::string_view, std::vector<std::string>> by_period;
  std::map<Place, std::vector<v1::Value>> values;
  for (const Written& place : places) {
    by_period[place.period].push_back(place.organization);
    values[{place.organization, place.period}];
  }
  for (const auto& [period, organizations] : by_period) {
    for (size_t begin = 0; begin < organizations.size(); begin += kAtOnce) {
      const auto some =
          std::span(organizations).subspan(begin, std::min(kAtOnce, organizations.size() - begin));
      const sql::Statement select = SelectWritten(period, some, places.front().sequence);
      EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows, transaction.Query(select.sql, select.params));
      for (const ValueRow& row : ValuesOf(rows)) {
        const auto found = values.find({row.organization, row.period});
        if (found != values.end()) found->second.push_back(ToProto(row));
      }
    }
  }
  return values;
}

// The messages of one transaction, whose places these are.
absl::Status AddTransaction(sql::Transaction& transaction, std::span<const Written> places,
                            std::vector<v1::ValueChange>* changes) {
  EDUPLAN_ASSIGN_OR_RETURN(auto values, ReadWritten(transaction, places));
  for (const Written& place : places) {
    std::vector<v1::Value>& written = values[{place.organization, place.period}];
    std::sort(written.begin(), written.end(),
              [](const v1::Value& a, const v1::Value& b) { return a.indicator() < b.indicator(); });
    v1::ValueChange& change = changes->emplace_back();
    const bool last = &place == &places.back();
    change.set_sequence(last ? place.sequence : place.sequence - 1);
    change.set_organization(text::Cat("organizations/", place.organization));
    change.set_period(place.period);
    *change.mutable_time() = api::ToProto(api::FromMicros(place.time_us));
    change.mutable_values()->Assign(written.begin(), written.end());
  }
  return absl::OkStatus();
}

absl::Status ReadPage(sql::Transaction& transaction, const tree::Forest& forest,
                      const std::string& parent, int64_t after, Page* page) {
  *page = {};
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows clock,
                           transaction.Query("SELECT sequence FROM change_clock WHERE id = 1"));
  const int64_t present = clock.empty() ? 0 : clock.front()[0].integer();
  if (after > present) {
    return status::Error(absl::StatusCode::kFailedPrecondition, "SEQUENCE_AHEAD")
        .Message(text::Cat("sequence ", after, " is not known here, the last one is ", present,
                           ": the database was restored"),
                 text::Cat("序号", after, "超出现有最大序号", present, "：数据库可能经过恢复"))
        .Field("after_sequence", "not known")
        .With("current_sequence", text::Cat(present));
  }
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows log, ReadLog(transaction, after, &page->at_present));
  page->sequence = page->at_present ? present : log.back()[0].integer();
  const tree::Day today = tree::ToDay(api::LocalDay(absl::Now()));
  std::vector<Written> places;  // of one transaction
  const auto flush = [&]() -> absl::Status {
    if (places.empty()) return absl::OkStatus();
    EDUPLAN_RETURN_IF_ERROR(AddTransaction(transaction, places, &page->changes));
    places.clear();
    return absl::OkStatus();
  };
  for (const sql::Row& row : log) {
    std::optional<Written> written = WrittenOf(row);
    if (!written || !IsBelow(forest, parent, written->organization, today)) continue;
    if (!places.empty() && places.front().sequence != written->sequence) {
      EDUPLAN_RETURN_IF_ERROR(flush());
    }
    places.push_back(*std::move(written));
  }
  return flush();
}

v1::ValueChange Heartbeat(int64_t sequence) {
  v1::ValueChange heartbeat;
  heartbeat.set_sequence(sequence);
  *heartbeat.mutable_time() = api::ToProto(absl::Now());
  return heartbeat;
}

}  // namespace

absl::Status ChangeFeed::Stream(const server::Call& call,
                                const v1::StreamValueChangesRequest& request,
                                absl::FunctionRef<bool()> cancelled,
                                absl::FunctionRef<bool(const v1::ValueChange&)> send) {
  EDUPLAN_ASSIGN_OR_RETURN(const std::string parent,
                           api::ParseId(request.parent(), "organizations", "parent"));
  EDUPLAN_RETURN_IF_ERROR(access_.Check(call, auth::Action::kRead, parent).status());
  if (request.after_sequence() < 0) {
    return status::InvalidField("after_sequence", "SEQUENCE_NEGATIVE", "a sequence is not negative",
                                "序号不能为负");
  }
  int64_t after = request.after_sequence();
  absl::Time last_sent = absl::Now();
  Page page;
  while (!cancelled()) {
    const auto read = [&](sql::Transaction& transaction) -> absl::Status {
      EDUPLAN_ASSIGN_OR_RETURN(const auto forest, replica_.In(transaction));
      return ReadPage(transaction, *forest, parent, after, &page);
    };
    EDUPLAN_RETURN_IF_ERROR(changes_.database().Read(read));
    for (const v1::ValueChange& change : page.changes) {
      if (!send(change)) return absl::OkStatus();
      last_sent = absl::Now();
    }
    after = page.sequence;
    if (!page.at_present) continue;
    if (!request.follow()) return absl::OkStatus();
    // Waits for the clock to go on: one statement for all who follow here.
    for (bool moved = false; !moved && !cancelled();) {
      if (absl::Now() - last_sent >= kHeartbeat) {
        if (!send(Heartbeat(after))) return absl::OkStatus();
        last_sent = absl::Now();
      }
      absl::SleepFor(kLook);
      EDUPLAN_ASSIGN_OR_RETURN(const auto tick, clock_.Read(absl::Now() + kLongestLook));
      moved = tick->sequence != after;
    }
  }
  return absl::OkStatus();
}

}  // namespace eduplan::indicators
