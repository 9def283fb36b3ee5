#ifndef EDUPLAN_SERVICES_INDICATORS_MODEL_FORMULA_H_
#define EDUPLAN_SERVICES_INDICATORS_MODEL_FORMULA_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/indicators/model/rational.h"

namespace eduplan::indicators {

struct FormulaNodes;

// Which period's value of an indicator a formula asks for, seen from the period it is computed for.
enum class Shift : uint8_t {
  kSame,
  kLastYear,  // last_year(code): the same period of last year
  kPrevious,  // previous(code): the period before
};

struct Reference {
  std::string code;
  Shift shift = Shift::kSame;

  bool operator==(const Reference&) const = default;
};

// A formula over indicators, e.g. "if(kg > 0, kg-public / kg * 100, 0)"; the grammar stands in
// formula_parser.cc. Immutable; copies share their nodes; any thread may use one.
class Formula {
 public:
  // At most 2,000 bytes, both as written and as Text() writes it; 32 levels of parentheses,
  // functions and unary minuses; 200 nodes (numbers, codes, operations).
  //
  // INVALID_ARGUMENT (INVALID_FORMULA): says what was expected, and the place as the column in
  // characters from 1 (metadata "column").
  static absl::StatusOr<Formula> Parse(std::string_view text);

  // Distinct, in the order of their first appearance.
  const std::vector<Reference>& references() const;

  // Asks `value` once for each of references(), in that order, needed or not. The result is missing
  // (nullopt) where an operand is, which is never zero, except that coalesce passes over missing
  // arguments and if does not look at the branch not taken. Division by zero is missing, and so is
  // what takes more than 20,000 bits: recorded values cannot reach that in one formula, only
  // formulas over formulas over formulas can.
  std::optional<Rational> Evaluate(
      absl::FunctionRef<std::optional<Rational>(const Reference&)> value) const;

  // Canonical: parses to a formula of the same meaning, whose Text() is the same.
  std::string Text() const;

 private:
  explicit Formula(std::shared_ptr<const FormulaNodes> nodes) : nodes_(std::move(nodes)) {}

  std::shared_ptr<const FormulaNodes> nodes_;
};

// What each formula indicator refers to, by its code. Codes that are not keys are not formulas.
using FormulaReferences = std::map<std::string, std::vector<Reference>, std::less<>>;

// INVALID_ARGUMENT (FORMULA_CYCLE) naming one cycle as "a -> b -> a" (metadata "cycle") if there is
// any. References to other periods count as well: a chain through time has no end either, so
// last_year of the indicator itself is refused too.
absl::Status CheckFormulaCycles(const FormulaReferences& formulas);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_MODEL_FORMULA_H_
