#include "services/organizations/store/store.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "services/organizations/store/store_sql.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

Span SpanOf(const sql::Row& row, size_t column) {
  return {row[column].text(), row[column + 1].text()};
}

}  // namespace

absl::StatusOr<std::vector<Record>> Store::Load(std::span<const std::string> ids) {
  std::vector<Record> records;
  records.reserve(ids.size());
  EDUPLAN_RETURN_IF_ERROR(InChunks(
      ids, [&](std::span<const std::string> chunk) { return LoadChunk(chunk, &records); }));
  return records;
}

absl::Status Store::LoadChunk(std::span<const std::string> ids, std::vector<Record>* records) {
  sql::Params params;
  const std::string where =
      text::Cat(" WHERE ", InList("id", ids, &params), " AND ", AsOf("", as_of_));
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows versions,
      transaction_.Query(
          "SELECT id, valid_from, create_time, update_time FROM organization_versions" + where,
          params));
  absl::flat_hash_map<std::string, Record> found;
  for (const sql::Row& row : versions) {
    Record& record = found[row[0].text()];
    record.id = row[0].text();
    record.sequence = row[1].integer();
    record.create_time = row[2].integer();
    record.update_time = row[3].integer();
  }
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows standings,
      transaction_.Query("SELECT id, level, kind, from_day, to_day FROM organization_standings" +
                             where + " ORDER BY id, from_day",
                         params));
  for (const sql::Row& row : standings) {
    found[row[0].text()].standings.push_back(
        {static_cast<int>(row[1].integer()), static_cast<int>(row[2].integer()), SpanOf(row, 3)});
  }
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows names,
      transaction_.Query("SELECT id, display_name, from_day, to_day FROM organization_names" +
                             where + " ORDER BY id, from_day",
                         params));
  for (const sql::Row& row : names) {
    found[row[0].text()].names.push_back({row[1].text(), kOfficial, SpanOf(row, 2)});
  }
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows aliases,
      transaction_.Query(
          text::Cat("SELECT id, alias, from_day, to_day FROM organization_aliases", where,
                    " ORDER BY id, alias", transaction_.dialect().byte_order, ", from_day"),
          params));
  for (const sql::Row& row : aliases) {
    found[row[0].text()].names.push_back({row[1].text(), kAlias, SpanOf(row, 2)});
  }
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows codes,
      transaction_.Query("SELECT id, scheme, code, from_day, to_day FROM organization_codes" +
                             where + " ORDER BY id, from_day, code",
                         params));
  for (const sql::Row& row : codes) {
    found[row[0].text()].codes.push_back(
        {static_cast<int>(row[1].integer()), row[2].text(), SpanOf(row, 3)});
  }
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows placements,
                           transaction_.Query("SELECT id, relation, parent, from_day, to_day FROM "
                                              "organization_placements" +
                                                  where + " ORDER BY id, relation, from_day",
                                              params));
  for (const sql::Row& row : placements) {
    found[row[0].text()].placements.push_back(
        {static_cast<int>(row[1].integer()), row[2].text(), SpanOf(row, 3)});
  }
  for (const std::string& id : ids) {
    if (auto it = found.find(id); it != found.end()) {
      records->push_back(it->second);
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<Record>> Store::Find(std::string_view id) {
  const std::string ids[] = {std::string(id)};
  EDUPLAN_ASSIGN_OR_RETURN(std::vector<Record> records, Load(ids));
  return records.empty() ? std::nullopt : std::optional(std::move(records[0]));
}

absl::StatusOr<std::vector<std::string>> Store::BearersOf(std::span<const std::string> codes) {
  std::vector<std::string> ids;
  EDUPLAN_RETURN_IF_ERROR(InChunks(codes, [&](std::span<const std::string> chunk) {
    sql::Params params;
    const std::string where = InList("code", chunk, &params);
    EDUPLAN_ASSIGN_OR_RETURN(
        const sql::Rows rows,
        transaction_.Query(text::Cat("SELECT DISTINCT id FROM organization_codes WHERE ", where,
                                     " AND ", AsOf("", as_of_)),
                           params));
    for (const sql::Row& row : rows) {
      ids.push_back(row[0].text());
    }
    return absl::OkStatus();
  }));
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

absl::StatusOr<std::vector<std::string>> Store::ChildrenEver(std::span<const std::string> ids) {
  std::vector<std::string> children;
  EDUPLAN_RETURN_IF_ERROR(InChunks(ids, [&](std::span<const std::string> chunk) {
    sql::Params params;
    const std::string where = InList("parent", chunk, &params);
    EDUPLAN_ASSIGN_OR_RETURN(
        const sql::Rows rows,
        transaction_.Query(text::Cat("SELECT DISTINCT id FROM organization_placements WHERE ",
                                     where, " AND ", AsOf("", as_of_)),
                           params));
    for (const sql::Row& row : rows) {
      children.push_back(row[0].text());
    }
    return absl::OkStatus();
  }));
  std::sort(children.begin(), children.end());
  children.erase(std::unique(children.begin(), children.end()), children.end());
  return children;
}

absl::StatusOr<std::vector<std::string>> Store::Uncoded() {
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows,
                           transaction_.Query(text::Cat(
                               "SELECT v.id FROM organization_versions v WHERE ", AsOf("v", as_of_),
                               " AND NOT EXISTS (SELECT 1 FROM organization_codes c WHERE "
                               "c.id = v.id AND ",
                               AsOf("c", as_of_), ")")));
  return FirstColumn(rows);
}

absl::StatusOr<bool> Store::IsEmpty() {
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows,
                           transaction_.Query("SELECT 1 FROM organization_versions LIMIT 1"));
  return rows.empty();
}

absl::StatusOr<std::vector<std::string>> Store::EverUsed(std::span<const std::string> ids) {
  std::vector<std::string> used;
  EDUPLAN_RETURN_IF_ERROR(InChunks(ids, [&](std::span<const std::string> chunk) {
    sql::Params params;
    const std::string where = InList("id", chunk, &params);
    EDUPLAN_ASSIGN_OR_RETURN(
        const sql::Rows rows,
        transaction_.Query("SELECT DISTINCT id FROM organization_versions WHERE " + where, params));
    for (const sql::Row& row : rows) {
      used.push_back(row[0].text());
    }
    return absl::OkStatus();
  }));
  return used;
}

absl::StatusOr<std::vector<int64_t>> Store::ChangesAfter(int64_t after, int limit) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction_.Query(
          text::Cat("SELECT DISTINCT valid_from FROM organization_versions WHERE valid_from > "
                    "$1 AND valid_from <= $2 ORDER BY valid_from LIMIT ",
                    limit),
          {after, as_of_}));
  std::vector<int64_t> sequences;
  for (const sql::Row& row : rows) {
    sequences.push_back(row[0].integer());
  }
  return sequences;
}

absl::StatusOr<std::vector<std::string>> Store::ChangedBy(int64_t sequence) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction_.Query(
          text::Cat("SELECT id FROM organization_versions WHERE valid_from = $1 ORDER BY id",
                    transaction_.dialect().byte_order),
          {sequence}));
  return FirstColumn(rows);
}

}  // namespace eduplan::organizations
