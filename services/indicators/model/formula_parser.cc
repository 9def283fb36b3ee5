#include "services/indicators/model/formula_parser.h"

#include <algorithm>
#include <string>
#include <utility>

#include "services/indicators/model/decimal.h"
#include "services/indicators/model/formula_lexer.h"
#include "services/platform/api/utf8.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using Node = FormulaNode;
using Token = FormulaToken;

constexpr int kDeepest = 32;
constexpr size_t kMostNodes = 200;

// Up to 13 digits before the point and 6 after it, which 64 bits hold.
Rational NumberOf(std::string_view digits) {
  const size_t point = std::min(digits.find('.'), digits.size());
  uint64_t millionths = 0;
  for (size_t i = 0; i < point; ++i) millionths = millionths * 10 + (digits[i] - '0');
  for (size_t i = 1; i <= 6; ++i) {
    const size_t place = point + i;
    millionths = millionths * 10 + (place < digits.size() ? digits[place] - '0' : 0);
  }
  return Rational(millionths) / kScale;
}

// The grammar; blanks may stand between any two words.
//
//   formula    = sum
//   sum        = product { ("+" | "-") product }
//   product    = unary { ("*" | "/") unary }
//   unary      = "-" unary | primary
//   primary    = number | code | "(" sum ")" | call
//   call       = ("min" | "max" | "coalesce") "(" sum { "," sum } ")" | "abs" "(" sum ")"
//              | "if" "(" sum compare sum "," sum "," sum ")"
//              | ("last_year" | "previous") "(" code ")"
//   compare    = "=" | "!=" | "<" | "<=" | ">" | ">="
//   number     = digit{1,13} [ "." digit{1,6} ]
//   code       = [a-z][a-z0-9]*(-[a-z0-9]+)*, at most 63 characters
//
// A code is the longest that can be read: a-b and a-1 are codes. To subtract, the minus needs a
// blank on each side that a code stands on: a - b, a - 1. The full-width symbols and × ÷ − ≠ ≤ ≥
// mean the ASCII ones; − and － need no blanks. A function's name is a code where no "(" follows.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), tokens_(LexFormula(text)) {}

  absl::StatusOr<FormulaNodes> Parse() {
    EDUPLAN_RETURN_IF_ERROR(Sum().status());
    if (Now().kind != Token::Kind::kEnd)
      return Expected("an operator or the end", "运算符或公式结尾");
    return std::move(parsed_);
  }

 private:
  const Token& Now() const { return tokens_[place_]; }
  // The last token is never taken: it is no word, number or symbol.
  const Token& Next() const { return tokens_[std::min(place_ + 1, tokens_.size() - 1)]; }
  const Token& Take() { return tokens_[place_++]; }
  bool IsSymbol(std::string_view symbol) const { return Now().symbol == symbol; }

  absl::Status Wrong(std::string_view english, std::string_view chinese) const {
    return InvalidFormula(text_, Now().begin, english, chinese);
  }

  // Says what was expected at the token that is next.
  absl::Status Expected(std::string_view english, std::string_view chinese) const {
    if (Now().kind == Token::Kind::kBad) return Wrong(Now().english, Now().chinese);
    if (Now().kind == Token::Kind::kEnd) {
      return Wrong(text::Cat("expected ", english, ", found the end"),
                   text::Cat("应为", chinese, "，但公式到此结束"));
    }
    const std::string found = api::Excerpt(Now().text, 40);
    const bool comparison = ComparisonHere() != nullptr;
    return Wrong(text::Cat("expected ", english, ", found \"", found, "\"",
                           comparison ? "; a comparison stands only in the condition of if" : ""),
                 text::Cat("应为", chinese, "，而不是“", found, "”",
                           comparison ? "；比较只能用在if的条件中" : ""));
  }

  absl::Status Skip(std::string_view symbol, std::string_view english, std::string_view chinese) {
    if (!IsSymbol(symbol)) return Expected(english, chinese);
    ++place_;
    return absl::OkStatus();
  }

  // Before what nests. Only errors leave without Leave(), and they end the parsing.
  absl::Status Enter() {
    if (++depth_ <= kDeepest) return absl::OkStatus();
    return Wrong("more than 32 parentheses, functions and minuses stand within each other",
                 "括号、函数和负号的嵌套不得超过32层");
  }
  void Leave() { --depth_; }

  absl::StatusOr<int> Add(Node node) {
    if (parsed_.nodes.size() == kMostNodes) {
      return Wrong("the formula has more than 200 numbers, codes and operations up to here",
                   "到此处为止，公式的数字、代码和运算超过200个");
    }
    parsed_.nodes.push_back(std::move(node));
    return static_cast<int>(parsed_.nodes.size()) - 1;
  }

  const FormulaComparison* ComparisonHere() const {
    for (const FormulaComparison& comparison : kFormulaComparisons) {
      if (IsSymbol(comparison.symbol)) return &comparison;
    }
    return nullptr;
  }

  // A "-" between two operands must not look like the hyphen of a code.
  absl::Status CheckBlanksAroundMinus() const {
    if (Now().text != "-") return absl::OkStatus();
    const Token& before = tokens_[place_ - 1];
    const Token& after = Next();
    const bool touches_before = before.kind == Token::Kind::kWord && before.end() == Now().begin;
    const bool call_after = place_ + 2 < tokens_.size() && tokens_[place_ + 2].symbol == "(";
    const bool touches_after =
        after.kind == Token::Kind::kWord && after.begin == Now().end() && !call_after;
    if (!touches_before && !touches_after) return absl::OkStatus();
    return Wrong(
        "expected a blank between the minus and the code: \"a - b\" subtracts, \"a-b\" is one code",
        "减号与代码之间应有空格：“a - b”是相减，“a-b”是一个代码");
  }

  absl::StatusOr<int> Sum() {
    Node node{.kind = Node::Kind::kSum};
    EDUPLAN_RETURN_IF_ERROR(AddProduct(false, &node));
    while (IsSymbol("+") || IsSymbol("-")) {
      EDUPLAN_RETURN_IF_ERROR(CheckBlanksAroundMinus());
      EDUPLAN_RETURN_IF_ERROR(AddProduct(Take().symbol == "-", &node));
    }
    if (node.operands.size() == 1) return node.operands[0];
    return Add(std::move(node));
  }

  absl::Status AddProduct(bool inverse, Node* sum) {
    EDUPLAN_ASSIGN_OR_RETURN(const int product, Product());
    sum->operands.push_back(product);
    sum->inverse.push_back(inverse);
    return absl::OkStatus();
  }

  absl::StatusOr<int> Product() {
    Node node{.kind = Node::Kind::kProduct};
    bool inverse = false;
    while (true) {
      EDUPLAN_ASSIGN_OR_RETURN(const int operand, Unary());
      node.operands.push_back(operand);
      node.inverse.push_back(inverse);
      if (!IsSymbol("*") && !IsSymbol("/")) break;
      inverse = Take().symbol == "/";
    }
    if (node.operands.size() == 1) return node.operands[0];
    return Add(std::move(node));
  }

  absl::StatusOr<int> Unary() {
    if (!IsSymbol("-")) return Primary();
    EDUPLAN_RETURN_IF_ERROR(Enter());
    ++place_;
    EDUPLAN_ASSIGN_OR_RETURN(const int operand, Unary());
    Leave();
    return Add({.kind = Node::Kind::kNegate, .operands = {operand}});
  }

  absl::StatusOr<int> Primary() {
    if (Now().kind == Token::Kind::kNumber) {
      EDUPLAN_ASSIGN_OR_RETURN(const int number,
                               Add({.kind = Node::Kind::kNumber, .number = NumberOf(Now().text)}));
      ++place_;
      return number;
    }
    if (Now().kind == Token::Kind::kWord) {
      return Next().symbol == "(" ? Call() : Code(Shift::kSame);
    }
    if (!IsSymbol("(")) {
      return Expected("a number, a code, a function or \"(\"", "数字、指标代码、函数或“(”");
    }
    EDUPLAN_RETURN_IF_ERROR(Enter());
    ++place_;
    EDUPLAN_ASSIGN_OR_RETURN(const int sum, Sum());
    EDUPLAN_RETURN_IF_ERROR(Skip(")", "an operator or \")\"", "运算符或“)”"));
    Leave();
    return sum;
  }

  absl::StatusOr<int> Code(Shift shift) {
    if (Now().kind != Token::Kind::kWord || !IsFormulaCode(Now().text)) {
      return Expected("an indicator's code ([a-z][a-z0-9-]*, at most 63 characters)",
                      "指标代码（小写字母开头，由小写字母、数字和连字符组成，不超过63个字符）");
    }
    Reference reference{std::string(Now().text), shift};
    auto& known = parsed_.references;
    const auto found = std::find(known.begin(), known.end(), reference);
    const auto index = static_cast<int>(found - known.begin());
    if (found == known.end()) known.push_back(std::move(reference));
    EDUPLAN_ASSIGN_OR_RETURN(const int node,
                             Add({.kind = Node::Kind::kReference, .reference = index}));
    ++place_;
    return node;
  }

  absl::StatusOr<int> Call() {
    EDUPLAN_RETURN_IF_ERROR(Enter());
    const std::string_view name = Now().text;
    for (const FormulaShift& shift : kFormulaShifts) {
      if (name == shift.name) return Shifted(shift.shift);
    }
    for (const FormulaFunction& function : kFormulaFunctions) {
      if (name == function.name) return Closed(Arguments(function));
    }
    if (name == "if") return Closed(If());
    return Expected("a function (min, max, abs, coalesce, if, last_year, previous)",
                    "函数（min、max、abs、coalesce、if、last_year、previous）");
  }

  // A call up to here, whose ")" comes next.
  absl::StatusOr<int> Closed(absl::StatusOr<int> call) {
    EDUPLAN_RETURN_IF_ERROR(call.status());
    EDUPLAN_RETURN_IF_ERROR(Skip(")", "an operator or \")\"", "运算符或“)”"));
    Leave();
    return call;
  }

  // These begin at the function's name.
  absl::StatusOr<int> Shifted(Shift shift) {
    place_ += 2;
    EDUPLAN_ASSIGN_OR_RETURN(const int code, Code(shift));
    EDUPLAN_RETURN_IF_ERROR(Skip(")", "\")\" after the one code", "代码之后的“)”"));
    Leave();
    return code;
  }

  absl::StatusOr<int> Arguments(const FormulaFunction& function) {
    place_ += 2;
    Node node{.kind = function.kind};
    while (true) {
      EDUPLAN_ASSIGN_OR_RETURN(const int argument, Sum());
      node.operands.push_back(argument);
      if (node.operands.size() == function.most || IsSymbol(")")) return Add(std::move(node));
      EDUPLAN_RETURN_IF_ERROR(Skip(",", "an operator, \",\" or \")\"", "运算符、“,”或“)”"));
    }
  }

  absl::StatusOr<int> If() {
    place_ += 2;
    Node node{.kind = Node::Kind::kIf};
    EDUPLAN_ASSIGN_OR_RETURN(const int left, Sum());
    const FormulaComparison* comparison = ComparisonHere();
    if (comparison == nullptr) {
      return Expected("an operator or a comparison (= != < <= > >=)",
                      "运算符或比较（= != < <= > >=）");
    }
    ++place_;
    node.comparison = comparison->comparison;
    EDUPLAN_ASSIGN_OR_RETURN(const int right, Sum());
    EDUPLAN_RETURN_IF_ERROR(Skip(",", "an operator or \",\"", "运算符或“,”"));
    EDUPLAN_ASSIGN_OR_RETURN(const int then, Sum());
    EDUPLAN_RETURN_IF_ERROR(Skip(",", "an operator or \",\"", "运算符或“,”"));
    EDUPLAN_ASSIGN_OR_RETURN(const int otherwise, Sum());
    node.operands = {left, right, then, otherwise};
    return Add(std::move(node));
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  size_t place_ = 0;
  int depth_ = 0;
  FormulaNodes parsed_;
};

}  // namespace

status::Error InvalidFormula(std::string_view text, size_t byte, std::string_view english,
                             std::string_view chinese) {
  const std::string_view before = text.substr(0, byte);
  const auto column = 1 + std::count_if(before.begin(), before.end(),
                                        [](unsigned char c) { return (c & 0xC0) != 0x80; });
  return status::InvalidField("formula", "INVALID_FORMULA",
                              text::Cat("column ", column, ": ", english),
                              text::Cat("第", column, "个字符：", chinese))
      .With("column", text::Cat(column));
}

status::Error FormulaTooLong(std::string_view text) {
  return InvalidFormula(text, std::min(text.size(), kLongestFormula),
                        "a formula has at most 2,000 bytes, blanks around operators included",
                        "公式连同运算符两侧的空格不得超过2000字节");
}

absl::StatusOr<FormulaNodes> ParseFormula(std::string_view text) {
  if (text.size() > kLongestFormula) return FormulaTooLong(text).Build();
  return Parser(text).Parse();
}

}  // namespace eduplan::indicators
