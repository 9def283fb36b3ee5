#include "services/plan_items/links/link_store.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/plan_items/plan_store.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

constexpr std::string_view kColumns = "content, write_id, write_row, withdraw_ids";

constexpr size_t kNamedAtOnce = 1000;

absl::StatusOr<StoredLink> Read(const sql::Row& row) {
  StoredLink stored;
  if (!stored.link.ParseFromString(row[0].bytes())) return absl::DataLossError("stored link");
  stored.write_id = row[1].text();
  stored.write_row = static_cast<int>(row[2].integer());
  stored.withdraw_ids = absl::StrSplit(text::ToAbsl(row[3].text()), '\n');
  stored.withdraw_ids.resize(stored.link.withdrawals_size());
  return stored;
}

std::string WithdrawIds(const StoredLink& stored) {
  return absl::StrJoin(stored.withdraw_ids, "\n");
}

}  // namespace

absl::StatusOr<absl::flat_hash_map<std::string, StoredLink>> ReadLinks(
    sql::Transaction& transaction, const PlanId& plan) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query(text::Cat("SELECT ", kColumns,
                                  " FROM link_versions WHERE organization = $1 AND plan = $2 AND "
                                  "valid_to = 9223372036854775807"),
                        {plan.organization, plan.plan}));
  absl::flat_hash_map<std::string, StoredLink> links;
  links.reserve(rows.size());
  for (const sql::Row& row : rows) {
    EDUPLAN_ASSIGN_OR_RETURN(StoredLink stored, Read(row));
    std::string id = stored.link.measurement_id();
    links.emplace(std::move(id), std::move(stored));
  }
  return links;
}

absl::StatusOr<absl::flat_hash_map<std::string, v1::Link>> LinksOf(
    sql::Transaction& transaction, const PlanId& plan, int64_t sequence,
    std::span<const std::string_view> figures) {
  absl::flat_hash_map<std::string, v1::Link> links;
  while (!figures.empty()) {
    const auto some = figures.first(std::min(figures.size(), kNamedAtOnce));
    figures = figures.subspan(some.size());
    sql::Params params = {plan.organization, plan.plan, sequence};
    for (const std::string_view figure : some) params.emplace_back(figure);
    EDUPLAN_ASSIGN_OR_RETURN(
        const sql::Rows rows,
        transaction.Query(text::Cat("SELECT ", kColumns,
                                    " FROM link_versions WHERE organization = $1 AND plan = $2 AND "
                                    "valid_from <= $3 AND valid_to > $3 AND measurement IN (",
                                    sql::Placeholders(4, some.size()), ")"),
                          params));
    for (const sql::Row& row : rows) {
      EDUPLAN_ASSIGN_OR_RETURN(StoredLink stored, Read(row));
      std::string id = stored.link.measurement_id();
      links.emplace(std::move(id), std::move(stored.link));
    }
  }
  return links;
}

std::string LinkKey(const v1::Link& link) {
  return text::Cat(link.measurement_id(), " ", link.sequence());
}

absl::StatusOr<std::vector<v1::Link>> QueryLinks(sql::Transaction& transaction, const PlanId& plan,
                                                 bool replaced, int64_t sequence,
                                                 std::string_view after, int limit) {
  const size_t space = std::min(after.find(' '), after.size());
  int64_t before = 0;
  if (space < after.size() && !absl::SimpleAtoi(text::ToAbsl(after.substr(space + 1)), &before)) {
    return status::InvalidField("page_token", "PAGE_TOKEN_INVALID", "the page token is malformed",
                                "分页标记无效");
  }
  sql::Params params = {plan.organization,      plan.plan, sequence,
                        after.substr(0, space), before,    limit};
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query(text::Cat("SELECT ", kColumns,
                                  " FROM link_versions WHERE organization = $1 AND plan = $2 AND "
                                  "valid_from <= $3 AND (measurement > $4 OR (measurement = $4 AND "
                                  "valid_from < $5))",
                                  replaced ? "" : " AND valid_to > $3",
                                  " ORDER BY measurement, valid_from DESC LIMIT $6"),
                        params));
  std::vector<v1::Link> links;
  for (const sql::Row& row : rows) {
    EDUPLAN_ASSIGN_OR_RETURN(StoredLink stored, Read(row));
    links.push_back(std::move(stored.link));
  }
  return links;
}

absl::Status AddLink(change_log::Change& change, const PlanId& plan, const StoredLink& stored) {
  const v1::Link& link = stored.link;
  EDUPLAN_RETURN_IF_ERROR(
      change.sql()
          .Execute("UPDATE link_versions SET valid_to = $1 WHERE organization = $2 AND plan = $3 "
                   "AND measurement = $4 AND valid_to = 9223372036854775807",
                   {change.sequence(), plan.organization, plan.plan, link.measurement_id()})
          .status());
  return change.sql()
      .Execute(
          "INSERT INTO link_versions (organization, plan, measurement, valid_from, valid_to, "
          "state, principal, write_id, write_row, content, withdraw_ids) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
          {plan.organization, plan.plan, link.measurement_id(), change.sequence(), kCurrent,
           static_cast<int64_t>(link.state()), link.principal(), stored.write_id, stored.write_row,
           sql::Bytes{link.SerializeAsString()}, WithdrawIds(stored)})
      .status();
}

absl::Status MoveLink(sql::Transaction& transaction, const PlanId& plan, const StoredLink& stored) {
  return transaction
      .Execute(
          "UPDATE link_versions SET state = $1, write_id = $2, write_row = $3, content = $4, "
          "withdraw_ids = $9 WHERE organization = $5 AND plan = $6 AND measurement = $7 AND "
          "valid_from = $8",
          {static_cast<int64_t>(stored.link.state()), stored.write_id, stored.write_row,
           sql::Bytes{stored.link.SerializeAsString()}, plan.organization, plan.plan,
           stored.link.measurement_id(), stored.link.sequence(), WithdrawIds(stored)})
      .status();
}

absl::StatusOr<std::vector<StoredLink>> ReadPending(sql::Transaction& transaction,
                                                    const PlanId& plan,
                                                    std::string_view principal) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query(text::Cat("SELECT ", kColumns,
                                  " FROM link_versions WHERE organization = $1 AND plan = $2 AND "
                                  "state = 2 AND valid_to = 9223372036854775807 AND "
                                  "(principal = $3 OR $3 = '') ORDER BY measurement"),
                        {plan.organization, plan.plan, principal}));
  std::vector<StoredLink> pending;
  for (const sql::Row& row : rows) {
    EDUPLAN_ASSIGN_OR_RETURN(pending.emplace_back(), Read(row));
  }
  return pending;
}

absl::StatusOr<std::vector<Waiting>> ReadWaiting(sql::Transaction& transaction, absl::Time before,
                                                 const PlanId& after, int limit) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query(
          "SELECT DISTINCT l.organization, l.plan, l.principal FROM link_versions l JOIN "
          "change_times t ON t.sequence = l.valid_from WHERE l.state = 2 AND "
          "l.valid_to = 9223372036854775807 AND t.time_us < $1 AND (l.organization > $2 OR "
          "(l.organization = $2 AND l.plan > $3)) "
          "ORDER BY l.organization, l.plan, l.principal LIMIT $4",
          {api::ToMicros(before), after.organization, after.plan, limit}));
  std::vector<Waiting> waiting;
  waiting.reserve(rows.size());
  for (const sql::Row& row : rows) {
    waiting.push_back({.plan = {std::string(row[0].text()), std::string(row[1].text())},
                       .principal = std::string(row[2].text())});
  }
  return waiting;
}

absl::Status AddWrite(sql::Transaction& transaction, const PlanId& plan, const LinkWrite& write) {
  return transaction
      .Execute(
          "INSERT INTO link_writes (organization, plan, id, request) VALUES ($1, $2, $3, $4)",
          {plan.organization, plan.plan, write.request_id(), sql::Bytes{write.SerializeAsString()}})
      .status();
}

absl::StatusOr<std::optional<LinkWrite>> ReadWrite(sql::Transaction& transaction,
                                                   const PlanId& plan, std::string_view id) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query(
          "SELECT request FROM link_writes WHERE organization = $1 AND plan = $2 AND id = $3",
          {plan.organization, plan.plan, id}));
  if (rows.empty()) return std::nullopt;
  LinkWrite write;
  if (!write.ParseFromString(rows[0][0].bytes())) {
    return absl::DataLossError("stored write of links");
  }
  return write;
}

absl::StatusOr<bool> DeleteWrite(sql::Transaction& transaction, const PlanId& plan,
                                 std::string_view id) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const int64_t deleted,
      transaction.Execute(
          "DELETE FROM link_writes WHERE organization = $1 AND plan = $2 AND id = $3",
          {plan.organization, plan.plan, id}));
  return deleted > 0;
}

}  // namespace eduplan::plan_items
