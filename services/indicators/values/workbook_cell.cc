#include "services/indicators/values/workbook_cell.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "services/indicators/model/unit.h"
#include "services/platform/api/utf8.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using status::InvalidField;

constexpr std::string_view kZeros[] = {"无", "零"};
constexpr std::string_view kNotApplicable[] = {"/", "／", "不适用", "N/A", "n/a"};
constexpr std::string_view kYes[] = {"是", "√", "TRUE"};
constexpr std::string_view kNo[] = {"否", "×", "FALSE"};

template <size_t size>
bool IsOneOf(const std::string_view (&words)[size], std::string_view text) {
  return std::find(std::begin(words), std::end(words), text) != std::end(words);
}

// Without spaces around it, those of any width inside as plain ones.
std::string Trimmed(std::string_view text) {
  const std::string plain = absl::StrReplaceAll(
      text::ToAbsl(text), {{"\u00A0", " "}, {"\u2009", " "}, {"\u202F", " "}, {"\u3000", " "}});
  return std::string(absl::StripAsciiWhitespace(plain));
}

bool IsTruth(const Definition& definition) {
  return definition.aggregation() == v1::AGGREGATION_COUNT_TRUE ||
         definition.aggregation() == v1::AGGREGATION_SHARE_TRUE;
}

absl::Status NotAFigure(std::string_view typed, std::string_view english,
                        std::string_view chinese) {
  const std::string shown = api::Excerpt(typed);
  return InvalidField("file", "NOT_A_FIGURE", text::Cat("\"", shown, "\" ", english),
                      text::Cat("“", shown, "”", chinese))
      .With("value", shown);
}

absl::StatusOr<int64_t> ReadAmount(std::string_view amount, std::string_view typed) {
  if (const std::optional<int64_t> read = ParsePrintedAmount(amount)) return *read;
  return NotAFigure(
      typed,
      "is no figure of at most 13 digits, a point and 6 more: write a number, 无 or 0 "
      "for nothing, / for not applicable, or leave it empty",
      "不是有效数值（整数部分不超过13位，小数不超过6位）：请填数值；无数据发生填“无”或"
      "0，不适用填“/”，尚无数据留空");
}

// A number shown in percent, as it is in the cell: 0.987 for 98.7%.
absl::StatusOr<TypedFigure> ReadPercent(const Definition& definition, std::string_view typed) {
  if (definition.proto.unit() != "%") {
    return NotAFigure(typed,
                      text::Cat("is shown in percent, the figure is in ", definition.proto.unit()),
                      text::Cat("是百分比格式，本指标计量单位为", definition.proto.unit()));
  }
  // By digits, for 0.987654321 has more decimals than a figure until the point has moved.
  std::string digits(typed);
  size_t point = digits.find('.');
  if (point == std::string::npos)
    point = digits.size();
  else
    digits.erase(point, 1);
  digits.append(point + 2 > digits.size() ? point + 2 - digits.size() : 0, '0');
  digits.insert(point + 2, digits.size() > point + 2 ? "." : "");
  TypedFigure figure;
  figure.entry.content = Entry::Content::kNumber;
  EDUPLAN_ASSIGN_OR_RETURN(figure.entry.amount, ReadAmount(digits, typed));
  if (figure.entry.amount > 100 * kScale || figure.entry.amount < -100 * kScale) {
    const std::string shown = FormatDecimal(figure.entry.amount);
    figure.question = text::Cat("the cell shows ", shown, "%: is that meant, or ", typed, "%?");
    figure.question_zh = text::Cat("单元格显示为", shown, "%，是否应为", typed, "%？");
  }
  return figure;
}

bool IsSmall(const Entry& entry) {
  return (entry.content == Entry::Content::kNumber || entry.content == Entry::Content::kRateOnly) &&
         entry.amount != 0 && entry.amount <= kScale && entry.amount >= -kScale;
}

absl::StatusOr<TypedFigure> ReadNumber(const Definition& definition, const std::string& typed,
                                       const std::vector<Entry>& known) {
  const auto [amount, unit] = SplitAmount(typed);
  TypedFigure figure;
  figure.entry.content = Entry::Content::kNumber;
  EDUPLAN_ASSIGN_OR_RETURN(figure.entry.amount, ReadAmount(amount, typed));
  const std::string& own = definition.proto.unit();
  if (!unit.empty()) {
    EDUPLAN_ASSIGN_OR_RETURN(figure.entry.amount, ConvertUnit(figure.entry.amount, unit, own));
  } else if (own == "%" && IsSmall(figure.entry) &&
             std::none_of(known.begin(), known.end(), IsSmall)) {
    const std::string shown = FormatDecimal(figure.entry.amount);
    const std::string times = FormatDecimal(Wide(figure.entry.amount) * 100);
    figure.question = text::Cat("is ", shown, "% meant, or ", times, "%?");
    figure.question_zh = text::Cat("是", shown, "%，还是", times, "%？");
  }
  return figure;
}

}  // namespace

absl::StatusOr<TypedFigure> ReadTyped(const Definition& definition, const api::SheetCell& cell,
                                      const std::vector<Entry>& known) {
  const std::string typed = Trimmed(cell.text);
  TypedFigure figure;
  if (typed.empty()) return figure;
  if (IsOneOf(kNotApplicable, typed)) {
    figure.entry.content = Entry::Content::kNotApplicable;
    return figure;
  }
  const bool truth = IsTruth(definition);
  if (IsOneOf(kZeros, typed) || (truth && IsOneOf(kNo, typed))) {
    figure.entry.content = Entry::Content::kNumber;
  } else if (truth && IsOneOf(kYes, typed)) {
    figure.entry = {Entry::Content::kNumber, kScale};
  } else if (cell.is_percent) {
    EDUPLAN_ASSIGN_OR_RETURN(figure, ReadPercent(definition, typed));
  } else {
    EDUPLAN_ASSIGN_OR_RETURN(figure, ReadNumber(definition, typed, known));
  }
  if (definition.aggregation() == v1::AGGREGATION_RATIO) {
    figure.entry.content = Entry::Content::kRateOnly;
  }
  return figure;
}

std::string ShownEntry(const Entry& entry) {
  if (entry.content == Entry::Content::kMissing) return "";
  if (entry.content == Entry::Content::kNotApplicable) return "不适用";
  return FormatDecimal(entry.amount);
}

}  // namespace eduplan::indicators
