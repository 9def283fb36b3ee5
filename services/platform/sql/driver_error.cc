#include "services/platform/sql/driver_error.h"

#include "absl/time/time.h"
#include "services/platform/log/log.h"
#include "services/platform/status/error.h"

namespace eduplan::sql {
namespace {

constexpr std::string_view kConflict = "TRANSACTION_CONFLICT";
constexpr size_t kMostSqlLogged = 500;

void Log(log::Level level, std::string_view message, const DriverError& error) {
  log::Write(level, message,
             {{"driver", error.driver},
              {"code", error.code},
              {"error", error.message},
              {"sql", error.sql.substr(0, kMostSqlLogged)}});
}

absl::Status DatabaseUnavailable() {
  return status::Unavailable("DATABASE_UNAVAILABLE", "the database cannot be reached or is busy",
                             "数据库暂时不可用，请稍后重试", absl::Seconds(1));
}

}  // namespace

absl::Status ToStatus(const DriverError& error) {
  switch (error.kind) {
    case ErrorKind::kConflict:
      return status::Error(absl::StatusCode::kAborted, kConflict);
    case ErrorKind::kUnavailable:
      Log(log::Level::kWarning, "database unavailable", error);
      return DatabaseUnavailable();
    case ErrorKind::kUniqueViolation:
      return status::Error(absl::StatusCode::kAlreadyExists, "UNIQUE_VIOLATION")
          .Message("there is such a row already", "已存在相同的记录");
    case ErrorKind::kOther:
      break;
  }
  Log(log::Level::kError, "database error", error);
  return status::Internal();
}

bool IsConflict(const absl::Status& status) {
  return absl::IsAborted(status) && status::ReasonOf(status) == kConflict;
}

absl::Status StillInConflict() {
  return DatabaseUnavailable();
}

absl::Status CommitOutcomeUnknown() {
  return status::Unavailable(
      "COMMIT_OUTCOME_UNKNOWN",
      "it is not known whether the change was made; repeat it with the same request_id",
      "无法确认本次更改是否已生效，请使用相同的 request_id 重试", absl::Seconds(1));
}

absl::Status PoolExhausted() {
  return status::Error(absl::StatusCode::kDeadlineExceeded, "DATABASE_POOL_EXHAUSTED")
      .Message("no database connection came free in time", "数据库繁忙，等待连接超时")
      .RetryAfter(absl::Seconds(1));
}

}  // namespace eduplan::sql
