#include "services/indicators/model/formula.h"

#include <gtest/gtest.h>

#include "services/platform/status/text.h"
#include "tests/support/matchers.h"

namespace eduplan::indicators {
namespace {

// A reference as written in a formula -> its value; what is not there is missing.
using Numbers = std::map<std::string, Rational>;

std::string NameOf(const Reference& reference) {
  if (reference.shift == Shift::kLastYear) return text::Cat("last_year(", reference.code, ")");
  if (reference.shift == Shift::kPrevious) return text::Cat("previous(", reference.code, ")");
  return reference.code;
}

std::optional<Rational> Compute(std::string_view formula, const Numbers& numbers = {}) {
  const absl::StatusOr<Formula> parsed = Formula::Parse(formula);
  EXPECT_THAT(parsed, test::IsOk()) << formula;
  if (!parsed.ok()) return std::nullopt;
  return parsed->Evaluate([&](const Reference& reference) -> std::optional<Rational> {
    const auto found = numbers.find(NameOf(reference));
    if (found == numbers.end()) return std::nullopt;
    return found->second;
  });
}

std::string Canonical(std::string_view formula) {
  const absl::StatusOr<Formula> parsed = Formula::Parse(formula);
  EXPECT_THAT(parsed, test::IsOk()) << formula;
  return parsed.ok() ? parsed->Text() : "";
}

TEST(FormulaTest, MultiplicationBindsTighterThanAddition) {
  EXPECT_EQ(Compute("2 + 3 * 4"), 14);
  EXPECT_EQ(Compute("(2 + 3) * 4"), 20);
  EXPECT_EQ(Compute("2 * 3 + 4 / 2"), 8);
}

TEST(FormulaTest, EqualOperatorsGoFromLeftToRight) {
  EXPECT_EQ(Compute("10 - 3 - 2"), 5);
  EXPECT_EQ(Compute("10 - (3 - 2)"), 9);
  EXPECT_EQ(Compute("24 / 4 / 2"), 3);
  EXPECT_EQ(Compute("24 / (4 / 2)"), 12);
  EXPECT_EQ(Compute("24 / 4 * 2"), 12);
}

TEST(FormulaTest, UnaryMinusBindsTightest) {
  EXPECT_EQ(Compute("-2 * 3"), -6);
  EXPECT_EQ(Compute("2 * -3"), -6);
  EXPECT_EQ(Compute("5 - -3"), 8);
  EXPECT_EQ(Compute("--5"), 5);
  EXPECT_EQ(Compute("-(2 + 3)"), -5);
  EXPECT_EQ(Compute("-a + 10", {{"a", 4}}), 6);
}

TEST(FormulaTest, ThirdsAreExact) {
  EXPECT_EQ(Compute("1 / 3 * 3"), 1);
  EXPECT_EQ(Compute("(1/3)*3"), 1);
  EXPECT_EQ(Compute("if(1 / 3 + 1 / 3 + 1 / 3 = 1, 1, 0)"), 1);
  EXPECT_EQ(Compute("0.1 + 0.2"), Rational(3, 10));
  EXPECT_EQ(Compute("9999999999999.999999"), Rational("9999999999999999999/1000000"));
}

TEST(FormulaTest, HyphenInsideIsTheCodesAndBetweenBlanksSubtracts) {
  const Numbers numbers = {{"a", 10}, {"b", 3}, {"a-b", 100}, {"a-1", 200}};
  EXPECT_EQ(Compute("a - b", numbers), 7);
  EXPECT_EQ(Compute("a-b", numbers), 100);
  EXPECT_EQ(Compute("a - 1", numbers), 9);
  EXPECT_EQ(Compute("a-1", numbers), 200);
  EXPECT_EQ(Compute("a-b - a-1", numbers), -100);
  EXPECT_EQ(Compute("5-2"), 3);
  EXPECT_EQ(Compute("(a)-(b)", numbers), 7);
  EXPECT_EQ(Compute("5-max(a, b)", numbers), -5);
}

TEST(FormulaTest, ChineseSymbolsMeanTheAsciiOnes) {
  const Numbers numbers = {{"a", 10}, {"b", 4}};
  EXPECT_EQ(Compute("（a＋b）×2", numbers), 28);
  EXPECT_EQ(Compute("a÷b", numbers), Rational(5, 2));
  EXPECT_EQ(Compute("a−b", numbers), 6);
  EXPECT_EQ(Compute("if（a≥b，1，0）", numbers), 1);
  EXPECT_EQ(Compute("a\u3000+\tb\n", numbers), 14);
}

TEST(FormulaTest, FunctionsOfValues) {
  EXPECT_EQ(Compute("min(3, 1, 2)"), 1);
  EXPECT_EQ(Compute("max(3, 1, 2)"), 3);
  EXPECT_EQ(Compute("max(7)"), 7);
  EXPECT_EQ(Compute("abs(2 - 5)"), 3);
  EXPECT_EQ(Compute("abs(5)"), 5);
}

TEST(FormulaTest, EachComparisonDecidesTheBranch) {
  const auto holds = [](std::string_view comparison) {
    return Compute(text::Cat("if(", comparison, ", 1, 0)")) == 1;
  };
  EXPECT_TRUE(holds("2 = 2") && !holds("2 = 3"));
  EXPECT_TRUE(holds("2 != 3") && !holds("2 != 2"));
  EXPECT_TRUE(holds("2 < 3") && !holds("2 < 2"));
  EXPECT_TRUE(holds("2 <= 2") && !holds("3 <= 2"));
  EXPECT_TRUE(holds("3 > 2") && !holds("2 > 2"));
  EXPECT_TRUE(holds("2 >= 2") && !holds("2 >= 3"));
  EXPECT_TRUE(holds("1 + 1 = 4 / 2"));
}

TEST(FormulaTest, AMissingOperandMakesTheResultMissingAndIsNotZero) {
  const Numbers numbers = {{"a", 10}};
  for (const char* formula : {"x", "a + x", "a * x", "0 * x", "-x", "abs(x)", "min(a, x)",
                              "max(x, a)", "if(x > 0, a, a)", "if(a > x, a, a)"}) {
    EXPECT_EQ(Compute(formula, numbers), std::nullopt) << formula;
  }
}

TEST(FormulaTest, CoalesceTakesTheFirstThatIsThere) {
  EXPECT_EQ(Compute("coalesce(x, y, 5)"), 5);
  EXPECT_EQ(Compute("coalesce(x, y)"), std::nullopt);
  EXPECT_EQ(Compute("coalesce(x, y, 5)", {{"y", 0}}), 0);
  EXPECT_EQ(Compute("coalesce(1 / 0, 2)"), 2);
}

TEST(FormulaTest, TheBranchNotTakenMayBeMissing) {
  EXPECT_EQ(Compute("if(1 > 0, 7, x)"), 7);
  EXPECT_EQ(Compute("if(1 < 0, x, 8)"), 8);
  EXPECT_EQ(Compute("if(1 > 0, x, 8)"), std::nullopt);
  EXPECT_EQ(Compute("if(b = 0, 0, a / b)", {{"a", 3}, {"b", 0}}), 0);
}

TEST(FormulaTest, DivisionByZeroIsMissing) {
  EXPECT_EQ(Compute("1 / 0"), std::nullopt);
  EXPECT_EQ(Compute("0 / 0"), std::nullopt);
  EXPECT_EQ(Compute("a / (b - b)", {{"a", 1}, {"b", 2}}), std::nullopt);
}

TEST(FormulaTest, GrowthOverLastYear) {
  // 4170 seats after 4000: (4170 - 4000) / 4000 × 100 = 4.25 %.
  const std::string formula = "(seats - last_year(seats)) / last_year(seats) * 100";
  EXPECT_EQ(Compute(formula, {{"seats", 4170}, {"last_year(seats)", 4000}}), Rational(17, 4));
  EXPECT_EQ(Compute(formula, {{"seats", 4170}}), std::nullopt);
  EXPECT_EQ(Compute(formula, {{"seats", 4170}, {"last_year(seats)", 0}}), std::nullopt);
  EXPECT_EQ(Compute("seats - previous(seats)", {{"seats", 90}, {"previous(seats)", 40}}), 50);
}

TEST(FormulaTest, ReferencesAreDistinctInOrderOfAppearance) {
  const std::vector<Reference> expected = {
      {"b"}, {"a", Shift::kLastYear}, {"a"}, {"b", Shift::kPrevious}};
  EXPECT_EQ(Formula::Parse("b + last_year(a) * b - a / last_year(a) + previous(b)")->references(),
            expected);
  EXPECT_TRUE(Formula::Parse("1 + 2")->references().empty());
}

TEST(FormulaTest, AsksForEachReferenceOnce) {
  int asked = 0;
  Formula::Parse("a * a + a")->Evaluate([&](const Reference&) {
    ++asked;
    return Rational(1);
  });
  EXPECT_EQ(asked, 1);
}

TEST(FormulaTest, AFunctionsNameWithoutParenthesesIsACode) {
  EXPECT_EQ(Compute("min + if", {{"min", 1}, {"if", 2}}), 3);
  EXPECT_EQ(Compute("max ( 1 , 2 )"), 2);
}

TEST(FormulaTest, CanonicalTextHasOneSpellingAndOnlyNeededParentheses) {
  EXPECT_EQ(Canonical("（a＋b）×2"), "(a + b) * 2");
  EXPECT_EQ(Canonical("((a))+( (b*c) )"), "a + b * c");
  EXPECT_EQ(Canonical("(a - b) - c"), "a - b - c");
  EXPECT_EQ(Canonical("a - (b - c)"), "a - (b - c)");
  EXPECT_EQ(Canonical("a ÷ (b * c)"), "a / (b * c)");
  EXPECT_EQ(Canonical("-(a*b)"), "-(a * b)");
  EXPECT_EQ(Canonical("(-a)*b - -c"), "-a * b - -c");
  EXPECT_EQ(Canonical("007.50"), "7.5");
  EXPECT_EQ(Canonical("if(a-b>=0,last_year( a ),previous(b))"),
            "if(a-b >= 0, last_year(a), previous(b))");
  EXPECT_EQ(Canonical("coalesce(min(a),abs(b),max(1,2))"), "coalesce(min(a), abs(b), max(1, 2))");
}

TEST(FormulaTest, CopiesShareAndOutliveTheOriginal) {
  std::optional<Formula> copy;
  {
    const Formula original = *Formula::Parse("a + 1");
    copy = original;
    EXPECT_EQ(&copy->references(), &original.references());
  }
  EXPECT_EQ(copy->Text(), "a + 1");
}

TEST(FormulaTest, AResultTooLongToHoldIsMissing) {
  // The fourth power, again and again: 20 bits, 80, 320, 1280, 5120, 20480.
  Rational value = (1 << 20) - 1;
  const Formula fourth = *Formula::Parse("a * a * a * a");
  for (int round = 0; round < 4; ++round) {
    value = fourth.Evaluate([&](const Reference&) { return value; }).value();
  }
  EXPECT_EQ(fourth.Evaluate([&](const Reference&) { return value; }), std::nullopt);
}

TEST(FormulaTest, AHundredRecordedValuesMultipliedAreExact) {
  std::string formula = "a";
  for (int i = 1; i < 100; ++i) formula += "*a";
  const Rational largest = FromMillionths(kLargest);
  Rational expected = 1;
  for (int i = 0; i < 100; ++i) expected *= largest;
  EXPECT_EQ(Compute(formula, {{"a", largest}}), expected);
}

}  // namespace
}  // namespace eduplan::indicators
