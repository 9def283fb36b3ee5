#ifndef EDUPLAN_SERVICES_INDICATORS_MODEL_FORMULA_NODES_H_
#define EDUPLAN_SERVICES_INDICATORS_MODEL_FORMULA_NODES_H_

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "services/indicators/model/formula.h"
#include "services/indicators/model/rational.h"

namespace eduplan::indicators {

// Inside of a Formula, between its parser and what computes and prints it.
struct FormulaNode {
  enum class Kind : uint8_t {
    kNumber,
    kReference,
    kSum,      // of all operands, the inverse ones subtracted
    kProduct,  // of all operands, divided by the inverse ones
    kNegate,
    kMin,
    kMax,
    kAbs,
    kCoalesce,
    kIf,  // operands 0 and 1 compared, then 2 if that holds and 3 if not
  };
  enum class Comparison : uint8_t { kEqual, kNotEqual, kLess, kAtMost, kGreater, kAtLeast };

  Kind kind = Kind::kNumber;
  Rational number;                             // kNumber; not negative
  int reference = 0;                           // kReference: place in references
  Comparison comparison = Comparison::kEqual;  // kIf
  std::vector<int> operands;                   // places in nodes
  std::vector<bool> inverse;                   // kSum, kProduct: of each operand; never the first
};

struct FormulaNodes {
  // Each stands after its operands, so that one pass computes them all without recursion; the last
  // is the whole.
  std::vector<FormulaNode> nodes;
  std::vector<Reference> references;
};

// Functions of values: how they are written and how many arguments they take (0: any number).
struct FormulaFunction {
  std::string_view name;
  FormulaNode::Kind kind;
  size_t most;
};
inline constexpr std::array<FormulaFunction, 4> kFormulaFunctions = {
    {{"min", FormulaNode::Kind::kMin, 0},
     {"max", FormulaNode::Kind::kMax, 0},
     {"abs", FormulaNode::Kind::kAbs, 1},
     {"coalesce", FormulaNode::Kind::kCoalesce, 0}}};

struct FormulaShift {
  std::string_view name;
  Shift shift;
};
inline constexpr std::array<FormulaShift, 2> kFormulaShifts = {
    {{"last_year", Shift::kLastYear}, {"previous", Shift::kPrevious}}};

struct FormulaComparison {
  std::string_view symbol;
  FormulaNode::Comparison comparison;
};
inline constexpr std::array<FormulaComparison, 6> kFormulaComparisons = {
    {{"=", FormulaNode::Comparison::kEqual},
     {"!=", FormulaNode::Comparison::kNotEqual},
     {"<", FormulaNode::Comparison::kLess},
     {"<=", FormulaNode::Comparison::kAtMost},
     {">", FormulaNode::Comparison::kGreater},
     {">=", FormulaNode::Comparison::kAtLeast}}};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_MODEL_FORMULA_NODES_H_
