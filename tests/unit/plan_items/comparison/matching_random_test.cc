// Random plans, edited at random: what was not touched is known again.
#include <gmock/gmock.h>

#include <algorithm>
#include <random>

#include "services/plan_items/comparison/difference.h"
#include "services/platform/status/text.h"

namespace eduplan::comparison {
namespace {

// An item of a plan that is edited; `id` tells it from others in whatever plan it stands.
struct Item {
  int id;
  std::string heading;
  std::string text;
  std::vector<Item> children;
  bool touched = false;
};

class Editor {
 public:
  explicit Editor(unsigned seed) : random_(seed) {}

  int Below(int end) { return std::uniform_int_distribution<int>(0, end - 1)(random_); }

  // Han characters, of few hundred, so that texts share pairs as real ones do.
  std::string Words(int least, int most) {
    std::string words;
    for (int n = least + Below(most - least + 1); n > 0; --n) {
      const int c = 0x4e00 + 7 * Below(400);
      words += {static_cast<char>(0xe0 | (c >> 12)), static_cast<char>(0x80 | ((c >> 6) & 63)),
                static_cast<char>(0x80 | (c & 63))};
    }
    return words;
  }
  Item NewItem() { return {.id = next_id_++, .heading = Words(4, 12), .text = Words(10, 60)}; }
  std::vector<Item> NewPlan() {
    std::vector<Item> plan;
    for (int i = 3 + Below(4); i > 0; --i) {
      plan.push_back(NewItem());
      for (int j = Below(8); j > 0; --j) {
        plan.back().children.push_back(NewItem());
        for (int k = Below(3); k > 0; --k)
          plan.back().children.back().children.push_back(NewItem());
      }
    }
    return plan;
  }
  void Edit(std::vector<Item>& plan) {
    std::vector<Item>& siblings = Below(3) == 0 ? plan : plan[Index(plan)].children;
    switch (Below(5)) {
      case 0:
        siblings.insert(siblings.begin() + Below(static_cast<int>(siblings.size()) + 1), NewItem());
        break;
      case 1:
        if (!siblings.empty() && plan.size() > 2)
          siblings.erase(siblings.begin() + Place(siblings));
        break;
      case 2: {  // to another chapter
        if (siblings.empty() || plan.size() < 3) break;
        const auto from = siblings.begin() + Place(siblings);
        Item moved = std::move(*from);
        siblings.erase(from);
        plan[Index(plan)].children.push_back(std::move(moved));
        break;
      }
      case 3:
        if (!siblings.empty()) Touch(siblings[Index(siblings)]);
        break;
      default:
        std::shuffle(siblings.begin(), siblings.end(), random_);
    }
  }

 private:
  int Place(const std::vector<Item>& items) { return Below(static_cast<int>(items.size())); }
  size_t Index(const std::vector<Item>& items) { return static_cast<size_t>(Place(items)); }
  void Touch(Item& item) {
    item.touched = true;
    item.text += Words(1, 8);
  }

  std::mt19937 random_;
  int next_id_ = 0;
};

struct Written {
  v1::ParsedPlan plan;
  std::vector<const Item*> items;  // in document order
};

void Write(const std::vector<Item>& items, const std::string& above, Written& written) {
  int ordinal = 0;
  for (const Item& item : items) {
    v1::OutlineNode& node = *written.plan.add_outline();
    node.set_path(text::Cat(above, above.empty() ? "" : ".", ++ordinal));
    node.set_heading(item.heading);
    node.set_text(item.text);
    written.items.push_back(&item);
    Write(item.children, node.path(), written);
  }
}

class RandomEditsTest : public testing::TestWithParam<unsigned> {};

TEST_P(RandomEditsTest, UntouchedItemsAreKnownAgainAndNoneForAnother) {
  Editor editor(GetParam());
  const std::vector<Item> plan = editor.NewPlan();
  std::vector<Item> edited = plan;
  for (int edits = 1 + editor.Below(12); edits > 0; --edits) editor.Edit(edited);
  Written before;
  Written after;
  Write(plan, "", before);
  Write(edited, "", after);
  const PlanView left = ViewOf(before.plan);
  const PlanView right = ViewOf(after.plan);
  const Matching matching = MatchItems(left, right, CorpusOf(left, right));
  for (size_t r = 0; r < after.items.size(); ++r) {
    const int l = matching.left_of[r];
    const auto same = std::find_if(before.items.begin(), before.items.end(), [&](const Item* item) {
      return item->id == after.items[r]->id;
    });
    if (same == before.items.end()) {
      EXPECT_EQ(l, kUnmatched) << "new item " << right.items[r].path;
    } else {
      EXPECT_EQ(l, same - before.items.begin()) << "item " << right.items[r].path;
    }
  }
  EXPECT_TRUE(IsEmpty(DifferenceOf(after.plan, after.plan)));
}
INSTANTIATE_TEST_SUITE_P(Seeds, RandomEditsTest, testing::Range(0U, 200U));

}  // namespace
}  // namespace eduplan::comparison
