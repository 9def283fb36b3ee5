#include "services/plan_items/comparison/findings.h"

#include <gmock/gmock.h>

#include "tests/unit/plan_items/comparison/readings.h"

namespace eduplan::comparison {
namespace {

using ::testing::ElementsAreArray;

struct Case {
  const char* name;
  std::string plan;
  std::string base;
  v1::BaseRelation relation;
  std::vector<std::string> expected;

  friend void PrintTo(const Case& shown, std::ostream* out) { *out << shown.name; }
};

constexpr char kKeyPoints[] =
    "= K 2023\n"
    "1 一、 扩大学位供给\n"
    "1.1 （一） 新建城东幼儿园 | 在城东片区选址，秋季开园。 | 新增幼儿园学位 360 个 T\n"
    "1.2 （二） 改扩建农村小学 | 优先改造运动场地与食堂。 | 改扩建小学 4 所 T; 投入校舍资金 260 "
    "万元 T\n"
    "2 二、 加强队伍建设\n"
    "2.1 （一） 公开招聘教师 | 面向师范院校招聘紧缺学科教师。 | 招聘教师 36 名 T\n"
    "2.2 （二） 推进校长职级制 | 完成首批校长职级认定。\n";

// A summary of the key points' year, with these lines below its only chapter.
std::string Summary(const std::string& lines) {
  return "= S 2023\n1:S 一、 主要工作\n" + lines;
}

// A summary that answers all of the key points.
constexpr char kAllAnswered[] =
    "1.1 （一） 学位供给持续扩大 | 城东幼儿园建成，秋季如期开园。改造农村小学运动场地与食堂。"
    " | 新增幼儿园学位 360 个; 改扩建小学 4 所; 投入校舍资金 260 万元\n"
    "1.2 （二） 队伍结构优化 | 从师范院校招聘紧缺学科教师，完成首批校长职级认定。 | 招聘教师 40 "
    "名\n";

std::vector<Case> Cases() {
  return {
      {"EverythingAnswered",
       Summary(kAllAnswered),
       kKeyPoints,
       v1::BASE_RELATION_PLAN_REPORTED_ON,
       {}},
      {"ItemNeverAnswered",
       Summary("1.1 （一） 学位供给持续扩大 | "
               "城东幼儿园建成，秋季如期开园。改造农村小学运动场地与食堂。"
               " | 新增幼儿园学位 360 个; 改扩建小学 4 所; 投入校舍资金 260 万元\n"
               "1.2 （二） 队伍结构优化 | 从师范院校招聘紧缺学科教师。 | 招聘教师 36 名\n"),
       kKeyPoints,
       v1::BASE_RELATION_PLAN_REPORTED_ON,
       {"PLAN_ITEM_NOT_ANSWERED - | 2.2 （二）推进校长职级制"}},
      {"AnsweredUnderAnotherHeading",
       Summary("1.1 （一） 保障能力增强 | "
               "完成首批校长职级认定，推进校长职级制落地；面向师范院校招聘紧缺学科教师。"
               " | 招聘教师 36 名\n"
               "1.2 （二） 民生实事落地 | 新建城东幼儿园，优先改造农村小学运动场地与食堂。"
               " | 新增幼儿园学位 360 个; 改扩建小学 4 所; 投入校舍资金 260 万元\n"),
       kKeyPoints,
       v1::BASE_RELATION_PLAN_REPORTED_ON,
       {}},
      {"TargetNotReachedInOtherUnits",
       Summary("1.1 （一） 学位供给持续扩大 | "
               "城东幼儿园建成，秋季如期开园。改造农村小学运动场地与食堂。"
               " | 新增幼儿园学位 300 个; 改扩建小学 4 所; 投入校舍资金 0.026 亿元\n"
               "1.2 （二） 队伍结构优化 | 从师范院校招聘紧缺学科教师，完成首批校长职级认定。 | "
               "招聘教师 > 36 名\n"),
       kKeyPoints,
       v1::BASE_RELATION_PLAN_REPORTED_ON,
       {"TARGET_NOT_REACHED 1.1 新增幼儿园学位300个 | 1.1 新增幼儿园学位360个"}},
      {"TargetDroppedAndWorkBeyondThePlan",
       Summary("1.1 （一） 学位供给持续扩大 | "
               "城东幼儿园建成，秋季如期开园。改造农村小学运动场地与食堂。"
               " | 新增幼儿园学位 360 个; 改扩建小学 4 所\n"
               "1.2 （二） 队伍结构优化 | 从师范院校招聘紧缺学科教师，完成首批校长职级认定。 | "
               "招聘教师 36 名\n"
               "1.3 （三） 数字赋能 | 接入省级平台，录播课堂覆盖乡镇中学。\n"),
       kKeyPoints,
       v1::BASE_RELATION_PLAN_REPORTED_ON,
       {"ITEM_NEW 1.3 （三）数字赋能 | -", "TARGET_DROPPED - | 1.2 投入校舍资金260万元"}},
      {"ThePlanAgainstItsSummary",
       kKeyPoints,
       Summary("1.1 （一） 学位供给持续扩大 | "
               "城东幼儿园建成，秋季如期开园。改造农村小学运动场地与食堂。"
               " | 新增幼儿园学位 300 个; 改扩建小学 4 所; 投入校舍资金 260 万元\n"
               "1.2 （二） 队伍结构优化 | 从师范院校招聘紧缺学科教师。 | 招聘教师 36 名\n"),
       v1::BASE_RELATION_REPORT_ON_PLAN,
       {"TARGET_NOT_REACHED 1.1 新增幼儿园学位360个 | 1.1 新增幼儿园学位300个",
        "PLAN_ITEM_NOT_ANSWERED 2.2 （二）推进校长职级制 | -"}},
      {"TargetsLoweredSinceTheYearBefore",
       "= K 2024\n"
       "1 一、 巩固率与辍学\n"
       "1.1 1. 提高巩固率 | 落实控辍保学责任。 | 义务教育巩固率 >= 94 % T; 辍学率 <= 0.8 % T\n"
       "1.2 2. 精简编制 | 优化结构。 | 压减编制 20 名 T -\n",
       "= K 2023\n"
       "1 一、 巩固率与辍学\n"
       "1.1 1. 提高巩固率 | 落实控辍保学责任。 | 义务教育巩固率 >= 95 % T; 辍学率 <= 0.5 % T\n"
       "1.2 2. 精简编制 | 优化结构。 | 压减编制 32 名 T -\n",
       v1::BASE_RELATION_YEAR_BEFORE,
       {"TARGET_LOWERED 1.1 义务教育巩固率94% | 1.1 义务教育巩固率95%",
        "TARGET_LOWERED 1.1 辍学率0.8% | 1.1 辍学率0.5%",
        "TARGET_LOWERED 1.2 压减编制20名 | 1.2 压减编制32名"}},
      {"HigherTargetsAreNoFinding",
       "= K 2024\n1 一、 入园 | 普及普惠。 | 普惠园覆盖率 >= 92 % T; 大班额比例 <= 1 % T\n",
       "= K 2023\n1 一、 入园 | 普及普惠。 | 普惠园覆盖率 >= 90 % T; 大班额比例 <= 2 % T\n",
       v1::BASE_RELATION_YEAR_BEFORE,
       {}},
      {"PercentagesAndCountsAreNotCompared",
       "= K 2024\n1 一、 入园 | 普及普惠。 | 普惠性幼儿园 85 % T\n",
       "= K 2023\n1 一、 入园 | 普及普惠。 | 普惠性幼儿园 120 所 T\n",
       v1::BASE_RELATION_YEAR_BEFORE,
       {"TARGET_DROPPED - | 1 普惠性幼儿园120所"}},
      {"MaskedFiguresAreSaidNotToBeComparable",
       "= K 2024\n1 一、 招聘 | 充实一线。 | 招聘教师 x 名 T\n",
       "= K 2023\n1 一、 招聘 | 充实一线。 | 招聘教师 36 名 T\n",
       v1::BASE_RELATION_YEAR_BEFORE,
       {"FIGURE_NOT_COMPARABLE 1 招聘教师x名 | 1 招聘教师36名"}},
      {"ActualBelowTheYearBefore",
       "= S 2023-H1\n1:S 一、 学位 | 建成投用。 | 新增学位 900 个; 培训校长 60 人次\n",
       "= S 2022-H1\n1:S 一、 学位 | 建成投用。 | 新增学位 1200 个; 培训校长 55 人次\n",
       v1::BASE_RELATION_YEAR_BEFORE,
       {"ACTUAL_BELOW_LAST_YEAR 1 新增学位900个 | 1 新增学位1200个"}},
      {"OnePeriodToldTwice",
       "= S 2023\n1:S 一、 学位 | 建成投用。 | 新增学位 4170 个; 在园幼儿 1.2 万人\n",
       "= S 2023\n1:S 一、 学位 | 建成投用。 | 新增学位 4710 个; 在园幼儿 12000 人\n",
       v1::BASE_RELATION_SAME_PERIOD,
       {"FIGURE_DIFFERS 1 新增学位4170个 | 1 新增学位4710个"}},
      {"ABoundThatAllowsTheOtherValueDoesNotDiffer",
       "= S 2023\n1:S 一、 学位 | 建成投用。 | 新增学位 4170 个\n",
       "= S 2023\n1:S 一、 学位 | 建成投用。 | 新增学位 > 4100 个\n",
       v1::BASE_RELATION_SAME_PERIOD,
       {}},
      {"ReplannedIsNotAnswered",
       "= B 2023-H1 2023-H2\n"
       "1:S 一、 上半年工作 | 有序推进。\n1.1 （一） 校园安全 | 排查校车与食堂隐患。\n"
       "2:P 二、 下半年打算 | 抓紧落实。\n2.1 （一） 数字校园 | 建成县级数据中心。\n",
       "= B 2022-H2 2023-H1\n"
       "1:S 一、 去年工作 | 圆满收官。\n1.1 （一） 队伍建设 | 评选名师。\n"
       "2:P 二、 上半年打算 | 早抓早建。\n2.1 （一） 数字校园 | 建成县级数据中心。\n"
       "2.2 （二） 校园安全 | 排查校车与食堂隐患。\n",
       v1::BASE_RELATION_PLAN_REPORTED_ON,
       {"PLAN_ITEM_NOT_ANSWERED - | 2.1 （一）数字校园"}},
      {"HalfAYearDoesNotSettleAYearsTarget",
       "= S 2023-H1\n1:S 一、 学位 | 建成投用幼儿园。 | 新增学位 150 个\n",
       "= K 2023\n1 一、 学位 | 建成投用幼儿园。 | 新增学位 360 个 T\n",
       v1::BASE_RELATION_PLAN_REPORTED_ON,
       {}},
      {"NewAndDroppedItems",
       "= P 2024\n1 一、 心理健康 | 每校配备专职心理教师。\n2 二、 校园安全 | "
       "排查校车与食堂隐患。\n",
       "= P 2023\n1 一、 校园安全 | 排查校车与食堂隐患。\n2 二、 教育国际交流 | "
       "接待友好学校来访。\n",
       v1::BASE_RELATION_YEAR_BEFORE,
       {"ITEM_NEW 1 一、心理健康 | -", "ITEM_DROPPED - | 2 二、教育国际交流"}},
  };
}

class FindingsTest : public testing::TestWithParam<Case> {};

TEST_P(FindingsTest, TellsWhatAPersonShouldLookAtAndNoMore) {
  const PlanComparison comparison =
      ComparePlans(Reading(GetParam().plan), Reading(GetParam().base));
  EXPECT_EQ(comparison.relation, GetParam().relation);
  EXPECT_THAT(Lines(comparison.findings), ElementsAreArray(GetParam().expected));
}
INSTANTIATE_TEST_SUITE_P(Pairs, FindingsTest, testing::ValuesIn(Cases()),
                         [](const auto& each) { return each.param.name; });

TEST(FindingsTest, APlanBesideItselfHasNoneButMasks) {
  for (const Case& each : Cases()) {
    EXPECT_THAT(Lines(ComparePlans(Reading(each.plan), Reading(each.plan)).findings),
                testing::Each(testing::StartsWith("FIGURE_NOT_COMPARABLE")))
        << each.name;
  }
}

TEST(FindingsTest, QuotesAndOffsetsAreThoseOfBothSides) {
  const v1::ParsedPlan plan =
      Reading("= K 2024\n1 一、 甲\n2 二、 招聘 | 充实一线。 | 招聘教师 30 名 T\n");
  const v1::ParsedPlan base = Reading("= K 2023\n1 一、 招聘 | 充实一线。 | 招聘教师 36 名 T\n");
  const PlanComparison comparison = ComparePlans(plan, base);
  ASSERT_FALSE(comparison.findings.empty());
  const v1::ComparisonFinding& lowered = comparison.findings.back();
  EXPECT_EQ(lowered.code(), "TARGET_LOWERED");
  EXPECT_EQ(lowered.plan().path(), "2");
  EXPECT_EQ(lowered.plan().start(), 1000);
  EXPECT_EQ(lowered.plan().end(), 1009);
  EXPECT_EQ(lowered.base().path(), "1");
  EXPECT_EQ(lowered.base().start(), 0);
  EXPECT_EQ(lowered.message(), "the target “招聘教师” 30名 is easier than 36名");
  EXPECT_EQ(lowered.message_zh(), "目标“招聘教师” 30名，要求低于原定的36名");
}

}  // namespace
}  // namespace eduplan::comparison
