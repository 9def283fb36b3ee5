#include "services/indicators/values/value_input.h"

#include <map>
#include <tuple>
#include <utility>

#include "services/platform/api/resource_name.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using status::InvalidField;

constexpr size_t kLongestNote = 6000;  // bytes: 2,000 characters

absl::StatusOr<int64_t> Decimal(std::string_view text, std::string_view field) {
  const std::optional<int64_t> amount = ParseDecimal(text);
  if (amount) return *amount;
  const std::string shown(text.substr(0, 40));
  return InvalidField(
             field, "INVALID_DECIMAL",
             text::Cat("\"", shown,
                       "\" is not a decimal of at most 13 digits, a point and 6 more digits"),
             text::Cat("“", shown, "”不是有效数值：整数部分不超过13位，小数不超过6位"))
      .With("value", shown)
      .Build();
}

absl::StatusOr<int> IndicatorOf(const Catalogue& catalogue, std::string_view name,
                                std::string_view field) {
  const int index = catalogue.IndexOf(CodeOf(name));
  if (index >= 0) return index;
  const std::string shown(name.substr(0, 80));
  return InvalidField(field, "UNKNOWN_INDICATOR",
                      text::Cat("there is no indicator \"", shown, "\""),
                      text::Cat("没有指标“", shown, "”"))
      .With("indicator", shown)
      .Build();
}

// A number is entered for what is counted; a ratio comes with its parts or as a rate alone.
absl::Status CheckContent(const Definition& definition, Entry::Content content,
                          std::string_view field) {
  const bool ratio = definition.aggregation() == v1::AGGREGATION_RATIO;
  if (ratio && content == Entry::Content::kNumber) {
    return InvalidField(field, "RATIO_NEEDS_PARTS",
                        text::Cat(definition.code,
                                  " is a ratio: give its parts, the values of their indicators, or "
                                  "rateOnly"),
                        text::Cat(definition.proto.display_name(),
                                  "是比率指标：请填报分子分母，或仅报比率（rateOnly）"))
        .With("indicator", definition.code);
  }
  if (!ratio && content == Entry::Content::kRateOnly) {
    return InvalidField(field, "NOT_A_RATIO", text::Cat(definition.code, " is not a ratio"),
                        text::Cat(definition.proto.display_name(), "不是比率指标"))
        .With("indicator", definition.code);
  }
  return absl::OkStatus();
}

absl::StatusOr<Entry> ReadContent(const Definition& definition, const v1::ValueInput& input,
                                  std::string_view place) {
  Entry entry;
  const bool rate = input.content_case() == v1::ValueInput::kRateOnly;
  const std::string field = text::Cat(place, rate ? ".rate_only" : ".value");
  if (rate || input.content_case() == v1::ValueInput::kValue) {
    EDUPLAN_ASSIGN_OR_RETURN(entry.amount,
                             Decimal(rate ? input.rate_only() : input.value(), field));
    entry.content = rate ? Entry::Content::kRateOnly : Entry::Content::kNumber;
  } else if (input.not_applicable()) {
    entry.content = Entry::Content::kNotApplicable;
  } else if (!input.clear()) {
    return InvalidField(field, "VALUE_MISSING",
                        "one of value, notApplicable, rateOnly, parts and clear is required",
                        "value、notApplicable、rateOnly、parts、clear必填其一")
        .Build();
  }
  EDUPLAN_RETURN_IF_ERROR(CheckContent(definition, entry.content, field));
  return entry;
}

absl::Status AppendParts(const Catalogue& catalogue, const Definition& definition,
                         const v1::ValueInput::Parts& parts, std::string_view place,
                         const CellWrite& prototype, std::vector<CellWrite>* cells) {
  const std::string field = text::Cat(place, ".parts");
  if (definition.aggregation() != v1::AGGREGATION_RATIO) {
    return InvalidField(field, "NOT_A_RATIO", text::Cat(definition.code, " is not a ratio"),
                        text::Cat(definition.proto.display_name(), "不是比率指标"));
  }
  CellWrite numerator = prototype;
  EDUPLAN_ASSIGN_OR_RETURN(numerator.entry.amount,
                           Decimal(parts.numerator(), text::Cat(field, ".numerator")));
  numerator.entry.content = Entry::Content::kNumber;
  numerator.indicator = catalogue.IndexOf(definition.numerator);
  CellWrite denominator = prototype;
  EDUPLAN_ASSIGN_OR_RETURN(denominator.entry.amount,
                           Decimal(parts.denominator(), text::Cat(field, ".denominator")));
  denominator.entry.content = Entry::Content::kNumber;
  denominator.indicator = catalogue.IndexOf(definition.denominator);
  denominator.must_equal = true;
  cells->push_back(std::move(numerator));
  cells->push_back(std::move(denominator));
  return absl::OkStatus();
}

}  // namespace

absl::Status AppendCells(const Catalogue& catalogue, const v1::ValueInput& input,
                         std::string_view place, CellWrite prototype,
                         std::vector<CellWrite>* cells) {
  const auto field = [&](std::string_view name) { return text::Cat(place, ".", name); };
  CellWrite cell = std::move(prototype);
  cell.place = std::string(place);
  EDUPLAN_ASSIGN_OR_RETURN(cell.indicator,
                           IndicatorOf(catalogue, input.indicator(), field("indicator")));
  const Definition& definition = catalogue.definitions()[cell.indicator];
  if (input.has_as_of()) {
    EDUPLAN_ASSIGN_OR_RETURN(const absl::CivilDay day,
                             api::FromProto(input.as_of(), field("as_of")));
    cell.as_of = api::ToText(day);
  }
  if (!v1::Basis_IsValid(input.basis())) {
    return InvalidField(field("basis"), "INVALID_BASIS", "unknown basis", "数据性质无效");
  }
  if (input.basis() != v1::BASIS_UNSPECIFIED) cell.basis = input.basis();
  if (input.note().size() > kLongestNote) {
    return InvalidField(field("note"), "NOTE_TOO_LONG", "a note has at most 2,000 characters",
                        "备注不超过2000字");
  }
  cell.note = input.note();
  if (input.has_expected_version()) cell.expected_version = input.expected_version();
  if (input.content_case() == v1::ValueInput::kParts) {
    return AppendParts(catalogue, definition, input.parts(), place, cell, cells);
  }
  EDUPLAN_ASSIGN_OR_RETURN(cell.entry, ReadContent(definition, input, place));
  cells->push_back(std::move(cell));
  return absl::OkStatus();
}

absl::Status AppendCsvCell(const Catalogue& catalogue, const api::Table& table, size_t row,
                           std::string_view default_period, std::vector<CellWrite>* cells) {
  const std::string place = text::Cat("line ", table.lines[row]);
  const auto field = [&](std::string_view column) { return text::Cat(place, ", ", column); };
  CellWrite cell;
  cell.row = table.lines[row];
  cell.place = place;
  std::string name(table.Cell(row, "organization"));
  if (name.rfind("organizations/", 0) != 0) name = text::Cat("organizations/", name);
  EDUPLAN_ASSIGN_OR_RETURN(cell.organization,
                           api::ParseId(name, "organizations", field("organization")));
  std::string_view period = table.Cell(row, "period");
  if (period.empty()) period = default_period;
  EDUPLAN_ASSIGN_OR_RETURN(const auto parsed, calendar::Period::Parse(period, field("period")));
  cell.period = parsed.text();
  EDUPLAN_ASSIGN_OR_RETURN(
      cell.indicator, IndicatorOf(catalogue, table.Cell(row, "indicator"), field("indicator")));
  const Definition& definition = catalogue.definitions()[cell.indicator];
  const std::string_view value = table.Cell(row, "value");
  if (value == "不适用" || value == "N/A") {
    cell.entry.content = Entry::Content::kNotApplicable;
  } else {
    EDUPLAN_ASSIGN_OR_RETURN(cell.entry.amount, Decimal(value, field("value")));
    cell.entry.content = definition.aggregation() == v1::AGGREGATION_RATIO
                             ? Entry::Content::kRateOnly
                             : Entry::Content::kNumber;
  }
  cell.note = std::string(table.Cell(row, "note"));
  if (const std::string_view basis = table.Cell(row, "basis"); !basis.empty()) {
    v1::Basis parsed_basis;
    if (!v1::Basis_Parse(text::Cat("BASIS_", basis), &parsed_basis)) {
      return InvalidField(field("basis"), "INVALID_BASIS", "basis is ACTUAL, EXPECTED or FINAL",
                          "数据性质应为ACTUAL、EXPECTED或FINAL");
    }
    cell.basis = parsed_basis;
  }
  if (const std::string_view as_of = table.Cell(row, "as_of"); !as_of.empty()) {
    EDUPLAN_ASSIGN_OR_RETURN(const absl::CivilDay day, api::ParseDate(as_of, field("as_of")));
    cell.as_of = api::ToText(day);
  }
  cells->push_back(std::move(cell));
  return absl::OkStatus();
}

absl::Status CheckNoDuplicates(const Catalogue& catalogue, const std::vector<CellWrite>& cells) {
  std::map<std::tuple<std::string_view, std::string_view, int>, const CellWrite*> seen;
  for (const CellWrite& cell : cells) {
    const auto [first, inserted] =
        seen.insert({{cell.organization, cell.period, cell.indicator}, &cell});
    if (inserted) continue;
    const CellWrite& other = *first->second;
    // The denominator of two ratios may be given twice, if equal.
    if ((cell.must_equal || other.must_equal) && cell.entry.amount == other.entry.amount) continue;
    const std::string& code = catalogue.definitions()[cell.indicator].code;
    return InvalidField(cell.place, "DUPLICATE_VALUE",
                        text::Cat(code, " is given in ", other.place, " and again in ", cell.place),
                        text::Cat(code, "在", other.place, "和", cell.place, "重复填报"))
        .With("indicator", code);
  }
  return absl::OkStatus();
}

}  // namespace eduplan::indicators
