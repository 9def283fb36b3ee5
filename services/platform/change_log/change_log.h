#ifndef EDUPLAN_SERVICES_PLATFORM_CHANGE_LOG_CHANGE_LOG_H_
#define EDUPLAN_SERVICES_PLATFORM_CHANGE_LOG_CHANGE_LOG_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "services/platform/auth/principal.h"
#include "services/platform/sql/database.h"

namespace eduplan::change_log {

// A tick of the database's change clock: sequence order = commit order = visibility order.
struct Tick {
  int64_t sequence = 0;
  absl::Time time;
};

// Who asks for a change, and how a retry is known again.
struct WriteRequest {
  const auth::Principal* principal = nullptr;  // not owned, never null
  std::string_view method;      // full RPC name; scope of request_id with the principal's Actor()
  std::string_view request_id;  // UUID or empty; INVALID_ARGUMENT if neither
  // The request itself; its deterministic bytes (request_id cleared by the caller or not, it does
  // not matter) are fingerprinted with SHA-256.
  const google::protobuf::Message* request = nullptr;  // not owned, never null
  bool validate_only = false;                          // run everything, then roll back
  std::string_view trace_id;                           // for the audit row
};

// The transaction of one change, handed to its body. May be made anew if the transaction is re-run.
class Change {
 public:
  Change(sql::Transaction& transaction, Tick tick, const WriteRequest& request)
      : transaction_(transaction), tick_(tick), request_(request) {}

  sql::Transaction& sql() { return transaction_; }
  int64_t sequence() const { return tick_.sequence; }
  absl::Time time() const { return tick_.time; }
  const auth::Principal& principal() const { return *request_.principal; }

  // Events and audit rows are kept until the body has returned and then written in one statement.

  // Adds a CloudEvents row to the outbox: type `eduplan.<package>.<resource>.<verb>`, partition key
  // the organization (may be empty), data a JSON object.
  absl::Status Emit(std::string_view type, std::string_view subject, std::string_view partition_key,
                    std::string_view data_json);
  // Adds an audit row: what was done to which resource. Each mutation has at least one.
  absl::Status Audit(std::string_view action, std::string_view resource,
                     std::string_view detail_json);

 private:
  friend class ChangeLog;
  // What is left to run for the events and audit rows.
  absl::StatusOr<std::vector<sql::Statement>> Flush();

  sql::Transaction& transaction_;
  Tick tick_;
  const WriteRequest& request_;
  sql::Rows events_;
  sql::Rows audits_;
};

// The write protocol of every service: tick the clock first (which waits for the writer before),
// look the request_id up, run the body, record the answer, commit. Thread-safe.
class ChangeLog {
 public:
  explicit ChangeLog(sql::Database& database, absl::Time (*now)() = absl::Now);

  // Runs `body`, which fills `*response`; both may run more than once. If the request_id is known
  // with the same fingerprint the stored answer is put into `*response` and nothing changes; with
  // other content INVALID_ARGUMENT (REQUEST_ID_REUSED). With validate_only everything is rolled
  // back and *response is what would have been answered. Returns the tick of the change (of the
  // first one for a repeated request).
  using Body = absl::FunctionRef<absl::Status(Change&)>;
  absl::StatusOr<Tick> Write(const WriteRequest& request, google::protobuf::Message* response,
                             Body body);

  // The current tick.
  absl::StatusOr<Tick> Current();
  // The last tick at or before `time` (for read_time); sequence 0 if there was none. Settled once
  // `time` is past by more than the longest write takes: a change has the time of its tick, and is
  // seen when it commits.
  absl::StatusOr<Tick> AtTime(absl::Time time);

  sql::Database& database() { return database_; }

 private:
  sql::Database& database_;
  absl::Time (*now_)();
};

// Consistency tokens: base64url of {service: sequence}, opaque to callers, merged by maximum.
std::string MakeToken(std::string_view service, int64_t sequence);
// Sequence of `service` in the token; 0 if it says nothing of it. INVALID_ARGUMENT if malformed.
absl::StatusOr<int64_t> TokenSequence(std::string_view token, std::string_view service);
absl::StatusOr<std::string> MergeTokens(std::string_view a, std::string_view b);

}  // namespace eduplan::change_log

#endif  // EDUPLAN_SERVICES_PLATFORM_CHANGE_LOG_CHANGE_LOG_H_
