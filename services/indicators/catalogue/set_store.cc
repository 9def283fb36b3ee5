#include "services/indicators/catalogue/set_store.h"

#include <string>
#include <utility>

#include "absl/time/clock.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

absl::CivilDay DayOf(const google::type::Date& date) {
  return absl::CivilDay(date.year(), date.month(), date.day());
}

std::string IdOf(const v1::IndicatorSet& set) {
  return set.name().substr(set.name().find('/') + 1);
}

absl::StatusOr<v1::IndicatorSet> Parse(const sql::Value& stored) {
  v1::IndicatorSet set;
  if (!set.ParseFromString(stored.bytes())) return absl::DataLossError("stored indicator set");
  set.set_state(StateOn(set, api::LocalDay(absl::Now())));
  return set;
}

// "as known at $1": the greatest number is a sequence that is never reached.
constexpr std::string_view kAsOf =
    "SELECT indicator_set FROM indicator_sets WHERE valid_from <= $1 AND "
    "(valid_to > $1 OR valid_to = 9223372036854775807)";

}  // namespace

absl::StatusOr<v1::IndicatorSet> ReadSet(sql::Transaction& transaction, std::string_view id,
                                         int64_t sequence) {
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows,
                           transaction.Query(text::Cat(kAsOf, " AND id = $2"), {sequence, id}));
  if (rows.empty()) return status::NotFound(text::Cat("indicatorSets/", id));
  return Parse(rows[0][0]);
}

absl::StatusOr<std::vector<v1::IndicatorSet>> ListSets(sql::Transaction& transaction,
                                                       int64_t sequence, std::string_view last_id,
                                                       int limit) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query(text::Cat(kAsOf, " AND id > $2 ORDER BY id LIMIT ", limit),
                        {sequence, last_id}));
  std::vector<v1::IndicatorSet> sets;
  for (const sql::Row& row : rows) {
    EDUPLAN_ASSIGN_OR_RETURN(v1::IndicatorSet set, Parse(row[0]));
    sets.push_back(std::move(set));
  }
  return sets;
}

absl::Status ReplaceSet(change_log::Change& change, const v1::IndicatorSet& set) {
  v1::IndicatorSet stored = set;
  stored.clear_state();
  EDUPLAN_RETURN_IF_ERROR(change.sql()
                              .Execute("UPDATE indicator_sets SET valid_to = $1 WHERE id = $2 AND "
                                       "valid_to = 9223372036854775807",
                                       {change.sequence(), IdOf(set)})
                              .status());
  return change.sql()
      .Execute(
          "INSERT INTO indicator_sets (id, valid_from, valid_to, indicator_set) "
          "VALUES ($1, $2, 9223372036854775807, $3)",
          {IdOf(set), change.sequence(), sql::Bytes{stored.SerializeAsString()}})
      .status();
}

v1::IndicatorSet::State StateOn(const v1::IndicatorSet& set, absl::CivilDay day) {
  if (set.has_valid_from() && day < DayOf(set.valid_from()))
    return v1::IndicatorSet::STATE_UPCOMING;
  if (set.has_valid_until() && day > DayOf(set.valid_until()))
    return v1::IndicatorSet::STATE_EXPIRED;
  return v1::IndicatorSet::STATE_VALID;
}

absl::Status RequireValid(const v1::IndicatorSet& set) {
  if (set.state() == v1::IndicatorSet::STATE_EXPIRED) {
    const std::string day = api::ToText(DayOf(set.valid_until()));
    return status::Error(absl::StatusCode::kFailedPrecondition, "SET_EXPIRED")
        .Message(text::Cat(set.name(), " was valid until ", day),
                 text::Cat("报表“", set.display_name(), "”已过有效期（至", day, "）"))
        .With("indicator_set", set.name())
        .With("valid_until", day);
  }
  if (set.state() == v1::IndicatorSet::STATE_UPCOMING) {
    const std::string day = api::ToText(DayOf(set.valid_from()));
    return status::Error(absl::StatusCode::kFailedPrecondition, "SET_NOT_YET_VALID")
        .Message(text::Cat(set.name(), " is valid from ", day, " on"),
                 text::Cat("报表“", set.display_name(), "”自", day, "起启用"))
        .With("indicator_set", set.name())
        .With("valid_from", day);
  }
  return absl::OkStatus();
}

absl::StatusOr<SetView> ViewSet(v1::IndicatorSet set, const Catalogue& catalogue) {
  SetView view;
  for (int i = 0; i < set.members_size(); ++i) {
    const std::string_view code = CodeOf(set.members(i).indicator());
    const int index = catalogue.IndexOf(code);
    if (index < 0) {
      return status::InvalidField(text::Cat("indicator_set.members[", i, "].indicator"),
                                  "UNKNOWN_INDICATOR",
                                  text::Cat("there is no indicator \"", code, "\""),
                                  text::Cat("没有指标“", code, "”"))
          .With("indicator", code)
          .Build();
    }
    view.members.push_back(index);
  }
  view.proto = std::move(set);
  return view;
}

}  // namespace eduplan::indicators
