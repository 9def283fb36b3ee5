#include <gtest/gtest.h>

#include <array>
#include <random>

#include "services/indicators/model/formula.h"
#include "services/platform/api/utf8.h"
#include "services/platform/status/error.h"
#include "services/platform/status/text.h"
#include "tests/support/matchers.h"

namespace eduplan::indicators {
namespace {

constexpr int kRounds = 10'000;

// The same sequence in every run.
class Random {
 public:
  size_t Below(size_t bound) { return generator_() % bound; }

 private:
  std::mt19937 generator_{20261123};
};

// a is 3, b is -1/3, z is 0, anything else is missing.
std::optional<Rational> ValueOf(const Reference& reference) {
  if (reference.shift != Shift::kSame) return std::nullopt;
  if (reference.code == "a") return Rational(3);
  if (reference.code == "b") return Rational(-1, 3);
  if (reference.code == "z") return Rational(0);
  return std::nullopt;
}

// Whatever the text is: a formula with a stable spelling, or a precise error. True if a formula.
bool CheckAnyText(std::string_view text) {
  const absl::StatusOr<Formula> formula = Formula::Parse(text);
  if (!formula.ok()) {
    EXPECT_THAT(formula, test::StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_FORMULA"));
    EXPECT_TRUE(api::IsUtf8(text::ToStd(formula.status().message())));
    EXPECT_TRUE(api::IsUtf8(status::ChineseMessageOf(formula.status())));
    return false;
  }
  const absl::StatusOr<Formula> again = Formula::Parse(formula->Text());
  EXPECT_THAT(again, test::IsOk()) << text << " as " << formula->Text();
  if (!again.ok()) return false;
  EXPECT_EQ(again->Text(), formula->Text()) << text;
  EXPECT_EQ(again->references(), formula->references()) << text;
  EXPECT_EQ(again->Evaluate(ValueOf), formula->Evaluate(ValueOf)) << text;
  return true;
}

TEST(FormulaRandomTest, AnyBytesAreAFormulaOrAnError) {
  Random random;
  for (int round = 0; round < kRounds; ++round) {
    std::string bytes;
    for (size_t size = random.Below(60); size > 0; --size)
      bytes.push_back(static_cast<char>(random.Below(256)));
    CheckAnyText(bytes);
  }
}

TEST(FormulaRandomTest, AnyWordsAreAFormulaOrAnError) {
  constexpr std::array<std::string_view, 34> kWords = {
      "a",   "b",   "z",    "x-1",       "1",   "0.5",        "2",          "+",    "-",
      " - ", "*",   "/",    "(",         ")",   "(",          ")",          ",",    ", ",
      "min", "max", "abs(", "coalesce(", "if(", "last_year(", "=",          " >= ", " != ",
      "×",   "÷",   "−",    "（",        "）",  " ",          "previous(a)"};
  Random random;
  int formulas = 0;
  for (int round = 0; round < kRounds; ++round) {
    std::string words;
    for (size_t size = 1 + random.Below(9); size > 0; --size)
      words += kWords[random.Below(kWords.size())];
    if (CheckAnyText(words)) ++formulas;
  }
  EXPECT_GT(formulas, 100) << "too few of them parse to say anything";
}

// A formula with more parentheses than it needs, and what it is worth by plain recursion.
struct Made {
  std::string text;
  std::optional<Rational> value;
};

Made Make(Random& random, int depth);

Made MakeLeaf(Random& random) {
  constexpr std::array<std::string_view, 4> kCodes = {"a", "b", "z", "missing"};
  const size_t which = random.Below(8);
  if (which < kCodes.size())
    return {std::string(kCodes[which]), ValueOf({std::string(kCodes[which])})};
  return {text::Cat(which), Rational(which)};
}

Made MakeBinary(Random& random, int depth) {
  const Made left = Make(random, depth - 1);
  const Made right = Make(random, depth - 1);
  const char symbol = "+-*/"[random.Below(4)];
  Made made{text::Cat("(", left.text, " ", std::string(1, symbol), " ", right.text, ")"), {}};
  if (!left.value || !right.value) return made;
  if (symbol == '+') made.value = Rational(*left.value + *right.value);
  if (symbol == '-') made.value = Rational(*left.value - *right.value);
  if (symbol == '*') made.value = Rational(*left.value * *right.value);
  if (symbol == '/' && *right.value != 0) made.value = Rational(*left.value / *right.value);
  return made;
}

Made MakeCall(Random& random, int depth) {
  const Made first = Make(random, depth - 1);
  const Made second = Make(random, depth - 1);
  const Made third = Make(random, depth - 1);
  const bool both = first.value && second.value;
  switch (random.Below(5)) {
    case 0:
      return {text::Cat("min(", first.text, ", ", second.text, ")"),
              both ? std::optional(std::min(*first.value, *second.value)) : std::nullopt};
    case 1:
      return {text::Cat("coalesce(", first.text, ", ", second.text, ")"),
              first.value ? first.value : second.value};
    case 2:
      return {text::Cat("abs(", first.text, ")"),
              first.value && *first.value < 0 ? Rational(-*first.value) : first.value};
    case 3:
      return {text::Cat("-", first.text),
              first.value ? std::optional<Rational>(-*first.value) : std::nullopt};
    default:
      return {
          text::Cat("if(", first.text, " < ", second.text, ", ", third.text, ", ", first.text, ")"),
          !both                          ? std::nullopt
          : *first.value < *second.value ? third.value
                                         : first.value};
  }
}

Made Make(Random& random, int depth) {
  if (depth == 0 || random.Below(4) == 0) return MakeLeaf(random);
  return random.Below(3) == 0 ? MakeCall(random, depth) : MakeBinary(random, depth);
}

TEST(FormulaRandomTest, RandomFormulasAreWorthWhatPlainRecursionSays) {
  Random random;
  int present = 0;
  for (int round = 0; round < kRounds; ++round) {
    const Made made = Make(random, 4);
    const absl::StatusOr<Formula> formula = Formula::Parse(made.text);
    if (!formula.ok() && made.text.size() > 400) continue;  // more than 200 nodes
    ASSERT_THAT(formula, test::IsOk()) << made.text;
    ASSERT_EQ(formula->Evaluate(ValueOf), made.value) << made.text;
    ASSERT_TRUE(CheckAnyText(made.text)) << made.text;
    if (made.value) ++present;
  }
  EXPECT_GT(present, kRounds / 10) << "too few of them have a value to say anything";
}

}  // namespace
}  // namespace eduplan::indicators
