#include "services/platform/change_log/change_log.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "absl/strings/ascii.h"
#include "services/platform/api/digest.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

namespace eduplan::change_log {
namespace {

// A request_id that the database has to remember.
struct Key {
  std::string request_id;  // lower case; empty: nothing to remember
  std::string fingerprint;
};

absl::StatusOr<Key> KeyOf(const WriteRequest& request) {
  if (request.request_id.empty()) return Key{};
  if (!api::IsUuid(request.request_id)) {
    return status::InvalidField("request_id", "REQUEST_ID_INVALID", "request_id must be a UUID",
                                "request_id 应为 UUID");
  }
  std::string id(request.request_id);
  absl::AsciiStrToLower(&id);
  return Key{id, api::Sha256(api::DeterministicBytes(*request.request))};
}

Tick TickOf(const sql::Row& row) {
  return {.sequence = row[0].integer(), .time = api::FromMicros(row[1].integer())};
}

// Ticks the clock, which waits for the writer before, and then looks a request_id up: in one round
// trip. Time never stands still or goes back, whatever the machine's clock does.
absl::StatusOr<std::vector<sql::Rows>> TickAndRecall(sql::Transaction& transaction, absl::Time now,
                                                     const WriteRequest& request, const Key& key) {
  std::vector<sql::Statement> statements = {
      {"UPDATE change_clock SET sequence = sequence + 1, time_us = CASE WHEN "
       "time_us >= $1 THEN time_us + 1 ELSE $1 END WHERE id = 1 RETURNING sequence, time_us",
       {api::ToMicros(now)}}};
  if (!key.request_id.empty()) {
    statements.push_back(
        {"SELECT sequence, time_us, fingerprint, answer FROM requests "
         "WHERE subject = $1 AND method = $2 AND request_id = $3",
         {request.principal->Actor(), request.method, key.request_id}});
  }
  EDUPLAN_ASSIGN_OR_RETURN(std::vector<sql::Rows> rows, transaction.QueryAll(statements));
  if (rows.front().empty()) return absl::InternalError("change_clock has no row");
  rows.resize(2);
  return rows;
}

// The tick of the first time if this request was answered before, its answer in `*response`.
absl::StatusOr<std::optional<Tick>> Recall(const sql::Rows& rows, const Key& key,
                                           google::protobuf::Message* response) {
  if (rows.empty()) return std::nullopt;
  if (rows.front()[2].bytes() != key.fingerprint) {
    return status::InvalidField("request_id", "REQUEST_ID_REUSED",
                                "request_id was used before for a request with other content",
                                "该 request_id 已用于内容不同的请求");
  }
  if (!response->ParseFromString(rows.front()[3].bytes())) {
    return absl::InternalError("a stored answer does not parse");
  }
  return TickOf(rows.front());
}

void Remember(const WriteRequest& request, const Key& key, Tick tick,
              const google::protobuf::Message& response, std::vector<sql::Statement>& statements) {
  const int64_t micros = api::ToMicros(tick.time);
  if (!key.request_id.empty()) {
    statements.push_back(
        {"INSERT INTO requests (subject, method, request_id, fingerprint, answer, sequence, "
         "time_us) VALUES ($1, $2, $3, $4, $5, $6, $7)",
         {request.principal->Actor(), request.method, key.request_id, sql::Bytes{key.fingerprint},
          sql::Bytes{response.SerializePartialAsString()}, tick.sequence, micros}});
  }
  statements.push_back(
      {"INSERT INTO change_times (sequence, time_us) VALUES ($1, $2)", {tick.sequence, micros}});
}

absl::StatusOr<Tick> FirstTick(absl::StatusOr<sql::Rows> rows) {
  EDUPLAN_RETURN_IF_ERROR(rows.status());
  return rows->empty() ? Tick{} : TickOf(rows->front());
}

}  // namespace

ChangeLog::ChangeLog(sql::Database& database, absl::Time (*now)())
    : database_(database), now_(now) {}

absl::StatusOr<Tick> ChangeLog::Write(const WriteRequest& request,
                                      google::protobuf::Message* response, Body body) {
  EDUPLAN_ASSIGN_OR_RETURN(const Key key, KeyOf(request));
  Tick tick;
  bool answered = false;  // rolled back on purpose: repeated, or validate_only
  const auto run = [&](sql::Transaction& transaction) -> absl::Status {
    answered = false;
    response->Clear();
    EDUPLAN_ASSIGN_OR_RETURN(const std::vector<sql::Rows> begun,
                             TickAndRecall(transaction, now_(), request, key));
    tick = TickOf(begun[0].front());
    EDUPLAN_ASSIGN_OR_RETURN(const auto first, Recall(begun[1], key, response));
    if (first) {
      tick = *first;
      answered = true;
      return absl::CancelledError();
    }
    Change change(transaction, tick, request);
    EDUPLAN_RETURN_IF_ERROR(body(change));
    EDUPLAN_ASSIGN_OR_RETURN(auto statements, change.Flush());
    Remember(request, key, tick, *response, statements);
    EDUPLAN_RETURN_IF_ERROR(transaction.ExecuteAll(statements));
    answered = request.validate_only;
    return answered ? absl::CancelledError() : absl::OkStatus();
  };
  absl::Status status = database_.Write(run);
  if (status.ok() || (answered && absl::IsCancelled(status))) return tick;
  response->Clear();
  return status;
}

absl::StatusOr<Tick> ChangeLog::Current() {
  return FirstTick(database_.Query("SELECT sequence, time_us FROM change_clock WHERE id = 1"));
}

absl::StatusOr<Tick> ChangeLog::AtTime(absl::Time time) {
  return FirstTick(
      database_.Query("SELECT sequence, time_us FROM change_times WHERE time_us <= $1 "
                      "ORDER BY time_us DESC LIMIT 1",
                      {api::ToMicros(time)}));
}

}  // namespace eduplan::change_log
