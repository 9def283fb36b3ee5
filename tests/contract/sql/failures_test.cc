#include <gmock/gmock.h>

#include <future>
#include <string>
#include <thread>
#include <vector>

#include "services/platform/sql/database.h"
#include "tests/support/databases.h"
#include "tests/support/matchers.h"

namespace eduplan::sql {
namespace {

using test::IsOk;
using test::IsOkAndHolds;
using test::StatusIs;

class FailuresTest : public test::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    ASSERT_THAT(database().Write([](Transaction& t) -> absl::Status {
      return t.Execute("CREATE TABLE t (n BIGINT)").status();
    }),
                IsOk());
    ASSERT_THAT(database().Write([](Transaction& t) -> absl::Status {
      return t.Execute("INSERT INTO t VALUES (0)").status();
    }),
                IsOk());
  }
  static absl::Status Add(Transaction& t) { return t.Execute("UPDATE t SET n = n + 1").status(); }
};

// Holds transactions open until let go.
class Holder {
 public:
  Holder(Database& database, int transactions, bool write) {
    for (int i = 0; i < transactions; ++i) {
      auto held = std::make_shared<std::promise<void>>();
      std::future<void> begun = held->get_future();
      threads_.emplace_back([this, &database, held, write] {
        const auto body = [&](Transaction& t) -> absl::Status {
          const auto status = write ? t.Execute("UPDATE t SET n = n + 1").status()
                                    : t.Query("SELECT n FROM t").status();
          held->set_value();
          released_.wait();
          return status;
        };
        EXPECT_THAT(write ? database.Write(body) : database.Read(body), IsOk());
      });
      begun.wait();
    }
  }
  ~Holder() { Release(); }
  void Release() {
    if (threads_.empty()) return;
    release_.set_value();
    for (auto& thread : threads_) thread.join();
    threads_.clear();
  }

 private:
  std::promise<void> release_;
  std::shared_future<void> released_ = release_.get_future().share();
  std::vector<std::thread> threads_;
};

TEST_P(FailuresTest, NoFreeConnectionIsDeadlineExceededAndLaterOk) {
  const auto small = test::OpenDatabase(
      {.url = url(), .connections = 2, .acquire_timeout = absl::Milliseconds(50)});
  Holder holder(*small, 2, /*write=*/false);
  EXPECT_THAT(small->Query("SELECT n FROM t"),
              StatusIs(absl::StatusCode::kDeadlineExceeded, "DATABASE_POOL_EXHAUSTED"));
  EXPECT_THAT(small->Read([](Transaction&) { return absl::OkStatus(); }),
              StatusIs(absl::StatusCode::kDeadlineExceeded, "DATABASE_POOL_EXHAUSTED"));
  holder.Release();
  EXPECT_THAT(small->Query("SELECT n FROM t"), IsOkAndHolds(Rows{{0}}));
}

TEST_P(FailuresTest, BusyPastTheTimeoutIsUnavailableAndLaterOk) {
  const auto impatient =
      test::OpenDatabase({.url = url(), .statement_timeout = absl::Milliseconds(100)});
  Holder holder(database(), 1, /*write=*/true);
  EXPECT_THAT(impatient->Write(Add),
              StatusIs(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE"));
  holder.Release();
  EXPECT_THAT(impatient->Write(Add), IsOk());
  EXPECT_THAT(database().Query("SELECT n FROM t"), IsOkAndHolds(Rows{{2}}));
}

TEST_P(FailuresTest, MalformedUrlIsInvalidArgument) {
  for (const char* bad :
       {"", "sqlite:", "sqlite::memory:", "mysql://host/db", "postgresql://[bad"}) {
    EXPECT_THAT(Database::Open({.url = bad}),
                StatusIs(absl::StatusCode::kInvalidArgument, "DATABASE_URL_INVALID"))
        << bad;
  }
}

TEST(SqliteFailuresTest, DirectoryThatIsNotThereIsUnavailable) {
  EXPECT_THAT(Database::Open({.url = "sqlite:/no/such/directory/x.db"}),
              StatusIs(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE"));
}

TEST(SqliteFailuresTest, EveryCommitIsSyncedToTheLog) {
  const auto database = test::MakeDatabase(test::DatabaseKind::kSqlite);
  const auto status = database->Write([](Transaction& t) -> absl::Status {
    EXPECT_THAT(t.Query("PRAGMA journal_mode"), IsOkAndHolds(Rows{{"wal"}}));
    EXPECT_THAT(t.Query("PRAGMA synchronous"), IsOkAndHolds(Rows{{2}}));  // FULL
    EXPECT_THAT(t.Query("PRAGMA foreign_keys"), IsOkAndHolds(Rows{{1}}));
    return absl::OkStatus();
  });
  EXPECT_THAT(status, IsOk());
}

EDUPLAN_OVER_DATABASES(FailuresTest);

}  // namespace
}  // namespace eduplan::sql
