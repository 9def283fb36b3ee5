#include "services/organizations/store.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/functional/function_ref.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

constexpr size_t kChunk = 500;
constexpr int64_t kCurrent = std::numeric_limits<int64_t>::max();
constexpr std::array<std::string_view, 9> kVersionColumns = {
    "id",       "valid_from", "valid_to",    "level",      "kind",
    "from_day", "to_day",     "create_time", "update_time"};
constexpr std::array<std::string_view, 6> kNameColumns = {"id",           "valid_from", "valid_to",
                                                          "display_name", "from_day",   "to_day"};
constexpr std::array<std::string_view, 7> kCodeColumns = {
    "id", "valid_from", "valid_to", "scheme", "code", "from_day", "to_day"};
constexpr std::array<std::string_view, 7> kPlacementColumns = {
    "id", "valid_from", "valid_to", "relation", "parent", "from_day", "to_day"};

// Calls `use` with at most kChunk strings at a time.
absl::Status InChunks(std::span<const std::string> strings,
                      absl::FunctionRef<absl::Status(std::span<const std::string>)> use) {
  for (size_t begin = 0; begin < strings.size(); begin += kChunk) {
    EDUPLAN_RETURN_IF_ERROR(use(strings.subspan(begin, std::min(kChunk, strings.size() - begin))));
  }
  return absl::OkStatus();
}

// "column IN ($1, …)" and those parameters.
std::string InList(std::string_view column, std::span<const std::string> strings,
                   sql::Params* params) {
  const std::string list = sql::Placeholders(params->size() + 1, strings.size());
  params->insert(params->end(), strings.begin(), strings.end());
  return text::Cat(column, " IN (", list, ")");
}

// The rows of one table that were current as of a sequence.
std::string AsOf(std::string_view alias, int64_t as_of) {
  return text::Cat(alias, "valid_from <= ", as_of, " AND ", alias, "valid_to > ", as_of);
}

std::vector<std::string> FirstColumn(const sql::Rows& rows) {
  std::vector<std::string> texts;
  for (const sql::Row& row : rows) {
    texts.push_back(row[0].text());
  }
  return texts;
}

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
      transaction_.Query("SELECT id, valid_from, level, kind, from_day, to_day, create_time, "
                         "update_time FROM organization_versions" +
                             where,
                         params));
  absl::flat_hash_map<std::string, Record> found;
  for (const sql::Row& row : versions) {
    found[row[0].text()] = {.id = row[0].text(),
                            .level = static_cast<int>(row[2].integer()),
                            .kind = static_cast<int>(row[3].integer()),
                            .span = SpanOf(row, 4),
                            .names = {},
                            .codes = {},
                            .placements = {},
                            .sequence = row[1].integer(),
                            .create_time = row[6].integer(),
                            .update_time = row[7].integer()};
  }
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows names,
      transaction_.Query("SELECT id, display_name, from_day, to_day FROM organization_names" +
                             where + " ORDER BY id, from_day",
                         params));
  for (const sql::Row& row : names) {
    found[row[0].text()].names.push_back({row[1].text(), SpanOf(row, 2)});
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

absl::StatusOr<PlacementsById> Store::PlacementsUpward(std::string_view id) {
  PlacementsById result;
  std::vector<std::string> wanted = {std::string(id)};
  while (!wanted.empty()) {
    for (const std::string& node : wanted) {
      result.try_emplace(node);
    }
    absl::flat_hash_set<std::string> above;
    EDUPLAN_RETURN_IF_ERROR(InChunks(wanted, [&](std::span<const std::string> chunk) {
      sql::Params params;
      const std::string where = InList("id", chunk, &params);
      EDUPLAN_ASSIGN_OR_RETURN(
          const sql::Rows rows,
          transaction_.Query(
              text::Cat("SELECT id, relation, parent, from_day, to_day FROM "
                        "organization_placements WHERE ",
                        where, " AND ", AsOf("", as_of_), " ORDER BY id, relation, from_day"),
              params));
      for (const sql::Row& row : rows) {
        result[row[0].text()].push_back(
            {static_cast<int>(row[1].integer()), row[2].text(), SpanOf(row, 3)});
        above.insert(row[2].text());
      }
      return absl::OkStatus();
    }));
    wanted.clear();
    for (const std::string& node : above) {
      if (!result.contains(node)) {
        wanted.push_back(node);
      }
    }
  }
  return result;
}

absl::StatusOr<std::vector<std::string>> Store::Uncoded() {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction_.Query(text::Cat("SELECT v.id FROM organization_versions v WHERE ",
                                   AsOf("v.", as_of_),
                                   " AND NOT EXISTS (SELECT 1 FROM organization_codes c WHERE "
                                   "c.id = v.id AND ",
                                   AsOf("c.", as_of_), ")")));
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

absl::Status Store::Put(std::span<const Record> records) {
  std::vector<std::string> ids;
  sql::Rows versions, names, codes, placements;
  for (const Record& record : records) {
    ids.push_back(record.id);
    const auto row = [&](sql::Row cells, const Span& span) {
      cells.insert(cells.begin(), {record.id, record.sequence, kCurrent});
      cells.emplace_back(span.from);
      cells.emplace_back(span.to);
      return cells;
    };
    versions.push_back(row({record.level, record.kind}, record.span));
    versions.back().emplace_back(record.create_time);
    versions.back().emplace_back(record.update_time);
    for (const DatedName& name : record.names) {
      names.push_back(row({name.display_name}, name.span));
    }
    for (const DatedCode& code : record.codes) {
      codes.push_back(row({code.scheme, code.code}, code.span));
    }
    for (const Placement& placement : record.placements) {
      placements.push_back(row({placement.relation, placement.parent}, placement.span));
    }
  }
  for (const std::string_view table : {"organization_versions", "organization_names",
                                       "organization_codes", "organization_placements"}) {
    EDUPLAN_RETURN_IF_ERROR(InChunks(ids, [&](std::span<const std::string> chunk) {
      sql::Params params = {records[0].sequence, kCurrent};
      const std::string where = InList("id", chunk, &params);
      return transaction_
          .Execute(
              text::Cat("UPDATE ", table, " SET valid_to = $1 WHERE valid_to = $2 AND ", where),
              params)
          .status();
    }));
  }
  EDUPLAN_RETURN_IF_ERROR(
      transaction_.BulkInsert("organization_versions", kVersionColumns, versions));
  EDUPLAN_RETURN_IF_ERROR(transaction_.BulkInsert("organization_names", kNameColumns, names));
  EDUPLAN_RETURN_IF_ERROR(transaction_.BulkInsert("organization_codes", kCodeColumns, codes));
  return transaction_.BulkInsert("organization_placements", kPlacementColumns, placements);
}

}  // namespace eduplan::organizations
