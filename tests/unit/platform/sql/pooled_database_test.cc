#include "services/platform/sql/pooled_database.h"

#include <gmock/gmock.h>

#include <deque>
#include <thread>
#include <vector>

#include "services/platform/sql/driver_error.h"
#include "tests/support/matchers.h"

namespace eduplan::sql {
namespace {

using test::IsOk;
using test::StatusIs;

absl::Status Conflict() {
  return ToStatus({ErrorKind::kConflict, "fake", "", "", ""});
}
absl::Status Lost() {
  return ToStatus({ErrorKind::kUnavailable, "fake", "", "", ""});
}

// What connections will answer, in turn; OK when nothing is left.
struct Script {
  std::deque<absl::Status> begin;
  std::deque<absl::Status> statement;
  std::deque<absl::Status> commit;
  bool statement_breaks = false;  // a failing statement ends its connection
  int opened = 0;
  int rollbacks = 0;
  int commits = 0;

  static absl::Status Next(std::deque<absl::Status>& answers) {
    if (answers.empty()) return absl::OkStatus();
    absl::Status answer = answers.front();
    answers.pop_front();
    return answer;
  }
};

class FakeConnection final : public Connection {
 public:
  explicit FakeConnection(Script& script) : script_(script) { ++script.opened; }
  absl::Status Begin(Mode) override { return Broken(Script::Next(script_.begin)); }
  absl::Status Commit() override {
    ++script_.commits;
    return Script::Next(script_.commit);
  }
  void Rollback() override { ++script_.rollbacks; }
  absl::StatusOr<Rows> Query(std::string_view, const Params&) override {
    const absl::Status status = Script::Next(script_.statement);
    if (!status.ok()) return script_.statement_breaks ? Broken(status) : status;
    return Rows{{1}};
  }
  absl::StatusOr<int64_t> Execute(std::string_view, const Params&) override { return 0; }
  absl::StatusOr<std::vector<Rows>> QueryAll(std::span<const Statement> statements) override {
    return std::vector<Rows>(statements.size());
  }
  absl::Status Scan(std::string_view, const Params&,
                    absl::FunctionRef<void(const RowView&)>) override {
    return absl::OkStatus();
  }
  absl::Status BulkInsert(std::string_view, std::span<const std::string_view>,
                          std::span<const Row>) override {
    return absl::OkStatus();
  }
  absl::Status BulkUpsert(std::string_view, std::span<const std::string_view>,
                          std::span<const std::string_view>, std::span<const Row>) override {
    return absl::OkStatus();
  }
  bool Reusable() const override { return !broken_; }

 private:
  absl::Status Broken(absl::Status status) {
    broken_ |= !status.ok();
    return status;
  }
  Script& script_;
  bool broken_ = false;
};

class PooledDatabaseTest : public ::testing::Test {
 protected:
  std::shared_ptr<Pool> MakePool(int size) {
    return std::make_shared<Pool>(size, absl::Milliseconds(20),
                                  [this]() -> absl::StatusOr<std::unique_ptr<Connection>> {
                                    if (unreachable_) return Lost();
                                    return std::make_unique<FakeConnection>(script_);
                                  });
  }
  absl::Status Write() {
    runs_ = 0;
    return database_.Write([&](Transaction& t) {
      ++runs_;
      return t.Query("SELECT 1").status();
    });
  }

  Script script_;
  bool unreachable_ = false;
  int runs_ = 0;
  std::shared_ptr<Pool> pool_ = MakePool(2);
  PooledDatabase database_{Dialect{}, pool_, pool_};
};

TEST_F(PooledDatabaseTest, ConflictInAStatementRunsTheBodyAgain) {
  script_.statement = {Conflict(), Conflict()};
  EXPECT_THAT(Write(), IsOk());
  EXPECT_EQ(runs_, 3);
  EXPECT_EQ(script_.rollbacks, 2);
}

TEST_F(PooledDatabaseTest, ConflictAtCommitRunsTheBodyAgain) {
  script_.commit = {Conflict()};
  EXPECT_THAT(Write(), IsOk());
  EXPECT_EQ(runs_, 2);
}

TEST_F(PooledDatabaseTest, BodyThatHidesAConflictIsRunAgainToo) {
  script_.statement = {Conflict()};
  int runs = 0;
  EXPECT_THAT(database_.Write([&](Transaction& t) {
    ++runs;
    return t.Query("SELECT 1").ok() ? absl::OkStatus() : absl::InternalError("hidden");
  }),
              IsOk());
  EXPECT_EQ(runs, 2);
}

TEST_F(PooledDatabaseTest, SixthConflictIsUnavailable) {
  script_.statement.assign(6, Conflict());
  EXPECT_THAT(Write(), StatusIs(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE"));
  EXPECT_EQ(runs_, 6);
  EXPECT_EQ(script_.commits, 0);
}

TEST_F(PooledDatabaseTest, UnknownCommitIsNotRunAgain) {
  script_.commit = {CommitOutcomeUnknown()};
  EXPECT_THAT(Write(), StatusIs(absl::StatusCode::kUnavailable, "COMMIT_OUTCOME_UNKNOWN"));
  EXPECT_EQ(runs_, 1);
}

TEST_F(PooledDatabaseTest, DeadIdleConnectionIsReplacedAtBegin) {
  ASSERT_THAT(Write(), IsOk());
  script_.begin = {Lost()};
  EXPECT_THAT(Write(), IsOk());
  EXPECT_EQ(runs_, 1);
  EXPECT_EQ(script_.opened, 2);
}

TEST_F(PooledDatabaseTest, NewConnectionThatFailsAtBeginIsNotReplaced) {
  script_.begin = {Lost()};
  EXPECT_THAT(Write(), StatusIs(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE"));
  EXPECT_EQ(script_.opened, 1);
  EXPECT_THAT(Write(), IsOk());
}

TEST_F(PooledDatabaseTest, SingleReadOnADeadIdleConnectionIsRepeatedOnce) {
  ASSERT_THAT(database_.Ping(), IsOk());
  script_.statement_breaks = true;
  script_.statement = {Lost()};
  EXPECT_THAT(database_.Ping(), IsOk());
  script_.statement = {Lost(), Lost()};
  EXPECT_THAT(database_.Ping(), StatusIs(absl::StatusCode::kUnavailable));
}

TEST_F(PooledDatabaseTest, PlaceOfAConnectionThatCannotBeOpenedIsNotLost) {
  unreachable_ = true;
  for (int i = 0; i < 5; ++i) {
    EXPECT_THAT(database_.Ping(), StatusIs(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE"));
  }
  unreachable_ = false;
  EXPECT_THAT(database_.Ping(), IsOk());
}

TEST_F(PooledDatabaseTest, OpenConnectionsAreUsedBeforeNewOnes) {
  for (int i = 0; i < 5; ++i) EXPECT_THAT(database_.Ping(), IsOk());
  EXPECT_EQ(script_.opened, 1);
}

TEST_F(PooledDatabaseTest, WaitersAreServedInTheOrderTheyCame) {
  const auto pool = std::make_shared<Pool>(1, absl::Seconds(30), [this] {
    return absl::StatusOr<std::unique_ptr<Connection>>(std::make_unique<FakeConnection>(script_));
  });
  std::vector<int> order;
  std::vector<std::thread> threads;
  {
    const auto held = pool->Acquire();
    ASSERT_THAT(held, IsOk());
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&, i] {
        const auto lease = pool->Acquire();
        EXPECT_THAT(lease, IsOk());
        order.push_back(i);  // guarded by the lease
      });
      while (pool->waiting() != static_cast<size_t>(i) + 1) std::this_thread::yield();
    }
  }
  for (auto& thread : threads) thread.join();
  EXPECT_THAT(order, ::testing::ElementsAre(0, 1, 2, 3));
}

}  // namespace
}  // namespace eduplan::sql
