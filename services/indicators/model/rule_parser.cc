#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/indicators/model/decimal.h"
#include "services/indicators/model/rule.h"
#include "services/platform/status/text.h"

//   rules   = [severity] clause { ";" [severity] clause }      severity = "ERROR" | "WARNING"
//   clause  = body [ "(" remark ")" ]
//   body    = "integer" [compare] | "decimals" digit | number ".." number
//           | "change over" number "%" "on" ("year" | "period")
//           | "if" test { "and" test }
//           | [linear] compare { "at year end" | "where" code "is given" | "or reason" }
//           | "not below previous period" | "explicit zero required" | "source and date required"
//           | "true needs a document number as evidence"
//   test    = [linear] compare | [code ["is"]] ("missing" | "given") | number
//   compare = ("=" | "!=" | "<=" | ">=" | "<" | ">") linear
//   linear  = term { ("+" | " - ") term }
//   term    = number [["*"] figure | "times" past] | figure
//   figure  = code [past] | "actual" | "target" | "weight"
//   past    = "last year" | "last period" | "previous period"
//
// Without a left side, and as "actual", it is the indicator itself; "if" forms say what is wrong.
// Another operator than "=" says what must hold for ERROR and what is suspicious for WARNING
// ("WARNING > 55"). A clause without a severity keeps the one before; one that does not read so to
// its end is a remark.

namespace eduplan::indicators {
namespace {

using Kind = Rule::Kind;
using Relation = Test::Relation;

constexpr std::array<std::pair<std::string_view, Relation>, 6> kRelations = {
    {{"<=", Relation::kAtMost},
     {">=", Relation::kAtLeast},
     {"!=", Relation::kNotEqual},
     {"=", Relation::kEqual},
     {"<", Relation::kLess},
     {">", Relation::kGreater}}};

constexpr std::array<std::string_view, 12> kReserved = {"if",    "and",  "or",       "at",
                                                        "where", "is",   "missing",  "given",
                                                        "times", "last", "decimals", "integer"};

bool IsCodeCharacter(char c) {
  const auto u = static_cast<unsigned char>(c);
  return absl::ascii_islower(u) || absl::ascii_isdigit(u) || c == '-';
}

// Reads a clause from the left. A Take… that finds something else takes nothing.
class Reader {
 public:
  explicit Reader(std::string_view clause) : rest_(clause) { SkipSpaces(); }

  bool AtEnd() const { return rest_.empty(); }

  bool TakeSymbol(std::string_view symbol) {
    if (!rest_.starts_with(symbol)) return false;
    Advance(symbol.size());
    return true;
  }
  // Words with single spaces between them.
  bool TakeWords(std::string_view words) {
    const Reader start = *this;
    for (const absl::string_view word : absl::StrSplit(text::ToAbsl(words), ' ')) {
      if (TakeWord() != text::ToStd(word)) {
        *this = start;
        return false;
      }
    }
    return true;
  }
  std::optional<std::string> TakeCode() {
    const Reader start = *this;
    std::string word = TakeWord();
    if (!word.empty() && absl::ascii_islower(static_cast<unsigned char>(word[0])) &&
        std::find(kReserved.begin(), kReserved.end(), word) == kReserved.end()) {
      return word;
    }
    *this = start;
    return std::nullopt;
  }
  std::optional<int64_t> TakeNumber() {
    size_t end = rest_.starts_with('-') ? 1 : 0;
    const auto digits = [&] {
      while (end < rest_.size() && absl::ascii_isdigit(static_cast<unsigned char>(rest_[end])))
        ++end;
    };
    digits();
    if (end + 1 < rest_.size() && rest_[end] == '.' &&
        absl::ascii_isdigit(static_cast<unsigned char>(rest_[end + 1]))) {
      ++end;
      digits();
    }
    const std::optional<int64_t> number = ParseDecimal(rest_.substr(0, end));
    if (number) Advance(end);
    return number;
  }
  // A minus that stands between spaces.
  bool TakeMinus() { return rest_.starts_with("- ") && TakeSymbol("-"); }

 private:
  std::string TakeWord() {
    size_t end = 0;
    while (end < rest_.size() && IsCodeCharacter(rest_[end])) ++end;
    std::string word(rest_.substr(0, end));
    Advance(end);
    return word;
  }
  void Advance(size_t size) {
    rest_.remove_prefix(size);
    SkipSpaces();
  }
  void SkipSpaces() {
    while (!rest_.empty() && absl::ascii_isspace(static_cast<unsigned char>(rest_[0])))
      rest_.remove_prefix(1);
  }

  std::string_view rest_;
};

std::optional<When> TakePast(Reader* reader) {
  if (reader->TakeWords("last year")) return When::kLastYear;
  if (reader->TakeWords("last period") || reader->TakeWords("previous period")) {
    return When::kLastPeriod;
  }
  return std::nullopt;
}

std::optional<Linear::Term> TakeFigure(Reader* reader) {
  Linear::Term term;
  if (reader->TakeWords("actual")) return term;
  if (reader->TakeWords("target")) {
    term.when = When::kTarget;
    return term;
  }
  std::optional<std::string> code = reader->TakeCode();
  if (!code) return std::nullopt;
  term.code = *std::move(code);
  if (const std::optional<When> past = TakePast(reader)) term.when = *past;
  return term;
}

bool TakeTerm(Reader* reader, int64_t sign, Linear* linear) {
  const std::optional<int64_t> number = reader->TakeNumber();
  std::optional<Linear::Term> term;
  if (number && reader->TakeWords("times")) {
    const std::optional<When> past = TakePast(reader);
    if (!past) return false;
    term = Linear::Term{.code = "", .when = *past};
  } else {
    const bool product = number && reader->TakeSymbol("*");
    term = TakeFigure(reader);
    if (product && !term) return false;
  }
  if (!number && !term) return false;
  if (!term) {
    linear->constant += sign * *number;
    return true;
  }
  term->factor = sign * number.value_or(kScale);
  linear->terms.push_back(*std::move(term));
  return true;
}

std::optional<Linear> TakeLinear(Reader* reader) {
  Linear linear;
  if (!TakeTerm(reader, 1, &linear)) return std::nullopt;
  while (true) {
    const bool plus = reader->TakeSymbol("+");
    if (!plus && !reader->TakeMinus()) return linear;
    if (!TakeTerm(reader, plus ? 1 : -1, &linear)) return std::nullopt;
  }
}

bool TakeCompare(Reader* reader, Test* test) {
  for (const auto& [symbol, relation] : kRelations) {
    if (!reader->TakeSymbol(symbol)) continue;
    std::optional<Linear> right = TakeLinear(reader);
    if (!right) return false;
    test->relation = relation;
    test->right = *std::move(right);
    return true;
  }
  return false;
}

bool IsOneFigure(const Linear& linear) {
  return linear.terms.size() == 1 && linear.constant == 0 && linear.terms[0].factor == kScale;
}

// A test of the left side read, or of the indicator itself without one.
bool TakeTest(Reader* reader, Test* test) {
  Reader start = *reader;
  std::optional<Linear> left = TakeLinear(reader);
  if (!left) *reader = start;
  const bool number = left && left->terms.empty();
  test->left = left ? *std::move(left) : Linear{.terms = {Linear::Term{}}};
  if (TakeCompare(reader, test)) return true;
  if (number) {
    test->right = std::exchange(test->left, Linear{.terms = {Linear::Term{}}});
    return true;
  }
  if (!IsOneFigure(test->left)) return false;
  reader->TakeWords("is");
  const bool missing = reader->TakeWords("missing");
  test->relation = missing ? Relation::kMissing : Relation::kGiven;
  return missing || reader->TakeWords("given");
}

bool TakeSuffixes(Reader* reader, Rule* rule) {
  while (!reader->AtEnd()) {
    if (reader->TakeWords("at year end")) {
      rule->at_year_end = true;
    } else if (reader->TakeWords("or reason")) {
      rule->or_reason = true;
    } else if (reader->TakeWords("where")) {
      const std::optional<std::string> code = reader->TakeCode();
      if (!code || !reader->TakeWords("is given")) return false;
      rule->where_given = *code;
    } else {
      return false;
    }
  }
  return true;
}

bool TakeComparison(Reader* reader, Rule* rule) {
  Test& test = rule->tests.emplace_back();
  Reader start = *reader;
  std::optional<Linear> left = TakeLinear(reader);
  if (!left) *reader = start;
  test.left = left ? *std::move(left) : Linear{.terms = {Linear::Term{}}};
  if (test.left.terms.empty() || !TakeCompare(reader, &test)) return false;
  const bool must_hold =
      rule->severity == v1::CheckFinding::SEVERITY_ERROR || test.relation == Relation::kEqual;
  rule->kind = must_hold ? Kind::kHolds : Kind::kSuspicious;
  return TakeSuffixes(reader, rule);
}

bool TakeConjunction(Reader* reader, Rule* rule) {
  rule->kind = Kind::kSuspicious;
  do {
    if (!TakeTest(reader, &rule->tests.emplace_back())) return false;
  } while (reader->TakeWords("and"));
  return true;
}

bool TakeChange(Reader* reader, Rule* rule) {
  rule->kind = Kind::kChange;
  const std::optional<int64_t> percent = reader->TakeNumber();
  if (!percent || *percent < 0 || !reader->TakeSymbol("%") || !reader->TakeWords("on")) {
    return false;
  }
  rule->low = *percent;
  rule->base = reader->TakeWords("year") ? When::kLastYear : When::kLastPeriod;
  return rule->base == When::kLastYear || reader->TakeWords("period");
}

bool TakeRange(Reader* reader, Rule* rule) {
  rule->kind = Kind::kRange;
  const std::optional<int64_t> low = reader->TakeNumber();
  if (!low || !reader->TakeSymbol("..")) return false;
  const std::optional<int64_t> high = reader->TakeNumber();
  if (!high || *low > *high) return false;
  rule->low = *low;
  rule->high = *high;
  return true;
}

bool TakeDecimals(Reader* reader, Rule* rule) {
  rule->kind = Kind::kDecimals;
  const std::optional<int64_t> decimals = reader->TakeNumber();
  if (!decimals || *decimals < 0 || *decimals > 6 * kScale || *decimals % kScale != 0) return false;
  rule->low = *decimals / kScale;
  return true;
}

constexpr std::array<std::pair<std::string_view, Kind>, 3> kPhrases = {
    {{"not below previous period", Kind::kNotBelowPrevious},
     {"true needs a document number as evidence", Kind::kEvidence},
     {"source and date required", Kind::kSourceAndDate}}};

bool TakeBody(Reader* reader, Rule* rule) {
  for (const auto& [phrase, kind] : kPhrases) {
    if (!reader->TakeWords(phrase)) continue;
    rule->kind = kind;
    return true;
  }
  if (reader->TakeWords("explicit zero required")) {
    rule->kind = Kind::kSuspicious;
    rule->tests = {
        {.left = {.terms = {Linear::Term{}}}, .relation = Relation::kMissing, .right = {}}};
    return true;
  }
  if (reader->TakeWords("change over")) return TakeChange(reader, rule);
  if (reader->TakeWords("decimals")) return TakeDecimals(reader, rule);
  if (reader->TakeWords("if")) return TakeConjunction(reader, rule);
  Reader start = *reader;
  if (TakeRange(reader, rule)) return true;
  *reader = start;
  return TakeComparison(reader, rule);
}

bool ParseClause(std::string_view clause, v1::CheckFinding::Severity severity,
                 std::vector<Rule>* rules) {
  std::vector<Rule> parsed;
  const auto begin = [&](Kind kind) -> Rule& {
    Rule& rule = parsed.emplace_back();
    rule.severity = severity;
    rule.kind = kind;
    rule.text = std::string(clause);
    return rule;
  };
  const size_t remark = std::min(clause.find('('), clause.find("（"));
  Reader reader(clause.substr(0, remark));
  if (reader.TakeWords("integer")) begin(Kind::kInteger);
  if (!reader.AtEnd() && !TakeBody(&reader, &begin(Kind::kHolds))) return false;
  if (!reader.AtEnd() || parsed.empty()) return false;
  rules->insert(rules->end(), parsed.begin(), parsed.end());
  return true;
}

}  // namespace

std::vector<Rule> ParseRules(std::string_view words, std::vector<std::string>* remarks) {
  std::vector<Rule> rules;
  v1::CheckFinding::Severity severity = v1::CheckFinding::SEVERITY_UNSPECIFIED;
  for (absl::string_view clause : absl::StrSplit(text::ToAbsl(words), ';')) {
    clause = absl::StripAsciiWhitespace(clause);
    if (absl::ConsumePrefix(&clause, "ERROR")) severity = v1::CheckFinding::SEVERITY_ERROR;
    if (absl::ConsumePrefix(&clause, "WARNING")) severity = v1::CheckFinding::SEVERITY_WARNING;
    clause = absl::StripAsciiWhitespace(clause);
    if (clause.empty()) continue;
    const bool run = severity != v1::CheckFinding::SEVERITY_UNSPECIFIED &&
                     ParseClause(text::ToStd(clause), severity, &rules);
    if (!run && remarks != nullptr) remarks->emplace_back(clause);
  }
  return rules;
}

}  // namespace eduplan::indicators
