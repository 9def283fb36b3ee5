#include <gtest/gtest.h>

#include "services/indicators/model/formula.h"
#include "services/platform/status/error.h"
#include "services/platform/status/text.h"
#include "tests/support/matchers.h"

namespace eduplan::indicators {
namespace {

using test::IsOk;
using test::StatusIs;

// Of formulas as they are written, by code.
absl::Status Check(const std::map<std::string, std::string>& formulas) {
  FormulaReferences references;
  for (const auto& [code, text] : formulas) {
    references[code] = Formula::Parse(text)->references();
  }
  return CheckFormulaCycles(references);
}

TEST(FormulaCyclesTest, FormulasOverValuesAndOtherFormulasHaveNone) {
  EXPECT_THAT(Check({}), IsOk());
  // Two ways from a to c, none back.
  EXPECT_THAT(Check({{"a", "b + c"}, {"b", "c * 2"}, {"c", "seats / schools"}}), IsOk());
}

TEST(FormulaCyclesTest, NamesTheCycleWithoutTheWayToIt) {
  const absl::Status cycle = Check({{"a", "b"}, {"b", "c + 1"}, {"c", "d"}, {"d", "x + b"}});
  EXPECT_THAT(cycle, StatusIs(absl::StatusCode::kInvalidArgument, "FORMULA_CYCLE"));
  EXPECT_EQ(cycle.message(), "formulas refer to each other in a circle: b -> c -> d -> b");
  EXPECT_EQ(status::ChineseMessageOf(cycle), "公式循环引用：b -> c -> d -> b");
}

TEST(FormulaCyclesTest, TwoFormulasOverEachOther) {
  EXPECT_EQ(Check({{"a", "b"}, {"b", "a"}}).message(),
            "formulas refer to each other in a circle: a -> b -> a");
}

TEST(FormulaCyclesTest, OtherPeriodsCountAsWell) {
  EXPECT_EQ(Check({{"a", "last_year(a) + 1"}}).message(),
            "formulas refer to each other in a circle: a -> a");
  EXPECT_EQ(Check({{"a", "previous(b)"}, {"b", "a"}}).message(),
            "formulas refer to each other in a circle: a -> b -> a");
}

TEST(FormulaCyclesTest, AChainOfTenThousandIsWalkedAndALongCycleIsShortened) {
  FormulaReferences formulas;
  for (int i = 0; i < 10'000; ++i) formulas[text::Cat("i", i)] = {{text::Cat("i", i + 1)}};
  EXPECT_THAT(CheckFormulaCycles(formulas), IsOk());
  formulas["i9999"] = {{"i0"}};
  const absl::Status cycle = CheckFormulaCycles(formulas);
  EXPECT_THAT(cycle, StatusIs(absl::StatusCode::kInvalidArgument, "FORMULA_CYCLE"));
  EXPECT_TRUE(text::ToStd(cycle.message()).ends_with("i18 -> i19 -> … -> i0"));
}

}  // namespace
}  // namespace eduplan::indicators
