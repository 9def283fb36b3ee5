#include "services/indicators/model/formula_lexer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "services/platform/api/utf8.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using Kind = FormulaToken::Kind;

constexpr size_t kMostWhole = 13;
constexpr size_t kMostFraction = 6;

// As written, and the ASCII symbol meant; longer ones before those they begin with. The others come
// from Chinese keyboards and from word processors.
constexpr std::array<std::pair<std::string_view, std::string_view>, 30> kSymbols = {
    {{"!=", "!="}, {"<=", "<="}, {">=", ">="}, {"=", "="},  {"<", "<"},  {">", ">"},
     {"+", "+"},   {"-", "-"},   {"*", "*"},   {"/", "/"},  {"(", "("},  {")", ")"},
     {",", ","},   {"×", "*"},   {"÷", "/"},   {"−", "-"},  {"（", "("}, {"）", ")"},
     {"＋", "+"},  {"－", "-"},  {"＊", "*"},  {"／", "/"}, {"，", ","}, {"＝", "="},
     {"＜", "<"},  {"＞", ">"},  {"≠", "!="},  {"≤", "<="}, {"≥", ">="}, {"！＝", "!="}}};

constexpr std::array<std::string_view, 6> kSpaces = {" ", "\t", "\n", "\r", "\u00A0", "\u3000"};

bool IsDigit(char c) {
  return absl::ascii_isdigit(static_cast<unsigned char>(c));
}

bool IsWordCharacter(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_';
}

size_t SpaceSize(std::string_view text) {
  for (const std::string_view space : kSpaces) {
    if (text.starts_with(space)) return space.size();
  }
  return 0;
}

size_t DigitsSize(std::string_view text) {
  return std::find_if_not(text.begin(), text.end(), IsDigit) - text.begin();
}

// Letters, digits and underscores, with single hyphens between them.
size_t WordSize(std::string_view text) {
  size_t size = 0;
  while (size < text.size() &&
         (IsWordCharacter(text[size]) ||
          (text[size] == '-' && size + 1 < text.size() && IsWordCharacter(text[size + 1])))) {
    ++size;
  }
  return size;
}

FormulaToken Bad(size_t begin, std::string english, std::string chinese) {
  return {.kind = Kind::kBad,
          .begin = begin,
          .english = std::move(english),
          .chinese = std::move(chinese)};
}

FormulaToken LexNumber(std::string_view rest, size_t begin) {
  const size_t whole = DigitsSize(rest);
  size_t size = whole;
  if (rest.substr(size).starts_with('.')) {
    const size_t fraction = DigitsSize(rest.substr(size + 1));
    if (fraction == 0) {
      return Bad(begin + size + 1, "expected a digit after the decimal point", "小数点后应为数字");
    }
    if (fraction > kMostFraction) {
      return Bad(begin, "expected a number of at most 6 decimals", "数字的小数不得超过6位");
    }
    size += 1 + fraction;
  }
  if (whole > kMostWhole) {
    return Bad(begin, "expected a number of at most 13 digits before the decimal point",
               "数字的整数部分不得超过13位");
  }
  return {.kind = Kind::kNumber, .begin = begin, .text = rest.substr(0, size)};
}

// How an unknown character is shown; those that cannot be seen by their number.
FormulaToken LexUnknown(std::string_view rest, size_t begin) {
  size_t size = 1;
  while (size < rest.size() && (static_cast<unsigned char>(rest[size]) & 0xC0) == 0x80) ++size;
  const std::string_view character = rest.substr(0, size);
  if (!api::IsUtf8(character)) {
    return Bad(begin, "the formula is not well-formed UTF-8", "公式不是有效的UTF-8文本");
  }
  const auto first = static_cast<unsigned char>(rest[0]);
  const std::string shown = absl::ascii_iscntrl(first)
                                ? text::Cat("U+", absl::Hex(first, absl::kZeroPad4))
                                : std::string(character);
  return Bad(begin, text::Cat("\"", shown, "\" has no meaning in a formula"),
             text::Cat("公式中不能使用“", shown, "”"));
}

FormulaToken LexOne(std::string_view rest, size_t begin) {
  if (rest.empty()) return {.kind = Kind::kEnd, .begin = begin};
  if (IsDigit(rest[0])) return LexNumber(rest, begin);
  if (IsWordCharacter(rest[0])) {
    return {.kind = Kind::kWord, .begin = begin, .text = rest.substr(0, WordSize(rest))};
  }
  for (const auto& [written, symbol] : kSymbols) {
    if (!rest.starts_with(written)) continue;
    return {.kind = Kind::kSymbol,
            .begin = begin,
            .text = rest.substr(0, written.size()),
            .symbol = symbol};
  }
  return LexUnknown(rest, begin);
}

}  // namespace

std::vector<FormulaToken> LexFormula(std::string_view formula) {
  std::vector<FormulaToken> tokens;
  size_t place = 0;
  do {
    for (size_t size = SpaceSize(formula.substr(place)); size > 0;
         size = SpaceSize(formula.substr(place))) {
      place += size;
    }
    tokens.push_back(LexOne(formula.substr(place), place));
    place = tokens.back().end();
  } while (tokens.back().kind != Kind::kEnd && tokens.back().kind != Kind::kBad);
  return tokens;
}

bool IsFormulaCode(std::string_view word) {
  if (word.empty() || word.size() > 63) return false;
  if (!absl::ascii_islower(static_cast<unsigned char>(word[0])) || word.back() == '-') return false;
  return word.find("--") == std::string_view::npos &&
         std::all_of(word.begin(), word.end(), [](unsigned char c) {
           return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
         });
}

}  // namespace eduplan::indicators
