#include "services/documents/layout/placement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/documents/layout/geometry.h"
#include "services/documents/layout/text.h"
#include "tests/unit/documents/layout/fake_fonts.h"
#include "tests/unit/documents/sample_document.h"

namespace eduplan::layout {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr double kTolerance = 0.02;  // pt
constexpr double kTextBottom = kTextTop + kTextHeight;

std::string Repeat(const std::string& text, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text;
  return out;
}

PlacedDocument PlaceBlocks(std::vector<Block> blocks) {
  absl::StatusOr<PlacedDocument> placed =
      Place(Document{{}, std::move(blocks)}, testing::FakeFonts());
  EXPECT_TRUE(placed.ok()) << placed.status();
  return placed.ok() ? *std::move(placed) : PlacedDocument{};
}

// A paragraph of exactly `lines` lines: two characters of indent, then 28 a line.
Paragraph Body(int lines) {
  return {{{Repeat("字", kCharactersPerLine * lines - 2), {}}}};
}

// The text area's lines from top to bottom, without what stands below it.
std::vector<std::string> Lines(const PlacedPage& page) {
  std::map<double, std::string> lines;
  for (const PlacedText& text : page.texts) {
    if (text.y < kTextBottom) lines[text.y] += text.text;
  }
  std::vector<std::string> out;
  for (auto& [y, text] : lines) out.push_back(text);
  return out;
}

const PlacedText* Find(const PlacedPage& page, const std::string& part) {
  for (const PlacedText& text : page.texts) {
    if (absl::StrContains(text.text, part)) return &text;
  }
  return nullptr;
}

TEST(PlacementTest, FullPageHas22LinesOf28Characters) {
  const PlacedDocument placed = PlaceBlocks({Body(23)});
  ASSERT_EQ(placed.pages.size(), 2u);
  const std::vector<std::string> lines = Lines(placed.pages[0]);
  ASSERT_EQ(lines.size(), 22u);
  EXPECT_EQ(Decode(lines[0]).size(), 26u);  // indented by two characters
  for (size_t i = 1; i < lines.size(); ++i) EXPECT_EQ(Decode(lines[i]).size(), 28u);
  EXPECT_EQ(Lines(placed.pages[1]).size(), 1u);
}

TEST(PlacementTest, LinesFillTheTextAreaOnItsGrid) {
  const PlacedDocument placed = PlaceBlocks({Body(22)});
  ASSERT_EQ(placed.pages.size(), 1u);
  std::set<double> baselines;
  for (const PlacedText& text : placed.pages[0].texts) {
    if (text.y < kTextBottom) baselines.insert(text.y);
  }
  // 225 mm / 22 = 28.991 pt from line to line.
  EXPECT_NEAR(*baselines.rbegin() - *baselines.begin(), 21 * 28.991, 0.05);
  const PlacedText& second = placed.pages[0].texts[1];
  EXPECT_NEAR(second.glyphs.back().x - second.glyphs.front().x, 27 * 156 / 28.0 * 72 / 25.4,
              kTolerance);
}

TEST(PlacementTest, LinesThatGiveUpACharacterAreStretchedToTheEdge) {
  // The comma may not start line 2, so line 1 has 25 characters and is spread over the room of 26.
  const PlacedDocument placed = PlaceBlocks({Paragraph{{{Repeat("字", 26) + "，后文", {}}}}});
  const PlacedText& line = placed.pages[0].texts[0];
  ASSERT_EQ(line.glyphs.size(), 25u);
  const double right = line.x + line.glyphs.back().x + kSizeThree;
  EXPECT_NEAR(right, kTextLeft + kTextWidth, 0.2);
}

TEST(PlacementTest, NumbersAreNeverStretched) {
  const PlacedDocument placed =
      PlaceBlocks({Paragraph{{{Repeat("字", 22) + "2021" + Repeat("字", 2) + "，后文", {}}}}});
  const PlacedText& line = placed.pages[0].texts[0];
  for (size_t digit = 23; digit < 26; ++digit) {
    EXPECT_NEAR(line.glyphs[digit].x - line.glyphs[digit - 1].x, kCharacterPitch / 2, kTolerance);
  }
}

TEST(PlacementTest, FontsFollowTheHeadingLevel) {
  const PlacedDocument placed =
      PlaceBlocks({Title{"标题"}, Heading{1, "一、甲"}, Heading{2, "（一）乙"}, Heading{3, "1.丙"},
                   Paragraph{{{"丁", RunStyle::kBody}, {"戊", RunStyle::kStrong}}}});
  const PlacedPage& page = placed.pages[0];
  EXPECT_EQ(Find(page, "标题")->role, FontRole::kTitle);
  EXPECT_EQ(Find(page, "标题")->size, 22);
  EXPECT_EQ(Find(page, "甲")->role, FontRole::kHei);
  EXPECT_EQ(Find(page, "乙")->role, FontRole::kKai);
  EXPECT_EQ(Find(page, "丙")->role, FontRole::kFangSong);
  EXPECT_EQ(Find(page, "戊")->role, FontRole::kHei);
  EXPECT_EQ(Find(page, "丁")->size, 16);
}

TEST(PlacementTest, TitleIsCentred) {
  const PlacedDocument placed = PlaceBlocks({Title{"工作要点"}});
  EXPECT_NEAR(Find(placed.pages[0], "工作要点")->x, kTextLeft + (kTextWidth - 4 * 22) / 2,
              kTolerance);
}

TEST(PlacementTest, HeadingsMoveWithTheirTextToTheNextPage) {
  const PlacedDocument placed =
      PlaceBlocks({Body(20), Heading{1, "一、甲"}, Heading{2, "（一）乙"}, Body(2)});
  ASSERT_EQ(placed.pages.size(), 2u);
  EXPECT_EQ(Lines(placed.pages[0]).size(), 20u);
  EXPECT_EQ(Lines(placed.pages[1])[0], "一、甲");
}

TEST(PlacementTest, ChainOfHeadingsLongerThanAPageStillEnds) {
  std::vector<Block> blocks(50, Heading{1, "一、甲"});
  EXPECT_EQ(PlaceBlocks(std::move(blocks)).pages.size(), 3u);
}

TEST(PlacementTest, SignatureBringsALineOfTextAlong) {
  const PlacedDocument placed =
      PlaceBlocks({Body(21), Signature{"云溪市教育局", absl::CivilDay(2021, 6, 25), false}});
  ASSERT_EQ(placed.pages.size(), 2u);
  EXPECT_EQ(Lines(placed.pages[0]).size(), 20u);
  EXPECT_THAT(Lines(placed.pages[1]),
              ElementsAre(Repeat("字", 28), "云溪市教育局", "2021年6月25日"));
}

TEST(PlacementTest, SealedSignatureIsCentredOverADateFourFromTheRight) {
  const PlacedDocument placed =
      PlaceBlocks({Signature{"云溪市教育局", absl::CivilDay(2021, 6, 25), true}});
  const PlacedText& date = *Find(placed.pages[0], "2021年");
  const PlacedText& name = *Find(placed.pages[0], "云溪");
  // The date is 4 digits, 年, 1 digit, 月, 2 digits, 日: 6.5 characters; the name 6.
  const double right = kTextLeft + (28 - 4) * kCharacterPitch;
  EXPECT_NEAR(date.x, right - 6.5 * kCharacterPitch, 0.2);
  EXPECT_NEAR(name.x, right - 6.25 * kCharacterPitch, 0.2);
}

TEST(PlacementTest, AttachmentNamesRunOnUnderTheirFirstCharacter) {
  const PlacedDocument placed = PlaceBlocks({AttachmentNote{{Repeat("名", 30), "次"}}});
  const PlacedPage& page = placed.pages[0];
  ASSERT_EQ(page.texts.size(), 4u);  // two lines of the first, the second, the page number
  // 附件： at 2, numbers at 5, names one character ("1.") further.
  EXPECT_NEAR(page.texts[0].x, kTextLeft + 2 * kCharacterPitch, 0.2);
  EXPECT_NEAR(page.texts[1].x, kTextLeft + 6 * kCharacterPitch, 0.2);
  EXPECT_NEAR(page.texts[2].x, kTextLeft + 5 * kCharacterPitch, 0.2);
}

TEST(PlacementTest, AttachmentStartsAPageWithItsTitleOnLineThree) {
  const PlacedDocument placed = PlaceBlocks({Body(1), Attachment{1, "名单"}, Body(1)});
  ASSERT_EQ(placed.pages.size(), 2u);
  const PlacedPage& page = placed.pages[1];
  EXPECT_NEAR(Find(page, "附件1")->x, kTextLeft, 0.2);
  EXPECT_NEAR(Find(page, "名单")->y - Find(page, "附件1")->y, 2 * kLinePitch, 2.5);
}

TEST(PlacementTest, PageNumbersStandOutsideOddRightEvenLeft) {
  const PlacedDocument placed = PlaceBlocks({Body(30)});
  const PlacedText& odd = placed.pages[0].texts.back();
  const PlacedText& even = placed.pages[1].texts.back();
  EXPECT_EQ(odd.text, "— 1 —");
  EXPECT_EQ(even.text, "— 2 —");
  EXPECT_EQ(odd.role, FontRole::kSong);
  EXPECT_EQ(odd.size, 14);
  EXPECT_NEAR(odd.x + odd.glyphs.back().x + 14, kTextLeft + kTextWidth - 14, kTolerance);
  EXPECT_NEAR(even.x, kTextLeft + 14, kTolerance);
  // The dashes, 0.38 em above the baseline, are 7 mm below the text area.
  EXPECT_NEAR(odd.y - 0.38 * 14, kTextBottom + 7 * 72 / 25.4, kTolerance);
}

TEST(PlacementTest, CharactersWithoutAFontAreReportedAndMarked) {
  const PlacedDocument placed = PlaceBlocks({Paragraph{{{"甲\xEE\x80\x80𠀀", {}}}}});
  EXPECT_EQ(placed.missing, U"\xE000");
  EXPECT_EQ(placed.pages[0].texts[0].glyphs[1].index, static_cast<uint32_t>(U'〓'));
  ASSERT_EQ(placed.substitutions.size(), 1u);
  EXPECT_EQ(placed.substitutions[0].wanted, "仿宋_GB2312");
  EXPECT_EQ(placed.substitutions[0].used, "Fallback");
  EXPECT_EQ(placed.substitutions[0].characters, "𠀀");
}

TEST(PlacementTest, OutlineNamesThePageOfEachHeading) {
  const PlacedDocument placed =
      PlaceBlocks({Title{"题"}, Body(20), Heading{2, "（一）乙"}, Body(1)});
  ASSERT_EQ(placed.outline.size(), 2u);
  EXPECT_EQ(placed.outline[0].level, 0);
  EXPECT_EQ(placed.outline[1].text, "（一）乙");
  EXPECT_EQ(placed.outline[1].page, 2);
}

TEST(PlacementTest, EmptyDocumentIsOneNumberedPage) {
  const PlacedDocument placed = PlaceBlocks({});
  ASSERT_EQ(placed.pages.size(), 1u);
  EXPECT_THAT(Lines(placed.pages[0]), IsEmpty());
}

TEST(PlacementTest, SampleNeverStartsOrEndsALineAgainstTheRules) {
  absl::StatusOr<PlacedDocument> placed = Place(testing::SampleDocument(), testing::FakeFonts());
  ASSERT_TRUE(placed.ok());
  for (const PlacedPage& page : placed->pages) {
    for (const std::string& line : Lines(page)) {
      const std::u32string text = Decode(line);
      const bool dash = text.size() > 1 && text[0] == U'—' && text[1] == U'—';
      EXPECT_TRUE(dash || !ForbidsLineStart(text.front())) << line;
      EXPECT_FALSE(ForbidsLineEnd(text.back())) << line;
    }
  }
}

}  // namespace
}  // namespace eduplan::layout
