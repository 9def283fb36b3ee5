// Items that one correction drops and the next has again; corrections beside other work on a plan.
#include <map>
#include <thread>

#include "tests/contract/plan_items/fixture.h"

namespace eduplan::plan_items {
namespace {

using test::IsOk;

class ReimportReturningTest : public PlanItemsTest {
 protected:
  static std::string Without(std::string text, const std::string& words) {
    const size_t at = text.find(words);
    EXPECT_NE(at, std::string::npos) << words;
    return at == std::string::npos ? text : text.erase(at, words.size());
  }
  absl::StatusOr<v1::ReimportPlanResponse> Reimport(const v1::Plan& plan, const std::string& text) {
    v1::ReimportPlanRequest request;
    request.set_name(plan.name());
    request.set_content(text);
    request.set_filename("要点（改）.txt");
    return reimports().Reimport(Reporter(), request);
  }
  std::map<std::string, v1::PlanItem> ByHeading(const v1::Plan& plan) {
    std::map<std::string, v1::PlanItem> items;
    for (v1::PlanItem& item : ItemsOf(plan)) items[item.heading()] = item;
    return items;
  }
  absl::StatusOr<v1::PlanItem> SetProgress(v1::PlanItem item, int progress) {
    v1::UpdatePlanItemRequest update;
    item.clear_etag();
    *update.mutable_item() = std::move(item);
    update.mutable_item()->set_progress(progress);
    update.mutable_update_mask()->add_paths("progress");
    return items().Update(Reporter(), update);
  }

  static constexpr char kTeachers[] = "（二）配齐教师。新聘教师36名。\n";
};

TEST_P(ReimportReturningTest, AnItemThatReturnsIsTheOneItWas) {
  const v1::Plan plan = Imported();
  const auto before = ByHeading(plan);
  std::string heading;
  for (const auto& [words, item] : before) {
    if (words.find("配齐教师") != std::string::npos) heading = words;
  }
  const v1::PlanItem& teachers = before.at(heading);
  ASSERT_EQ(teachers.measurements_size(), 1);
  ASSERT_THAT(SetProgress(teachers, 40), IsOk());
  const auto dropped = Reimport(plan, Without(Text(), kTeachers));
  ASSERT_THAT(dropped, IsOk());
  EXPECT_EQ(dropped->difference().counts().items_removed(), 1);
  EXPECT_EQ(ByHeading(plan).size(), before.size() - 1);

  const auto again = Reimport(plan, Text());
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->difference().counts().items_added(), 1);
  const auto after = ByHeading(plan);
  ASSERT_EQ(after.size(), before.size());
  for (const auto& [words, item] : before) EXPECT_EQ(after.at(words).name(), item.name()) << words;
  const v1::PlanItem& returned = after.at(heading);
  EXPECT_EQ(returned.progress(), 40);
  EXPECT_EQ(returned.measurements(0).id(), teachers.measurements(0).id());
  EXPECT_THAT(returned.create_time(), test::EqualsProto(teachers.create_time()));
  EXPECT_NE(returned.etag(), teachers.etag());
}

TEST_P(ReimportReturningTest, HeadingsReturnWithWhatStandsBelowThem) {
  const v1::Plan plan = Imported();
  const auto before = ByHeading(plan);
  const std::string part = Text().substr(Text().find("二、守牢"));
  ASSERT_THAT(Reimport(plan, Without(Text(), part)), IsOk());
  ASSERT_THAT(Reimport(plan, Text()), IsOk());
  const auto after = ByHeading(plan);
  ASSERT_EQ(after.size(), before.size());
  for (const auto& [words, item] : before) {
    EXPECT_EQ(after.at(words).name(), item.name()) << words;
    EXPECT_EQ(after.at(words).parent_item(), item.parent_item()) << words;
  }
}

TEST_P(ReimportReturningTest, WhatSaysSomethingElseIsNew) {
  const v1::Plan plan = Imported();
  const auto before = ByHeading(plan);
  ASSERT_THAT(Reimport(plan, Without(Text(), kTeachers)), IsOk());
  std::string text = Text();
  text.replace(text.find(kTeachers), std::string(kTeachers).size(),
               "（二）改善食宿。新建食堂3所。\n");
  ASSERT_THAT(Reimport(plan, text), IsOk());
  const auto after = ByHeading(plan);
  EXPECT_EQ(after.size(), before.size());
  int known = 0;
  for (const auto& [words, item] : after) {
    for (const auto& [old_words, old_item] : before) known += old_item.name() == item.name();
  }
  EXPECT_EQ(known, static_cast<int>(before.size()) - 1);
}

// A correction is worked out before its change begins; what changes in between is not lost.
TEST_P(ReimportReturningTest, WorkBesideCorrectionsIsNotLost) {
  const v1::Plan plan = Imported();
  const v1::PlanItem item = ItemsOf(plan)[1];
  std::thread corrections([&] {
    for (int i = 0; i < 20; ++i) {
      EXPECT_THAT(Reimport(plan, i % 2 == 0 ? Without(Text(), kTeachers) : Text()), IsOk());
    }
  });
  int done = 0;
  for (int i = 1; i <= 100; ++i) {
    const auto updated = SetProgress(item, i);
    ASSERT_THAT(updated, IsOk());
    v1::GetPlanItemRequest request;
    request.set_name(item.name());
    const auto got = items().Get(Reporter(), request);
    ASSERT_THAT(got, IsOk());
    EXPECT_EQ(got->progress(), i);
    ++done;
  }
  corrections.join();
  EXPECT_EQ(done, 100);
}

EDUPLAN_OVER_DATABASES(ReimportReturningTest);

}  // namespace
}  // namespace eduplan::plan_items
