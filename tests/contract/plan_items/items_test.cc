#include "services/platform/api/resource_name.h"
#include "tests/contract/plan_items/fixture.h"

namespace eduplan::plan_items {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::ElementsAre;

class ItemsTest : public PlanItemsTest {
 protected:
  absl::StatusOr<v1::PlanItem> Add(const v1::Plan& plan, const std::string& heading,
                                   const std::string& parent = "") {
    v1::CreatePlanItemRequest request;
    request.set_parent(plan.name());
    request.mutable_item()->set_heading(heading);
    request.mutable_item()->set_parent_item(parent);
    return items().Create(Reporter(), request);
  }
  std::vector<std::string> Paths(const v1::Plan& plan) {
    std::vector<std::string> paths;
    for (const v1::PlanItem& item : ItemsOf(plan, 2)) paths.push_back(item.path());
    return paths;
  }
};

TEST_P(ItemsTest, NewItemStandsAtTheEndOfItsParent) {
  const v1::Plan plan = Imported();
  const std::vector<v1::PlanItem> before = ItemsOf(plan);
  const auto below = Add(plan, "改善食堂", before[0].name());
  ASSERT_THAT(below, IsOk());
  EXPECT_EQ(below->path(), "1.3");
  EXPECT_EQ(below->level(), 2);
  EXPECT_THAT(Add(plan, "督导检查"), IsOk());
  const auto deeper = Add(plan, "更新灶具", below->name());
  ASSERT_THAT(deeper, IsOk());
  EXPECT_THAT(Paths(plan), ElementsAre("1", "1.1", "1.2", "1.3", "1.3.1", "2", "2.1", "3"));
  v1::GetPlanItemRequest request;
  request.set_name(deeper->name());
  EXPECT_THAT(items().Get(Reporter(), request), test::IsOkAndHolds(test::EqualsProto(*deeper)));
}

TEST_P(ItemsTest, ParentMustBeAnItemOfThePlan) {
  const v1::Plan plan = Imported();
  const v1::Plan other = Imported();
  EXPECT_THAT(Add(plan, "改善食堂", ItemsOf(other)[0].name()),
              StatusIs(absl::StatusCode::kInvalidArgument, "PARENT_ITEM_UNKNOWN"));
  EXPECT_THAT(Add(plan, " "), StatusIs(absl::StatusCode::kInvalidArgument, "FIELD_REQUIRED"));
}

TEST_P(ItemsTest, PagesAreOfOneMomentWhileItemsAreAddedAndChanged) {
  const v1::Plan plan = Imported();
  v1::ListPlanItemsRequest request;
  request.set_parent(plan.name());
  request.set_page_size(2);
  std::vector<v1::PlanItem> seen;
  for (int n = 0; n == 0 || !request.page_token().empty(); ++n) {
    const auto page = items().List(Reporter(), request);
    ASSERT_THAT(page, IsOk());
    seen.insert(seen.end(), page->items().begin(), page->items().end());
    request.set_page_token(page->next_page_token());
    ASSERT_THAT(Add(plan, "新增" + std::to_string(n)), IsOk());
    v1::UpdatePlanItemRequest update;
    *update.mutable_item() = ItemsOf(plan)[4];
    update.mutable_item()->set_heading("改名" + std::to_string(n));
    ASSERT_THAT(items().Update(Reporter(), update), IsOk());
  }
  ASSERT_EQ(seen.size(), 5);
  EXPECT_EQ(seen[4].path(), "2.1");
  EXPECT_EQ(seen[4].heading(), "开展排查");
  EXPECT_EQ(Paths(plan).size(), 8);
}

TEST_P(ItemsTest, TextChangesOnlyInDraftsAndProgressAlways) {
  const v1::Plan plan = Imported();
  v1::UpdatePlanItemRequest text;
  text.mutable_item()->set_name(ItemsOf(plan)[1].name());
  text.mutable_item()->set_heading("扩建教学楼");
  text.mutable_update_mask()->add_paths("heading");
  const auto changed = items().Update(Reporter(), text);
  ASSERT_THAT(changed, IsOk());
  EXPECT_EQ(changed->heading(), "扩建教学楼");
  EXPECT_EQ(changed->measurements_size(), 2);

  ASSERT_THAT(Submit(Reporter(), plan), IsOk());
  text.mutable_item()->set_heading("扩建宿舍");
  EXPECT_THAT(items().Update(Reporter(), text),
              StatusIs(absl::StatusCode::kFailedPrecondition, "PLAN_FILED"));
  EXPECT_THAT(Add(plan, "督导检查"), StatusIs(absl::StatusCode::kFailedPrecondition, "PLAN_FILED"));
  v1::UpdatePlanItemRequest progress;
  progress.mutable_item()->set_name(text.item().name());
  progress.mutable_item()->set_status(v1::PlanItem::STATUS_IN_PROGRESS);
  progress.mutable_item()->set_progress(40);
  const auto moved = items().Update(Reporter(), progress);
  ASSERT_THAT(moved, IsOk());
  EXPECT_EQ(moved->progress(), 40);
  EXPECT_EQ(moved->heading(), "扩建教学楼");
  progress.mutable_item()->set_progress(101);
  EXPECT_THAT(items().Update(Reporter(), progress),
              StatusIs(absl::StatusCode::kInvalidArgument, "OUT_OF_RANGE"));
}

TEST_P(ItemsTest, DeletedPlansItemsStandStill) {
  const v1::Plan plan = InState(v1::Plan::STATE_DELETED);
  v1::UpdatePlanItemRequest request;
  request.mutable_item()->set_name(ItemsOf(plan)[0].name());
  request.mutable_item()->set_progress(10);
  EXPECT_THAT(items().Update(Reporter(), request),
              StatusIs(absl::StatusCode::kFailedPrecondition, "PLAN_FILED"));
}

TEST_P(ItemsTest, EveryFigureHasAnIdThatStays) {
  const v1::Plan plan = Imported();
  v1::UpdatePlanItemRequest request;
  *request.mutable_item() = ItemsOf(plan)[1];
  ASSERT_EQ(request.item().measurements_size(), 2);
  const std::string first = request.item().measurements(0).id();
  EXPECT_TRUE(api::IsUlid(first));
  request.mutable_item()->add_measurements()->set_name("新增床位");
  const auto grown = items().Update(Reporter(), request);
  ASSERT_THAT(grown, IsOk());
  EXPECT_EQ(grown->measurements(0).id(), first);
  EXPECT_TRUE(api::IsUlid(grown->measurements(2).id()));

  *request.mutable_item() = *grown;
  request.mutable_item()->mutable_measurements(2)->set_id(first);
  EXPECT_THAT(items().Update(Reporter(), request),
              StatusIs(absl::StatusCode::kInvalidArgument, "DUPLICATE_ID"));
  request.mutable_item()->mutable_measurements(2)->set_id("第三个");
  EXPECT_THAT(items().Update(Reporter(), request),
              StatusIs(absl::StatusCode::kInvalidArgument, "ID_INVALID"));
}

TEST_P(ItemsTest, StaleEtagIsAbortedAndRetryIsAnsweredAlike) {
  const v1::Plan plan = Imported();
  v1::UpdatePlanItemRequest request;
  *request.mutable_item() = ItemsOf(plan)[0];
  request.mutable_item()->set_heading("补齐短板");
  request.set_request_id(kRequest);
  const auto first = items().Update(Reporter(), request);
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(items().Update(Reporter(), request), test::IsOkAndHolds(test::EqualsProto(*first)));
  request.clear_request_id();
  EXPECT_THAT(items().Update(Reporter(), request),
              StatusIs(absl::StatusCode::kAborted, "STALE_ETAG"));
}

TEST_P(ItemsTest, FiltersSelectByStatusLevelAndSection) {
  const v1::Plan plan = Imported();
  v1::UpdatePlanItemRequest update;
  update.mutable_item()->set_name(ItemsOf(plan)[2].name());
  update.mutable_item()->set_status(v1::PlanItem::STATUS_DONE);
  ASSERT_THAT(items().Update(Reporter(), update), IsOk());
  v1::ListPlanItemsRequest request;
  request.set_parent(plan.name());
  request.set_filter("status = DONE");
  EXPECT_EQ(items().List(Reporter(), request)->items(0).path(), "1.2");
  request.set_filter("level = 1");
  EXPECT_EQ(items().List(Reporter(), request)->items_size(), 2);
  request.set_filter("level = 2 AND section_kind = PLAN");
  EXPECT_EQ(items().List(Reporter(), request)->items_size(), 3);
}

TEST_P(ItemsTest, WhoMayNotWriteLearnsNothingOfWhatExists) {
  const v1::Plan plan = Imported();
  v1::UpdatePlanItemRequest request;
  request.mutable_item()->set_name(ItemsOf(plan)[0].name());
  request.mutable_item()->set_progress(10);
  const auto existing = items().Update(Reporter(kSister), request);
  request.mutable_item()->set_name(plan.name() + "/items/01hq3v9k2m4n6p8r0s2t4v6w8x");
  const auto missing = items().Update(Reporter(kSister), request);
  EXPECT_THAT(existing, StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_EQ(existing.status(), missing.status());
  EXPECT_THAT(items().Update(Reporter(), request), StatusIs(absl::StatusCode::kNotFound));
}

EDUPLAN_OVER_DATABASES(ItemsTest);

}  // namespace
}  // namespace eduplan::plan_items
