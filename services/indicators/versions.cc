#include "services/indicators/versions.h"

#include <openssl/rand.h>

#include <chrono>

#include "absl/strings/escaping.h"
#include "absl/time/clock.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

constexpr size_t kChunk = 1000;

std::string NewChangeId() {
  std::string bytes(16, '\0');
  RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  return absl::BytesToHexString(bytes);
}

// Rows of three kinds in one answer, told apart by the first column.
std::string Statement(size_t nodes, size_t periods) {
  return text::Cat("SELECT 0, node, period, change_id, 0, 0 FROM node_versions WHERE node IN (",
                   sql::Placeholders(1, nodes), ") AND period IN (",
                   sql::Placeholders(nodes + 1, periods),
                   ") UNION ALL SELECT 1, '', '', '', sequence, time_us FROM change_clock"
                   " UNION ALL SELECT 2, '', '', '', sequence, 0 FROM tree_state");
}

sql::Params Parameters(const std::set<std::string>& nodes, const std::set<std::string>& periods) {
  sql::Params params = {""};
  params.insert(params.end(), nodes.begin(), nodes.end());
  params.insert(params.end(), {"", "definitions"});
  params.insert(params.end(), periods.begin(), periods.end());
  return params;
}

Versions FromRows(const sql::Rows& rows) {
  Versions versions;
  for (const sql::Row& row : rows) {
    switch (row[0].integer()) {
      case 0:
        versions.change_ids[{row[1].text(), row[2].text()}] = row[3].text();
        break;
      case 1:
        versions.tick = {row[4].integer(), api::FromMicros(row[5].integer())};
        break;
      default:
        versions.tree_sequence = row[4].integer();
        break;
    }
  }
  return versions;
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

absl::StatusOr<Versions> ReadVersions(sql::Transaction& transaction,
                                      const std::set<std::string>& nodes,
                                      const std::set<std::string>& periods) {
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows,
                           transaction.Query(Statement(nodes.size() + 1, periods.size() + 2),
                                             Parameters(nodes, periods)));
  return FromRows(rows);
}

absl::Status BumpVersions(sql::Transaction& transaction, const std::set<VersionKey>& keys) {
  const std::string change_id = NewChangeId();
  auto key = keys.begin();
  while (key != keys.end()) {
    std::string values;
    sql::Params params = {change_id};
    for (size_t i = 0; i < kChunk && key != keys.end(); ++i, ++key) {
      text::Append(&values, values.empty() ? "" : ", ", "($", params.size() + 1, ", $",
                   params.size() + 2, ", $1)");
      params.insert(params.end(), {key->first, key->second});
    }
    EDUPLAN_RETURN_IF_ERROR(
        transaction
            .Execute(
                text::Cat("INSERT INTO node_versions (node, period, change_id) VALUES ", values,
                          " ON CONFLICT (node, period) DO UPDATE SET change_id = "
                          "excluded.change_id"),
                params)
            .status());
  }
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<const Versions>> VersionReader::Read(
    std::string_view node, std::span<const std::string> periods, absl::Time deadline) {
  std::unique_lock lock(mutex_);
  if (open_ == nullptr) open_ = std::make_shared<Batch>();
  const std::shared_ptr<Batch> batch = open_;
  batch->nodes.insert(std::string(node));
  batch->periods.insert(periods.begin(), periods.end());
  while (!batch->done) {
    if (batch == open_ && running_ < kStatements) {
      Run(lock);
      continue;
    }
    if (finished_.wait_until(
            lock, absl::ToChronoTime(std::min(deadline, absl::Now() + absl::Hours(1)))) ==
            std::cv_status::timeout &&
        !batch->done) {
      return absl::DeadlineExceededError("waiting for the database");
    }
  }
  return batch->result;
}

void VersionReader::Run(std::unique_lock<std::mutex>& lock) {
  const std::shared_ptr<Batch> batch = std::exchange(open_, nullptr);
  ++running_;
  lock.unlock();
  absl::StatusOr<sql::Rows> rows =
      database_.Query(Statement(batch->nodes.size() + 1, batch->periods.size() + 2),
                      Parameters(batch->nodes, batch->periods));
  lock.lock();
  --running_;
  if (rows.ok()) {
    batch->result = std::make_shared<const Versions>(FromRows(*rows));
  } else {
    batch->result = rows.status();
  }
  batch->done = true;
  finished_.notify_all();
}

}  // namespace eduplan::indicators
