#include <set>
#include <thread>
#include <vector>

#include "tests/contract/change_log/change_log_test.h"

namespace eduplan::change_log {
namespace {

using google::type::Date;
using test::IsOk;

class ConcurrencyTest : public ChangeLogTest {};

TEST_P(ConcurrencyTest, WhatAReaderSeesIsAlwaysAPrefixOfTheSequence) {
  constexpr int kWriters = 6;
  constexpr int kWrites = 30;
  const auto other = Another();
  ChangeLog other_log(*other, FakeNow);
  std::atomic<int> running = kWriters;
  std::vector<std::thread> threads;
  for (int i = 0; i < kWriters; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < kWrites; ++j) {
        Date response;
        const Date day = Day(1);
        ChangeLog& mine = i % 2 == 0 ? log() : other_log;
        EXPECT_THAT(mine.Write(Request(day, ""), &response,
                               [&](Change& change) { return Add(change, 1, &response); }),
                    IsOk());
      }
      --running;
    });
  }
  int64_t last = 0;
  while (running > 0) {
    // Each write added one: ticks without a gap, and all that belongs to them.
    const auto status = database().Read([&](sql::Transaction& t) -> absl::Status {
      EDUPLAN_ASSIGN_OR_RETURN(
          const sql::Rows rows,
          t.Query("SELECT c.sequence, (SELECT count(*) FROM change_times), (SELECT count(*) FROM "
                  "outbox), (SELECT total FROM cell) FROM change_clock c"));
      const int64_t sequence = rows[0][0].integer();
      EXPECT_EQ(rows[0], (sql::Row{sequence, sequence, sequence, sequence}));
      EXPECT_GE(sequence, last);
      last = sequence;
      return absl::OkStatus();
    });
    EXPECT_THAT(status, IsOk());
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(Total(), kWriters * kWrites);
  // Later ticks have later times, though the clock given stood still.
  EXPECT_EQ(Number("SELECT count(*) FROM change_times a JOIN change_times b ON b.sequence = "
                   "a.sequence + 1 WHERE b.time_us <= a.time_us"),
            0);
}

TEST_P(ConcurrencyTest, SameRequestAtOnceIsAppliedOnceAndAnsweredToAll) {
  constexpr int kCallers = 8;
  const auto other = Another();
  ChangeLog other_log(*other, FakeNow);
  std::vector<std::thread> threads;
  std::atomic<int> same = 0;
  for (int i = 0; i < kCallers; ++i) {
    threads.emplace_back([&, i] {
      Date response;
      const Date day = Day(3);
      ChangeLog& mine = i % 2 == 0 ? log() : other_log;
      auto tick = mine.Write(Request(day, kId), &response,
                             [&](Change& change) { return Add(change, 3, &response); });
      EXPECT_THAT(tick, IsOk());
      if (tick.ok() && tick->sequence == 1 && response.year() == 3) ++same;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(same, kCallers);
  EXPECT_EQ(Total(), 3);
}

EDUPLAN_OVER_DATABASES(ConcurrencyTest);

}  // namespace
}  // namespace eduplan::change_log
