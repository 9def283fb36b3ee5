#include "services/plan_items/linking/linker.h"

#include <gmock/gmock.h>

#include "tests/unit/plan_items/linking/phrases.h"

namespace eduplan::plan_items::linking {
namespace {

using ::testing::Contains;
using ::testing::Not;

// Of the phrases, one by one: how often the first proposal from 0.8 on is right, and how many of
// those that mean something are found so.
struct Quality {
  int offered = 0;
  int right = 0;
  int meant = 0;
  int first = 0;  // right whatever the score

  double precision() const { return static_cast<double>(right) / offered; }
  double recall() const { return static_cast<double>(right) / meant; }
  double first_share() const { return static_cast<double>(first) / meant; }
};

Quality Measure(bool held_out) {
  const Linker linker(ReadCatalogue());
  Quality quality;
  for (const Phrase& phrase : ReadPhrases()) {
    if (phrase.held_out != held_out) continue;
    const Figure figure = {&phrase.measurement, phrase.heading, phrase.previous};
    const auto proposals = linker.Propose(std::span(&figure, 1))[0];
    const bool right =
        !proposals.empty() && linker.candidates()[proposals[0].candidate].code() == phrase.expected;
    const bool offered = !proposals.empty() && proposals[0].score >= 0.8;
    quality.meant += phrase.expected != "-" ? 1 : 0;
    quality.first += right ? 1 : 0;
    quality.offered += offered ? 1 : 0;
    quality.right += offered && right ? 1 : 0;
  }
  ::testing::Test::RecordProperty(held_out ? "held_precision" : "dev_precision",
                                  std::to_string(quality.precision()));
  ::testing::Test::RecordProperty(held_out ? "held_recall" : "dev_recall",
                                  std::to_string(quality.recall()));
  return quality;
}

TEST(LinkerTest, SureProposalsAreRightOfThePhrasesTheWeightsWereChosenBy) {
  const Quality quality = Measure(false);
  EXPECT_GE(quality.precision(), 0.99);
  EXPECT_GE(quality.recall(), 0.85);
  EXPECT_GE(quality.first_share(), 0.98);
}

TEST(LinkerTest, SureProposalsAreRightOfPhrasesHeldOut) {
  const Quality quality = Measure(true);
  EXPECT_GE(quality.precision(), 0.95);
  EXPECT_GE(quality.recall(), 0.85);
  EXPECT_GE(quality.first_share(), 0.95);
}

v1::Measurement Measurement(const std::string& name, const std::string& unit,
                            const std::string& part_of = "") {
  v1::Measurement measurement;
  measurement.set_name(name);
  measurement.set_unit(unit);
  measurement.set_part_of(part_of);
  return measurement;
}

// The code of a first proposal, and whether it is sure.
using Claim = std::pair<std::string, bool>;

class CatalogueTest : public testing::Test {
 protected:
  Claim First(const Figure& figure, const Memory& memory = {}) {
    const auto proposals = linker_.Propose(std::span(&figure, 1), memory)[0];
    if (proposals.empty()) return {"", false};
    return {Code(proposals[0]), proposals[0].score >= 0.8};
  }
  std::vector<std::string> Codes(const Figure& figure) {
    const auto proposals = linker_.Propose(std::span(&figure, 1));
    std::vector<std::string> codes;
    for (const Proposal& proposal : proposals[0]) codes.push_back(Code(proposal));
    return codes;
  }
  std::string Code(const Proposal& proposal) {
    return linker_.candidates()[proposal.candidate].code();
  }

  const Linker linker_{ReadCatalogue()};
};

// 162所，比例达97.6%.
TEST_F(CatalogueTest, BareShareIsOfTheFigureBefore) {
  const v1::Measurement share = Measurement("比例", "%");
  EXPECT_EQ(First({&share, "学前教育", "规范化幼儿园"}), Claim("kg-standard-share", true));
  EXPECT_THAT(Codes({&share, "学前教育", "规范化幼儿园"}), Not(Contains("kg-inclusive-coverage")));
  EXPECT_EQ(First({&share, "后勤保障", "食堂"}).second, false);
}

TEST_F(CatalogueTest, WhatARuleForbidsIsNotEvenOffered) {
  const v1::Measurement share = Measurement("普惠性幼儿园园数占比", "%");
  EXPECT_EQ(First({&share}).first, "kg-inclusive-institution-share");
  EXPECT_THAT(Codes({&share}), Not(Contains("kg-inclusive-coverage")));
}

TEST_F(CatalogueTest, UnitsOfOtherThingsAreExcluded) {
  v1::Measurement measurement = Measurement("开展隐患排查", "万人次");
  EXPECT_EQ(First({&measurement}), Claim("hazard-patrols", true));
  measurement.set_unit("人");
  EXPECT_THAT(Codes({&measurement}), Not(Contains("hazard-patrols")));
}

TEST_F(CatalogueTest, ChangesAreNoLevelsUnlessTheIndicatorCountsThem) {
  v1::Measurement rate = Measurement("课后服务参与率", "%");
  rate.set_change(v1::CHANGE_INCREASE);
  EXPECT_THAT(Codes({&rate}), Not(Contains("afterschool-rate")));
  v1::Measurement children = Measurement("在园幼儿", "人");
  children.set_change(v1::CHANGE_DECREASE);
  EXPECT_THAT(Codes({&children}), Not(Contains("kg-children")));
  v1::Measurement seats = Measurement("增加学位", "个");
  seats.set_change(v1::CHANGE_INCREASE);
  EXPECT_EQ(First({&seats}).first, "new-seats");
}

TEST_F(CatalogueTest, FiguresPerSomethingAreNoTotals) {
  v1::Measurement drills = Measurement("开展安全应急演练", "次");
  EXPECT_THAT(Codes({&drills}), Contains("safety-drills"));
  drills.set_per("每学期");
  EXPECT_THAT(Codes({&drills}), Not(Contains("safety-drills")));
}

TEST_F(CatalogueTest, WhatMayNotBeSetAsATargetIsNotProposedForOne) {
  v1::Measurement bachelor = Measurement("本科录取人数", "人");
  EXPECT_THAT(Codes({&bachelor}), Contains("gaokao-bachelor"));
  bachelor.set_kind(v1::MEASUREMENT_KIND_TARGET);
  EXPECT_THAT(Codes({&bachelor}), Not(Contains("gaokao-bachelor")));
}

TEST_F(CatalogueTest, OfTwoFiguresOneKeepsTheIndicator) {
  const v1::Measurement total = Measurement("新增学位", "个");
  const v1::Measurement other = Measurement("新增公办学位", "个");
  const std::vector<Figure> figures = {{&other}, {&total}};
  const auto proposals = linker_.Propose(figures);
  EXPECT_EQ(Code(proposals[1][0]), "new-seats");
  EXPECT_GE(proposals[1][0].score, 0.8);
  for (const Proposal& proposal : proposals[0]) {
    if (Code(proposal) != "new-seats") continue;
    EXPECT_LT(proposal.score, 0.8);
    EXPECT_THAT(proposal.reasons, Contains(Reason::kTaken));
    EXPECT_EQ(proposal.rival, 1);
  }
  // A value reached and one aimed at stand beside each other.
  v1::Measurement target = total;
  target.set_kind(v1::MEASUREMENT_KIND_TARGET);
  const std::vector<Figure> both = {{&total}, {&target}};
  for (const auto& of_one : linker_.Propose(both)) EXPECT_GE(of_one[0].score, 0.8);
}

TEST_F(CatalogueTest, DecisionsOfPersonsComeFirst) {
  const v1::Measurement care = Measurement("婴幼儿照护容量", "个");
  const v1::Measurement alike = Measurement("全县婴幼儿照护总容量", "个");
  const v1::Measurement seats = Measurement("新增学位", "个");
  const Memory memory(
      {{.key = KeyOf(care, "托育", ""), .code = "nursery-seats", .own = true},
       {.key = KeyOf(seats, "", ""), .code = "new-seats", .rejected = true, .own = true}});
  EXPECT_FALSE(First({&care}).second);
  EXPECT_EQ(First({&care, "另一标题"}, memory), Claim("nursery-seats", true));
  EXPECT_EQ(First({&alike}, memory).first, "nursery-seats");
  EXPECT_NE(First({&seats}, memory), Claim("new-seats", true));
  const v1::Measurement beds = Measurement("婴幼儿照护容量", "人");
  EXPECT_NE(First({&beds}, memory).first, "nursery-seats");
}

TEST(LinkerWithoutCatalogueTest, ProposesNothing) {
  const Linker linker({});
  const v1::Measurement measurement = Measurement("新增学位", "个");
  const Figure figure = {&measurement};
  EXPECT_TRUE(linker.Propose(std::span(&figure, 1))[0].empty());
}

}  // namespace
}  // namespace eduplan::plan_items::linking
