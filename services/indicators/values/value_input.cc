#include "services/indicators/values/value_input.h"

#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "services/indicators/values/cell_checks.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;
using status::InvalidField;

absl::StatusOr<Entry> ReadContent(const Definition& definition, const v1::ValueInput& input,
                                  const Place& place) {
  Entry entry;
  const bool rate = input.content_case() == v1::ValueInput::kRateOnly;
  const std::string_view field = rate ? "rate_only" : "value";
  if (rate || input.content_case() == v1::ValueInput::kValue) {
    EDUPLAN_ASSIGN_OR_RETURN(
        entry.amount, ReadAmount(definition, rate ? input.rate_only() : input.value(), input.unit(),
                                 place, field));
    entry.content = rate ? Entry::Content::kRateOnly : Entry::Content::kNumber;
  } else if (input.not_applicable()) {
    entry.content = Entry::Content::kNotApplicable;
  } else if (!input.clear()) {
    return InvalidField(place.Field(field), "VALUE_MISSING",
                        "one of value, notApplicable, rateOnly, parts and clear is required",
                        "value、notApplicable、rateOnly、parts、clear必填其一")
        .Build();
  }
  EDUPLAN_RETURN_IF_ERROR(CheckContent(definition, entry.content, place, field));
  return entry;
}

// What the parts of a ratio are read by.
struct PartReader {
  const Catalogue& catalogue;
  v1::ValueKind kind;
  const Period* period;
  const v1::ValueInput& input;
  const Place& place;

  absl::StatusOr<CellWrite> Read(const std::string& code, const std::string& decimal,
                                 std::string_view field, CellWrite cell) const {
    EDUPLAN_ASSIGN_OR_RETURN(const EnteredIndicator part,
                             FindEntered(catalogue, code, kind, period, place));
    EDUPLAN_ASSIGN_OR_RETURN(cell.entry.amount,
                             ReadAmount(*part.definition, decimal, input.unit(), place, field));
    cell.entry.content = Entry::Content::kNumber;
    cell.indicator = part.index;
    return cell;
  }

  absl::Status Append(const Definition& definition, const CellWrite& prototype,
                      std::vector<CellWrite>* cells) const {
    if (definition.aggregation() != v1::AGGREGATION_RATIO) {
      return InvalidField(place.Field("parts"), "NOT_A_RATIO",
                          text::Cat(definition.code, " is not a ratio"),
                          text::Cat(definition.proto.display_name(), "不是比率指标"));
    }
    EDUPLAN_ASSIGN_OR_RETURN(
        CellWrite numerator,
        Read(definition.numerator, input.parts().numerator(), "parts.numerator", prototype));
    EDUPLAN_ASSIGN_OR_RETURN(
        CellWrite denominator,
        Read(definition.denominator, input.parts().denominator(), "parts.denominator", prototype));
    denominator.must_equal = true;
    cells->push_back(std::move(numerator));
    cells->push_back(std::move(denominator));
    return absl::OkStatus();
  }
};

absl::Status ReadTexts(const v1::ValueInput& input, const Place& place, CellWrite* cell) {
  if (input.has_as_of()) {
    EDUPLAN_ASSIGN_OR_RETURN(const absl::CivilDay day,
                             api::FromProto(input.as_of(), place.Field("as_of")));
    cell->as_of = api::ToText(day);
  }
  if (!v1::Basis_IsValid(input.basis())) {
    return InvalidField(place.Field("basis"), "INVALID_BASIS", "unknown basis", "数据性质无效");
  }
  if (input.basis() != v1::BASIS_UNSPECIFIED) cell->basis = input.basis();
  EDUPLAN_RETURN_IF_ERROR(CheckTexts(input.note(), input.evidence(), place));
  cell->note = input.note();
  cell->evidence = input.evidence();
  return absl::OkStatus();
}

}  // namespace

absl::Status AppendCells(const Catalogue& catalogue, const v1::ValueInput& input,
                         std::string_view place, CellWrite prototype, std::vector<CellWrite>* cells,
                         v1::ValueKind kind) {
  const Place here = {.row = place};
  CellWrite cell = std::move(prototype);
  cell.place = std::string(place);
  std::optional<Period> period;
  if (!cell.period.empty()) {
    EDUPLAN_ASSIGN_OR_RETURN(period, Period::Parse(cell.period));
  }
  const Period* known = period ? &*period : nullptr;
  EDUPLAN_ASSIGN_OR_RETURN(const EnteredIndicator entered,
                           FindEntered(catalogue, input.indicator(), kind, known, here));
  cell.indicator = entered.index;
  EDUPLAN_RETURN_IF_ERROR(ReadTexts(input, here, &cell));
  if (input.has_expected_version()) cell.expected_version = input.expected_version();
  if (input.content_case() == v1::ValueInput::kParts) {
    return PartReader{catalogue, kind, known, input, here}.Append(*entered.definition, cell, cells);
  }
  EDUPLAN_ASSIGN_OR_RETURN(cell.entry, ReadContent(*entered.definition, input, here));
  cells->push_back(std::move(cell));
  return absl::OkStatus();
}

absl::Status CheckNoDuplicates(const Catalogue& catalogue, const std::vector<CellWrite>& cells) {
  absl::flat_hash_map<std::tuple<absl::string_view, absl::string_view, int>, const CellWrite*> seen;
  seen.reserve(cells.size());
  for (const CellWrite& cell : cells) {
    const auto [first, inserted] =
        seen.insert({{cell.organization, cell.period, cell.indicator}, &cell});
    if (inserted) continue;
    const CellWrite& other = *first->second;
    // The denominator of two ratios may be given twice, if equal.
    if ((cell.must_equal || other.must_equal) && cell.entry == other.entry) continue;
    return DuplicateError(catalogue.definitions()[cell.indicator].code, other.place, cell.place);
  }
  return absl::OkStatus();
}

absl::Status DuplicateError(std::string_view code, std::string_view first, std::string_view again) {
  return InvalidField(again, "DUPLICATE_VALUE",
                      text::Cat(code, " is given in ", first, " and again in ", again),
                      text::Cat(code, "在", first, "和", again, "重复填报"))
      .With("indicator", code);
}

v1::RowError RowErrorOf(int row, std::string_view place, const absl::Status& status) {
  v1::RowError error;
  error.set_row(row);
  std::string field = status::FieldOf(status);
  if (field.empty()) field = std::string(place);
  // The row says the line already.
  if (place.starts_with("line ") && field.starts_with(place)) {
    field = field.size() > place.size() + 2 ? field.substr(place.size() + 2) : "";
  }
  error.set_field(std::move(field));
  error.set_reason(status::ReasonOf(status));
  error.set_message(std::string(status.message()));
  error.set_message_zh(status::ChineseMessageOf(status));
  return error;
}

}  // namespace eduplan::indicators
