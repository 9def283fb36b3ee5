// What a person changed since the last import is not overwritten unseen.
#include "tests/contract/plan_items/fixture.h"

namespace eduplan::plan_items {
namespace {

using test::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ReimportEditsTest : public PlanItemsTest {
 protected:
  absl::StatusOr<v1::ReimportPlanResponse> Reimport(
      const v1::Plan& plan, const std::string& text,
      v1::EditChoice choice = v1::EDIT_CHOICE_UNSPECIFIED) {
    v1::ReimportPlanRequest request;
    request.set_name(plan.name());
    request.set_content(text);
    request.set_edit_choice(choice);
    return reimports().Reimport(Reporter(), request);
  }
  v1::PlanItem Item(const v1::Plan& plan, const std::string& path) {
    for (v1::PlanItem& item : ItemsOf(plan)) {
      if (item.path() == path) return item;
    }
    ADD_FAILURE() << "no item " << path;
    return {};
  }
  void Update(const v1::PlanItem& item) {
    v1::UpdatePlanItemRequest request;
    *request.mutable_item() = item;
    ASSERT_THAT(items().Update(Reporter(), request), IsOk());
  }
  // Changes the heading of the item about teachers.
  void Rename(const v1::Plan& plan) {
    v1::PlanItem item = Item(plan, "1.2");
    item.set_heading("建强教师队伍");
    Update(item);
  }
  static std::string With(const std::string& what, const std::string& by) {
    std::string text = Text();
    return text.replace(text.find(what), what.size(), by);
  }
};

TEST_P(ReimportEditsTest, AnEditStandsWhereTheDocumentDidNotChange) {
  const v1::Plan plan = Imported();
  Rename(plan);
  for (int again = 0; again < 2; ++again) {
    const auto response = Reimport(plan, With("扩建小学4所", "扩建小学6所"));
    ASSERT_THAT(response, IsOk());
    EXPECT_EQ(response->unchanged(), again == 1);
    ASSERT_THAT(response->edits(), SizeIs(1));
    const v1::PersonEdit& edit = response->edits(0);
    EXPECT_EQ(edit.resource(), Item(plan, "1.2").name());
    EXPECT_EQ(edit.path(), "1.2");
    EXPECT_EQ(edit.field(), "heading");
    EXPECT_EQ(edit.imported(), "配齐教师");
    EXPECT_EQ(edit.edited(), "建强教师队伍");
    EXPECT_EQ(edit.document(), "配齐教师");
    EXPECT_FALSE(edit.document_changed());
    EXPECT_TRUE(edit.kept());
    EXPECT_EQ(Item(plan, "1.2").heading(), "建强教师队伍");
  }
}

TEST_P(ReimportEditsTest, BothChangedIsToldAndTheEditStands) {
  const v1::Plan plan = Imported();
  Rename(plan);
  const auto first = Reimport(plan, With("配齐教师", "配足配齐教师"));
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(first->edits(), SizeIs(1));
  EXPECT_TRUE(first->edits(0).document_changed());
  EXPECT_EQ(first->edits(0).document(), "配足配齐教师");
  EXPECT_THAT(first->difference().items(), IsEmpty());
  // The next one still knows what was an edit and what the document said.
  const auto second = Reimport(plan, With("配齐教师", "优先配齐教师"));
  ASSERT_THAT(second, IsOk());
  ASSERT_THAT(second->edits(), SizeIs(1));
  EXPECT_EQ(second->edits(0).imported(), "配足配齐教师");
  EXPECT_EQ(Item(plan, "1.2").heading(), "建强教师队伍");
}

TEST_P(ReimportEditsTest, TheDocumentIsTakenWhereTheCallerSaysSo) {
  const v1::Plan plan = Imported();
  Rename(plan);
  const auto response =
      Reimport(plan, With("配齐教师", "配足配齐教师"), v1::EDIT_CHOICE_TAKE_DOCUMENT);
  ASSERT_THAT(response, IsOk());
  ASSERT_THAT(response->edits(), SizeIs(1));
  EXPECT_FALSE(response->edits(0).kept());
  EXPECT_EQ(Item(plan, "1.2").heading(), "配足配齐教师");
  const auto again = Reimport(plan, With("配齐教师", "配足配齐教师"));
  ASSERT_THAT(again, IsOk());
  EXPECT_TRUE(again->unchanged());
  EXPECT_THAT(again->edits(), IsEmpty());
}

TEST_P(ReimportEditsTest, AnEditThatTheDocumentTookOverIsNoneAnyMore) {
  const v1::Plan plan = Imported();
  Rename(plan);
  const auto response = Reimport(plan, With("配齐教师", "建强教师队伍"));
  ASSERT_THAT(response, IsOk());
  EXPECT_THAT(response->edits(), IsEmpty());
  EXPECT_EQ(Item(plan, "1.2").heading(), "建强教师队伍");
}

TEST_P(ReimportEditsTest, CorrectedFiguresOfAPersonStand) {
  const v1::Plan plan = Imported();
  v1::PlanItem item = Item(plan, "1.1");
  item.mutable_measurements(0)->set_value("5");
  Update(item);
  const auto response = Reimport(plan, With("扩建小学4所", "扩建小学6所"));
  ASSERT_THAT(response, IsOk());
  ASSERT_THAT(response->edits(), SizeIs(1));
  EXPECT_EQ(response->edits(0).field(), "measurements");
  EXPECT_TRUE(response->edits(0).document_changed());
  EXPECT_EQ(Item(plan, "1.1").measurements(0).value(), "5");
  const auto taken =
      Reimport(plan, With("扩建小学4所", "扩建小学6所"), v1::EDIT_CHOICE_TAKE_DOCUMENT);
  ASSERT_THAT(taken, IsOk());
  EXPECT_EQ(Item(plan, "1.1").measurements(0).value(), "6");
  EXPECT_EQ(Item(plan, "1.1").measurements(0).id(), item.measurements(0).id());
}

TEST_P(ReimportEditsTest, ItemsOfAPersonStayBehindThoseOfTheDocument) {
  const v1::Plan plan = Imported();
  v1::CreatePlanItemRequest create;
  create.set_parent(plan.name());
  create.mutable_item()->set_parent_item(Item(plan, "1").name());
  create.mutable_item()->set_heading("推进智慧校园");
  const auto own = items().Create(Reporter(), create);
  ASSERT_THAT(own, IsOk());
  EXPECT_EQ(own->path(), "1.3");
  const std::string inserted = With("二、守牢", "（三）办好食堂。改造食堂3个。\n二、守牢");
  for (int again = 0; again < 2; ++again) {
    const auto response = Reimport(plan, inserted);
    ASSERT_THAT(response, IsOk());
    ASSERT_THAT(response->edits(), SizeIs(1));
    EXPECT_EQ(response->edits(0).field(), "*");
    EXPECT_EQ(response->edits(0).edited(), "推进智慧校园");
    EXPECT_EQ(Item(plan, "1.3").heading(), "办好食堂");
    EXPECT_EQ(Item(plan, "1.4").name(), own->name());
  }
  ASSERT_THAT(Reimport(plan, inserted, v1::EDIT_CHOICE_TAKE_DOCUMENT), IsOk());
  EXPECT_THAT(ItemsOf(plan), SizeIs(6));
}

TEST_P(ReimportEditsTest, AnEditedItemThatVanishedStaysUnlessTheDocumentIsTaken) {
  const v1::Plan plan = Imported();
  Rename(plan);
  const std::string without = With("（二）配齐教师。新聘教师36名。\n", "");
  const auto response = Reimport(plan, without);
  ASSERT_THAT(response, IsOk());
  ASSERT_THAT(response->edits(), SizeIs(1));
  EXPECT_EQ(response->edits(0).field(), "*");
  EXPECT_TRUE(response->edits(0).kept());
  EXPECT_EQ(Item(plan, "1.2").heading(), "建强教师队伍");
  ASSERT_THAT(Reimport(plan, without, v1::EDIT_CHOICE_TAKE_DOCUMENT), IsOk());
  EXPECT_THAT(ItemsOf(plan), SizeIs(4));
}

TEST_P(ReimportEditsTest, WorkOnAnItemThatVanishedIsTold) {
  const v1::Plan plan = Imported();
  v1::PlanItem item = Item(plan, "1.2");
  item.set_status(v1::PlanItem::STATUS_DONE);
  Update(item);
  const auto response = Reimport(plan, With("（二）配齐教师。新聘教师36名。\n", ""));
  ASSERT_THAT(response, IsOk());
  ASSERT_THAT(response->edits(), SizeIs(1));
  EXPECT_EQ(response->edits(0).resource(), item.name());
  EXPECT_FALSE(response->edits(0).kept());
  EXPECT_THAT(ItemsOf(plan), SizeIs(4));
}

TEST_P(ReimportEditsTest, FieldsOfThePlanAreMergedLikewise) {
  const v1::Plan plan = Imported();
  v1::UpdatePlanRequest update;
  *update.mutable_plan() = plan;
  update.mutable_plan()->set_title("青溪县教育局2021年教育工作要点");
  update.mutable_update_mask()->add_paths("title");
  ASSERT_THAT(plans().Update(Reporter(), update), IsOk());
  const auto response = Reimport(plan, With("260万元", "290万元"));
  ASSERT_THAT(response, IsOk());
  ASSERT_THAT(response->edits(), SizeIs(1));
  EXPECT_EQ(response->edits(0).resource(), plan.name());
  EXPECT_EQ(response->edits(0).field(), "title");
  EXPECT_EQ(response->plan().title(), "青溪县教育局2021年教育工作要点");
  ASSERT_THAT(response->difference().fields(), SizeIs(1));
  EXPECT_EQ(response->difference().fields(0).field(), "preamble");
}

TEST_P(ReimportEditsTest, PeriodsThatTheCallerGaveStayGiven) {
  v1::ImportPlanRequest request = ImportRequest();
  request.add_periods("2020");
  const auto imported = imports().Import(Reporter(), request);
  ASSERT_THAT(imported, IsOk());
  const auto response = Reimport(imported->plan(), With("260万元", "290万元"));
  ASSERT_THAT(response, IsOk());
  EXPECT_THAT(response->plan().periods(), ElementsAre("2020"));
  EXPECT_THAT(response->edits(), SizeIs(1));
}

EDUPLAN_OVER_DATABASES(ReimportEditsTest);

}  // namespace
}  // namespace eduplan::plan_items
