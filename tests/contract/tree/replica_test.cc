#include "services/platform/tree/replica.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "absl/time/clock.h"
#include "services/platform/status/macros.h"
#include "tests/contract/tree/fixture.h"
#include "tests/unit/platform/tree/naive_forest.h"

namespace eduplan::tree {
namespace {

using test::IsOk;
using test::IsOkAndHolds;
using test::StatusIs;
using ::testing::ElementsAre;

constexpr int kLastDay = 40;

class ReplicaTest : public TreeTest {};
EDUPLAN_OVER_DATABASES(ReplicaTest);

TEST_P(ReplicaTest, WhatIsLoadedBitByBitIsWhatIsLoadedAtOnce) {
  RandomTree tree(5, 60, kLastDay);
  NaiveForest naive;
  Replica writer(database());
  Replica reader(database());
  for (int64_t sequence = 1; sequence <= 25; ++sequence) {
    Delta delta{.nodes = {}, .edges = {}, .sequence = sequence};
    std::set<int> ranks;
    for (int n = tree.Below(6); n >= 0; --n) ranks.insert(tree.Below(60));
    for (const int rank : ranks) tree.AddNode(rank, &delta);
    naive.Apply(delta);
    const auto applied = Apply(writer, delta);
    ASSERT_THAT(applied, IsOk());
    writer.Publish(*applied);
    if (sequence % 3 == 0) {
      ASSERT_THAT(reader.Refresh(), IsOk());
    }
  }
  ASSERT_THAT(reader.Refresh(), IsOk());
  Replica fresh(database());
  ASSERT_THAT(fresh.Refresh(), IsOk());
  for (Replica* replica : {&writer, &reader, &fresh}) {
    EXPECT_EQ(replica->Current()->sequence(), 25);
    for (Day at = -1; at <= kLastDay; at += 3) ExpectAgrees(*replica->Current(), naive, at);
    ExpectAgreesOnEver(*replica->Current(), naive);
  }
  EXPECT_THAT(fresh.AppliedSequence(), IsOkAndHolds(25));
}

TEST_P(ReplicaTest, SnapshotForgetsWhatWasKnown) {
  Replica writer(database());
  Replica reader(database());
  ASSERT_THAT(Apply(writer, Nodes(8, {"a", "b"})), IsOk());
  ASSERT_THAT(reader.Refresh(), IsOk());
  Delta snapshot = Nodes(3, {"b", "c"});  // of a registry that was restored
  snapshot.replaces_all = true;
  const auto applied = Apply(writer, snapshot);
  ASSERT_THAT(applied, IsOk());
  EXPECT_EQ(applied->before->size(), 2u);
  writer.Publish(*applied);
  ASSERT_THAT(Apply(writer, Nodes(4, {"d"})), IsOk());
  for (Replica* replica : {&writer, &reader}) {
    ASSERT_THAT(replica->Refresh(), IsOk());
    EXPECT_EQ(replica->Current()->sequence(), 4);
    EXPECT_EQ(replica->Current()->Find("a"), Forest::kNone);
    EXPECT_EQ(replica->Current()->size(), 3u);
  }
}

TEST_P(ReplicaTest, WhatIsRolledBackIsSeenByNobody) {
  Replica replica(database());
  ASSERT_THAT(Apply(replica, Nodes(1, {"a"})), IsOk());
  EXPECT_THAT(
      Apply(replica, Nodes(2, {"b"}), [](change_log::Change&) { return absl::AbortedError("no"); }),
      StatusIs(absl::StatusCode::kAborted));
  ASSERT_THAT(replica.Refresh(), IsOk());
  EXPECT_EQ(replica.Current()->sequence(), 1);
  EXPECT_EQ(replica.Current()->size(), 1u);
}

TEST_P(ReplicaTest, DeltaThatIsNotNewerChangesNothing) {
  Replica replica(database());
  ASSERT_THAT(Apply(replica, Nodes(5, {"a"})), IsOk());
  const auto again = Apply(replica, Nodes(5, {"b"}));
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->before, again->after);
  EXPECT_EQ(again->after->Find("b"), Forest::kNone);
}

TEST_P(ReplicaTest, TransactionThatBeganEarlierSeesTheForestOfItsSnapshot) {
  Replica replica(database());
  ASSERT_THAT(Apply(replica, Nodes(1, {"a"})), IsOk());
  const auto status = database().Read([&](sql::Transaction& transaction) -> absl::Status {
    EDUPLAN_RETURN_IF_ERROR(transaction.Query("SELECT sequence FROM forest_head").status());
    EDUPLAN_ASSIGN_OR_RETURN(const auto applied, Apply(replica, Nodes(2, {"b"})));
    replica.Publish(applied);
    EXPECT_EQ(replica.Current()->sequence(), 2);
    Replica another(database());
    for (Replica* reader : {&replica, &another}) {
      EDUPLAN_ASSIGN_OR_RETURN(const auto forest, reader->In(transaction));
      EXPECT_EQ(forest->sequence(), 1);
      EXPECT_EQ(forest->size(), 1u);
    }
    return absl::OkStatus();
  });
  EXPECT_THAT(status, IsOk());
  EXPECT_EQ(replica.Current()->sequence(), 2) << "an older forest is never published over a newer";
}

TEST_P(ReplicaTest, ManyAtOnceGetOneForest) {
  Replica writer(database());
  ASSERT_THAT(Apply(writer, Nodes(1, {"a", "b", "c"})), IsOk());
  Replica replica(database());
  std::vector<std::shared_ptr<const Forest>> got(4);
  std::vector<std::thread> threads;
  for (auto& forest : got) {
    threads.emplace_back([&] {
      EXPECT_THAT(database().Read([&](sql::Transaction& transaction) -> absl::Status {
        EDUPLAN_ASSIGN_OR_RETURN(forest, replica.In(transaction));
        return absl::OkStatus();
      }),
                  IsOk());
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& forest : got) EXPECT_EQ(forest, got[0]);
}

TEST_P(ReplicaTest, AgeIsKnownToEveryProcess) {
  Replica one(database());
  Replica two(database());
  EXPECT_EQ(one.AsOf(), absl::InfinitePast());
  const absl::Time now = absl::FromUnixMicros(1'720'000'000'000'000);
  ASSERT_THAT(one.MarkAsOf(now), IsOk());
  ASSERT_THAT(one.MarkAsOf(now - absl::Seconds(5)), IsOk());
  ASSERT_THAT(two.Refresh(), IsOk());
  EXPECT_EQ(one.AsOf(), now);
  EXPECT_EQ(two.AsOf(), now);
}

TEST_P(ReplicaTest, BehindIsSaidWhenTheDeadlinePasses) {
  Replica replica(database());
  EXPECT_THAT(replica.AtLeast(1, absl::Now() + absl::Milliseconds(20)),
              StatusIs(absl::StatusCode::kUnavailable, "TREE_BEHIND"));
}

class ReplicaMigrationTest : public test::DatabaseTest {};
EDUPLAN_OVER_DATABASES(ReplicaMigrationTest);

TEST_P(ReplicaMigrationTest, TreeOfTheVersionBeforeServesUntilTheSnapshotComes) {
  const auto steps = schema::tree();
  ASSERT_THAT(sql::Migrate(database(), schema::change_log()), IsOk());
  ASSERT_THAT(sql::Migrate(database(), steps.first(1)), IsOk());
  ASSERT_THAT(database().Write([](sql::Transaction& transaction) -> absl::Status {
    const std::vector<sql::Statement> statements = {
        {"INSERT INTO tree_nodes (id, name, level, kind, from_day, to_day) "
         "VALUES ('a', '甲', 2, 1, 0, 100), ('b', '乙', 3, 1, 10, 2147483647)",
         {}},
        {"INSERT INTO tree_edges (child, parent, relation, from_day, to_day) "
         "VALUES ('b', 'a', 0, 10, 2147483647)",
         {}},
        {"UPDATE tree_state SET sequence = 9, revision = 4", {}}};
    return transaction.ExecuteAll(statements);
  }),
              IsOk());
  ASSERT_THAT(sql::Migrate(database(), steps), IsOk());
  Replica replica(database());
  ASSERT_THAT(replica.Refresh(), IsOk());
  const auto forest = replica.Current();
  ASSERT_EQ(forest->size(), 2u);
  const Forest::Index b = forest->Find("b");
  EXPECT_EQ(forest->At(b, 50).name, "乙");
  EXPECT_EQ(forest->At(b, 50).level, 3);
  EXPECT_EQ(IdOf(*forest, forest->Parent(b, 99)), "a");
  EXPECT_EQ(forest->Parent(b, 100), Forest::kNone);
  EXPECT_THAT(replica.AppliedSequence(), IsOkAndHolds(0)) << "asks for a snapshot";
}

}  // namespace
}  // namespace eduplan::tree
