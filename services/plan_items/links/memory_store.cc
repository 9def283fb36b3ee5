#include "services/plan_items/links/memory_store.h"

#include <algorithm>
#include <utility>

#include "absl/time/clock.h"
#include "services/platform/api/time.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

// Beyond these the oldest are forgotten.
constexpr int kMostOwn = 10000;
constexpr int kMostOfOthers = 20000;
constexpr size_t kMostOthers = 500;  // organizations

std::vector<std::string> Beside(const tree::Forest& forest, const std::string& organization) {
  std::vector<std::string> beside;
  const tree::Forest::Index index = forest.Find(organization);
  if (index == tree::Forest::kNone) return beside;
  const tree::Day today = tree::ToDay(api::LocalDay(absl::Now()));
  const tree::Forest::Index above = forest.Parent(index, today);
  if (above == tree::Forest::kNone) return beside;
  for (const tree::Forest::Index child : forest.Children(above, today)) {
    if (child != index && beside.size() < kMostOthers) beside.emplace_back(forest.Id(child));
  }
  return beside;
}

absl::Status Read(sql::Transaction& transaction, const std::vector<std::string>& organizations,
                  bool own, int limit, std::vector<linking::Decision>& decisions) {
  if (organizations.empty()) return absl::OkStatus();
  sql::Params params;
  for (const std::string& organization : organizations) params.emplace_back(organization);
  params.emplace_back(limit);
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query(
          text::Cat("SELECT phrase, section, unit, indicator, rejected FROM link_memory WHERE "
                    "organization IN (",
                    sql::Placeholders(1, organizations.size()), ") ORDER BY sequence DESC LIMIT $",
                    params.size()),
          params));
  for (const sql::Row& row : rows) {
    decisions.push_back({.key = {std::string(row[0].text()), std::string(row[1].text()),
                                 std::string(row[2].text())},
                         .code = std::string(row[3].text()),
                         .rejected = row[4].integer() != 0,
                         .own = own});
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Remember(change_log::Change& change, std::string_view organization,
                      const linking::Decision& decision) {
  const linking::Key& key = decision.key;
  const std::string_view replaced =
      decision.rejected ? "indicator = $5" : "(indicator = $5 OR rejected = 0)";
  EDUPLAN_RETURN_IF_ERROR(
      change.sql()
          .Execute(text::Cat("DELETE FROM link_memory WHERE organization = $1 AND phrase = $2 AND "
                             "section = $3 AND unit = $4 AND ",
                             replaced),
                   {organization, key.phrase, key.section, key.unit, decision.code})
          .status());
  return change.sql()
      .Execute(
          "INSERT INTO link_memory (organization, phrase, section, unit, indicator, rejected, "
          "sequence) VALUES ($1, $2, $3, $4, $5, $6, $7)",
          {organization, key.phrase, key.section, key.unit, decision.code,
           int64_t{decision.rejected}, change.sequence()})
      .status();
}

absl::StatusOr<linking::Memory> ReadMemory(sql::Transaction& transaction,
                                           const tree::Forest& forest,
                                           const std::string& organization) {
  std::vector<linking::Decision> decisions;
  EDUPLAN_RETURN_IF_ERROR(Read(transaction, {organization}, true, kMostOwn, decisions));
  EDUPLAN_RETURN_IF_ERROR(
      Read(transaction, Beside(forest, organization), false, kMostOfOthers, decisions));
  return linking::Memory(std::move(decisions));
}

}  // namespace eduplan::plan_items
