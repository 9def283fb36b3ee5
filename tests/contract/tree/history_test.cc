#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "services/platform/status/macros.h"
#include "services/platform/tree/successions.h"
#include "tests/contract/tree/fixture.h"
#include "tests/unit/platform/tree/naive_forest.h"

namespace eduplan::tree {
namespace {

using test::IsOk;
using test::IsOkAndHolds;
using test::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr int kHistoryEnd = 40;

Succession Merges(const std::string& event, const std::string& source, const std::string& target,
                  Day from) {
  return {.event = event,
          .source = source,
          .target = target,
          .from = from,
          .shares = {{"default", kWhole}},
          .sequence = 1};
}

class HistoryTest : public TreeTest {
 protected:
  absl::StatusOr<std::shared_ptr<const Forest>> AsOf(Replica& replica, int64_t revision) {
    std::shared_ptr<const Forest> forest;
    EDUPLAN_RETURN_IF_ERROR(database().Read([&](sql::Transaction& transaction) -> absl::Status {
      EDUPLAN_ASSIGN_OR_RETURN(forest, replica.AsOf(transaction, revision));
      return absl::OkStatus();
    }));
    return forest;
  }
  // A change of the consumer that has nothing to do with the tree.
  int64_t Tick() {
    change_log::ChangeLog changes(database());
    const auth::Principal nobody{.subject = "test"};
    google::protobuf::Empty nothing;
    const auto tick = changes.Write({.principal = &nobody, .method = "test", .request = &nothing},
                                    &nothing, [](change_log::Change&) { return absl::OkStatus(); });
    EXPECT_THAT(tick, IsOk());
    return tick->sequence;
  }
  int64_t Count(const std::string& what) {
    const auto rows = database().Query("SELECT COUNT(*) FROM " + what);
    EXPECT_THAT(rows, IsOk());
    return (*rows)[0][0].integer();
  }
};
EDUPLAN_OVER_DATABASES(HistoryTest);

// What should be known after a delta.
struct Expected {
  int64_t first = 0;  // revisions
  int64_t last = 0;
  int64_t sequence = 0;
  NaiveForest forest;
  std::map<std::string, Succession> successions;

  std::vector<Succession> Successions() const {
    std::vector<Succession> all;
    for (const auto& [event, succession] : successions) all.push_back(succession);
    Normalize(&all);
    return all;
  }
};

// Changes some nodes and records some events; a snapshot also drops some of both, and brings all.
Delta NextDelta(RandomTree& tree, int64_t sequence, bool snapshot, Expected* moment) {
  Delta delta{.nodes = {}, .edges = {}, .sequence = sequence};
  std::set<int> ranks;
  for (int n = tree.Below(6); n >= 0; --n) ranks.insert(tree.Below(60));
  for (const int rank : ranks) tree.AddNode(rank, &delta);
  moment->forest.Apply(delta);
  if (tree.Below(2) == 0) {
    const std::string event = "e" + std::to_string(tree.Below(12));
    const Succession added =
        Merges(event, tree.Id(tree.Below(60)), tree.Id(tree.Below(60)), tree.Below(kHistoryEnd));
    moment->successions[event] = added;
    delta.successions.push_back(added);
  }
  if (!snapshot) return delta;
  for (int n = 0; n < 8; ++n) moment->forest.Forget(tree.Id(tree.Below(60)));
  if (!moment->successions.empty()) moment->successions.erase(moment->successions.begin());
  delta = moment->forest.Everything(sequence);
  delta.successions = moment->Successions();
  return delta;
}

TEST_P(HistoryTest, EveryMomentIsReadAsItWasThen) {
  RandomTree tree(17, 60, kHistoryEnd);
  Replica writer(database());
  std::vector<Expected> moments = {Expected()};
  for (int64_t step = 1; step <= 24; ++step) {
    const bool snapshot = step == 1 || step == 9 || step == 17;
    Expected moment = moments.back();
    // The registry was restored before the last snapshot, and counts anew.
    moment.sequence = step < 17 ? step : step - 10;
    const Delta delta = NextDelta(tree, moment.sequence, snapshot, &moment);
    const auto applied = Apply(writer, delta);
    ASSERT_THAT(applied, IsOk());
    writer.Publish(*applied);
    moment.first = applied->revision;
    for (int n = tree.Below(3); n > 0; --n) Tick();
    moments.push_back(moment);
  }
  moments.back().last = Tick();
  for (size_t i = 0; i + 1 < moments.size(); ++i) moments[i].last = moments[i + 1].first - 1;
  std::shuffle(moments.begin(), moments.end(), tree.random());

  Replica fresh(database());
  for (Replica* replica : {&fresh, &writer}) {
    for (const Expected& moment : moments) {
      for (const int64_t revision : {moment.first, moment.last}) {
        const auto forest = AsOf(*replica, revision);
        ASSERT_THAT(forest, IsOk());
        ASSERT_EQ((*forest)->sequence(), moment.sequence) << "as of " << revision;
        for (const Day at : {0, 6, 15, 23, 39}) ExpectAgrees(**forest, moment.forest, at);
        ExpectAgreesOnEver(**forest, moment.forest);
        ASSERT_EQ((*forest)->successions().all(), moment.Successions());
      }
    }
  }
}

TEST_P(HistoryTest, WhatIsAskedForAgainIsRemembered) {
  Replica replica(database());
  for (int64_t sequence = 1; sequence <= 9; ++sequence) {
    ASSERT_THAT(Apply(replica, Nodes(sequence, {"a"})), IsOk());
  }
  Replica fresh(database());
  const auto third = AsOf(fresh, 3);
  ASSERT_THAT(third, IsOk());
  for (const int64_t revision : {5, 6, 7}) ASSERT_THAT(AsOf(fresh, revision), IsOk());
  EXPECT_EQ(*AsOf(fresh, 3), *third);
  ASSERT_THAT(Apply(replica, Nodes(10, {"b"})), IsOk());
  EXPECT_EQ(*AsOf(fresh, 3), *third) << "what has come since does not matter";
  ASSERT_THAT(fresh.Refresh(), IsOk());
  EXPECT_EQ(*AsOf(fresh, 10), fresh.Current());
  EXPECT_EQ(*AsOf(fresh, 1000), fresh.Current());
}

TEST_P(HistoryTest, SnapshotThatRepeatsWhatIsThereKeepsNothing) {
  Replica replica(database());
  Delta delta = Nodes(1, {"a", "b", "c"});
  delta.edges = {{.child = "b", .parent = "a"},
                 {.child = "b", .parent = "c", .relation = Relation::kReporting}};
  delta.successions = {Merges("1", "a", "b", 5), Merges("2", "b", "c", 6)};
  ASSERT_THAT(Apply(replica, delta), IsOk());
  std::reverse(delta.edges.begin(), delta.edges.end());
  std::reverse(delta.nodes.begin(), delta.nodes.end());
  delta.replaces_all = true;
  delta.sequence = 2;
  ASSERT_THAT(Apply(replica, delta), IsOk());
  EXPECT_EQ(Count("forest_past"), 0);
  EXPECT_EQ(Count("forest_nodes WHERE revision = 1"), 3);
  EXPECT_EQ(Count("forest_successions"), 2);

  // c loses its name, b a parent, a all; of the events one is recorded otherwise.
  delta.nodes = {{.id = "b", .states = {{.name = "b"}}}, {.id = "c", .states = {State()}}};
  delta.edges = {{.child = "b", .parent = "c", .relation = Relation::kReporting}};
  delta.successions[1].from = 7;
  delta.sequence = 3;
  ASSERT_THAT(Apply(replica, delta), IsOk());
  EXPECT_EQ(Count("forest_past"), 3);
  EXPECT_EQ(Count("forest_past_states"), 3);
  EXPECT_EQ(Count("forest_past_edges"), 2);
  EXPECT_EQ(Count("forest_successions"), 3);
  const auto before = AsOf(replica, 2);
  ASSERT_THAT(before, IsOk());
  const Forest& forest = **before;
  EXPECT_TRUE(forest.Exists(forest.Find("a"), 0));
  EXPECT_EQ(forest.At(forest.Find("c"), 0).name, "c");
  EXPECT_EQ(forest.EverAncestors(forest.Find("b")).size(), 2u);
  EXPECT_EQ(forest.successions().all()[1].from, 6);
}

TEST_P(HistoryTest, SuccessionsReachEveryProcess) {
  Replica writer(database());
  Replica reader(database());
  Delta first = Nodes(1, {"a", "b", "c", "d"});
  first.successions = {Merges("1", "a", "b", 10)};
  first.replaces_all = true;
  ASSERT_THAT(Apply(writer, first), IsOk());
  ASSERT_THAT(reader.Refresh(), IsOk());
  Delta second = Nodes(2, {"b", "c", "d"});
  // Recorded twice over, and with a share by a key; of no use is one of nothing.
  second.successions = {Merges("2", "b", "c", 20), Merges("2", "b", "c", 20),
                        Merges("3", "c", "d", 30)};
  second.successions[2].shares = {{"population", kWhole}, {"pupils", 0}};
  ASSERT_THAT(Apply(writer, second), IsOk());
  ASSERT_THAT(Apply(writer, Nodes(3, {"e"})), IsOk());
  Replica fresh(database());
  for (Replica* replica : {&writer, &reader, &fresh}) {
    ASSERT_THAT(replica->Refresh(), IsOk());
    const Successions& successions = replica->Current()->successions();
    ASSERT_EQ(successions.all().size(), 3u);
    EXPECT_THAT(successions.HeirsOf("a", 0, 20, "default"), ElementsAre(Heir{"c", 1}));
    EXPECT_THAT(successions.HeirsOf("a", 0, 30, "population"), ElementsAre(Heir{"d", 1}));
    EXPECT_EQ(successions.all()[2].shares, (std::vector<Share>{{"population", kWhole}}));
  }
  const auto then = AsOf(fresh, 1);
  ASSERT_THAT(then, IsOk());
  EXPECT_THAT((*then)->successions().EverHeirs("a"), ElementsAre("b"));
}

TEST_P(HistoryTest, DeltaWithoutSuccessionsSharesThoseThatAreKnown) {
  Replica replica(database());
  ASSERT_THAT(Apply(replica, Nodes(1, {"a"})), IsOk());
  const auto applied = Apply(replica, Nodes(2, {"b"}));
  ASSERT_THAT(applied, IsOk());
  EXPECT_EQ(&applied->before->successions(), &applied->after->successions());
}

class HistoryMigrationTest : public HistoryTest {
 protected:
  // The version before has written a tree of its own: revision 4, sequence 9.
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    ASSERT_THAT(sql::Migrate(database(), schema::change_log()), IsOk());
    ASSERT_THAT(sql::Migrate(database(), schema::tree().first(2)), IsOk());
    for (int n = 0; n < 4; ++n) Tick();
    WriteAsBefore("a", 4, 9);
    ASSERT_THAT(sql::Migrate(database(), schema::tree()), IsOk());
  }
  void WriteAsBefore(const std::string& node, int64_t revision, int64_t sequence) {
    ASSERT_THAT(database().Write([&](sql::Transaction& transaction) -> absl::Status {
      const std::vector<sql::Statement> statements = {
          {"INSERT INTO forest_nodes (id, revision) VALUES ($1, $2)", {node, revision}},
          {"INSERT INTO forest_states (node, from_day, to_day, level, kind, name) "
           "VALUES ($1, 0, 100, 2, 1, 'before')",
           {node}},
          {"UPDATE forest_head SET revision = $1, sequence = $2", {revision, sequence}}};
      return transaction.ExecuteAll(statements);
    }),
                IsOk());
  }
  static Delta Snapshot(int64_t sequence) {
    Delta snapshot = Nodes(sequence, {"a", "b"});
    snapshot.replaces_all = true;
    snapshot.successions = {Merges("1", "a", "b", 10)};
    return snapshot;
  }
};
EDUPLAN_OVER_DATABASES(HistoryMigrationTest);

TEST_P(HistoryMigrationTest, FilledDatabaseServesAndAsksForASnapshotOnce) {
  Replica replica(database());
  ASSERT_THAT(replica.Refresh(), IsOk());
  EXPECT_EQ(replica.Current()->sequence(), 9);
  EXPECT_EQ(replica.Current()->size(), 1u);
  EXPECT_THAT(replica.AppliedSequence(), IsOkAndHolds(0));
  EXPECT_THAT(Apply(replica, Nodes(10, {"c"})), StatusIs(absl::StatusCode::kAborted));
  ASSERT_THAT(Apply(replica, Snapshot(9)), IsOk()) << "also of the same sequence";
  EXPECT_THAT(replica.AppliedSequence(), IsOkAndHolds(9));
  EXPECT_THAT(Apply(replica, Nodes(10, {"c"})), IsOk());
}

TEST_P(HistoryMigrationTest, PastBeginsWithWhatWasThereThen) {
  Replica replica(database());
  const auto applied = Apply(replica, Snapshot(9));
  ASSERT_THAT(applied, IsOk());
  Replica fresh(database());
  for (const int64_t revision : {int64_t{0}, int64_t{2}, int64_t{4}, applied->revision - 1}) {
    const auto forest = AsOf(fresh, revision);
    ASSERT_THAT(forest, IsOk());
    EXPECT_EQ((*forest)->sequence(), 9);
    EXPECT_EQ((*forest)->At((*forest)->Find("a"), 5).name, "before");
    EXPECT_EQ((*forest)->Find("b"), Forest::kNone);
    EXPECT_THAT((*forest)->successions().all(), IsEmpty());
  }
}

// While both versions run, that one may be the follower again.
TEST_P(HistoryMigrationTest, VersionBeforeMayWriteAgain) {
  Replica replica(database());
  ASSERT_THAT(Apply(replica, Snapshot(9)), IsOk());
  const int64_t revision = Tick();
  WriteAsBefore("z", revision, 12);
  EXPECT_THAT(replica.AppliedSequence(), IsOkAndHolds(0));
  Delta snapshot = Snapshot(13);
  snapshot.nodes.push_back({.id = "z", .states = {{.name = "after"}}});
  ASSERT_THAT(Apply(replica, snapshot), IsOk());
  EXPECT_THAT(replica.AppliedSequence(), IsOkAndHolds(13));
  Replica fresh(database());
  const auto then = AsOf(fresh, revision);
  ASSERT_THAT(then, IsOk());
  EXPECT_EQ((*then)->sequence(), 12);
  EXPECT_EQ((*then)->At((*then)->Find("z"), 5).name, "before");
  EXPECT_EQ(*AsOf(fresh, 4), *then) << "what that version replaced is not known";
}

}  // namespace
}  // namespace eduplan::tree
