#include "services/plan_items/draft.h"

#include <gmock/gmock.h>

#include "services/plan_items/item_path.h"
#include "services/plan_items/validate.h"
#include "tests/support/matchers.h"

namespace eduplan::plan_items {
namespace {

using ::testing::ElementsAre;

Draft Make(v1::ParsedPlan parsed, std::vector<std::string> periods = {}) {
  int next = 0;
  return MakeDraft({"330481", "p"}, std::move(parsed), periods,
                   [&] { return "i" + std::to_string(next++); });
}

void AddNode(const std::string& path, const std::string& heading, v1::ParsedPlan& parsed) {
  v1::OutlineNode& node = *parsed.add_outline();
  node.set_path(path);
  node.set_heading(heading);
}

std::vector<std::string> Codes(const Draft& draft) {
  std::vector<std::string> codes;
  for (const v1::Finding& finding : draft.rest.findings()) codes.push_back(finding.code());
  return codes;
}

TEST(DraftTest, ItemsHangBelowTheirParentsAndHoldTheirFigures) {
  v1::ParsedPlan parsed;
  AddNode("1", "甲", parsed);
  AddNode("1.1", "乙", parsed);
  AddNode("2", "丙", parsed);
  parsed.add_measurements()->set_item_path("0");
  parsed.add_measurements()->set_item_path("1.1");
  const Draft draft = Make(parsed);
  ASSERT_EQ(draft.items.size(), 3);
  EXPECT_EQ(draft.items[1].name(), "organizations/330481/plans/p/items/i1");
  EXPECT_EQ(draft.items[1].parent_item(), "organizations/330481/plans/p/items/i0");
  EXPECT_EQ(draft.items[1].level(), 2);
  EXPECT_EQ(draft.items[1].measurements_size(), 1);
  EXPECT_EQ(draft.items[2].parent_item(), "");
  EXPECT_EQ(draft.rest.measurements_size(), 1);
  EXPECT_EQ(draft.measurement_count, 2);
  EXPECT_EQ(draft.rest.measurements(0).id(), "i3");
  EXPECT_EQ(draft.items[1].measurements(0).id(), "i4");
}

TEST(DraftTest, WhatTheTextDoesNotSayIsReportedAndNotInvented) {
  v1::ParsedPlan parsed;
  parsed.add_periods("20XX");
  const Draft draft = Make(parsed);
  EXPECT_EQ(draft.plan.periods_size(), 0);
  EXPECT_EQ(draft.plan.title(), "");
  EXPECT_THAT(Codes(draft),
              ElementsAre("PERIOD_UNCLEAR", "PERIOD_MISSING", "TITLE_MISSING", "KIND_MISSING"));
}

TEST(DraftTest, PeriodsOfTheCallerStandForThoseOfTheText) {
  v1::ParsedPlan parsed;
  parsed.add_periods("20XX");
  parsed.set_title("题");
  parsed.set_document_kind(v1::DOCUMENT_KIND_PLAN);
  const Draft draft = Make(parsed, {"2022-H1"});
  EXPECT_THAT(draft.plan.periods(), ElementsAre("2022-H1"));
  EXPECT_THAT(Codes(draft), ElementsAre());
}

TEST(DraftTest, LongHeadingGoesOnInTheText) {
  std::string heading;
  for (int i = 0; i < 1001; ++i) heading += "字";
  v1::ParsedPlan parsed;
  AddNode("1", heading, parsed);
  parsed.mutable_outline(0)->set_text("文");
  const Draft draft = Make(parsed);
  EXPECT_EQ(draft.items[0].heading().size(), 3000);  // 1,000 characters of three bytes
  EXPECT_EQ(draft.items[0].text(), "字文");
}

TEST(ItemPathTest, OrderOfKeysIsDocumentOrder) {
  const std::vector<std::string> paths = {"1", "1.1", "1.1.9", "1.2", "1.10", "2", "10", "256"};
  for (size_t i = 1; i < paths.size(); ++i) {
    EXPECT_LT(OrderKey(paths[i - 1]), OrderKey(paths[i])) << paths[i];
  }
  EXPECT_EQ(OrderKey("1.258"), std::string("\0\0\0\1\0\0\1\2", 8));
}

TEST(ItemPathTest, PathsAreTakenApart) {
  EXPECT_EQ(ParentPath("1.2.3"), "1.2");
  EXPECT_EQ(ParentPath("7"), "");
  EXPECT_EQ(OrdinalOf("1.2.30"), 30);
  EXPECT_EQ(LevelOf(""), 0);
  EXPECT_EQ(LevelOf("1.2.3"), 3);
  EXPECT_EQ(ChildPath("", 4), "4");
  EXPECT_EQ(ChildPath("4", 5), "4.5");
}

// The example of GB/T 32905-2016, appendix A.1.
TEST(ValidateTest, TextsAreCheckedAtAnyDepthAndThePlaceIsNamed) {
  v1::PlanItem item;
  item.add_lead_units("办公室");
  item.add_measurements()->set_quote("a\xFF");
  const absl::Status refused = CheckItem(item, "item.");
  EXPECT_THAT(refused, test::StatusIs(absl::StatusCode::kInvalidArgument, "TEXT_INVALID"));
  EXPECT_THAT(refused.message(), ::testing::HasSubstr("item.measurements[0].quote"));
  item.clear_measurements();
  item.set_text(std::string("a\0b", 3));
  EXPECT_THAT(CheckItem(item, "item."),
              test::StatusIs(absl::StatusCode::kInvalidArgument, "TEXT_INVALID"));
}

TEST(ValidateTest, LengthsCountCharacters) {
  v1::Plan plan;
  std::string title;
  for (int i = 0; i < 500; ++i) title += "题";
  plan.set_title(title);
  EXPECT_THAT(CheckPlan(plan, "plan."), test::IsOk());
  plan.set_title(title + "题");
  EXPECT_THAT(CheckPlan(plan, "plan."),
              test::StatusIs(absl::StatusCode::kInvalidArgument, "TEXT_TOO_LONG"));
}

TEST(ValidateTest, PeriodsAreCanonicalAndDifferent) {
  v1::Plan plan;
  plan.add_periods("2021");
  plan.add_periods("2021-H1");
  EXPECT_THAT(CheckPlan(plan, "plan."), test::IsOk());
  plan.add_periods("2021");
  EXPECT_THAT(CheckPlan(plan, "plan."),
              test::StatusIs(absl::StatusCode::kInvalidArgument, "DUPLICATE_PERIOD"));
  plan.set_periods(2, "2021-H3");
  EXPECT_THAT(CheckPlan(plan, "plan."),
              test::StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_PERIOD"));
}

}  // namespace
}  // namespace eduplan::plan_items
