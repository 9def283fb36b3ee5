// After a random history: the tree that a process followed change by change is the one that another
// took whole, and both are the model's.
#include <gtest/gtest.h>

#include <algorithm>

#include "absl/strings/str_join.h"
#include "services/platform/api/time.h"
#include "services/platform/status/text.h"
#include "tests/contract/organizations/consumer.h"
#include "tests/contract/registry_model/play.h"

namespace eduplan::registry_model {
namespace {

using organizations::Consumer;
using test::IsOk;

constexpr int kForestEvents = 300;
constexpr int kDays = 60;

class ForestModelTest : public PlayedHistory {
 protected:
  std::unique_ptr<Consumer> NewConsumer() {
    return std::make_unique<Consumer>(test::NewDatabaseUrl(GetParam()), key_dir(),
                                      registry().address());
  }

  // Each organization of the forest on a day, and what stands below each.
  void CompareForest(const tree::Forest& forest, absl::CivilDay day) {
    SCOPED_TRACE(text::Cat("on ", api::ToText(day)));
    const Picture& picture = model().now();
    ASSERT_EQ(forest.size(), static_cast<size_t>(picture.size()));
    for (int index = 0; index < picture.size(); ++index) {
      const std::string& id = picture.row(index).id;
      const tree::Forest::Index node = forest.Find(id);
      ASSERT_NE(node, tree::Forest::kNone) << id;
      EXPECT_EQ(Told(forest, node, day), Told(picture, index, day)) << id << " after\n"
                                                                    << EventsOf(id);
    }
  }

 private:
  static std::string Told(std::string_view name, int level, int kind, bool exists,
                          std::string_view parent, const std::vector<std::string>& below) {
    return text::Cat(name, " ", level, " ", kind, exists ? " exists" : " does not exist", " under ",
                     parent, ": ", absl::StrJoin(below, " "));
  }

  static std::string Told(const tree::Forest& forest, tree::Forest::Index node,
                          absl::CivilDay day) {
    const tree::Day at = tree::ToDay(day);
    const tree::Forest::View view = forest.At(node, at);
    const tree::Forest::Index parent = forest.Parent(node, at);
    std::vector<std::string> below;
    if (view.exists) {
      forest.VisitSubtree(node, at, [&](tree::Forest::Index visited, int) {
        below.emplace_back(forest.Id(visited));
      });
    }
    return Told(view.name, view.level, view.kind, view.exists,
                parent == tree::Forest::kNone ? std::string_view() : forest.Id(parent), below);
  }

  std::string Told(const Picture& picture, int index, absl::CivilDay day) const {
    const Row& row = picture.row(index);
    const int at = days().At(day);
    const Cell& cell = row.on(row.WithinExistence(at));
    const bool exists = row.ExistsOn(at);
    const int parent = exists ? cell.above() : kNobody;
    return Told(cell.name, cell.standing.level, cell.standing.kind, exists,
                parent == kNobody ? std::string_view() : picture.row(parent).id,
                exists ? picture.Subtree(index, at, false) : std::vector<std::string>());
  }
};
EDUPLAN_OVER_DATABASES(ForestModelTest);

TEST_P(ForestModelTest, FollowedOrTakenWholeIsTheModels) {
  constexpr uint32_t kSeed = 42;
  const std::unique_ptr<Consumer> follower = NewConsumer();
  History history(kSeed, model());
  Play(&history, kForestEvents);
  ASSERT_FALSE(HasFailure());
  const std::unique_ptr<Consumer> newcomer = NewConsumer();
  const auto followed = follower->AtLeast(last_sequence());
  const auto taken_whole = newcomer->AtLeast(last_sequence());
  ASSERT_THAT(followed, IsOk());
  ASSERT_THAT(taken_whole, IsOk());
  Chance chance(kSeed);
  for (int n = 0; n < kDays && !HasFailure(); ++n) {
    const absl::CivilDay day = RandomDay(&chance);
    {
      SCOPED_TRACE("followed");
      CompareForest(**followed, day);
    }
    SCOPED_TRACE("taken whole");
    CompareForest(**taken_whole, day);
  }
}

}  // namespace
}  // namespace eduplan::registry_model
