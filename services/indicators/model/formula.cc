#include "services/indicators/model/formula.h"

#include <algorithm>
#include <utility>

#include "services/indicators/model/formula_nodes.h"
#include "services/indicators/model/formula_parser.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using Kind = FormulaNode::Kind;
using Value = std::optional<Rational>;

constexpr unsigned kMostBits = 20'000;

unsigned BitsOf(const Integer& integer) {
  if (integer == 0) return 0;
  return boost::multiprecision::msb(boost::multiprecision::abs(integer)) + 1;
}

// Missing if too long: a product of products of products would otherwise fill the memory.
Value Bounded(Rational value) {
  const unsigned bits = std::max(BitsOf(boost::multiprecision::numerator(value)),
                                 BitsOf(boost::multiprecision::denominator(value)));
  if (bits > kMostBits) return std::nullopt;
  return value;
}

bool Holds(FormulaNode::Comparison comparison, const Rational& left, const Rational& right) {
  switch (comparison) {
    case FormulaNode::Comparison::kEqual:
      return left == right;
    case FormulaNode::Comparison::kNotEqual:
      return left != right;
    case FormulaNode::Comparison::kLess:
      return left < right;
    case FormulaNode::Comparison::kAtMost:
      return left <= right;
    case FormulaNode::Comparison::kGreater:
      return left > right;
    case FormulaNode::Comparison::kAtLeast:
      return left >= right;
  }
  return false;
}

// The value of `node` from those of the nodes before it.
class NodeValue {
 public:
  NodeValue(const FormulaNode& node, const std::vector<Value>& values)
      : node_(node), values_(values) {}

  Value Compute() const {
    switch (node_.kind) {
      case Kind::kCoalesce:
        return FirstPresent();
      case Kind::kIf:
        return Branch();
      case Kind::kNegate:
        return Operand(0) ? Value(-*Operand(0)) : std::nullopt;
      case Kind::kAbs:
        return Operand(0) ? Value(boost::multiprecision::abs(*Operand(0))) : std::nullopt;
      default:
        return Folded();
    }
  }

 private:
  const Value& Operand(size_t i) const { return values_[node_.operands[i]]; }

  Value FirstPresent() const {
    for (size_t i = 0; i < node_.operands.size(); ++i) {
      if (Operand(i)) return Operand(i);
    }
    return std::nullopt;
  }

  Value Branch() const {
    if (!Operand(0) || !Operand(1)) return std::nullopt;
    return Operand(Holds(node_.comparison, *Operand(0), *Operand(1)) ? 2 : 3);
  }

  // Sum, product, min, max: missing if any operand is.
  Value Folded() const {
    Value result = Operand(0);
    for (size_t i = 1; i < node_.operands.size() && result; ++i) {
      const Value& operand = Operand(i);
      result = operand ? Joined(*result, *operand, i) : std::nullopt;
    }
    return result;
  }

  Value Joined(const Rational& left, const Rational& right, size_t i) const {
    if (node_.kind == Kind::kMin) return std::min(left, right);
    if (node_.kind == Kind::kMax) return std::max(left, right);
    const bool inverse = node_.inverse[i];
    if (node_.kind == Kind::kSum) return Bounded(inverse ? left - right : left + right);
    if (inverse && right == 0) return std::nullopt;
    return Bounded(inverse ? left / right : left * right);
  }

  const FormulaNode& node_;
  const std::vector<Value>& values_;
};

// How tightly a node holds together when written: an operand that is looser than its place allows
// stands in parentheses.
enum Tightness { kLoose, kFactor, kSigned, kTight };

Tightness TightnessOf(const FormulaNode& node) {
  if (node.kind == Kind::kSum) return kLoose;
  if (node.kind == Kind::kProduct) return kFactor;
  return node.kind == Kind::kNegate ? kSigned : kTight;
}

// Writes one node after another, each from the texts of those before it.
class Writer {
 public:
  explicit Writer(const FormulaNodes& formula) : formula_(formula) {}

  std::string Write() && {
    for (const FormulaNode& node : formula_.nodes) texts_.push_back(TextOf(node));
    return std::move(texts_.back());
  }

 private:
  std::string TextOf(const FormulaNode& node) const {
    switch (node.kind) {
      case Kind::kNumber:
        return ToDecimalText(node.number);
      case Kind::kReference:
        return ReferenceText(formula_.references[node.reference]);
      case Kind::kSum:
        return Chain(node, " + ", " - ");
      case Kind::kProduct:
        return Chain(node, " * ", " / ");
      case Kind::kNegate:
        return text::Cat("-", Wrapped(node.operands[0], kSigned));
      case Kind::kIf:
        return IfText(node);
      default:
        return CallText(node);
    }
  }

  static std::string ReferenceText(const Reference& reference) {
    for (const FormulaShift& shift : kFormulaShifts) {
      if (reference.shift == shift.shift) return text::Cat(shift.name, "(", reference.code, ")");
    }
    return reference.code;
  }

  // In parentheses if looser than `least`.
  std::string Wrapped(int operand, Tightness least) const {
    if (TightnessOf(formula_.nodes[operand]) >= least) return texts_[operand];
    return text::Cat("(", texts_[operand], ")");
  }

  // Chains are read from the left: (a - b) - c needs no parentheses, a - (b - c) does.
  std::string Chain(const FormulaNode& node, std::string_view plain,
                    std::string_view inverse) const {
    const Tightness own = TightnessOf(node);
    std::string chain = Wrapped(node.operands[0], own);
    for (size_t i = 1; i < node.operands.size(); ++i) {
      text::Append(&chain, node.inverse[i] ? inverse : plain,
                   Wrapped(node.operands[i], own == kLoose ? kFactor : kSigned));
    }
    return chain;
  }

  std::string IfText(const FormulaNode& node) const {
    std::string_view symbol;
    for (const FormulaComparison& comparison : kFormulaComparisons) {
      if (comparison.comparison == node.comparison) symbol = comparison.symbol;
    }
    const auto& operands = node.operands;
    return text::Cat("if(", texts_[operands[0]], " ", symbol, " ", texts_[operands[1]], ", ",
                     texts_[operands[2]], ", ", texts_[operands[3]], ")");
  }

  std::string CallText(const FormulaNode& node) const {
    std::string call;
    for (const FormulaFunction& function : kFormulaFunctions) {
      if (function.kind == node.kind) text::Append(&call, function.name, "(");
    }
    for (size_t i = 0; i < node.operands.size(); ++i) {
      text::Append(&call, i == 0 ? "" : ", ", texts_[node.operands[i]]);
    }
    return text::Cat(call, ")");
  }

  const FormulaNodes& formula_;
  std::vector<std::string> texts_;
};

}  // namespace

absl::StatusOr<Formula> Formula::Parse(std::string_view text) {
  EDUPLAN_ASSIGN_OR_RETURN(FormulaNodes nodes, ParseFormula(text));
  Formula formula(std::make_shared<const FormulaNodes>(std::move(nodes)));
  // What is stored as Text() must parse again.
  if (formula.Text().size() > kLongestFormula) return FormulaTooLong(text).Build();
  return formula;
}

const std::vector<Reference>& Formula::references() const {
  return nodes_->references;
}

std::optional<Rational> Formula::Evaluate(
    absl::FunctionRef<std::optional<Rational>(const Reference&)> value) const {
  std::vector<Value> referred;
  for (const Reference& reference : nodes_->references) {
    Value found = value(reference);
    referred.push_back(found ? Bounded(*std::move(found)) : std::nullopt);
  }
  std::vector<Value> values;
  values.reserve(nodes_->nodes.size());
  for (const FormulaNode& node : nodes_->nodes) {
    if (node.kind == Kind::kNumber) {
      values.emplace_back(node.number);
    } else if (node.kind == Kind::kReference) {
      values.push_back(referred[node.reference]);
    } else {
      values.push_back(NodeValue(node, values).Compute());
    }
  }
  return std::move(values.back());
}

std::string Formula::Text() const {
  return Writer(*nodes_).Write();
}

}  // namespace eduplan::indicators
