#include "services/indicators/model/rule.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/indicators/model/decimal.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using Kind = Rule::Kind;

constexpr std::array<std::pair<absl::string_view, Kind>, 5> kOperators = {{{"<=", Kind::kAtMost},
                                                                           {">=", Kind::kAtLeast},
                                                                           {"=", Kind::kEquals},
                                                                           {"<", Kind::kLess},
                                                                           {">", Kind::kGreater}}};

bool IsCodeText(std::string_view text) {
  return !text.empty() && absl::ascii_islower(static_cast<unsigned char>(text[0])) &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
         });
}

bool ParseOperand(absl::string_view words, Rule* rule) {
  if (const std::optional<int64_t> number = ParseDecimal(text::ToStd(words))) {
    rule->low = *number;
    return true;
  }
  for (const absl::string_view part : absl::StrSplit(words, '+')) {
    const std::string_view code = text::ToStd(absl::StripAsciiWhitespace(part));
    if (!IsCodeText(code)) return false;
    rule->codes.emplace_back(code);
  }
  return true;
}

bool ParseRange(absl::string_view words, Rule* rule) {
  const std::pair<std::string, std::string> ends = absl::StrSplit(words, absl::MaxSplits("..", 1));
  const std::optional<int64_t> low = ParseDecimal(ends.first);
  const std::optional<int64_t> high = ParseDecimal(ends.second);
  if (!low || !high || *low > *high) return false;
  rule->kind = Kind::kRange;
  rule->low = *low;
  rule->high = *high;
  return true;
}

void ParseClause(absl::string_view words, v1::CheckFinding::Severity severity,
                 std::vector<Rule>* rules) {
  Rule rule{.severity = severity, .kind = Kind::kRange, .text = std::string(words)};
  if (words == "not below previous period") {
    rule.kind = Kind::kNotBelowPrevious;
    rules->push_back(rule);
    return;
  }
  if (absl::ConsumePrefix(&words, "integer")) {
    rule.kind = Kind::kInteger;
    rules->push_back(rule);
    words = absl::StripLeadingAsciiWhitespace(words);
  }
  for (const auto& [symbol, kind] : kOperators) {
    if (!absl::ConsumePrefix(&words, symbol)) continue;
    rule.kind = kind;
    if (ParseOperand(absl::StripAsciiWhitespace(words), &rule)) rules->push_back(rule);
    return;
  }
  if (ParseRange(words, &rule)) rules->push_back(rule);
}

// An operator says what must hold for an ERROR and what is suspicious for a WARNING.
bool Holds(const Rule& rule, int64_t found, const Wide& expected) {
  const bool error = rule.severity == v1::CheckFinding::SEVERITY_ERROR;
  switch (rule.kind) {
    case Kind::kEquals:
      return found == expected;
    case Kind::kAtMost:
      return (found <= expected) == error;
    case Kind::kAtLeast:
      return (found >= expected) == error;
    case Kind::kLess:
      return (found < expected) == error;
    case Kind::kGreater:
      return (found > expected) == error;
    case Kind::kRange:
      return found >= rule.low && found <= rule.high;
    case Kind::kNotBelowPrevious:
      return found >= expected;
    case Kind::kInteger:
      return found % kScale == 0;
  }
  return true;
}

std::string_view ReasonOf(const Rule& rule) {
  switch (rule.kind) {
    case Kind::kEquals:
      return rule.codes.size() > 1 ? "PARTS_DO_NOT_ADD_UP" : "COMPARISON";
    case Kind::kRange:
      return "OUT_OF_RANGE";
    case Kind::kNotBelowPrevious:
      return "BELOW_PREVIOUS_PERIOD";
    case Kind::kInteger:
      return "NOT_AN_INTEGER";
    default:
      return rule.codes.empty() ? "OUT_OF_RANGE" : "COMPARISON";
  }
}

// The right-hand side, or nullopt if a value it needs is missing.
std::optional<Wide> Operand(const Rule& rule, const RuleContext& context) {
  if (rule.kind == Kind::kNotBelowPrevious) {
    if (!context.previous) return std::nullopt;
    return Wide(*context.previous);
  }
  if (rule.codes.empty()) return Wide(rule.low);
  Wide sum = 0;
  for (const std::string& code : rule.codes) {
    const std::optional<int64_t> value = context.value(code);
    if (!value) return std::nullopt;
    sum += *value;
  }
  return sum;
}

}  // namespace

bool Rule::Mentions(std::string_view code) const {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

std::vector<Rule> ParseRules(std::string_view words) {
  std::vector<Rule> rules;
  v1::CheckFinding::Severity severity = v1::CheckFinding::SEVERITY_UNSPECIFIED;
  for (absl::string_view clause : absl::StrSplit(text::ToAbsl(words), ';')) {
    clause = absl::StripAsciiWhitespace(clause);
    if (absl::ConsumePrefix(&clause, "ERROR")) severity = v1::CheckFinding::SEVERITY_ERROR;
    if (absl::ConsumePrefix(&clause, "WARNING")) severity = v1::CheckFinding::SEVERITY_WARNING;
    if (severity == v1::CheckFinding::SEVERITY_UNSPECIFIED) continue;
    ParseClause(absl::StripAsciiWhitespace(clause), severity, &rules);
  }
  return rules;
}

std::optional<v1::CheckFinding> CheckRule(const Rule& rule, std::string_view code,
                                          std::string_view display_name,
                                          const RuleContext& context) {
  const std::optional<int64_t> found = context.value(code);
  const std::optional<Wide> expected = Operand(rule, context);
  if (!found || !expected || Holds(rule, *found, *expected)) return std::nullopt;
  const Wide difference = Wide(*found) - *expected;
  v1::CheckFinding finding;
  finding.set_severity(rule.severity);
  finding.set_indicator(text::Cat("indicators/", code));
  finding.set_reason(std::string(ReasonOf(rule)));
  finding.set_rule(rule.text);
  finding.set_found(FormatDecimal(*found));
  if (rule.kind == Kind::kRange) {
    finding.set_expected(text::Cat(FormatDecimal(rule.low), "..", FormatDecimal(rule.high)));
  } else if (rule.kind != Kind::kInteger) {
    finding.set_expected(FormatDecimal(*expected));
    finding.set_difference(FormatDecimal(difference));
  }
  finding.set_message(text::Cat(code, " is ", finding.found(), "; the rule is \"", rule.text, "\"",
                                finding.expected().empty() ? "" : " against ", finding.expected(),
                                finding.difference().empty() ? "" : ", difference ",
                                finding.difference()));
  finding.set_message_zh(text::Cat(display_name, "为", finding.found(), "，不符合“", rule.text, "”",
                                   finding.expected().empty() ? "" : "，应比对", finding.expected(),
                                   finding.difference().empty() ? "" : "，相差",
                                   finding.difference()));
  return finding;
}

}  // namespace eduplan::indicators
