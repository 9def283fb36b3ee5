#include "services/indicators/model/definition.h"

#include <gmock/gmock.h>

#include "google/protobuf/text_format.h"
#include "services/platform/status/error.h"
#include "tests/support/matchers.h"

namespace eduplan::indicators {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A sum of flows, with more of it as text format.
v1::Indicator Proto(const std::string& more) {
  v1::Indicator proto;
  const std::string text =
      "code: 'seats' display_name: '学位' temporal_kind: TEMPORAL_KIND_FLOW "
      "aggregation: AGGREGATION_SUM ";
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &proto));
  EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(more, &proto)) << more;
  return proto;
}

Definition Make(const std::string& more) {
  return MakeDefinition(Proto(more), "").value();
}

// "field REASON" of each problem.
std::vector<std::string> ProblemsOf(const std::string& more) {
  Definition definition;
  std::vector<std::string> problems;
  for (const DefinitionProblem& problem : BuildDefinition(Proto(more), &definition)) {
    EXPECT_FALSE(problem.english.empty());
    EXPECT_FALSE(problem.chinese.empty());
    problems.push_back(problem.field + " " + problem.reason);
  }
  return problems;
}

calendar::Period P(std::string_view text) {
  return calendar::Period::Parse(text).value();
}

TEST(DefinitionTest, DefaultsAreFilledIn) {
  const Definition definition = Make("unit: '%'");
  EXPECT_EQ(definition.proto.name(), "indicators/seats");
  EXPECT_EQ(definition.factor, 100 * kScale);
  EXPECT_EQ(definition.entry_level, v1::ENTRY_LEVEL_COUNTY);
  EXPECT_EQ(definition.proto.disclosure(), v1::DISCLOSURE_INTERNAL);
  EXPECT_EQ(definition.effective_from, absl::CivilDay::min());
}

TEST(DefinitionTest, EveryWrongFieldIsNamedAtOnce) {
  EXPECT_THAT(ProblemsOf("code: 'Seats' display_name: '' decimals: 7 factor: '0'"),
              ElementsAre("code INVALID_CODE", "display_name INVALID_DISPLAY_NAME",
                          "decimals INVALID_DECIMALS", "factor INVALID_FACTOR"));
  const absl::Status status =
      MakeDefinition(Proto("display_name: '' decimals: 7"), "indicator.").status();
  EXPECT_THAT(status, test::StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_DISPLAY_NAME"));
  EXPECT_EQ(status::ChineseMessageOf(status), "指标名称必填，不超过200字；小数位数应为0至6");
}

TEST(DefinitionTest, NumbersThatAreNoValueOfAnEnumAreRefused) {
  v1::Indicator proto = Proto("");
  proto.set_direction(static_cast<v1::Direction>(9));
  proto.set_entry_level(static_cast<v1::EntryLevel>(1));
  proto.set_reference_point(static_cast<v1::ReferencePoint>(8));
  proto.add_period_families(static_cast<v1::PeriodFamily>(77));
  Definition definition;
  std::vector<std::string> fields;
  for (const DefinitionProblem& problem : BuildDefinition(proto, &definition)) {
    fields.push_back(problem.field);
  }
  EXPECT_THAT(fields,
              ElementsAre("direction", "entry_level", "period_families[0]", "reference_point"));
}

TEST(DefinitionTest, OnlyItsPeriodFamiliesAreAllowed) {
  const Definition all = Make("");
  EXPECT_TRUE(all.Allows(P("2021-06")));
  EXPECT_TRUE(all.Allows(P("2021-2022-T1")));
  const Definition some =
      Make("period_families: [PERIOD_FAMILY_HALF, PERIOD_FAMILY_YEAR, PERIOD_FAMILY_HALF]");
  EXPECT_EQ(some.proto.period_families_size(), 2);
  EXPECT_TRUE(some.Allows(P("2021")));
  EXPECT_TRUE(some.Allows(P("2021-H2")));
  EXPECT_FALSE(some.Allows(P("2021-Q2")));
  EXPECT_FALSE(some.Allows(P("2021-06")));
  EXPECT_FALSE(some.Allows(P("2021-2022")));
}

TEST(DefinitionTest, AFixedReferenceDayIsTheLastOneWithinThePeriodsEnd) {
  const Definition september =
      Make("reference_point: REFERENCE_POINT_FIXED_DATE reference_date: '09-01'");
  // The year of the last day, 2021-12-31 or 2022-08-31; 1 September 2022 is later than the latter.
  EXPECT_EQ(september.ReferenceDay(P("2021")), absl::CivilDay(2021, 9, 1));
  EXPECT_EQ(september.ReferenceDay(P("2021-2022")), absl::CivilDay(2021, 9, 1));
  EXPECT_EQ(september.ReferenceDay(P("2021-H1")), absl::CivilDay(2020, 9, 1));
  const Definition august =
      Make("reference_point: REFERENCE_POINT_FIXED_DATE reference_date: '08-31'");
  EXPECT_EQ(august.ReferenceDay(P("2021-2022")), absl::CivilDay(2022, 8, 31));
  EXPECT_EQ(Make("").ReferenceDay(P("2021-H1")), absl::CivilDay(2021, 6, 30));
  EXPECT_EQ(Make("reference_point: REFERENCE_POINT_PERIOD_START").ReferenceDay(P("2021-2022")),
            absl::CivilDay(2021, 9, 1));
}

TEST(DefinitionTest, ASchoolYearsStockIsThatOfTheTreeAtItsStart) {
  const Definition stock = Make("temporal_kind: TEMPORAL_KIND_STOCK");
  EXPECT_EQ(stock.ReferenceDay(P("2021-2022")), absl::CivilDay(2021, 9, 1));
  EXPECT_EQ(stock.ReferenceDay(P("2021-H2")), absl::CivilDay(2021, 12, 31));
  EXPECT_EQ(Make("temporal_kind: TEMPORAL_KIND_FLOW").ReferenceDay(P("2021-2022")),
            absl::CivilDay(2022, 8, 31));
}

TEST(DefinitionTest, AReferenceDateIsADayOfEveryYear) {
  for (const char* date : {"", "9-01", "02-29", "04-31", "13-01", "00-10", "01-00", "09/01"}) {
    EXPECT_THAT(ProblemsOf(std::string("reference_point: REFERENCE_POINT_FIXED_DATE "
                                       "reference_date: '") +
                           date + "'"),
                ElementsAre("reference_date INVALID_REFERENCE_DATE"))
        << date;
  }
  EXPECT_THAT(ProblemsOf("reference_date: '09-01'"),
              ElementsAre("reference_date INVALID_REFERENCE_DATE"));
}

TEST(DefinitionTest, ACampaignAccumulatesFromItsDayThroughTheYears) {
  const Definition campaign = Make(
      "temporal_kind: TEMPORAL_KIND_TO_DATE accumulates_from: ACCUMULATES_FROM_DATE "
      "accumulates_from_date { year: 2021 month: 3 day: 1 }");
  EXPECT_EQ(campaign.AccumulationStart(P("2021-H1")), absl::CivilDay(2021, 3, 1));
  EXPECT_EQ(campaign.AccumulationStart(P("2023")), absl::CivilDay(2021, 3, 1));
  const Definition yearly = Make("temporal_kind: TEMPORAL_KIND_TO_DATE");
  EXPECT_EQ(yearly.AccumulationStart(P("2023-Q3")), absl::CivilDay(2023, 1, 1));
  EXPECT_THAT(ProblemsOf("accumulates_from: ACCUMULATES_FROM_DATE"),
              ElementsAre("accumulates_from_date INVALID_ACCUMULATES_FROM_DATE"));
  EXPECT_THAT(ProblemsOf("accumulates_from: ACCUMULATES_FROM_DATE "
                         "accumulates_from_date { year: 2021 month: 2 day: 30 }"),
              ElementsAre("accumulates_from_date INVALID_ACCUMULATES_FROM_DATE"));
}

TEST(DefinitionTest, AFormulaIsParsedOnceAndStandsOnlyWithFormulas) {
  const Definition formula =
      Make("aggregation: AGGREGATION_FORMULA formula: ' total - last_year(total) '");
  ASSERT_TRUE(formula.formula.has_value());
  EXPECT_EQ(formula.formula->references().size(), 2u);
  EXPECT_EQ(formula.proto.formula(), "total - last_year(total)");
  EXPECT_THAT(ProblemsOf("aggregation: AGGREGATION_FORMULA"),
              ElementsAre("formula INVALID_FORMULA"));
  EXPECT_THAT(ProblemsOf("formula: 'a + b'"), ElementsAre("formula INVALID_FORMULA"));
  EXPECT_THAT(ProblemsOf("aggregation: AGGREGATION_FORMULA formula: 'a +'"),
              ElementsAre("formula INVALID_FORMULA"));
}

TEST(DefinitionTest, OnlyTheOptionsOfABuiltInCategoryDivideByIt) {
  EXPECT_THAT(ProblemsOf("disaggregations { category: 'stage' "
                         "parts { option: 'junior' indicator: 'a' } "
                         "parts { option: 'college' indicator: 'b' } "
                         "parts { option: 'junior' indicator: 'c' } }"),
              ElementsAre("disaggregations[0].parts[1].option INVALID_OPTION",
                          "disaggregations[0].parts[2].option DUPLICATE_OPTION"));
  EXPECT_THAT(ProblemsOf("disaggregations { category: 'zone' "
                         "parts { option: 'north' indicator: 'a' } }"),
              IsEmpty());
  EXPECT_THAT(ProblemsOf("disaggregations { category: 'area' } "
                         "disaggregations { category: 'Area' "
                         "parts { option: 'urban' indicator: 'a' } }"),
              ElementsAre("disaggregations[0].parts INVALID_PARTS",
                          "disaggregations[1].category INVALID_CATEGORY"));
  EXPECT_EQ(CategoryName("stage"), "学段");
  EXPECT_EQ(OptionName("stage", "vocational"), "中职");
  EXPECT_EQ(OptionName("area", "town"), "镇区");
  EXPECT_EQ(OptionName("zone", "north"), "north");
}

TEST(DefinitionTest, TextsAreBounded) {
  std::string long_text;
  for (int i = 0; i < 2000; ++i) long_text += "长";
  EXPECT_THAT(ProblemsOf("description: '" + long_text + "'"), IsEmpty());
  EXPECT_THAT(ProblemsOf("description: '" + long_text + "长'"),
              ElementsAre("description INVALID_DESCRIPTION"));
  EXPECT_THAT(ProblemsOf("synonyms: ['新增学位', '', 'a|b', '新增学位']"),
              ElementsAre("synonyms[1] INVALID_SYNONYM", "synonyms[2] INVALID_SYNONYM",
                          "synonyms[3] DUPLICATE_SYNONYM"));
  EXPECT_THAT(ProblemsOf("apportion_key: 'Population'"),
              ElementsAre("apportion_key INVALID_APPORTION_KEY"));
  EXPECT_THAT(ProblemsOf("rule: 'a\\001b'"), ElementsAre("rule INVALID_TEXT"));
}

TEST(DefinitionTest, TextComesBackAsACellWouldSayIt) {
  EXPECT_EQ(Make("description: ' 一\\r\\n二 '").proto.description(), "一\n二");
}

}  // namespace
}  // namespace eduplan::indicators
