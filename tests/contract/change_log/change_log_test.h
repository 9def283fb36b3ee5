#ifndef EDUPLAN_TESTS_CONTRACT_CHANGE_LOG_CHANGE_LOG_TEST_H_
#define EDUPLAN_TESTS_CONTRACT_CHANGE_LOG_CHANGE_LOG_TEST_H_

#include <gmock/gmock.h>

#include <atomic>
#include <memory>
#include <string>

#include "change_log_schema.h"
#include "google/type/date.pb.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/status/macros.h"
#include "tests/support/databases.h"
#include "tests/support/matchers.h"

namespace eduplan::change_log {

inline std::atomic<int64_t> fake_now_us = 1'000'000;
inline absl::Time FakeNow() {
  return absl::FromUnixMicros(fake_now_us);
}

// Requests and responses are dates: any message will do. A write of a date adds its day to one
// cell of a table and answers with the sum so far in `year`.
class ChangeLogTest : public test::DatabaseTest {
 protected:
  static constexpr char kId[] = "0b9e1a6e-58d0-4a41-9d1d-5d8f9c2f0e11";
  static constexpr char kOtherId[] = "5f0c1b2a-7a43-4f7e-8c56-0a9b8c7d6e5f";

  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    fake_now_us = 1'000'000;
    ASSERT_THAT(sql::Migrate(database(), schema::change_log()), test::IsOk());
    ASSERT_THAT(database().Write([](sql::Transaction& t) -> absl::Status {
      EDUPLAN_RETURN_IF_ERROR(t.Execute("CREATE TABLE cell (total BIGINT NOT NULL)").status());
      return t.Execute("INSERT INTO cell VALUES (0)").status();
    }),
                test::IsOk());
    log_ = std::make_unique<ChangeLog>(database(), FakeNow);
    principal_.subject = "zhang";
    principal_.organization = "330481";
    principal_.client = "console";
    principal_.on_behalf_of = "li";
  }

  WriteRequest Request(const google::type::Date& date, std::string_view id) const {
    return {.principal = &principal_,
            .method = "test.Cells/Add",
            .request_id = id,
            .request = &date,
            .trace_id = "trace"};
  }
  static google::type::Date Day(int day) {
    google::type::Date date;
    date.set_day(day);
    return date;
  }
  static absl::Status Add(Change& change, int day, google::type::Date* response) {
    EDUPLAN_ASSIGN_OR_RETURN(
        const sql::Rows rows,
        change.sql().Query("UPDATE cell SET total = total + $1 RETURNING total", {day}));
    response->set_year(static_cast<int>(rows[0][0].integer()));
    EDUPLAN_RETURN_IF_ERROR(
        change.Emit("eduplan.test.cell.added", "cells/1", "330481", "{\"day\":1}"));
    return change.Audit("add", "cells/1", "{}");
  }
  absl::StatusOr<Tick> Write(const WriteRequest& request, google::type::Date* response) {
    const auto day = static_cast<const google::type::Date*>(request.request)->day();
    return log_->Write(request, response,
                       [&](Change& change) { return Add(change, day, response); });
  }
  absl::StatusOr<Tick> Write(int day, std::string_view id, google::type::Date* response) {
    const google::type::Date date = Day(day);
    return Write(Request(date, id), response);
  }

  int64_t Number(std::string_view sql) {
    auto rows = database().Query(sql);
    EXPECT_THAT(rows, test::IsOk());
    return rows.ok() ? (*rows)[0][0].integer() : -1;
  }
  int64_t Total() { return Number("SELECT total FROM cell"); }
  // Rows of all tables that a change writes.
  int64_t Traces() {
    return Number(
        "SELECT (SELECT count(*) FROM requests) + (SELECT count(*) FROM outbox) + "
        "(SELECT count(*) FROM audit_entries) + (SELECT count(*) FROM change_times)");
  }
  ChangeLog& log() { return *log_; }

  auth::Principal principal_;

 private:
  std::unique_ptr<ChangeLog> log_;
};

}  // namespace eduplan::change_log

#endif  // EDUPLAN_TESTS_CONTRACT_CHANGE_LOG_CHANGE_LOG_TEST_H_
