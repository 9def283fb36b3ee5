// What a reader sets aside never becomes text of the document, and tells how the text around it
// joins.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/plan_items/importer/cleaning/clean.h"

namespace eduplan::importer {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char32_t* kTitle = U"云溪县教育局2023年工作要点\n";

// A document of `before`, an aside of `kind` and `after`, each of whole paragraphs.
SourceText Around(const std::u32string& before, AsideKind kind, const std::u32string& aside,
                  const std::u32string& after) {
  SourceText text{.chars = kTitle + before};
  text.asides.push_back({text.chars.size(), text.chars.size() + aside.size(), kind});
  text.chars += aside + after;
  return text;
}

std::vector<std::u32string> ClutterOf(const SourceText& text) {
  std::vector<std::u32string> pieces;
  for (const SourceRange& range : Clean(text).clutter) {
    pieces.push_back(text.chars.substr(range.begin, range.end - range.begin));
  }
  return pieces;
}

TEST(AsidesTest, AreReportedAndLeaveNoTraceInTheText) {
  const SourceText text = Around(U"一、修缮校舍。新建校舍6所。\n", AsideKind::kNavigation,
                                 U"一、新建场馆9座。\n二、本县要闻\n", U"二、补齐教师。\n");
  EXPECT_EQ(Clean(text).body.chars, U"一、修缮校舍。新建校舍6所。二、补齐教师。");
  EXPECT_THAT(ClutterOf(text), ElementsAre(U"一、新建场馆9座。\n二、本县要闻"));
}

TEST(AsidesTest, ParagraphsDoNotJoinAcrossAnAdvertisement) {
  const std::u32string open =
      U"一、全面修缮各乡镇中心小学校舍，补齐各科教师，改善学生伙食条件的工作\n";
  const FlatText ad =
      Clean(Around(open, AsideKind::kAdvertisement, U"范文大全\n", U"新建校舍6所。\n")).body;
  const FlatText foot =
      Clean(Around(open, AsideKind::kPageFoot, U"第3页\n", U"新建校舍6所。\n")).body;
  const size_t next = ad.chars.find(U"新建");
  ASSERT_NE(next, std::u32string::npos);
  EXPECT_EQ(ad.chars, foot.chars);
  EXPECT_EQ(ad.gap[next], Gap::kLine);
  EXPECT_EQ(foot.gap[next], Gap::kNone);
}

TEST(AsidesTest, TitlesInListsOfLinksAreNoRunningHeads) {
  const std::u32string title = kTitle;
  SourceText text{.chars = title + title + title + U"一、修缮校舍。\n"};
  text.asides = {{0, 2 * title.size(), AsideKind::kNavigation}};
  EXPECT_EQ(Clean(text).title, U"云溪县教育局2023年工作要点");
}

TEST(AsidesTest, OnlyAPaywallBehindTheTextCutsIt) {
  const std::u32string paywall = U"剩余60%内容，阅读全文\n";
  const auto cut = [&](AsideKind kind, const std::u32string& after) {
    return Clean(Around(U"一、修缮校舍。\n", kind, paywall, after)).paywall;
  };
  EXPECT_TRUE(cut(AsideKind::kAdvertisement, U""));
  EXPECT_FALSE(cut(AsideKind::kAdvertisement, U"二、补齐教师。\n"));
  EXPECT_FALSE(cut(AsideKind::kNavigation, U""));
}

TEST(AsidesTest, APageOfAsidesAloneHasNoText) {
  const SourceText text{.chars = U"首页\n", .asides = {{0, 3, AsideKind::kNavigation}}};
  EXPECT_THAT(Clean(text).body.chars, IsEmpty());
}

}  // namespace
}  // namespace eduplan::importer
