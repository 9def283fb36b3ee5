#include "services/platform/tree/succession_table.h"

#include <array>
#include <map>
#include <string>
#include <utility>

#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"
#include "services/platform/tree/fact_rows.h"
#include "services/platform/tree/successions.h"

namespace eduplan::tree {
namespace {

constexpr int64_t kStill = std::numeric_limits<int64_t>::max();
constexpr std::array<std::string_view, 9> kColumns = {"event",      "source",        "target",
                                                      "from_day",   "sequence",      "key",
                                                      "billionths", "from_revision", "to_revision"};

using ByEvent = std::map<std::string, std::vector<Succession>>;

ByEvent Grouped(std::vector<Succession> successions) {
  Normalize(&successions);
  ByEvent events;
  for (Succession& succession : successions) {
    events[succession.event].push_back(std::move(succession));
  }
  return events;
}

absl::Status End(sql::Transaction& transaction, const std::vector<std::string>& events,
                 int64_t revision) {
  return InPieces(
      events.size(), [&](size_t i) -> const std::string& { return events[i]; },
      [&](const std::string& list, sql::Params params, size_t) {
        const size_t n = params.size();
        params.emplace_back(revision);
        params.emplace_back(kStill);
        return transaction
            .Execute(text::Cat("UPDATE forest_successions SET to_revision = $", n + 1,
                               " WHERE to_revision = $", n + 2, " AND event", list),
                     params)
            .status();
      });
}

}  // namespace

absl::StatusOr<std::vector<Succession>> SuccessionsAt(sql::Transaction& transaction,
                                                      int64_t revision, int64_t after) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query("SELECT event, source, target, from_day, sequence, key, billionths "
                        "FROM forest_successions WHERE from_revision > $1 AND from_revision <= $2 "
                        "AND to_revision > $2 ORDER BY event, source, target",
                        {after, revision}));
  std::vector<Succession> successions;
  for (const sql::Row& row : rows) {
    Succession next = {.event = row[0].text(),
                       .source = row[1].text(),
                       .target = row[2].text(),
                       .from = static_cast<Day>(row[3].integer()),
                       .shares = {},
                       .sequence = row[4].integer()};
    if (successions.empty() || successions.back().event != next.event ||
        successions.back().source != next.source || successions.back().target != next.target) {
      successions.push_back(std::move(next));
    }
    if (row[6].integer() > 0) {
      successions.back().shares.push_back({row[5].text(), row[6].integer()});
    }
  }
  Normalize(&successions);
  return successions;
}

absl::Status WriteSuccessions(sql::Transaction& transaction, const Delta& delta, int64_t revision) {
  ByEvent written = Grouped(delta.successions);
  std::vector<std::string> ended;
  if (delta.replaces_all) {
    EDUPLAN_ASSIGN_OR_RETURN(std::vector<Succession> held, SuccessionsNow(transaction, 0));
    for (const auto& [event, successions] : Grouped(std::move(held))) {
      const auto found = written.find(event);
      if (found != written.end() && found->second == successions) {
        written.erase(found);
      } else {
        ended.push_back(event);
      }
    }
  } else {
    for (const auto& [event, successions] : written) {
      ended.push_back(event);
    }
  }
  EDUPLAN_RETURN_IF_ERROR(End(transaction, ended, revision));
  return Insert(transaction, "forest_successions", kColumns, written,
                [&](const auto& event, auto* rows) {
                  for (const Succession& s : event.second) {
                    const std::vector<Share> none = {Share()};
                    for (const Share& share : s.shares.empty() ? none : s.shares) {
                      rows->push_back({s.event, s.source, s.target, s.from, s.sequence, share.key,
                                       share.billionths, revision, kStill});
                    }
                  }
                });
}

}  // namespace eduplan::tree
