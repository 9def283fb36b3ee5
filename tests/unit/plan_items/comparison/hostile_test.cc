// Plans made to be hard to compare: the answer is sound and comes soon.
#include <gmock/gmock.h>

#include <chrono>

#include "services/plan_items/comparison/difference.h"
#include "services/plan_items/comparison/findings.h"
#include "services/platform/status/text.h"

namespace eduplan::comparison {
namespace {

constexpr int kMany = 20'000;

// Generous, for sanitizers and busy machines; what is quadratic takes minutes.
class Stopwatch {
 public:
  ~Stopwatch() { EXPECT_LT(std::chrono::steady_clock::now() - start_, std::chrono::seconds(60)); }

 private:
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

v1::ParsedPlan Alike(int items, const std::string& heading) {
  v1::ParsedPlan plan;
  plan.set_document_kind(v1::DOCUMENT_KIND_PLAN);
  for (int i = 1; i <= items; ++i) {
    v1::OutlineNode& node = *plan.add_outline();
    node.set_path(text::Cat(i));
    node.set_heading(heading);
  }
  return plan;
}

v1::ParsedPlan Counted(int figures) {
  v1::ParsedPlan plan = Alike(1, "统计表");
  for (int i = 0; i < figures; ++i) {
    v1::Measurement& figure = *plan.add_measurements();
    figure.set_item_path("1");
    figure.set_name("在校生");
    figure.set_unit("人");
    figure.set_value(text::Cat(i % 7));
    figure.set_kind(v1::MEASUREMENT_KIND_TARGET);
  }
  return plan;
}

TEST(HostileComparisonTest, ManyItemsOfTheSameWordsArePairedInOrder) {
  const Stopwatch stopwatch;
  const auto difference =
      DifferenceOf(Alike(kMany, "加强组织领导"), Alike(kMany - 1, "加强组织领导"));
  EXPECT_EQ(difference.counts().items_removed(), 1);
  EXPECT_EQ(difference.counts().items_added(), 0);
  EXPECT_EQ(difference.counts().items_unchanged(), kMany - 1);
}

TEST(HostileComparisonTest, ManyItemsOfNearlyTheSameWords) {
  const Stopwatch stopwatch;
  v1::ParsedPlan before = Alike(kMany, "加强组织领导");
  v1::ParsedPlan after = Alike(kMany, "切实加强组织领导");
  const auto difference = DifferenceOf(before, after);
  EXPECT_EQ(difference.counts().items_removed(), difference.counts().items_added());
  EXPECT_EQ(difference.items_size() + difference.omitted(),
            difference.counts().items_removed() + difference.counts().items_added() +
                difference.counts().items_changed());
}

TEST(HostileComparisonTest, ManyFiguresOfOneNameInOneItem) {
  const Stopwatch stopwatch;
  const auto difference = DifferenceOf(Counted(kMany), Counted(kMany - 3));
  EXPECT_EQ(difference.counts().figures_removed(), 3);
  EXPECT_EQ(difference.counts().figures_added(), 0);
  EXPECT_GE(ComparePlans(Counted(kMany), Counted(kMany - 3)).figures_compared, 0);
}

TEST(HostileComparisonTest, ADeepOutlineThatWasRewritten) {
  const Stopwatch stopwatch;
  v1::ParsedPlan before;
  v1::ParsedPlan after;
  std::string path;
  for (int depth = 0; depth < 64; ++depth) {
    path += path.empty() ? "1" : ".1";
    for (v1::ParsedPlan* plan : {&before, &after}) {
      v1::OutlineNode& node = *plan->add_outline();
      node.set_path(path);
      node.set_heading(plan == &before ? "推进均衡发展" : "构建良好生态");
    }
  }
  const auto difference = DifferenceOf(before, after);
  EXPECT_EQ(difference.counts().items_removed(), 64);
  EXPECT_EQ(difference.counts().items_added(), 64);
}

TEST(HostileComparisonTest, AMillionCharactersThatAllChanged) {
  const Stopwatch stopwatch;
  v1::ParsedPlan before = Alike(1, "题");
  v1::ParsedPlan after = Alike(1, "题");
  for (int i = 0; i < 250'000; ++i) {
    before.mutable_outline(0)->mutable_text()->append("建设学校");
    after.mutable_outline(0)->mutable_text()->append("培训教师");
  }
  const auto difference = DifferenceOf(before, after);
  ASSERT_EQ(difference.items_size(), 1);
  const v1::FieldDifference& text = difference.items(0).fields(0);
  ASSERT_EQ(text.spans_size(), 1);
  EXPECT_EQ(text.spans(0).old_end(), 1'000'000);
  EXPECT_EQ(text.old_value().size(), 1500U);  // 500 characters
}

TEST(HostileComparisonTest, EmptyPlans) {
  EXPECT_TRUE(IsEmpty(DifferenceOf(v1::ParsedPlan(), v1::ParsedPlan())));
  EXPECT_TRUE(ComparePlans(v1::ParsedPlan(), v1::ParsedPlan()).findings.empty());
  EXPECT_EQ(DifferenceOf(v1::ParsedPlan(), Alike(3, "题")).counts().items_added(), 3);
}

}  // namespace
}  // namespace eduplan::comparison
