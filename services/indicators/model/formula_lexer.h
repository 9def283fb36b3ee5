#ifndef EDUPLAN_SERVICES_INDICATORS_MODEL_FORMULA_LEXER_H_
#define EDUPLAN_SERVICES_INDICATORS_MODEL_FORMULA_LEXER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace eduplan::indicators {

struct FormulaToken {
  enum class Kind : uint8_t { kNumber, kWord, kSymbol, kEnd, kBad };

  Kind kind = Kind::kEnd;
  size_t begin = 0;         // bytes of the formula
  std::string_view text;    // as written
  std::string_view symbol;  // kSymbol: the ASCII one that it stands for
  std::string english;      // kBad: what is wrong with it
  std::string chinese;

  size_t end() const { return begin + text.size(); }
};

// The words of a formula; the last is kEnd, or kBad at the first place that cannot be read. They
// point into `formula`.
std::vector<FormulaToken> LexFormula(std::string_view formula);

// True for an indicator's code as a formula may name it: [a-z][a-z0-9]*(-[a-z0-9]+)*, at most 63
// characters.
bool IsFormulaCode(std::string_view word);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_MODEL_FORMULA_LEXER_H_
