#include "services/organizations/reading/tree_walk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace eduplan::organizations {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// 1 over 11 (over 111, 112) and 12 (over 121); levels are the lengths of the ids.
class TreeWalkTest : public testing::Test {
 protected:
  TreeWalkTest() {
    std::vector<tree::Node> nodes;
    std::vector<tree::Edge> edges;
    for (const std::string id : {"1", "11", "111", "112", "12", "121"}) {
      nodes.push_back(
          {.id = id, .states = {{.from = 0, .level = static_cast<int>(id.size()), .name = {}}}});
      if (id.size() > 1) {
        edges.push_back({.child = id, .parent = id.substr(0, id.size() - 1)});
      }
    }
    forest_ = tree::Forest::Build(nodes, edges, 1);
  }
  std::vector<std::string> Rest(TreeWalk walk) {
    std::vector<std::string> ids;
    for (auto node = walk.Next(); node != tree::Forest::kNone; node = walk.Next()) {
      ids.emplace_back(forest_->Id(node));
    }
    return ids;
  }
  TreeWalk From(const char* root, int deepest = 0) {
    return TreeWalk(*forest_, forest_->Find(root), 5, deepest);
  }
  std::vector<std::string> After(const char* root, const char* last, int deepest = 0) {
    TreeWalk walk = From(root, deepest);
    EXPECT_TRUE(walk.Resume(forest_->Find(last)));
    return Rest(std::move(walk));
  }
  std::shared_ptr<const tree::Forest> forest_;
};

TEST_F(TreeWalkTest, ParentsComeBeforeChildrenAndSiblingsById) {
  EXPECT_THAT(Rest(From("1")), ElementsAre("1", "11", "111", "112", "12", "121"));
  EXPECT_THAT(Rest(From("11")), ElementsAre("11", "111", "112"));
}

TEST_F(TreeWalkTest, GoesOnBehindAnyNode) {
  EXPECT_THAT(After("1", "1"), ElementsAre("11", "111", "112", "12", "121"));
  EXPECT_THAT(After("1", "11"), ElementsAre("111", "112", "12", "121"));
  EXPECT_THAT(After("1", "111"), ElementsAre("112", "12", "121"));
  EXPECT_THAT(After("1", "112"), ElementsAre("12", "121"));
  EXPECT_THAT(After("1", "121"), IsEmpty());
  EXPECT_THAT(After("11", "112"), IsEmpty());
}

TEST_F(TreeWalkTest, StopsAtTheDeepestLevel) {
  EXPECT_THAT(Rest(From("1", 2)), ElementsAre("1", "11", "12"));
  EXPECT_THAT(After("1", "11", 2), ElementsAre("12"));
}

TEST_F(TreeWalkTest, ANodeThatStandsElsewhereIsRefused) {
  TreeWalk walk = From("11");
  EXPECT_FALSE(walk.Resume(forest_->Find("12")));
  EXPECT_FALSE(From("11").Resume(forest_->Find("1")));
}

}  // namespace
}  // namespace eduplan::organizations
