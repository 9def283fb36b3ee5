// Items show which indicators their figures are linked to.
#include "services/platform/status/error.h"
#include "tests/contract/plan_items/links_fixture.h"

namespace eduplan::plan_items {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class LinksItemsTest : public LinksTest {
 protected:
  void Decide(const v1::Plan& plan, const std::string& figure, const std::string& code,
              v1::Link::Verdict verdict = v1::Link::VERDICT_ACCEPTED) {
    v1::AcceptLinksRequest request;
    Add(plan, figure, code, request).set_verdict(verdict);
    ASSERT_THAT(Accept(request), IsOk());
  }
  // That with the figures of school places, as it is listed; Get says the same.
  v1::PlanItem Seats(const v1::Plan& plan) {
    for (const v1::PlanItem& item : ItemsOf(plan, 2)) {
      if (item.measurements().empty() || item.measurements(0).name() != "新增学位") continue;
      v1::GetPlanItemRequest request;
      request.set_name(item.name());
      const auto got = items().Get(Reporter(), request);
      EXPECT_THAT(got, IsOk());
      EXPECT_THAT(*got, test::EqualsProto(item));
      return item;
    }
    ADD_FAILURE();
    return {};
  }
};

TEST_P(LinksItemsTest, ItemsShowWhatTheirFiguresAreLinkedTo) {
  const v1::Plan plan = Import();
  const std::string etag = Seats(plan).etag();
  EXPECT_THAT(Seats(plan).indicators(), IsEmpty());
  Decide(plan, "新增学位", "seats");
  Decide(plan, "扩建小学", "schools");
  Decide(plan, "招聘教师", "teachers");
  EXPECT_THAT(Seats(plan).indicators(), ElementsAre("indicators/schools", "indicators/seats"));
  EXPECT_EQ(Seats(plan).etag(), etag);
  Decide(plan, "扩建小学", "", v1::Link::VERDICT_NONE);
  Decide(plan, "新增学位", "care");
  EXPECT_THAT(Seats(plan).indicators(), ElementsAre("indicators/care"));
  Decide(plan, "新增学位", "care", v1::Link::VERDICT_REJECTED);
  EXPECT_THAT(Seats(plan).indicators(), IsEmpty());
}

TEST_P(LinksItemsTest, WhatIsGivenStaysAndWhatIsSentBackDoesNotBecomeGiven) {
  const v1::Plan plan = Import();
  Decide(plan, "新增学位", "seats");
  v1::UpdatePlanItemRequest update;
  *update.mutable_item() = Seats(plan);
  update.mutable_item()->add_indicators("indicators/budget");
  update.mutable_item()->set_progress(30);
  const auto updated = items().Update(Reporter(), update);
  ASSERT_THAT(updated, IsOk());
  EXPECT_THAT(updated->indicators(), ElementsAre("indicators/budget", "indicators/seats"));
  EXPECT_THAT(Seats(plan).indicators(), ElementsAre("indicators/budget", "indicators/seats"));
  Decide(plan, "新增学位", "seats", v1::Link::VERDICT_REJECTED);
  EXPECT_THAT(Seats(plan).indicators(), ElementsAre("indicators/budget"));
}

// Links are work on a plan: a filed one takes progress alone, and reading back changes no text.
TEST_P(LinksItemsTest, ProgressOfAFiledItemCanBeSentBackAsItWasRead) {
  const v1::Plan plan = Import();
  Decide(plan, "新增学位", "seats");
  ASSERT_THAT(Submit(Reporter(), plan), IsOk());
  v1::UpdatePlanItemRequest update;
  *update.mutable_item() = Seats(plan);
  update.mutable_item()->set_progress(60);
  ASSERT_THAT(items().Update(Reporter(), update), IsOk());
  EXPECT_EQ(Seats(plan).progress(), 60);
}

TEST_P(LinksItemsTest, WhoSeesOnlyWhatIsPublishedSeesNoLinks) {
  const v1::Plan plan = Import();
  Decide(plan, "新增学位", "seats");
  ASSERT_THAT(Submit(Reporter(), plan), IsOk());
  ASSERT_THAT(Approve(Reviewer(), plan), IsOk());
  ASSERT_THAT(Publish(Reviewer(), plan), IsOk());
  v1::ListPlanItemsRequest request;
  request.set_parent(plan.name());
  const auto listed = items().List(Reporter(kSister), request);
  ASSERT_THAT(listed, IsOk());
  for (const v1::PlanItem& item : listed->items()) EXPECT_THAT(item.indicators(), IsEmpty());
  EXPECT_THAT(Seats(plan).indicators(), ElementsAre("indicators/seats"));
}

EDUPLAN_OVER_DATABASES(LinksItemsTest);

}  // namespace
}  // namespace eduplan::plan_items
