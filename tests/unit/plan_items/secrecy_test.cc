// Marks of secrecy, and the same words where they are none.
#include "services/plan_items/importer/understanding/secrecy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/plan_items/importer/formats/text/decode.h"
#include "services/plan_items/importer/parse.h"

namespace eduplan::importer {
namespace {

using ::testing::HasSubstr;

constexpr std::u32string_view kBody =
    U"云岭县教育局2021年工作要点\n一、扩充学位\n新建小学2所。\n二、配强师资\n招聘教师35名。\n";

std::string MarkIn(std::u32string text) {
  const auto mark = FindSecrecyMark(SourceText{.chars = std::move(text)});
  return mark ? mark->mark : "";
}

std::string MarkAbove(std::u32string_view line) {
  return MarkIn(std::u32string(line) + U"\n" + std::u32string(kBody));
}

std::string MarkBelow(std::u32string_view line) {
  std::u32string text(kBody);
  for (int i = 0; i < 12; ++i) text += U"继续抓好落实。\n";
  return MarkIn(text + std::u32string(line) + U"\n继续抓好落实。\n");
}

TEST(SecrecyTest, MarksWithAStarCountAnywhere) {
  for (auto [line, mark] : {std::pair{U"机密★1年", "机密★1年"},
                            {U"秘密★", "秘密★"},
                            {U"绝密★长期", "绝密★长期"},
                            {U"000012  机密 ★ 10年  特急", "机密★10年"},
                            {U"机　密★６个月", "机密★６个月"},
                            {U"绝密★启用前", "绝密★启用前"},
                            {U"机密*1年", "机密*1年"},
                            {U"秘\u200B密☆3年", "秘密☆3年"},
                            {U"云岭县教育局文件 机密★1年", "机密★1年"}}) {
    EXPECT_EQ(MarkAbove(line), mark);
    EXPECT_EQ(MarkBelow(line), mark);
  }
}

TEST(SecrecyTest, BareWordsCountWhereAMarkStands) {
  for (auto [line, mark] : {std::pair{U"绝密", "绝密"},
                            {U"  机　密", "机密"},
                            {U"【秘密】", "秘密"},
                            {U"密级：秘密", "密级：秘密"},
                            {U"000012机密1年", "000012机密1年"},
                            {U"机密 特急", "机密特急"},
                            {U"内部资料", "内部资料"},
                            {U"（内部文件）", "内部文件"}}) {
    EXPECT_EQ(MarkAbove(line), mark);
    EXPECT_EQ(MarkBelow(line), "");
  }
}

TEST(SecrecyTest, InternalPapersThatSaySoAreMarkedAnywhere) {
  for (auto [line, mark] : {std::pair{U"内部资料 注意保存", "内部资料注意保存"},
                            {U"内部资料·禁止外传", "内部资料·禁止外传"},
                            {U"（内部材料，请勿外传，注意保密）", "内部材料，请勿外传，注意保密"},
                            {U"內部資料 請勿外傳", "內部資料請勿外傳"},
                            {U"内部文件！严禁复制！", "内部文件！严禁复制"}}) {
    EXPECT_EQ(MarkAbove(line), mark);
    EXPECT_EQ(MarkBelow(line), mark);
  }
}

TEST(SecrecyTest, MarkBeforeATextOnOneLineCounts) {
  EXPECT_EQ(MarkIn(U"机密  云岭县教育局2021年工作要点 一、扩充学位。新建小学2所。"), "机密");
  EXPECT_EQ(MarkIn(U"机密文件管理办法 一、总则。"), "");
}

TEST(SecrecyTest, WordsInRunningTextAreNoMarks) {
  for (auto line :
       {U"加强保密教育，保守国家秘密。", U"对绝密、机密、秘密级文件分类管理", U"试卷具有机密性",
        U"凡标注“机密★1年”的文件须当面交接。", U"落实《秘密★文件管理规定》", U"密级：公开",
        U"一、机密文件管理", U"绝密试卷24小时专人值守", U"内部资料准印证号", U"编印内部资料12期",
        U"内部资料 免费交流", U"内部控制 严格保密制度", U"机密 室 改 造 完 成"}) {
    EXPECT_EQ(MarkAbove(line), "") << ToUtf8(line);
    EXPECT_EQ(MarkBelow(line), "") << ToUtf8(line);
  }
}

TEST(SecrecyTest, BareWordsInTextBoxesAndHeadsOfPagesCount) {
  std::u32string text(kBody);
  for (int i = 0; i < 12; ++i) text += U"继续抓好落实。\n";
  const size_t at = text.size();
  text += U"秘密\n继续抓好落实。\n";
  EXPECT_FALSE(FindSecrecyMark({.chars = text}));
  const auto head = FindSecrecyMark(
      {.chars = text, .asides = {{.begin = at, .end = at + 3, .kind = AsideKind::kPageHead}}});
  ASSERT_TRUE(head);
  EXPECT_EQ(head->begin, at);
  const SourceText boxed = {.chars = text,
                            .marks = {{.begin = 0}, {.begin = at, .place = 1}, {.begin = at + 3}},
                            .places = {"", "text box 1"}};
  EXPECT_TRUE(FindSecrecyMark(boxed));
  SourceText cell = boxed;
  cell.places[1] = "table 1 row 3 column 2";
  EXPECT_FALSE(FindSecrecyMark(cell));
}

TEST(SecrecyTest, MarkedDocumentIsNotReadAndOnlyMarkAndPlaceAreNamed) {
  const std::string text = "000001\n机密★1年\n" + ToUtf8(kBody);
  const absl::Status refused = Parse(text).status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(refused.message(), "the document is marked \"机密★1年\" on line 2");
  const auto allowed = Parse(text, {.read_classified = true});
  ASSERT_TRUE(allowed.ok());
  EXPECT_EQ(allowed->title, "云岭县教育局2021年工作要点");
  EXPECT_EQ(allowed->outline.size(), 2u);
}

TEST(SecrecyTest, TextsFullOfTheWordTakeTimeInProportion) {
  std::u32string text;
  for (int i = 0; i < 200000; ++i) text += U"机 密 ";
  EXPECT_EQ(MarkIn(std::move(text)), "");
}

}  // namespace
}  // namespace eduplan::importer
