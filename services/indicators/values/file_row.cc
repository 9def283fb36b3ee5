#include <utility>

#include "services/indicators/values/cell_checks.h"
#include "services/indicators/values/value_input.h"
#include "services/platform/api/resource_name.h"
#include "services/platform/api/time.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;
using status::InvalidField;

absl::Status ReadValue(const FileRow& row, const Definition& definition, const Place& place,
                       CellWrite* cell) {
  if (row.value == "不适用" || row.value == "N/A") {
    cell->entry = {Entry::Content::kNotApplicable, 0};
    return absl::OkStatus();
  }
  EDUPLAN_ASSIGN_OR_RETURN(cell->entry.amount,
                           ReadAmount(definition, row.value, row.unit, place, "value"));
  // A file has no cells for the parts: they stand in rows of their own.
  cell->entry.content = definition.aggregation() == v1::AGGREGATION_RATIO
                            ? Entry::Content::kRateOnly
                            : Entry::Content::kNumber;
  return absl::OkStatus();
}

absl::StatusOr<int> ReadBasis(std::string_view written, const Place& place) {
  if (written.empty() || written == "ACTUAL") return v1::BASIS_ACTUAL;
  if (written == "EXPECTED") return v1::BASIS_EXPECTED;
  if (written == "FINAL") return v1::BASIS_FINAL;
  return InvalidField(place.Field("basis"), "INVALID_BASIS", "basis is ACTUAL, EXPECTED or FINAL",
                      "数据性质应为ACTUAL、EXPECTED或FINAL")
      .Build();
}

}  // namespace

absl::Status FileRowReader::ReadPlaces(const FileRow& row, std::string_view place,
                                       CellWrite* cell) {
  const Place here = {.row = place, .separator = ", "};
  if (row.organization != last_organization_ || organization_.empty()) {
    constexpr std::string_view kCollection = "organizations/";
    const std::string name = row.organization.starts_with(kCollection)
                                 ? std::string(row.organization)
                                 : text::Cat(kCollection, row.organization);
    EDUPLAN_ASSIGN_OR_RETURN(std::string id,
                             api::ParseId(name, "organizations", here.Field("organization")));
    organization_ = std::move(id);
    last_organization_ = std::string(row.organization);
  }
  const std::string_view period = row.period.empty() ? default_period_ : row.period;
  if (!period_ || period != last_period_) {
    EDUPLAN_ASSIGN_OR_RETURN(Period parsed, Period::Parse(period, here.Field("period")));
    period_ = std::move(parsed);
    last_period_ = std::string(period);
  }
  cell->organization = organization_;
  cell->period = period_->text();
  return absl::OkStatus();
}

absl::Status FileRowReader::Read(const FileRow& row, int line, CellWrite* cell) {
  const std::string place = text::Cat("line ", line);
  const Place here = {.row = place, .separator = ", "};
  cell->row = line;
  EDUPLAN_RETURN_IF_ERROR(ReadPlaces(row, place, cell));
  EDUPLAN_ASSIGN_OR_RETURN(const EnteredIndicator entered,
                           FindEntered(catalogue_, row.indicator, kind_, &*period_, here));
  cell->indicator = entered.index;
  EDUPLAN_RETURN_IF_ERROR(ReadValue(row, *entered.definition, here, cell));
  EDUPLAN_ASSIGN_OR_RETURN(cell->basis, ReadBasis(row.basis, here));
  cell->as_of.clear();
  if (!row.as_of.empty()) {
    EDUPLAN_ASSIGN_OR_RETURN(const absl::CivilDay day,
                             api::ParseDate(row.as_of, here.Field("as_of")));
    cell->as_of = api::ToText(day);
  }
  EDUPLAN_RETURN_IF_ERROR(CheckTexts(row.note, row.evidence, here));
  cell->note = std::string(row.note);
  cell->evidence = std::string(row.evidence);
  return absl::OkStatus();
}

}  // namespace eduplan::indicators
