#include "services/plan_items/linking/assignment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

namespace eduplan::plan_items::linking {
namespace {

double Total(const std::vector<int>& assigned, const std::vector<Edge>& edges) {
  double total = 0;
  std::set<int> targets;
  for (size_t figure = 0; figure < assigned.size(); ++figure) {
    if (assigned[figure] < 0) continue;
    const Edge& edge = edges[assigned[figure]];
    EXPECT_EQ(edge.figure, static_cast<int>(figure));
    EXPECT_TRUE(targets.insert(edge.target).second);
    total += edge.score;
  }
  return total;
}

// Every way there is.
double Best(int figure, int figures, const std::vector<Edge>& edges, std::set<int>& taken) {
  if (figure == figures) return 0;
  double best = Best(figure + 1, figures, edges, taken);
  for (const Edge& edge : edges) {
    if (edge.figure != figure || !taken.insert(edge.target).second) continue;
    best = std::max(best, edge.score + Best(figure + 1, figures, edges, taken));
    taken.erase(edge.target);
  }
  return best;
}

TEST(AssignmentTest, TheBestTotalIsNotTheBestFirst) {
  // Taking 0.9 first leaves 0.1 for the other.
  const std::vector<Edge> edges = {{0, 7, 0.9}, {0, 8, 0.8}, {1, 7, 0.85}, {1, 8, 0.1}};
  const std::vector<int> assigned = Assign(2, edges);
  EXPECT_EQ(assigned, (std::vector<int>{1, 2}));
}

TEST(AssignmentTest, EqualsTheBestOfAllWays) {
  std::mt19937 random(11);
  for (int round = 0; round < 500; ++round) {
    const int figures = 1 + static_cast<int>(random() % 6);
    const int targets = 1 + static_cast<int>(random() % 6);
    std::vector<Edge> edges;
    for (int figure = 0; figure < figures; ++figure) {
      for (int target = 0; target < targets; ++target) {
        if (random() % 3 == 0) continue;
        edges.push_back({figure, 10 * target, 0.01 * static_cast<double>(1 + random() % 100)});
      }
    }
    std::set<int> taken;
    EXPECT_NEAR(Total(Assign(figures, edges), edges), Best(0, figures, edges, taken), 1e-9);
  }
}

TEST(AssignmentTest, AHundredThousandFiguresOfOneTargetTakeNoTime) {
  std::vector<Edge> edges;
  for (int figure = 0; figure < 100'000; ++figure) {
    edges.push_back({figure, 0, figure == 777 ? 0.9 : 0.5});
    edges.push_back({figure, 1 + figure % 500, 0.4});
  }
  const std::vector<int> assigned = Assign(100'000, edges);
  EXPECT_EQ(assigned[777], 2 * 777);
  EXPECT_NEAR(Total(assigned, edges), 0.9 + 500 * 0.4, 1e-6);
}

}  // namespace
}  // namespace eduplan::plan_items::linking
