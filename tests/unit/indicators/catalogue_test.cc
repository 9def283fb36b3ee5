#include <gmock/gmock.h>

#include "google/protobuf/text_format.h"
#include "services/indicators/model/definition.h"
#include "tests/support/matchers.h"

namespace eduplan::indicators {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A sum of flows in 个 unless said otherwise, in text format.
Definition Make(const std::string& code, const std::string& more = "") {
  v1::Indicator proto;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      "display_name: 'x' unit: '个' temporal_kind: TEMPORAL_KIND_FLOW aggregation: AGGREGATION_SUM",
      &proto));
  EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(more, &proto)) << more;
  proto.set_code(code);
  return MakeDefinition(proto, "").value();
}
Definition Formula(const std::string& code, const std::string& formula,
                   const std::string& more = "") {
  return Make(code, "aggregation: AGGREGATION_FORMULA formula: '" + formula + "' " + more);
}
std::string From(int year) {
  return "effective_from { year: " + std::to_string(year) + " month: 1 day: 1 }";
}

// "code field REASON refers_to" of each problem.
std::vector<std::string> ProblemsOf(std::vector<Definition> editions) {
  const Catalogue catalogue("v", std::move(editions));
  std::vector<std::string> problems;
  for (const ReferenceProblem& found : catalogue.ReferenceProblems()) {
    problems.push_back(found.definition->code + " " + found.problem.field + " " +
                       found.problem.reason + " " + found.refers_to);
  }
  return problems;
}

calendar::Period P(std::string_view text) {
  return calendar::Period::Parse(text).value();
}

TEST(CatalogueTest, APeriodIsDefinedByTheEditionInForceOnItsLastDay) {
  const Catalogue catalogue(
      "v", {Make("b", "unit: '所' ordinal: 2 " + From(2022)), Make("a", "ordinal: 3"),
            Make("b", "ordinal: 9"), Make("c", "ordinal: 1 " + From(2023))});
  // By the ordinals of the latest editions: c 1, b 2, a 3.
  EXPECT_EQ(catalogue.IndexOf("c"), 0);
  EXPECT_EQ(catalogue.IndexOf("b"), 1);
  EXPECT_EQ(catalogue.IndexOf("a"), 2);
  EXPECT_EQ(catalogue.definitions().size(), 3u);
  EXPECT_EQ(catalogue.At(1, P("2021"))->proto.unit(), "个");
  EXPECT_EQ(catalogue.At(1, P("2021-2022"))->proto.unit(), "所");
  EXPECT_EQ(catalogue.At(1, P("2022-01"))->proto.unit(), "所");
  EXPECT_EQ(catalogue.Find("b")->proto.unit(), "所");
  EXPECT_EQ(catalogue.Find("b", absl::CivilDay::min())->proto.unit(), "个");
  EXPECT_EQ(catalogue.Find("b", absl::CivilDay(2021, 1, 1)), nullptr);
  EXPECT_EQ(catalogue.At(0, P("2022")), nullptr);
  EXPECT_NE(catalogue.At(0, P("2023-01")), nullptr);
  EXPECT_EQ(catalogue.At(-1, P("2023")), nullptr);
}

TEST(CatalogueTest, ReferencesAreResolvedToPlaces) {
  const Catalogue catalogue(
      "v", {Make("rate",
                 "ordinal: 1 aggregation: AGGREGATION_RATIO numerator: 'part' "
                 "denominator: 'indicators/whole'"),
            Make("whole",
                 "ordinal: 2 disaggregations { category: 'area' "
                 "parts { option: 'urban' indicator: 'part' } }"),
            Make("part", "ordinal: 3"), Formula("rest", "whole - part", "ordinal: 4")});
  EXPECT_THAT(catalogue.ReferenceProblems(), IsEmpty());
  const Definition& rate = *catalogue.Find("rate");
  EXPECT_EQ(rate.numerator_index, 2);
  EXPECT_EQ(rate.denominator_index, 1);
  EXPECT_EQ(catalogue.Find("whole")->numerator_index, -1);
  EXPECT_EQ(catalogue.Find("whole")->disaggregations[0].parts[0].index, 2);
  EXPECT_THAT(catalogue.Find("rest")->formula_indices, ElementsAre(1, 2));
}

TEST(CatalogueTest, ARatioIsOfSumsThatExist) {
  EXPECT_THAT(ProblemsOf({Make("rate",
                               "aggregation: AGGREGATION_RATIO numerator: 'mean' "
                               "denominator: 'nothing'"),
                          Make("mean", "aggregation: AGGREGATION_MEAN")}),
              ElementsAre("rate numerator INVALID_REFERENCE mean",
                          "rate denominator UNKNOWN_REFERENCE nothing"));
}

TEST(CatalogueTest, PartsAreSumsInTheSameUnitAndTime) {
  EXPECT_THAT(
      ProblemsOf({Make("total",
                       "disaggregations { category: 'own' "
                       "parts { option: 'a' indicator: 'good' } "
                       "parts { option: 'b' indicator: 'people' } "
                       "parts { option: 'c' indicator: 'stock' } "
                       "parts { option: 'd' indicator: 'total' } }"),
                  Make("good"), Make("people", "unit: '人'"),
                  Make("stock", "temporal_kind: TEMPORAL_KIND_STOCK")}),
      ElementsAre("total disaggregations[0].parts[1].indicator INVALID_DISAGGREGATION people",
                  "total disaggregations[0].parts[2].indicator INVALID_DISAGGREGATION stock",
                  "total disaggregations[0].parts[3].indicator INVALID_DISAGGREGATION total"));
}

TEST(CatalogueTest, AnEditionRefersToWhatExistsForAllItsTime) {
  // The first edition of the sum begins when the second of the ratio does.
  const std::string ratio = "aggregation: AGGREGATION_RATIO numerator: 'sum' denominator: 'sum' ";
  EXPECT_THAT(ProblemsOf({Make("sum", From(2022)), Make("rate"), Make("rate", ratio + From(2022))}),
              IsEmpty());
  EXPECT_THAT(ProblemsOf({Make("sum", From(2022)), Make("rate", ratio)}),
              ElementsAre("rate numerator REFERENCE_NOT_YET_DEFINED sum",
                          "rate denominator REFERENCE_NOT_YET_DEFINED sum"));
  // What is a sum at first and no more from 2023 cannot carry an edition that goes on.
  EXPECT_THAT(ProblemsOf({Make("sum"), Make("sum", "aggregation: AGGREGATION_MAX " + From(2023)),
                          Make("rate", ratio)}),
              ElementsAre("rate numerator INVALID_REFERENCE sum",
                          "rate denominator INVALID_REFERENCE sum"));
}

TEST(CatalogueTest, FormulasInACircleAreNamed) {
  EXPECT_THAT(ProblemsOf({Make("a"), Formula("b", "c + a"), Formula("c", "d * 2"),
                          Formula("d", "last_year(b)")}),
              ElementsAre("b formula FORMULA_CYCLE b -> c -> d -> b"));
  const Catalogue catalogue("v", {Formula("b", "c"), Formula("c", "b")});
  EXPECT_THAT(catalogue.CheckReferences(),
              test::StatusIs(absl::StatusCode::kInvalidArgument, "FORMULA_CYCLE"));
}

TEST(CatalogueTest, FormulasThatTakeTurnsAreNoCircle) {
  // Until 2021 y is computed from x, from 2022 on x from y: never both.
  EXPECT_THAT(ProblemsOf({Make("x"), Formula("x", "y", From(2022)), Formula("y", "x"),
                          Make("y", From(2022))}),
              IsEmpty());
  // From 2022 both.
  EXPECT_THAT(ProblemsOf({Make("x"), Formula("x", "y", From(2022)), Formula("y", "x")}),
              ElementsAre("x formula FORMULA_CYCLE x -> y -> x"));
}

TEST(CatalogueTest, WithTakesTheEditionsOfTheSameDayOut) {
  const Catalogue before("v", {Make("a"), Make("a", "unit: '所' " + From(2022))});
  const Catalogue after =
      before.With("w", {Make("a", "unit: '座' " + From(2022)), Make("b", "ordinal: 2")});
  EXPECT_EQ(after.version(), "w");
  EXPECT_EQ(after.Editions(0).size(), 2u);
  EXPECT_EQ(after.At(0, P("2022"))->proto.unit(), "座");
  EXPECT_EQ(after.At(0, P("2021"))->proto.unit(), "个");
  EXPECT_EQ(after.IndexOf("b"), 1);
}

}  // namespace
}  // namespace eduplan::indicators
