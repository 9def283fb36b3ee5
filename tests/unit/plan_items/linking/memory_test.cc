#include "services/plan_items/linking/memory.h"

#include <gtest/gtest.h>

namespace eduplan::plan_items::linking {
namespace {

const Key kKey = {.phrase = "照护容量", .section = "托育", .unit = "个"};

TEST(MemoryTest, OwnDecisionsCountBeforeThoseOfAllOthers) {
  const Memory memory({{.key = kKey, .code = "theirs"},
                       {.key = kKey, .code = "theirs"},
                       {.key = kKey, .code = "ours", .own = true}});
  EXPECT_EQ(memory.Exact(kKey).code, "ours");
  EXPECT_EQ(memory.Exact(kKey).source, Memory::Source::kOwn);
}

TEST(MemoryTest, OfOthersTheMajorityCountsAndATieSaysNothing) {
  const Memory majority(
      {{.key = kKey, .code = "a"}, {.key = kKey, .code = "b"}, {.key = kKey, .code = "a"}});
  EXPECT_EQ(majority.Exact(kKey).code, "a");
  EXPECT_NEAR(majority.Exact(kKey).score, 0.9 * 2 / 3, 1e-9);
  const Memory tie({{.key = kKey, .code = "a"}, {.key = kKey, .code = "b"}});
  EXPECT_EQ(tie.Exact(kKey).source, Memory::Source::kNone);
}

TEST(MemoryTest, TheSameHeadingSaysMoreThanAnother) {
  Key elsewhere = kKey;
  elsewhere.section = "基本情况";
  const Memory memory({{.key = elsewhere, .code = "total", .own = true},
                       {.key = kKey, .code = "nursery", .own = true}});
  EXPECT_EQ(memory.Exact(kKey).code, "nursery");
  EXPECT_EQ(memory.Exact(elsewhere).code, "total");
}

TEST(MemoryTest, UnitsAndRejectionsAreKept) {
  const Memory memory({{.key = kKey, .code = "a", .own = true},
                       {.key = kKey, .code = "b", .rejected = true, .own = true},
                       {.key = kKey, .code = "c", .rejected = true, .own = false}});
  Key persons = kKey;
  persons.unit = "人";
  EXPECT_EQ(memory.Exact(persons).source, Memory::Source::kNone);
  EXPECT_EQ(memory.Exact(kKey).code, "a");
  EXPECT_TRUE(memory.Rejected(kKey, "b"));
  EXPECT_FALSE(memory.Rejected(persons, "b"));
  EXPECT_FALSE(memory.Rejected(kKey, "c"));
}

}  // namespace
}  // namespace eduplan::plan_items::linking
