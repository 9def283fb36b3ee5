#include "services/indicators/rollups/versions.h"

#include <openssl/rand.h>

#include "absl/strings/escaping.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

constexpr size_t kChunk = 1000;

// The clock and the tree stand in every row; without a version there is one row of NULLs beside
// them. One join is cheaper to plan than a union of three.
std::string Statement(size_t nodes, size_t periods) {
  return text::Cat(
      "SELECT c.sequence, c.time_us, t.sequence, v.node, v.period, v.change_id FROM change_clock c "
      "CROSS JOIN forest_head t LEFT JOIN node_versions v ON v.node IN (",
      sql::Placeholders(1, nodes), ") AND v.period IN (", sql::Placeholders(nodes + 1, periods),
      ")");
}

sql::Params Parameters(const std::set<std::string>& nodes, const std::set<std::string>& periods) {
  sql::Params params = {""};
  params.insert(params.end(), nodes.begin(), nodes.end());
  params.insert(params.end(), {"", "definitions"});
  params.insert(params.end(), periods.begin(), periods.end());
  return params;
}

}  // namespace

const std::string& Versions::Of(std::string_view node, std::string_view period) const {
  static const std::string* const kNone = new std::string();
  const auto found = change_ids.find(VersionKey(node, period));
  return found == change_ids.end() ? *kNone : found->second;
}

std::string Versions::Tree(std::string_view node) const {
  return text::Cat(Of("", ""), ".", Of(node, ""));
}

Versions VersionsOf(const sql::Rows& rows) {
  Versions versions;
  for (const sql::Row& row : rows) {
    versions.tick = {row[0].integer(), api::FromMicros(row[1].integer())};
    versions.tree_sequence = row[2].integer();
    if (!row[3].is_null()) versions.change_ids[{row[3].text(), row[4].text()}] = row[5].text();
  }
  return versions;
}

sql::Statement SelectVersions(const std::set<std::string>& nodes,
                              const std::set<std::string>& periods) {
  return {Statement(nodes.size() + 1, periods.size() + 2), Parameters(nodes, periods)};
}

absl::StatusOr<Versions> ReadVersions(sql::Transaction& transaction,
                                      const std::set<std::string>& nodes,
                                      const std::set<std::string>& periods) {
  const sql::Statement select = SelectVersions(nodes, periods);
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows, transaction.Query(select.sql, select.params));
  return VersionsOf(rows);
}

std::string NewChangeId() {
  std::string bytes(16, '\0');
  RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  return absl::BytesToHexString(bytes);
}

std::vector<sql::Statement> BumpStatements(const std::set<VersionKey>& keys) {
  const std::string change_id = NewChangeId();
  std::vector<sql::Statement> statements;
  auto key = keys.begin();
  while (key != keys.end()) {
    std::string values;
    sql::Params params = {change_id};
    for (size_t i = 0; i < kChunk && key != keys.end(); ++i, ++key) {
      text::Append(&values, values.empty() ? "" : ", ", "($", params.size() + 1, ", $",
                   params.size() + 2, ", $1)");
      params.insert(params.end(), {key->first, key->second});
    }
    statements.push_back(
        {text::Cat("INSERT INTO node_versions (node, period, change_id) VALUES ", values,
                   " ON CONFLICT (node, period) DO UPDATE SET change_id = excluded.change_id"),
         std::move(params)});
  }
  return statements;
}

absl::Status BumpVersions(sql::Transaction& transaction, const std::set<VersionKey>& keys) {
  return transaction.ExecuteAll(BumpStatements(keys));
}

VersionReader::VersionReader(change_log::ChangeLog& changes)
    : versions_([&changes](const Wanted& wanted) -> absl::StatusOr<Versions> {
        EDUPLAN_ASSIGN_OR_RETURN(
            const sql::Rows rows,
            changes.database().Query(Statement(wanted.nodes.size() + 1, wanted.periods.size() + 2),
                                     Parameters(wanted.nodes, wanted.periods)));
        return VersionsOf(rows);
      }),
      clock_(changes) {}

absl::StatusOr<std::shared_ptr<const Versions>> VersionReader::Read(
    std::span<const std::string> nodes, const std::set<std::string>& periods, absl::Time deadline) {
  return versions_.Run(
      [&](Wanted& wanted) {
        wanted.nodes.insert(nodes.begin(), nodes.end());
        wanted.periods.insert(periods.begin(), periods.end());
      },
      deadline);
}

absl::StatusOr<std::shared_ptr<const change_log::Tick>> VersionReader::ReadClock(
    absl::Time deadline) {
  return clock_.Read(deadline);
}

}  // namespace eduplan::indicators
