#include "services/plan_items/comparison/difference.h"

#include <gmock/gmock.h>

#include "tests/unit/plan_items/comparison/readings.h"

namespace eduplan::comparison {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;

// A county's plan of two chapters.
constexpr char kPlan[] =
    "= K 2023 云溪县教育局2023年工作要点\n"
    "1 一、 扩大学位供给\n"
    "1.1 （一） 新建城东幼儿园 | 在城东片区选址，秋季开园。 | 新建公办幼儿园 1 所 T; 新增学位 360 "
    "个 T\n"
    "1.2 （二） 改扩建农村小学 | 优先改造运动场地与食堂。 | 改扩建小学 4 所 T; 投入资金 260 万元 "
    "T\n"
    "1.3 （三） 盘活闲置校舍 | 清查撤并后的校产，转作研学基地。\n"
    "2 二、 加强队伍建设\n"
    "2.1 （一） 公开招聘教师 | 面向师范院校招聘紧缺学科教师。 | 招聘教师 36 名 T\n"
    "2.2 （二） 推进交流轮岗 | 城区骨干到乡镇任教满一学年。 | 交流教师 50 人 T\n"
    "2.3 （三） 关爱乡村教师 | 修缮周转宿舍，落实体检补助。\n";

// `kPlan` with lines replaced: {old line's beginning, the new line or ""}. A new line that begins
// with "+" goes behind it.
std::string With(const std::vector<std::pair<std::string, std::string>>& edits) {
  std::string text = kPlan;
  for (const auto& [begin, line] : edits) {
    const size_t at = text.find("\n" + begin) + 1;
    EXPECT_NE(at, 0U) << begin;
    const size_t end = text.find('\n', at) + 1;
    if (line.starts_with('+')) {
      text.insert(end, line.substr(1) + "\n");
    } else {
      text.replace(at, end - at, line.empty() ? "" : line + "\n");
    }
  }
  return text;
}

struct Case {
  const char* name;
  std::string after;
  std::vector<std::string> expected;
  std::string before = kPlan;

  friend void PrintTo(const Case& shown, std::ostream* out) { *out << shown.name; }
};

std::vector<Case> Cases() {
  return {
      {"TheSameAgain", kPlan, {}},
      {"InsertedItem",
       With({{"1.2 ",
              "1.3 （三） 改扩建农村小学 | 优先改造运动场地与食堂。 | 改扩建小学 4 所 T; 投入资金 "
              "260 万元 T"},
             {"1.1 ", "+1.2 （二） 增加普惠托位 | 支持幼儿园开设托班。 | 增加托位 120 个 T"},
             {"1.3 （三） 盘活", "1.4 （四） 盘活闲置校舍 | 清查撤并后的校产，转作研学基地。"}}),
       {"added 1.2", "renumbered 1.2 to 1.3", "renumbered 1.3 to 1.4", "figure added 1.2 120个"}},
      {"DeletedItem",
       With({{"1.2 ", ""}, {"1.3 ", "1.2 （二） 盘活闲置校舍 | 清查撤并后的校产，转作研学基地。"}}),
       {"removed 1.2", "renumbered 1.3 to 1.2", "figure removed 1.2 4所",
        "figure removed 1.2 260万元"}},
      {"DeletedChapter",
       With({{"2 ", ""}, {"2.1 ", ""}, {"2.2 ", ""}, {"2.3 ", ""}}),
       {"removed 2", "removed 2.1", "removed 2.2", "removed 2.3", "figure removed 2.1 36名",
        "figure removed 2.2 50人"}},
      {"MovedToAnotherChapter",
       With(
           {{"1.3 ", ""}, {"2.3 ", "+2.4 （四） 盘活闲置校舍 | 清查撤并后的校产，转作研学基地。"}}),
       {"moved 1.3 to 2.4"}},
      {"ChaptersInAnotherOrder",
       "= K 2023 云溪县教育局2023年工作要点\n"
       "1 一、 加强队伍建设\n"
       "1.1 （一） 公开招聘教师 | 面向师范院校招聘紧缺学科教师。 | 招聘教师 36 名 T\n"
       "1.2 （二） 推进交流轮岗 | 城区骨干到乡镇任教满一学年。 | 交流教师 50 人 T\n"
       "1.3 （三） 关爱乡村教师 | 修缮周转宿舍，落实体检补助。\n"
       "2 二、 扩大学位供给\n"
       "2.1 （一） 新建城东幼儿园 | 在城东片区选址，秋季开园。 | 新建公办幼儿园 1 所 T; 新增学位 "
       "360 个 T\n"
       "2.2 （二） 改扩建农村小学 | 优先改造运动场地与食堂。 | 改扩建小学 4 所 T; 投入资金 260 "
       "万元 T\n"
       "2.3 （三） 盘活闲置校舍 | 清查撤并后的校产，转作研学基地。\n",
       {"moved 2 to 1", "renumbered 1 to 2"}},
      {"RenumberedWithOtherMarkers",
       With({{"2.1 ", "2.1 1. 公开招聘教师 | 面向师范院校招聘紧缺学科教师。 | 招聘教师 36 名 T"},
             {"2.2 ", "2.2 2. 推进交流轮岗 | 城区骨干到乡镇任教满一学年。 | 交流教师 50 人 T"},
             {"2.3 ", "2.3 3. 关爱乡村教师 | 修缮周转宿舍，落实体检补助。"}}),
       {"renumbered 2.1 to 2.1", "renumbered 2.2 to 2.2", "renumbered 2.3 to 2.3"}},
      {"HeadingReworded",
       With({{"2.3 ", "2.3 （三） 改善农村师资待遇 | 修缮周转宿舍，落实体检补助。"}}),
       {"changed 2.3 heading"}},
      {"HeadingKeptTextRewritten",
       With({{"2.3 ", "2.3 （三） 关爱乡村教师 | 今年为任教满三十年者颁发荣誉证书并组织疗休养。"}}),
       {"changed 2.3 text"}},
      {"HeadingWithoutTextReworded",
       "1 一、 夯实安全底线\n1.1 1. 校车隐患排查\n1.2 2. 食堂明厨亮灶\n1.3 3. 防溺水宣传教育\n",
       {"changed 1.2 heading"},
       "1 一、 夯实安全底线\n1.1 1. 校车隐患排查\n1.2 2. 推行明厨亮灶工程\n1.3 3. "
       "防溺水宣传教育\n"},
      {"ChapterHeadingReplacedIsKnownByItsChildren",
       With({{"2 ", "2 二、 建强师资"}}),
       {"changed 2 heading"}},
      {"SplitIntoTwo",
       With({{"1.2 ", "1.2 （二） 改扩建农村小学 | 优先改造运动场地。 | 改扩建小学 4 所 T"},
             {"1.3 ", "1.4 （四） 盘活闲置校舍 | 清查撤并后的校产，转作研学基地。"},
             {"1.2 ", "+1.3 （三） 改造农村小学食堂 | 优先改造食堂。 | 投入资金 260 万元 T"}}),
       {"changed 1.2 text", "split 1.3 from 1.2", "renumbered 1.3 to 1.4"}},
      {"MergedIntoOne",
       With({{"2.2 ", ""},
             {"2.1 ",
              "2.1 （一） 公开招聘教师 | "
              "面向师范院校招聘紧缺学科教师。推进交流轮岗，城区骨干到乡镇任教满一学年。"
              " | 招聘教师 36 名 T; 交流教师 50 人 T"},
             {"2.3 ", "2.2 （二） 关爱乡村教师 | 修缮周转宿舍，落实体检补助。"}}),
       {"changed 2.1 text", "merged 2.2 into 2.1", "renumbered 2.3 to 2.2"}},
      {"FigureCorrected",
       With({{"2.1 ",
              "2.1 （一） 公开招聘教师 | 面向师范院校招聘紧缺学科教师。 | 招聘教师 63 名 T"}}),
       {"figure changed 2.1 36名 to 63名"}},
      {"UnitCorrected",
       With({{"1.2 ",
              "1.2 （二） 改扩建农村小学 | 优先改造运动场地与食堂。 | 改扩建小学 4 所 T; 投入资金 "
              "260 元 T"}}),
       {"figure changed 1.2 260万元 to 260元"}},
      {"ComparatorAndKindCorrected",
       With({{"2.2 ",
              "2.2 （二） 推进交流轮岗 | 城区骨干到乡镇任教满一学年。 | 交流教师 >= 50 人"}}),
       {"figure changed 2.2 50人 to 50人"}},
      {"MaskReplacedByAValue",
       With({{"2.1 ",
              "2.1 （一） 公开招聘教师 | 面向师范院校招聘紧缺学科教师。 | 招聘教师 36 名 T"}}),
       {"figure changed 2.1 x名 to 36名"},
       With({{"2.1 ",
              "2.1 （一） 公开招聘教师 | 面向师范院校招聘紧缺学科教师。 | 招聘教师 x 名 T"}})},
      {"FigureInsertedBetweenOthers",
       With({{"1.1 ",
              "1.1 （一） 新建城东幼儿园 | 在城东片区选址，秋季开园。 | 新建公办幼儿园 1 所 T; "
              "配备教职工 42 人 T; 新增学位 360 个 T"}}),
       {"figure added 1.1 42人"}},
      {"FigureMovedToAnotherItem",
       With({{"1.2 ", "1.2 （二） 改扩建农村小学 | 优先改造运动场地与食堂。 | 改扩建小学 4 所 T"},
             {"1.3 ",
              "1.3 （三） 盘活闲置校舍 | 清查撤并后的校产，转作研学基地。 | 投入资金 260 万元 T"}}),
       {}},
      {"SameHeadingsInEachChapterStayInTheirChapter",
       "1 一、 学前教育\n1.1 1. 工作目标\n1.2 2. 工作措施\n"
       "2 二、 高中教育\n2.1 1. 工作目标\n2.2 2. 工作措施\n"
       "3 三、 职业教育\n3.1 1. 工作目标\n3.2 2. 工作措施\n",
       {"removed 2", "removed 2.1", "removed 2.2", "renumbered 3 to 2", "renumbered 4 to 3"},
       "1 一、 学前教育\n1.1 1. 工作目标\n1.2 2. 工作措施\n"
       "2 二、 义务教育\n2.1 1. 工作目标\n2.2 2. 工作措施\n"
       "3 三、 高中教育\n3.1 1. 工作目标\n3.2 2. 工作措施\n"
       "4 四、 职业教育\n4.1 1. 工作目标\n4.2 2. 工作措施\n"},
      {"ReplacedByAnotherMatter",
       With({{"1.3 ", "1.3 （三） 开通通学专线公交 | 会同交通部门核定线路。"}}),
       {"removed 1.3", "added 1.3"}},
      {"TitleAndPeriod",
       "= K 2024 云溪县教育局2024年工作要点\n" +
           std::string(kPlan).substr(std::string(kPlan).find('\n') + 1),
       {"plan periods", "plan title"}},
  };
}

class DifferenceTest : public testing::TestWithParam<Case> {};

TEST_P(DifferenceTest, SaysWhatChangedAndNoMore) {
  const v1::ParsedPlan before = Reading(GetParam().before);
  EXPECT_THAT(Lines(DifferenceOf(before, Reading(GetParam().after))),
              ElementsAreArray(GetParam().expected));
}
INSTANTIATE_TEST_SUITE_P(Pairs, DifferenceTest, testing::ValuesIn(Cases()),
                         [](const auto& each) { return each.param.name; });

TEST(DifferenceSpansTest, NameTheWordsThatChanged) {
  const auto difference = DifferenceOf(Reading("1 一、 校舍 | 扩建小学4所，增加学位1800个。"),
                                       Reading("1 一、 校舍 | 扩建小学5所，新增学位1800个。"));
  ASSERT_EQ(difference.items_size(), 1);
  ASSERT_EQ(difference.items(0).fields_size(), 1);
  const v1::FieldDifference& text = difference.items(0).fields(0);
  EXPECT_EQ(text.old_value(), "扩建小学4所，增加学位1800个。");
  ASSERT_EQ(text.spans_size(), 2);
  EXPECT_EQ(text.spans(0).old_start(), 4);  // 4
  EXPECT_EQ(text.spans(0).old_end(), 5);
  EXPECT_EQ(text.spans(0).new_start(), 4);
  EXPECT_EQ(text.spans(0).new_end(), 5);
  EXPECT_EQ(text.spans(1).old_start(), 7);  // 增加
  EXPECT_EQ(text.spans(1).old_end(), 9);
  EXPECT_EQ(text.spans(1).new_end(), 9);
}

TEST(DifferenceSpansTest, CountCharactersBeyondTheBasicPlane) {
  const auto difference =
      DifferenceOf(Reading("1 一、 甲 | 𠮷林路小学改造"), Reading("1 一、 甲 | 𠮷林路小学新建"));
  const v1::TextSpan& span = difference.items(0).fields(0).spans(0);
  EXPECT_EQ(span.old_start(), 5);
  EXPECT_EQ(span.old_end(), 7);
}

TEST(DifferenceTest, CountsWhatIsListedAndWhatIsNot) {
  std::string before;
  std::string after;
  for (int i = 1; i <= 2500; ++i) {
    before += std::to_string(i) + " 1. 甲" + std::to_string(i) + "\n";
    after += std::to_string(i) + " 1. 乙" + std::to_string(i) + "\n";
  }
  const auto difference = DifferenceOf(Reading(""), Reading(after));
  EXPECT_EQ(difference.counts().items_added(), 2500);
  EXPECT_EQ(difference.items_size(), 1000);
  EXPECT_EQ(difference.omitted(), 1500);
}

}  // namespace
}  // namespace eduplan::comparison
