#include <gtest/gtest.h>

#include "services/platform/tree/forest.h"
#include "tests/unit/platform/tree/naive_forest.h"

namespace eduplan::tree {
namespace {

constexpr int kLastDay = 40;

TEST(RandomForest, AgreesWithTheNaiveModelOnEveryDay) {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    RandomTree tree(seed, 25, kLastDay);
    Delta all;
    for (int rank = 0; rank < 25; ++rank) tree.AddNode(rank, &all);
    NaiveForest naive;
    naive.Apply(all);
    std::shuffle(all.nodes.begin(), all.nodes.end(), tree.random());
    std::shuffle(all.edges.begin(), all.edges.end(), tree.random());
    const auto forest = Forest::Build(all.nodes, all.edges, seed);
    for (Day at = -1; at <= kLastDay; ++at) {
      ExpectAgrees(*forest, naive, at);
      ExpectAgreesOnPaths(*forest, naive, at);
    }
    ExpectAgreesOnEver(*forest, naive);
  }
}

TEST(RandomForest, ChainOfDeltasIsWhatIsBuiltFromAllFacts) {
  for (unsigned seed = 11; seed <= 16; ++seed) {
    RandomTree tree(seed, 40, kLastDay);
    NaiveForest naive;
    std::shared_ptr<const Forest> forest = Forest::Build({}, {}, 0);
    for (int64_t sequence = 1; sequence <= 60; ++sequence) {
      // Ranks rise with time, so at first many a parent is unknown.
      Delta delta{.nodes = {}, .edges = {}, .sequence = sequence};
      std::set<int> ranks;
      for (int n = tree.Below(4); n >= 0; --n) {
        ranks.insert(tree.Below(std::min<int>(40, 5 + static_cast<int>(sequence))));
      }
      for (const int rank : ranks) tree.AddNode(rank, &delta);
      naive.Apply(delta);
      const std::shared_ptr<const Forest> before = forest;
      forest = before->With(delta);
      ASSERT_EQ(forest->sequence(), sequence);
      ASSERT_EQ(before->sequence(), sequence - 1);
      const Delta all = naive.Everything(sequence);
      const auto built = Forest::Build(all.nodes, all.edges, sequence);
      const Day at = tree.Below(kLastDay);
      ExpectAgrees(*forest, naive, at);
      ExpectAgrees(*built, naive, at);
    }
    for (Day at = -1; at <= kLastDay; ++at) {
      ExpectAgrees(*forest, naive, at);
      ExpectAgreesOnPaths(*forest, naive, at);
    }
    ExpectAgreesOnEver(*forest, naive);
  }
}

// So many that the forest writes its columns anew, once alone and several times between deltas.
TEST(RandomForest, StaysTheSameWhenTheColumnsAreWrittenAnew) {
  constexpr int kMost = 700;
  RandomTree tree(21, kMost, kLastDay);
  NaiveForest naive;
  std::shared_ptr<const Forest> forest = Forest::Build({}, {}, 0);
  for (int64_t sequence = 1; sequence <= 12; ++sequence) {
    Delta delta{.nodes = {}, .edges = {}, .sequence = sequence};
    std::set<int> ranks;
    for (int n = 0; n < 150; ++n) ranks.insert(tree.Below(kMost));
    for (const int rank : ranks) tree.AddNode(rank, &delta);
    naive.Apply(delta);
    forest = forest->With(delta);
  }
  for (const Day at : {0, 7, 20, 39}) ExpectAgrees(*forest, naive, at);
}

TEST(RandomForest, EarlierForestIsNotTouched) {
  RandomTree tree(31, 30, kLastDay);
  Delta all;
  for (int rank = 0; rank < 30; ++rank) tree.AddNode(rank, &all);
  NaiveForest naive;
  naive.Apply(all);
  const auto forest = Forest::Build(all.nodes, all.edges, 1);
  std::shared_ptr<const Forest> after = forest;
  for (int64_t sequence = 2; sequence < 30; ++sequence) {
    Delta delta{.nodes = {}, .edges = {}, .sequence = sequence};
    tree.AddNode(tree.Below(30), &delta);
    after = after->With(delta);
  }
  for (Day at = 0; at < kLastDay; ++at) ExpectAgrees(*forest, naive, at);
}

// What leads from `after` back to `before`, of which some nodes may be missing in `after`.
Delta WayBack(const NaiveForest& before, const NaiveForest& after, int64_t sequence) {
  Delta back{.nodes = {}, .edges = {}, .sequence = sequence};
  for (const auto& [id, node] : before.nodes) {
    back.nodes.push_back(node);
    const auto own = before.edges.find(id);
    if (own == before.edges.end()) continue;
    back.edges.insert(back.edges.end(), own->second.begin(), own->second.end());
  }
  for (const auto& [id, node] : after.nodes) {
    if (!before.nodes.contains(id)) back.unknown.push_back(id);
  }
  return back;
}

// Few, and so many that the columns are written anew on the way.
TEST(RandomForest, NodesThatAreUnknownAgainLeaveNothingBehind) {
  for (const int most : {30, 500}) {
    RandomTree tree(41, most, kLastDay);
    NaiveForest before, after;
    std::shared_ptr<const Forest> forest = Forest::Build({}, {}, 0);
    for (int64_t sequence = 1; sequence <= 4; ++sequence) {
      // Those that come early stand below some that come later, too.
      Delta delta{.nodes = {}, .edges = {}, .sequence = sequence};
      std::set<int> ranks;
      for (int n = 0; n < most / 3; ++n) ranks.insert(tree.Below(most));
      for (const int rank : ranks) tree.AddNode(rank, &delta);
      after.Apply(delta);
      forest = forest->With(delta);
      if (sequence == 2) before = after;
    }
    const auto earlier = forest->With(WayBack(before, after, 2));
    for (const Day at : {0, 5, 13, 25, 39}) {
      ExpectAgrees(*earlier, before, at);
      ExpectAgrees(*forest, after, at);
    }
    ExpectAgreesOnEver(*earlier, before);
    const auto again = earlier->With(WayBack(after, before, 4));
    for (const Day at : {0, 5, 13, 25, 39}) ExpectAgrees(*again, after, at);
    ExpectAgreesOnEver(*again, after);
  }
}

}  // namespace
}  // namespace eduplan::tree
