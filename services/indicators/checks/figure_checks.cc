#include "services/indicators/checks/figure_checks.h"

#include <array>
#include <utility>

#include "services/indicators/model/decimal.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

constexpr auto kError = v1::CheckFinding::SEVERITY_ERROR;
constexpr auto kWarning = v1::CheckFinding::SEVERITY_WARNING;

Finding Bare(v1::CheckFinding::Severity severity, const Definition& definition,
             std::string_view reason, std::string_view rule) {
  Finding finding;
  finding.proto.set_severity(severity);
  finding.proto.set_indicator(definition.proto.name());
  finding.proto.set_reason(std::string(reason));
  finding.proto.set_rule(std::string(rule));
  return finding;
}

// |a| is between half and double of |b| × 10^power.
bool IsAbout(const Wide& a, const Wide& b, int power) {
  Wide scaled = boost::multiprecision::abs(b);
  for (int i = 0; i < power; ++i) scaled *= 10;
  const Wide magnitude = boost::multiprecision::abs(a);
  return magnitude * 2 >= scaled && magnitude <= scaled * 2;
}

// The unit that a figure was probably typed in, if it stands 10^power too large (or, with a
// negative power, too small) in a cell of `unit`; empty if there is no such unit.
std::string LikelyUnit(std::string_view unit, int power) {
  constexpr std::string_view kTenThousand = "万";
  constexpr std::string_view kHundredMillion = "亿";
  std::string_view base = unit;
  int prefix = 0;  // power of ten of the unit's prefix
  if (unit.starts_with(kHundredMillion)) prefix = 8;
  if (unit.starts_with(kTenThousand)) prefix = 4;
  if (prefix > 0) base.remove_prefix(kTenThousand.size());
  if (base.empty() || base == "%") return "";
  switch (prefix - power) {
    case 0:
      return std::string(base);
    case 4:
      return text::Cat(kTenThousand, base);
    case 8:
      return text::Cat(kHundredMillion, base);
    default:
      return "";
  }
}

struct PastWords {
  std::string_view english;
  std::string_view chinese;
};
PastWords WordsOf(When past) {
  if (past == When::kLastYear) return {"last year", "上年同期"};
  return {"the period before", "上期"};
}

}  // namespace

Finding Compared(v1::CheckFinding::Severity severity, const Definition& definition,
                 std::string_view reason, std::string_view rule, const Rational& found,
                 const Rational& expected) {
  Finding finding = Bare(severity, definition, reason, rule);
  finding.proto.set_found(ToDecimalText(found));
  finding.proto.set_expected(ToDecimalText(expected));
  finding.proto.set_difference(ToDecimalText(found - expected));
  finding.figures = text::Cat(found.str(), ";", expected.str(), ";");
  return finding;
}

std::optional<Finding> CheckDecimals(const Definition& definition, int64_t amount) {
  int64_t unit = kScale;
  for (int i = 0; i < definition.proto.decimals(); ++i) unit /= 10;
  if (amount % unit == 0) return std::nullopt;
  const int decimals = definition.proto.decimals();
  const std::string found = FormatDecimal(amount);
  // Half a person is wrong; 4449人 in a cell of 万人 is only finer than it is printed.
  Finding finding = Bare(decimals == 0 ? kError : kWarning, definition,
                         decimals == 0 ? "NOT_AN_INTEGER" : "TOO_MANY_DECIMALS",
                         text::Cat("decimals ", decimals));
  finding.proto.set_found(found);
  finding.figures = found;
  if (decimals == 0) {
    finding.proto.set_message(text::Cat(definition.code, " is ", found, ", not an integer"));
    finding.proto.set_message_zh(
        text::Cat(definition.proto.display_name(), "为", found, "，应为整数"));
  } else {
    finding.proto.set_message(
        text::Cat(definition.code, " is ", found, ", with more than ", decimals, " decimals"));
    finding.proto.set_message_zh(
        text::Cat(definition.proto.display_name(), "为", found, "，小数不应超过", decimals, "位"));
  }
  return finding;
}

Finding RequiredFinding(const Definition& definition) {
  Finding finding = Bare(kError, definition, "REQUIRED", "required in the set");
  finding.proto.set_message(text::Cat(definition.code, " is required and missing"));
  finding.proto.set_message_zh(text::Cat(definition.proto.display_name(), "为必填项，尚未填报"));
  return finding;
}

std::optional<Finding> CheckPartsAddUp(const Definition& definition,
                                       const Disaggregation& disaggregation, int64_t total,
                                       const std::vector<RuleFigure>& parts) {
  Rational sum = 0;
  std::string shown;
  bool any = false;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].missing()) return std::nullopt;
    const std::string amount = parts[i].value ? ToDecimalText(*parts[i].value) : "n/a";
    text::Append(&shown, i == 0 ? "" : ", ", disaggregation.parts[i].code, " = ", amount);
    if (!parts[i].value) continue;
    sum += *parts[i].value;
    any = true;
  }
  const Rational whole = FromMillionths(total);
  if (!any || whole == sum) return std::nullopt;
  Finding finding =
      Compared(kError, definition, "PARTS_DO_NOT_ADD_UP",
               text::Cat("the parts by ", disaggregation.category, " add up"), whole, sum);
  text::Append(&finding.figures, shown);
  const std::string gap = ToDecimalText(boost::multiprecision::abs(Rational(whole - sum)));
  v1::CheckFinding& proto = finding.proto;
  proto.set_message(text::Cat("the parts of ", definition.code, " by ", disaggregation.category,
                              " add up to ", proto.expected(), ", not ", proto.found(),
                              ": difference ", gap, " (", shown, ")"));
  proto.set_message_zh(text::Cat(definition.proto.display_name(), "各",
                                 CategoryName(disaggregation.category), "之和", proto.expected(),
                                 " ≠ ", proto.found(), "，相差", gap, "（", shown, "）"));
  return finding;
}

std::optional<Finding> CheckUnitSlip(const Definition& definition, int64_t amount, int64_t base,
                                     When past) {
  if (amount == 0 || base == 0) return std::nullopt;
  for (const int power : {4, 8}) {
    for (const int direction : {1, -1}) {
      const bool slipped =
          direction > 0 ? IsAbout(amount, base, power) : IsAbout(base, amount, power);
      if (!slipped) continue;
      const PastWords words = WordsOf(past);
      const std::string_view times = power == 4 ? "10,000" : "100,000,000";
      const std::string_view times_zh = power == 4 ? "1万" : "1亿";
      const std::string unit = LikelyUnit(definition.proto.unit(), direction * power);
      Finding finding =
          Compared(kWarning, definition, "LIKELY_UNIT_SLIP",
                   text::Cat(direction > 0 ? "not ×" : "not ÷", times, " of ", words.english),
                   FromMillionths(amount), FromMillionths(base));
      v1::CheckFinding& proto = finding.proto;
      const std::string likely = unit.empty()
                                     ? ""
                                     : text::Cat(": probably typed in ", unit, ", the cell is in ",
                                                 definition.proto.unit());
      const std::string likely_zh =
          unit.empty()
              ? ""
              : text::Cat("，疑似按“", unit, "”填报，本栏单位为“", definition.proto.unit(), "”");
      proto.set_message(text::Cat(definition.code, " is ", proto.found(), ", about ",
                                  direction > 0 ? "×" : "÷", times, " of the ", proto.expected(),
                                  " of ", words.english, likely));
      proto.set_message_zh(text::Cat(definition.proto.display_name(), "为", proto.found(), "，约为",
                                     words.chinese, proto.expected(), "的",
                                     direction > 0 ? "" : "1/", times_zh, direction > 0 ? "倍" : "",
                                     likely_zh));
      return finding;
    }
  }
  return std::nullopt;
}

std::optional<Finding> CheckDenominator(const Definition& denominator, int64_t given,
                                        int64_t stands) {
  if (given == stands) return std::nullopt;
  Finding finding =
      Compared(kError, denominator, "DENOMINATOR_CONFLICT", "one denominator, one value",
               FromMillionths(given), FromMillionths(stands));
  v1::CheckFinding& proto = finding.proto;
  proto.set_message(text::Cat(denominator.code, " is ", proto.expected(),
                              ", the denominator given is ", proto.found(), ", difference ",
                              proto.difference()));
  proto.set_message_zh(text::Cat(denominator.proto.display_name(), proto.expected(), " ≠ ",
                                 proto.found(), "，相差", proto.difference()));
  return finding;
}

std::optional<Finding> CheckRate(const Definition& definition, int64_t rate, int64_t numerator,
                                 int64_t denominator) {
  const int decimals = definition.proto.decimals();
  const Rational computed = Rational(numerator, denominator) * FromMillionths(definition.factor);
  const std::string shown = FormatRounded(computed, decimals);
  if (FormatRounded(FromMillionths(rate), decimals) == shown) return std::nullopt;
  Finding finding = Compared(kWarning, definition, "COMPARISON", "the rate is that of its parts",
                             FromMillionths(rate), computed);
  v1::CheckFinding& proto = finding.proto;
  const std::string parts = text::Cat(FormatDecimal(numerator), "/", FormatDecimal(denominator));
  proto.set_message(text::Cat(definition.code, " is given as ", proto.found(), ", its parts ",
                              parts, " make ", shown));
  proto.set_message_zh(text::Cat(definition.proto.display_name(), "填报比率", proto.found(),
                                 "，按分子分母", parts, "计算为", shown));
  return finding;
}

}  // namespace eduplan::indicators
