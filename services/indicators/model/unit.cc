#include "services/indicators/model/unit.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "services/indicators/model/decimal.h"
#include "services/platform/api/utf8.h"
#include "services/platform/status/error.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

constexpr std::array<std::pair<std::string_view, int64_t>, 7> kMultipliers = {
    {{"万亿", 1'000'000'000'000},
     {"百万", 1'000'000},
     {"千万", 10'000'000},
     {"百", 100},
     {"千", 1'000},
     {"万", 10'000},
     {"亿", 100'000'000}}};

// Units that are `factor` of another, and other spellings; each named before it is taken apart, so
// that 百分点 is not a hundred 分点. What is not here is a base of its own.
struct NamedUnit {
  std::string_view name;
  std::string_view base;
  int64_t factor;
};
constexpr std::array<NamedUnit, 9> kNamedUnits = {{{"元", "分", 100},
                                                   {"角", "分", 10},
                                                   {"公里", "米", 1'000},
                                                   {"㎡", "平方米", 1},
                                                   {"%", "‰", 10},
                                                   {"％", "‰", 10},
                                                   {"‰", "‰", 1},
                                                   {"百分点", "个百分点", 1},
                                                   {"个百分点", "个百分点", 1}}};

// What may stand in an amount besides digits and '-', and the ASCII character it means.
struct Character {
  std::string_view written;
  char means;
};
constexpr std::array<Character, 13> kCharacters = {{{",", ','},
                                                    {".", '.'},
                                                    {"，", ','},
                                                    {"．", '.'},
                                                    {"-", '-'},
                                                    {"－", '-'},
                                                    {"\u2212", '-'},
                                                    {" ", ' '},
                                                    {"\t", ' '},
                                                    {"\u00A0", ' '},
                                                    {"\u2009", ' '},
                                                    {"\u202F", ' '},
                                                    {"\u3000", ' '}}};

bool IsDigit(char c) {
  return absl::ascii_isdigit(static_cast<unsigned char>(c));
}

// The first character of a text as ASCII, 0 if it cannot stand in an amount, and its size in bytes.
struct Front {
  char means = 0;
  size_t size = 0;
};

Front FrontOf(std::string_view text) {
  if (text.empty()) return {};
  if (IsDigit(text[0])) return {text[0], 1};
  // ０ to ９ are EF BC 90 to EF BC 99.
  constexpr std::string_view kFullWidth = "\xEF\xBC";
  if (text.starts_with(kFullWidth) && text.size() > 2) {
    const int digit = static_cast<unsigned char>(text[2]) - 0x90;
    if (digit >= 0 && digit <= 9) return {static_cast<char>('0' + digit), 3};
  }
  for (const Character& character : kCharacters) {
    if (text.starts_with(character.written)) return {character.means, character.written.size()};
  }
  return {};
}

std::string_view WithoutLeadingSpaces(std::string_view text) {
  for (Front front = FrontOf(text); front.means == ' '; front = FrontOf(text))
    text.remove_prefix(front.size);
  return text;
}

std::string_view Trimmed(std::string_view text) {
  text = WithoutLeadingSpaces(text);
  for (size_t size = 1; size > 0; text.remove_suffix(size)) {
    size = 0;
    for (const Character& character : kCharacters) {
      if (character.means == ' ' && text.ends_with(character.written))
        size = character.written.size();
    }
  }
  return text;
}

const NamedUnit* FindNamed(std::string_view name) {
  const auto* const found = std::find_if(kNamedUnits.begin(), kNamedUnits.end(),
                                         [&](const NamedUnit& unit) { return unit.name == name; });
  return found == kNamedUnits.end() ? nullptr : found;
}

struct Resolved {
  std::string_view base;
  Rational factor;
};

Resolved Resolve(std::string_view unit) {
  unit = Trimmed(unit);
  int64_t multiplier = 1;
  if (FindNamed(unit) == nullptr) {
    for (const auto& [prefix, value] : kMultipliers) {
      if (!unit.starts_with(prefix)) continue;
      unit = WithoutLeadingSpaces(unit.substr(prefix.size()));
      multiplier = value;
      break;
    }
  }
  const NamedUnit* named = FindNamed(unit);
  if (named == nullptr) return {unit, multiplier};
  return {named->base, Rational(named->factor) * multiplier};
}

// Every character as the ASCII one it means; nullopt if one has no place in an amount.
std::optional<std::string> InAscii(std::string_view amount) {
  std::string ascii;
  while (!amount.empty()) {
    const Front front = FrontOf(amount);
    if (front.means == 0) return std::nullopt;
    ascii.push_back(front.means);
    amount.remove_prefix(front.size);
  }
  return ascii;
}

// "1,200" -> "1200"; nullopt unless the groups are of three digits, all but the first.
std::optional<std::string> WithoutSeparators(std::string_view digits) {
  const char separator = digits.find(',') == std::string_view::npos ? ' ' : ',';
  const std::vector<std::string> groups = absl::StrSplit(text::ToAbsl(digits), separator);
  if (groups.size() == 1) return groups[0];
  std::string joined;
  for (const std::string& group : groups) {
    const bool fits = joined.empty() ? !group.empty() && group.size() <= 3 : group.size() == 3;
    if (!fits) return std::nullopt;
    joined.append(group);
  }
  return joined;
}

}  // namespace

std::optional<Rational> UnitFactor(std::string_view from, std::string_view to) {
  const Resolved source = Resolve(from);
  const Resolved target = Resolve(to);
  if (source.base != target.base) return std::nullopt;
  return source.factor / target.factor;
}

bool SameDimension(std::string_view a, std::string_view b) {
  return Resolve(a).base == Resolve(b).base;
}

absl::StatusOr<int64_t> ConvertUnit(int64_t amount_millionths, std::string_view from,
                                    std::string_view to) {
  const auto refuse = [&](std::string_view reason, std::string_view english,
                          std::string_view chinese) {
    const std::string amount = FormatDecimal(amount_millionths);
    const std::string source = api::Excerpt(from);
    const std::string target = api::Excerpt(to);
    return status::InvalidField(
               "unit", reason,
               text::Cat(amount, " \"", source, "\" cannot be converted to \"", target,
                         "\": ", english),
               text::Cat(amount, "“", source, "”不能换算为“", target, "”：", chinese))
        .With("from", source)
        .With("to", target)
        .Build();
  };
  const std::optional<Rational> factor = UnitFactor(from, to);
  if (!factor) return refuse("UNIT_MISMATCH", "the units count different things", "计量单位不同");
  const Rational converted = FromMillionths(amount_millionths) * *factor;
  if (boost::multiprecision::abs(converted) > FromMillionths(kLargest)) {
    return refuse("DECIMAL_TOO_LARGE", "the amount would be nine trillion or more",
                  "换算后的绝对值不小于9万亿");
  }
  const std::optional<int64_t> exact = ToMillionths(converted);
  if (!exact) {
    return refuse("UNIT_NOT_EXACT", "the amount would take more than six decimals",
                  "换算后的小数超过六位");
  }
  return *exact;
}

std::pair<std::string_view, std::string_view> SplitAmount(std::string_view printed) {
  const std::string_view whole = Trimmed(printed);
  std::string_view rest = whole;
  if (const Front sign = FrontOf(rest); sign.means == '-')
    rest = WithoutLeadingSpaces(rest.substr(sign.size));
  bool any_digit = false;
  for (Front front = FrontOf(rest); front.means != 0; front = FrontOf(rest)) {
    const bool joins =
        any_digit && front.means != '-' && IsDigit(FrontOf(rest.substr(front.size)).means);
    if (!IsDigit(front.means) && !joins) break;
    any_digit = true;
    rest.remove_prefix(front.size);
  }
  if (!any_digit) return {std::string_view(), whole};
  return {whole.substr(0, whole.size() - rest.size()), WithoutLeadingSpaces(rest)};
}

std::optional<int64_t> ParsePrintedAmount(std::string_view amount) {
  const std::optional<std::string> ascii = InAscii(Trimmed(amount));
  if (!ascii) return std::nullopt;
  std::string_view digits = *ascii;
  const bool negative = digits.starts_with('-');
  if (negative) digits = WithoutLeadingSpaces(digits.substr(1));
  const size_t point = std::min(digits.find('.'), digits.size());
  const std::optional<std::string> whole = WithoutSeparators(digits.substr(0, point));
  if (!whole) return std::nullopt;
  return ParseDecimal(text::Cat(negative ? "-" : "", *whole, digits.substr(point)));
}

}  // namespace eduplan::indicators
