#include "services/documents/report/plan_outline.h"

#include <gmock/gmock.h>

namespace eduplan::documents {
namespace {

using ::testing::ElementsAre;

plan_v1::Plan MakePlan(const std::string& title, plan_v1::DocumentKind kind,
                       plan_v1::Plan::State state, const std::vector<std::string>& periods) {
  plan_v1::Plan plan;
  plan.set_title(title);
  plan.set_kind(kind);
  plan.set_state(state);
  plan.mutable_periods()->Assign(periods.begin(), periods.end());
  return plan;
}

std::vector<std::string> Ranked(std::vector<plan_v1::Plan> plans) {
  std::vector<std::string> titles;
  for (const plan_v1::Plan& plan :
       RankPlans(std::move(plans), calendar::Period::Parse("2021-H1").value())) {
    titles.push_back(plan.title());
  }
  return titles;
}

TEST(RankPlansTest, ExactThenFiledThenNewest) {
  EXPECT_THAT(Ranked({MakePlan("whole year", plan_v1::DOCUMENT_KIND_SUMMARY_AND_PLAN,
                               plan_v1::Plan::STATE_APPROVED, {"2021"}),
                      MakePlan("newer draft", plan_v1::DOCUMENT_KIND_SUMMARY_AND_PLAN,
                               plan_v1::Plan::STATE_DRAFT, {"2021-H1", "2021-H2"}),
                      MakePlan("older draft", plan_v1::DOCUMENT_KIND_SUMMARY_AND_PLAN,
                               plan_v1::Plan::STATE_RETURNED, {"2021-H1"}),
                      MakePlan("filed", plan_v1::DOCUMENT_KIND_SUMMARY,
                               plan_v1::Plan::STATE_SUBMITTED, {"2021-H1"})}),
              ElementsAre("filed", "newer draft", "older draft", "whole year"));
}

TEST(RankPlansTest, WhatSaysNothingOfTheReportIsLeftOut) {
  EXPECT_THAT(Ranked({MakePlan("plan of the half that is over", plan_v1::DOCUMENT_KIND_PLAN,
                               plan_v1::Plan::STATE_APPROVED, {"2021-H1"}),
                      MakePlan("summary of the half to come", plan_v1::DOCUMENT_KIND_SUMMARY,
                               plan_v1::Plan::STATE_APPROVED, {"2021-H2"}),
                      MakePlan("key points", plan_v1::DOCUMENT_KIND_KEY_POINTS,
                               plan_v1::Plan::STATE_PUBLISHED, {"2021"}),
                      MakePlan("deleted", plan_v1::DOCUMENT_KIND_SUMMARY_AND_PLAN,
                               plan_v1::Plan::STATE_DELETED, {"2021-H1"}),
                      MakePlan("last year's", plan_v1::DOCUMENT_KIND_SUMMARY_AND_PLAN,
                               plan_v1::Plan::STATE_APPROVED, {"2020"}),
                      MakePlan("plan of the half to come", plan_v1::DOCUMENT_KIND_PLAN,
                               plan_v1::Plan::STATE_DRAFT, {"2021-H2"})}),
              ElementsAre("plan of the half to come"));
}

plan_v1::PlanItem MakeItem(int level, const std::string& heading, plan_v1::SectionKind kind) {
  plan_v1::PlanItem item;
  item.set_level(level);
  item.set_heading(heading);
  item.set_section_kind(kind);
  return item;
}

std::vector<Section> SectionsOf(const std::vector<plan_v1::PlanItem>& items,
                                plan_v1::DocumentKind kind) {
  std::vector<Section> sections;
  for (const OutlineItem& item : OutlineOf(items, kind)) sections.push_back(item.section);
  return sections;
}

TEST(OutlineOfTest, OwnKindThenThatAboveThenThatBefore) {
  EXPECT_THAT(SectionsOf({MakeItem(1, "前言", plan_v1::SECTION_KIND_OTHER),
                          MakeItem(1, "进展", plan_v1::SECTION_KIND_SUMMARY),
                          MakeItem(2, "做法", plan_v1::SECTION_KIND_EXPERIENCE),
                          MakeItem(2, "不足", plan_v1::SECTION_KIND_PROBLEMS),
                          MakeItem(3, "师资", plan_v1::SECTION_KIND_UNSPECIFIED),
                          MakeItem(1, "思路", plan_v1::SECTION_KIND_GUIDING_THOUGHT),
                          MakeItem(1, "任务", plan_v1::SECTION_KIND_PLAN),
                          MakeItem(1, "保障", plan_v1::SECTION_KIND_OTHER),
                          MakeItem(1, "建议", plan_v1::SECTION_KIND_SUGGESTIONS)},
                         plan_v1::DOCUMENT_KIND_SUMMARY_AND_PLAN),
              ElementsAre(Section::kSummary, Section::kSummary, Section::kSummary,
                          Section::kProblems, Section::kProblems, Section::kPlan, Section::kPlan,
                          Section::kPlan, Section::kProblems));
  EXPECT_THAT(SectionsOf({MakeItem(1, "招生", plan_v1::SECTION_KIND_UNSPECIFIED)},
                         plan_v1::DOCUMENT_KIND_PLAN),
              ElementsAre(Section::kPlan));
}

TEST(AddToFilingTest, TwoPapersMakeOneFilingAndNothingStandsTwice) {
  const auto half = calendar::Period::Parse("2021-H1").value();
  const plan_v1::Plan summary =
      MakePlan("总结", plan_v1::DOCUMENT_KIND_SUMMARY, plan_v1::Plan::STATE_SUBMITTED, {"2021-H1"});
  const plan_v1::Plan plan =
      MakePlan("计划", plan_v1::DOCUMENT_KIND_PLAN, plan_v1::Plan::STATE_SUBMITTED, {"2021-H2"});
  Filing filing;
  EXPECT_FALSE(AddToFiling(
      UseOf(summary, half), summary,
      OutlineOf(std::vector{MakeItem(1, "做了", plan_v1::SECTION_KIND_SUMMARY)}, summary.kind()),
      &filing));
  EXPECT_TRUE(AddToFiling(UseOf(plan, half), plan,
                          OutlineOf(std::vector{MakeItem(1, "回顾", plan_v1::SECTION_KIND_SUMMARY),
                                                MakeItem(1, "要做", plan_v1::SECTION_KIND_PLAN)},
                                    plan.kind()),
                          &filing));
  ASSERT_EQ(filing.items.size(), 2);
  EXPECT_EQ(filing.items[0].heading, "做了");
  EXPECT_EQ(filing.items[1].heading, "要做");
}

}  // namespace
}  // namespace eduplan::documents
