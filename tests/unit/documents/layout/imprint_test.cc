#include <gtest/gtest.h>

#include <string>

#include "services/documents/layout/geometry.h"
#include "services/documents/layout/placement.h"
#include "tests/unit/documents/layout/fake_fonts.h"

namespace eduplan::layout {
namespace {

// Body text of `lines` lines and an imprint of two.
PlacedDocument PlaceWithImprint(int lines) {
  Paragraph body{{{std::string(), {}}}};
  for (int i = 0; i < 28 * lines - 2; ++i) body.runs[0].text += "字";
  const Imprint imprint{"市政府办公室", "云溪市教育局办公室", absl::CivilDay(2021, 6, 25)};
  absl::StatusOr<PlacedDocument> placed =
      Place(Document{{}, {body, imprint}}, testing::FakeFonts());
  EXPECT_TRUE(placed.ok()) << placed.status();
  return placed.ok() ? *std::move(placed) : PlacedDocument{};
}

bool Has(const PlacedPage& page, const std::string& text) {
  for (const PlacedText& placed : page.texts) {
    if (placed.text.find(text) != std::string::npos) return true;
  }
  return false;
}

TEST(ImprintTest, FollowsAnOddPageOnTheNextWhichIsNumbered) {
  const PlacedDocument placed = PlaceWithImprint(3);
  ASSERT_EQ(placed.pages.size(), 2u);
  EXPECT_TRUE(Has(placed.pages[1], "抄送：市政府办公室。"));
  EXPECT_TRUE(Has(placed.pages[1], "— 2 —"));
}

TEST(ImprintTest, SharesAnEvenPageWithRoom) {
  const PlacedDocument placed = PlaceWithImprint(30);
  ASSERT_EQ(placed.pages.size(), 2u);
  EXPECT_TRUE(Has(placed.pages[1], "2021年6月25日印发"));
}

TEST(ImprintTest, LeavesABackEmptyAfterAFullEvenPage) {
  const PlacedDocument placed = PlaceWithImprint(44);
  ASSERT_EQ(placed.pages.size(), 4u);
  EXPECT_TRUE(placed.pages[2].texts.empty());
  EXPECT_TRUE(Has(placed.pages[3], "抄送："));
  EXPECT_FALSE(Has(placed.pages[3], "— 4 —"));
}

TEST(ImprintTest, LastRuleLiesOnTheTextAreasEdge) {
  const PlacedDocument placed = PlaceWithImprint(30);
  const std::vector<PlacedRule>& rules = placed.pages[1].rules;
  ASSERT_EQ(rules.size(), 3u);
  EXPECT_NEAR(rules.back().y1, kTextTop + kTextHeight, 0.01);
  EXPECT_NEAR(rules.back().width, 0.35 * 72 / 25.4, 0.001);
  EXPECT_NEAR(rules[1].width, 0.25 * 72 / 25.4, 0.001);
}

}  // namespace
}  // namespace eduplan::layout
