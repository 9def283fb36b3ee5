#include "tests/contract/plan_items/fixture.h"

namespace eduplan::plan_items {
namespace {

using test::IsOk;
using test::StatusIs;
using State = v1::Plan::State;

class TransitionsTest : public PlanItemsTest {};

TEST_P(TransitionsTest, FilingGoesThroughItsStatesAndEachIsRecorded) {
  v1::Plan plan = Imported();
  const auto submitted = Submit(Reporter(), plan);
  ASSERT_THAT(submitted, IsOk());
  EXPECT_EQ(submitted->state(), v1::Plan::STATE_SUBMITTED);
  const auto returned = Return(Reviewer(), plan, "补充校舍安全内容");
  ASSERT_THAT(returned, IsOk());
  EXPECT_EQ(returned->return_reason(), "补充校舍安全内容");
  ASSERT_THAT(Submit(CallBy(kCounty, {auth::Role::kSigner}), plan), IsOk());
  const auto approved = Approve(Reviewer("330000"), plan);
  ASSERT_THAT(approved, IsOk());
  EXPECT_EQ(approved->return_reason(), "");
  ASSERT_THAT(Publish(Reviewer(), plan), IsOk());

  v1::ListPlanTransitionsRequest request;
  request.set_parent(plan.name());
  request.set_page_size(2);
  std::vector<v1::PlanTransition> all;
  do {
    const auto page = transitions().List(Reporter(), request);
    ASSERT_THAT(page, IsOk());
    ASSERT_LE(page->transitions_size(), 2);
    all.insert(all.end(), page->transitions().begin(), page->transitions().end());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  ASSERT_EQ(all.size(), 5);
  EXPECT_EQ(all[0].from(), v1::Plan::STATE_DRAFT);
  EXPECT_EQ(all[0].principal(), "reporter@330481");
  EXPECT_EQ(all[1].to(), v1::Plan::STATE_RETURNED);
  EXPECT_EQ(all[1].reason(), "补充校舍安全内容");
  EXPECT_EQ(all[1].organization(), "organizations/330400");
  EXPECT_EQ(all[4].to(), v1::Plan::STATE_PUBLISHED);

  const auto events = database().Query(
      "SELECT type FROM outbox WHERE type LIKE 'eduplan.plan.plan.%' ORDER BY sequence, n");
  ASSERT_THAT(events, IsOk());
  EXPECT_EQ(*events, (sql::Rows{{"eduplan.plan.plan.imported"},
                                {"eduplan.plan.plan.submitted"},
                                {"eduplan.plan.plan.returned"},
                                {"eduplan.plan.plan.submitted"},
                                {"eduplan.plan.plan.approved"},
                                {"eduplan.plan.plan.published"}}));
}

TEST_P(TransitionsTest, StatesAllowOnlyTheirMoves) {
  struct Case {
    State state;
    bool submit, send_back, approve, publish, remove;
  };
  for (const Case& c : {Case{v1::Plan::STATE_DRAFT, true, false, false, false, true},
                        Case{v1::Plan::STATE_SUBMITTED, false, true, true, false, false},
                        Case{v1::Plan::STATE_RETURNED, true, false, false, false, false},
                        Case{v1::Plan::STATE_APPROVED, false, false, false, true, false},
                        Case{v1::Plan::STATE_PUBLISHED, false, false, false, false, false},
                        Case{v1::Plan::STATE_DELETED, false, false, false, false, false}}) {
    SCOPED_TRACE(v1::Plan::State_Name(c.state));
    const auto is_allowed = [](const absl::StatusOr<v1::Plan>& moved) {
      if (!moved.ok()) {
        EXPECT_THAT(moved, StatusIs(absl::StatusCode::kFailedPrecondition, "INVALID_TRANSITION"));
      }
      return moved.ok();
    };
    EXPECT_EQ(is_allowed(Submit(Reporter(), InState(c.state))), c.submit);
    EXPECT_EQ(is_allowed(Return(Reviewer(), InState(c.state))), c.send_back);
    EXPECT_EQ(is_allowed(Approve(Reviewer(), InState(c.state))), c.approve);
    EXPECT_EQ(is_allowed(Publish(Reviewer(), InState(c.state))), c.publish);
    EXPECT_EQ(is_allowed(Delete(Reporter(), InState(c.state))), c.remove);
  }
}

TEST_P(TransitionsTest, OnlyReportersAndSignersOfTheOrganizationFile) {
  const v1::Plan plan = Imported();
  for (const server::Call& call :
       {Reporter(kSister), Reporter(kCity), Reviewer(), CallBy(kCounty, {auth::Role::kChecker}),
        CallBy(kCounty, {auth::Role::kAuditor}), CallBy(kCounty, {})}) {
    EXPECT_THAT(Submit(call, plan), StatusIs(absl::StatusCode::kPermissionDenied))
        << call.principal.subject;
  }
  EXPECT_THAT(Submit(CallBy(kCity, {auth::Role::kIntegrator}), plan), IsOk());
}

TEST_P(TransitionsTest, NobodyReviewsItsOwnFilingOrASisters) {
  const v1::Plan plan = InState(v1::Plan::STATE_SUBMITTED);
  for (const server::Call& call :
       {Reviewer(kCounty), Reviewer(kSister), Reviewer("330500"), Reporter(kCity)}) {
    EXPECT_THAT(Approve(call, plan), StatusIs(absl::StatusCode::kPermissionDenied));
    EXPECT_THAT(Return(call, plan), StatusIs(absl::StatusCode::kPermissionDenied));
  }
  EXPECT_THAT(Approve(Reviewer(), plan), IsOk());
}

TEST_P(TransitionsTest, ReturnNeedsAReason) {
  const v1::Plan plan = InState(v1::Plan::STATE_SUBMITTED);
  EXPECT_THAT(Return(Reviewer(), plan, " \n"),
              StatusIs(absl::StatusCode::kInvalidArgument, "REASON_MISSING"));
  EXPECT_THAT(Return(Reviewer(), plan, std::string(2001, 'x')),
              StatusIs(absl::StatusCode::kInvalidArgument, "TEXT_TOO_LONG"));
  EXPECT_THAT(Return(Reviewer(), plan, "\xFF"),
              StatusIs(absl::StatusCode::kInvalidArgument, "TEXT_INVALID"));
  EXPECT_EQ(Get(Reporter(), plan.name())->state(), v1::Plan::STATE_SUBMITTED);
}

TEST_P(TransitionsTest, StaleEtagIsAborted) {
  const v1::Plan plan = Imported();
  ASSERT_THAT(Submit(Reporter(), plan), IsOk());
  ASSERT_THAT(Return(Reviewer(), plan), IsOk());
  EXPECT_THAT(Submit(Reporter(), plan, plan.etag()),
              StatusIs(absl::StatusCode::kAborted, "STALE_ETAG"));
  const auto current = Get(Reporter(), plan.name());
  ASSERT_THAT(current, IsOk());
  EXPECT_THAT(Submit(Reporter(), plan, current->etag()), IsOk());
}

TEST_P(TransitionsTest, RetryOfAFilingIsAnsweredAsTheFirstTime) {
  v1::SubmitPlanRequest request;
  request.set_name(Imported().name());
  request.set_request_id(kRequest);
  const auto first = transitions().Submit(Reporter(), request);
  ASSERT_THAT(first, IsOk());
  const auto again = transitions().Submit(Reporter(), request);
  ASSERT_THAT(again, IsOk());
  EXPECT_THAT(*again, test::EqualsProto(*first));
  EXPECT_EQ(Count("plan_transitions"), 1);
}

TEST_P(TransitionsTest, PlanWithoutAPeriodIsNotFiled) {
  v1::ImportPlanRequest request = ImportRequest();
  request.mutable_document()->set_data("青溪县教育局工作要点\n一、补齐短板\n二、守牢安全\n");
  const auto imported = imports().Import(Reporter(), request);
  ASSERT_THAT(imported, IsOk());
  ASSERT_EQ(imported->plan().periods_size(), 0);
  EXPECT_THAT(Submit(Reporter(), imported->plan()),
              StatusIs(absl::StatusCode::kFailedPrecondition, "PLAN_INCOMPLETE"));
}

TEST_P(TransitionsTest, DeletedDraftIsKeptButNotListed) {
  const v1::Plan plan = InState(v1::Plan::STATE_DELETED);
  EXPECT_EQ(Get(Reporter(), plan.name())->state(), v1::Plan::STATE_DELETED);
  EXPECT_EQ(ItemsOf(plan).size(), 5);
  v1::ListPlansRequest request;
  request.set_parent("organizations/330481");
  EXPECT_EQ(plans().List(Reporter(), request)->plans_size(), 0);
  request.set_filter("state = DELETED");
  EXPECT_EQ(plans().List(Reporter(), request)->plans_size(), 1);
}

EDUPLAN_OVER_DATABASES(TransitionsTest);

}  // namespace
}  // namespace eduplan::plan_items
