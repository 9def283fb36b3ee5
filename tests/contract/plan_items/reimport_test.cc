// A corrected document of a plan that is there already.
#include <algorithm>
#include <map>

#include "tests/contract/plan_items/fixture.h"

namespace eduplan::plan_items {
namespace {

using test::IsOk;
using test::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ReimportTest : public PlanItemsTest {
 protected:
  static v1::ReimportPlanRequest RequestOf(const v1::Plan& plan, const std::string& text) {
    v1::ReimportPlanRequest request;
    request.set_name(plan.name());
    request.mutable_document()->set_data(text);
    request.mutable_document()->set_content_type("text/plain; charset=utf-8");
    request.set_filename("要点（改）.txt");
    return request;
  }
  absl::StatusOr<v1::ReimportPlanResponse> Reimport(const v1::Plan& plan, const std::string& text) {
    return reimports().Reimport(Reporter(), RequestOf(plan, text));
  }
  static std::string Replaced(std::string text, const std::string& what, const std::string& by) {
    const size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return at == std::string::npos ? text : text.replace(at, what.size(), by);
  }
  // By heading.
  std::map<std::string, v1::PlanItem> ByHeading(const v1::Plan& plan) {
    std::map<std::string, v1::PlanItem> items;
    for (v1::PlanItem& item : ItemsOf(plan)) items[item.heading()] = item;
    return items;
  }
};

TEST_P(ReimportTest, CorrectedFigureKeepsItsItemAndItsId) {
  const auto imported = imports().Import(Reporter(), ImportRequest());
  ASSERT_THAT(imported, IsOk());
  const v1::Plan& plan = imported->plan();
  const auto before = ByHeading(plan);
  const auto response = Reimport(plan, Replaced(Text(), "新聘教师36名", "新聘教师63名"));
  ASSERT_THAT(response, IsOk());
  EXPECT_FALSE(response->unchanged());
  EXPECT_EQ(response->item_count(), 5);
  EXPECT_EQ(response->measurement_count(), imported->measurement_count());
  const v1::PlanDifference& difference = response->difference();
  ASSERT_THAT(difference.figures(), SizeIs(1));
  EXPECT_EQ(difference.figures(0).kind(), v1::FigureDifference::KIND_CHANGED);
  EXPECT_EQ(difference.figures(0).old_figure().value(), "36");
  EXPECT_EQ(difference.figures(0).new_figure().value(), "63");
  EXPECT_THAT(difference.figures(0).fields(), ElementsAre("value"));
  EXPECT_EQ(difference.counts().figures_unchanged(), imported->measurement_count() - 1);
  EXPECT_EQ(difference.counts().items_unchanged(), 4);
  EXPECT_EQ(difference.counts().items_changed(), 1);

  const auto after = ByHeading(plan);
  ASSERT_THAT(after, SizeIs(5));
  for (const auto& [heading, item] : before) {
    const v1::PlanItem& now = after.at(heading);
    EXPECT_EQ(now.name(), item.name()) << heading;
    // Only what was corrected has a new version.
    EXPECT_EQ(now.etag() == item.etag(), heading != "配齐教师") << heading;
  }
  const v1::Measurement& figure = after.at("配齐教师").measurements(0);
  EXPECT_EQ(figure.value(), "63");
  EXPECT_EQ(figure.id(), before.at("配齐教师").measurements(0).id());
  EXPECT_FALSE(figure.id().empty());
  EXPECT_THAT(after.at("配齐教师").create_time(),
              test::EqualsProto(before.at("配齐教师").create_time()));
}

TEST_P(ReimportTest, TheSameDocumentChangesNothingAndSaysSo) {
  const v1::Plan plan = Imported();
  const auto versions = [&] { return std::pair(Count("plan_versions"), Count("item_versions")); };
  const auto before = versions();
  const auto response = Reimport(plan, Text());
  ASSERT_THAT(response, IsOk());
  EXPECT_TRUE(response->unchanged());
  EXPECT_THAT(response->plan(), test::EqualsProto(plan));
  EXPECT_THAT(response->difference().items(), IsEmpty());
  EXPECT_THAT(response->difference().figures(), IsEmpty());
  EXPECT_THAT(response->difference().fields(), IsEmpty());
  EXPECT_EQ(response->difference().counts().items_unchanged(), 5);
  EXPECT_THAT(response->edits(), IsEmpty());
  EXPECT_EQ(versions(), before);
  EXPECT_EQ(Count("plan_sources"), 2);
}

TEST_P(ReimportTest, InsertedMovedAndVanishedItems) {
  const v1::Plan plan = Imported();
  const auto before = ByHeading(plan);
  const auto response =
      Reimport(plan,
               "青溪县教育局2021年工作要点\n"
               "新的一年，青溪县教育局将着眼均衡，办好每一所学校，全年安排专项资金260万元。\n"
               "一、补齐办学短板\n"
               "（一）开办托班。支持幼儿园增加托位150个。\n"
               "（二）扩建校舍。扩建小学4所，增加学位1800个。\n"
               "二、守牢校园安全\n"
               "（一）配齐教师。新聘教师36名。\n");
  ASSERT_THAT(response, IsOk());
  const v1::DifferenceCounts& counts = response->difference().counts();
  EXPECT_EQ(counts.items_added(), 1);
  EXPECT_EQ(counts.items_removed(), 1);
  EXPECT_EQ(counts.items_moved(), 1);
  EXPECT_EQ(counts.items_renumbered(), 1);
  EXPECT_EQ(counts.figures_added(), 1);
  const auto after = ByHeading(plan);
  ASSERT_THAT(after, SizeIs(5));
  EXPECT_EQ(after.at("扩建校舍").name(), before.at("扩建校舍").name());
  EXPECT_EQ(after.at("扩建校舍").path(), "1.2");
  EXPECT_EQ(after.at("配齐教师").name(), before.at("配齐教师").name());
  EXPECT_EQ(after.at("配齐教师").path(), "2.1");
  EXPECT_EQ(after.at("配齐教师").parent_item(), before.at("守牢校园安全").name());
  EXPECT_EQ(after.at("配齐教师").measurements(0).item_path(), "2.1");
  v1::GetPlanItemRequest gone;
  gone.set_name(before.at("开展排查").name());
  EXPECT_THAT(items().Get(Reporter(), gone), StatusIs(absl::StatusCode::kNotFound));
  // Its history stays: a listing that began before goes on as it was.
  EXPECT_EQ(Count("item_versions WHERE valid_to < 9223372036854775807"), 3);
}

TEST_P(ReimportTest, PagesOfAListingThatBeganBeforeShowWhatWasThen) {
  const v1::Plan plan = Imported();
  v1::ListPlanItemsRequest request;
  request.set_parent(plan.name());
  request.set_page_size(3);
  const auto first = items().List(Reporter(), request);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(Reimport(plan, "青溪县教育局2021年工作要点\n一、另起一题\n"), IsOk());
  request.set_page_token(first->next_page_token());
  const auto second = items().List(Reporter(), request);
  ASSERT_THAT(second, IsOk());
  ASSERT_THAT(second->items(), SizeIs(2));
  EXPECT_EQ(second->items(1).heading(), "开展排查");
  EXPECT_THAT(ItemsOf(plan), SizeIs(1));
}

TEST_P(ReimportTest, WhatPeopleDidWithAnItemStays) {
  const v1::Plan plan = Imported();
  v1::UpdatePlanItemRequest update;
  *update.mutable_item() = ByHeading(plan).at("配齐教师");
  update.mutable_item()->set_status(v1::PlanItem::STATUS_IN_PROGRESS);
  update.mutable_item()->set_progress(40);
  update.mutable_item()->set_weight(3);
  update.mutable_item()->add_indicators("indicators/new-teachers");
  ASSERT_THAT(items().Update(Reporter(), update), IsOk());
  const auto response = Reimport(plan, Replaced(Text(), "新聘教师36名", "公开招聘教师63名"));
  ASSERT_THAT(response, IsOk());
  EXPECT_THAT(response->edits(), IsEmpty());
  const v1::PlanItem item = ByHeading(plan).at("配齐教师");
  EXPECT_EQ(item.status(), v1::PlanItem::STATUS_IN_PROGRESS);
  EXPECT_EQ(item.progress(), 40);
  EXPECT_EQ(item.weight(), 3);
  EXPECT_THAT(item.indicators(), ElementsAre("indicators/new-teachers"));
  EXPECT_EQ(item.measurements(0).value(), "63");
}

TEST_P(ReimportTest, ValidateOnlyShowsTheDifferenceAndStoresNothing) {
  const v1::Plan plan = Imported();
  const auto traces = Traces();
  v1::ReimportPlanRequest request = RequestOf(plan, Replaced(Text(), "扩建小学4所", "扩建小学6所"));
  request.set_validate_only(true);
  const auto shown = reimports().Reimport(Reporter(), request);
  ASSERT_THAT(shown, IsOk());
  ASSERT_THAT(shown->difference().figures(), SizeIs(1));
  EXPECT_EQ(Traces(), traces);
  EXPECT_THAT(*Get(Reporter(), plan.name()), test::EqualsProto(plan));
}

TEST_P(ReimportTest, RetryIsAnsweredAsTheFirstTimeAndAppliedOnce) {
  const v1::Plan plan = Imported();
  v1::ReimportPlanRequest request = RequestOf(plan, Replaced(Text(), "扩建小学4所", "扩建小学6所"));
  request.set_request_id(kRequest);
  request.set_etag(plan.etag());
  const auto first = reimports().Reimport(Reporter(), request);
  ASSERT_THAT(first, IsOk());
  const auto traces = Traces();
  const auto again = reimports().Reimport(Reporter(), request);
  ASSERT_THAT(again, IsOk());
  EXPECT_THAT(*again, test::EqualsProto(*first));
  EXPECT_EQ(Traces(), traces);
  request.mutable_document()->mutable_data()->append("（二）加强演练。\n");
  EXPECT_THAT(reimports().Reimport(Reporter(), request),
              StatusIs(absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED"));
}

TEST_P(ReimportTest, AnotherImportInBetweenIsAborted) {
  const v1::Plan plan = Imported();
  ASSERT_THAT(Reimport(plan, Replaced(Text(), "扩建小学4所", "扩建小学6所")), IsOk());
  v1::ReimportPlanRequest stale = RequestOf(plan, Text());
  stale.set_etag(plan.etag());
  const auto traces = Traces();
  EXPECT_THAT(reimports().Reimport(Reporter(), stale),
              StatusIs(absl::StatusCode::kAborted, "STALE_ETAG"));
  EXPECT_EQ(Traces(), traces);
}

TEST_P(ReimportTest, OnlyADraftOrReturnedPlanIsReimported) {
  const std::string corrected = Replaced(Text(), "新聘教师36名", "新聘教师63名");
  const auto returned = Reimport(InState(v1::Plan::STATE_RETURNED), corrected);
  ASSERT_THAT(returned, IsOk());
  EXPECT_EQ(returned->plan().state(), v1::Plan::STATE_RETURNED);
  EXPECT_EQ(returned->plan().return_reason(), "补充校舍安全内容");
  for (const auto state : {v1::Plan::STATE_SUBMITTED, v1::Plan::STATE_APPROVED,
                           v1::Plan::STATE_PUBLISHED, v1::Plan::STATE_DELETED}) {
    EXPECT_THAT(Reimport(InState(state), corrected),
                StatusIs(absl::StatusCode::kFailedPrecondition, "PLAN_FILED"));
  }
}

TEST_P(ReimportTest, PermissionComesBeforeExistence) {
  const v1::Plan plan = Imported();
  v1::Plan unknown;
  unknown.set_name("organizations/330481/plans/01arz3ndektsv4rrffq69g5fav");
  for (const server::Call& call :
       {Reporter(kSister), Reporter(kCity), Reviewer(), CallBy(kCounty, {auth::Role::kAuditor})}) {
    for (const v1::Plan& each : {plan, unknown}) {
      EXPECT_THAT(reimports().Reimport(call, RequestOf(each, Text())),
                  StatusIs(absl::StatusCode::kPermissionDenied));
    }
  }
  EXPECT_THAT(Reimport(unknown, Text()), StatusIs(absl::StatusCode::kNotFound));
}

TEST_P(ReimportTest, BadRequestsAreNamedAndStoreNothing) {
  const v1::Plan plan = Imported();
  const auto traces = Traces();
  v1::ReimportPlanRequest request = RequestOf(plan, "\xE4\xB8\xFF\xFE\n");
  EXPECT_THAT(reimports().Reimport(Reporter(), request),
              StatusIs(absl::StatusCode::kInvalidArgument, "DOCUMENT_NOT_READABLE"));
  request = RequestOf(plan, Text());
  request.set_edit_choice(static_cast<v1::EditChoice>(7));
  EXPECT_THAT(reimports().Reimport(Reporter(), request),
              StatusIs(absl::StatusCode::kInvalidArgument, "ENUM_VALUE_UNKNOWN"));
  request = RequestOf(plan, Text());
  request.add_periods("2021-H3");
  EXPECT_THAT(reimports().Reimport(Reporter(), request),
              StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_PERIOD"));
  request.Clear();
  request.set_name("organizations/330481/plans");
  EXPECT_THAT(reimports().Reimport(Reporter(), request),
              StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(Traces(), traces);
}

TEST_P(ReimportTest, EachImportIsASource) {
  const v1::Plan plan = Imported();
  ASSERT_THAT(Reimport(plan, Replaced(Text(), "新聘教师36名", "新聘教师63名")), IsOk());
  ASSERT_THAT(Reimport(plan, Text()), IsOk());
  v1::ListPlanSourcesRequest request;
  request.set_parent(plan.name());
  request.set_page_size(2);
  const auto first = reimports().ListSources(Reviewer(), request);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(first->sources(), SizeIs(2));
  EXPECT_EQ(first->sources(0).filename(), "要点（改）.txt");
  v1::ParsePlanRequest parse;
  parse.set_content(Text());
  EXPECT_EQ(first->sources(0).format(), imports().Parse(Reporter(), parse)->format());
  EXPECT_EQ(first->sources(0).principal(), "reporter@330481");
  EXPECT_EQ(first->sources(0).organization(), "organizations/330481");
  EXPECT_TRUE(first->sources(0).has_import_time());
  EXPECT_NE(first->sources(0).digest(), first->sources(1).digest());
  request.set_page_token(first->next_page_token());
  const auto second = reimports().ListSources(Reviewer(), request);
  ASSERT_THAT(second, IsOk());
  ASSERT_THAT(second->sources(), SizeIs(1));
  EXPECT_EQ(second->sources(0).filename(), "要点.txt");
  EXPECT_EQ(second->sources(0).digest(), first->sources(0).digest());
  EXPECT_EQ(second->next_page_token(), "");
  EXPECT_THAT(reimports().ListSources(Reporter(kSister), request),
              StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_P(ReimportTest, PlanThatWasWrittenByHandTakesADocument) {
  v1::CreatePlanRequest create;
  create.set_parent("organizations/330481");
  create.mutable_plan()->set_kind(v1::DOCUMENT_KIND_KEY_POINTS);
  create.mutable_plan()->add_periods("2021");
  create.mutable_plan()->set_title("青溪县教育局2021年工作要点");
  const auto plan = plans().Create(Reporter(), create);
  ASSERT_THAT(plan, IsOk());
  const auto response = Reimport(*plan, Text());
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->difference().counts().items_added(), 5);
  EXPECT_EQ(response->plan().source_filename(), "要点（改）.txt");
  EXPECT_THAT(ItemsOf(*plan), SizeIs(5));
}

EDUPLAN_OVER_DATABASES(ReimportTest);

}  // namespace
}  // namespace eduplan::plan_items
