#include "services/indicators/values/workbook_compare.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "services/indicators/values/cell_checks.h"
#include "services/indicators/values/workbook_cell.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;
using Difference = v1::UploadWorkbookResponse::Difference;

// Beyond any set: 5,000 members with head and foot.
constexpr api::TableLimits kLimits = {.rows = 6000, .columns = 256, .cell_bytes = 32768};

absl::Status Moved(int row) {
  const std::string place = api::CellName(row, kNameColumn);
  return status::InvalidField(
             "file", "WORKBOOK_TAMPERED",
             text::Cat("cell ", place, ": the rows of the form do not stand where they did"),
             text::Cat("单元格 ", place, "：表内各行的位置被改动，请重新下载"))
      .With("cell", place);
}

absl::Status Changed(const WorkbookManifest::Cell& cell, std::string_view now) {
  return status::Error(absl::StatusCode::kFailedPrecondition, "WORKBOOK_MISMATCH")
      .Message(text::Cat("the workbook asks for ", cell.indicator, " in \"", cell.unit,
                         "\", which now is ", now.empty() ? "not reported" : now),
               text::Cat("工作簿中“", cell.name, "”的计量单位是“", cell.unit, "”，现行为“",
                         now.empty() ? "不填报" : now, "”，请重新下载"))
      .Field("file", "of another edition of a definition")
      .With("indicator", cell.indicator)
      .With("workbook_unit", cell.unit)
      .With("current_unit", now);
}

std::string Trimmed(std::string_view text) {
  return std::string(absl::StripAsciiWhitespace(text::ToAbsl(text)));
}

// What the cell showed when it was downloaded.
Entry Downloaded(const WorkbookManifest::Cell& cell, const Definition& definition) {
  if (cell.value == "/") return {Entry::Content::kNotApplicable, 0};
  const std::optional<int64_t> amount = ParseDecimal(cell.value);
  if (!amount) return {};
  return {definition.aggregation() == v1::AGGREGATION_RATIO ? Entry::Content::kRateOnly
                                                            : Entry::Content::kNumber,
          *amount};
}

bool SameEntry(const Entry& a, const Entry& b) {
  return a.content == b.content &&
         (a.content == Entry::Content::kMissing || a.content == Entry::Content::kNotApplicable ||
          a.amount == b.amount);
}

class Comparer {
 public:
  Comparer(const FilledWorkbook& workbook, const Catalogue& catalogue, const Period& period,
           const WorkbookValues& values, const std::set<std::string>& confirmed)
      : workbook_(workbook),
        catalogue_(catalogue),
        period_(period),
        values_(values),
        confirmed_(confirmed) {}

  absl::Status Add(const WorkbookManifest::Cell& cell) {
    const int index = catalogue_.IndexOf(cell.indicator);
    const Definition* definition = index < 0 ? nullptr : catalogue_.At(index, period_);
    if (definition == nullptr || !definition->Allows(period_)) return Changed(cell, "");
    if (definition->proto.unit() != cell.unit) return Changed(cell, definition->proto.unit());
    const ValueRow* stands = values_.now.Find(cell.indicator);
    Difference difference;
    difference.set_cell(api::CellName(cell.row, kInputColumn));
    difference.set_indicator(NameOf(cell.indicator));
    difference.set_before(stands == nullptr ? "" : ShownEntry(stands->entry));
    const api::SheetCell typed = Typed(cell.row);
    const absl::StatusOr<TypedFigure> figure = ReadTyped(*definition, typed, Known(*definition));
    if (!figure.ok()) {
      difference.set_after(typed.text);
      Refuse(figure.status(), std::move(difference));
      return absl::OkStatus();
    }
    difference.set_after(ShownEntry(figure->entry));
    CellWrite write = {.row = cell.row,
                       .place = difference.cell(),
                       .organization = workbook_.manifest.organization,
                       .period = workbook_.manifest.period,
                       .indicator = index,
                       .entry = figure->entry,
                       .note = Trimmed(workbook_.form.Text(cell.row, kNoteColumn)),
                       .expected_version = cell.version};
    if (SameEntry(write.entry, Downloaded(cell, *definition)) && write.note == Trimmed(cell.note)) {
      ++result_.unchanged;
      return absl::OkStatus();
    }
    Decide(cell, *figure, stands, std::move(write), std::move(difference));
    return absl::OkStatus();
  }

  ComparedWorkbook Take() { return std::move(result_); }

 private:
  api::SheetCell Typed(int row) const {
    const auto found = workbook_.form.cells.find({row, kInputColumn});
    return found == workbook_.form.cells.end() ? api::SheetCell() : found->second;
  }

  // What else was reported of the indicator.
  std::vector<Entry> Known(const Definition& definition) const {
    return {values_.now.In(definition, catalogue_), values_.previous.In(definition, catalogue_),
            values_.last_year.In(definition, catalogue_)};
  }

  void Refuse(const absl::Status& status, Difference difference) {
    Block(Difference::OUTCOME_REFUSED, text::ToStd(status.message()),
          status::ChineseMessageOf(status), std::move(difference));
  }

  void Block(Difference::Outcome outcome, std::string_view english, std::string_view chinese,
             Difference difference) {
    difference.set_outcome(outcome);
    difference.set_message(std::string(english));
    difference.set_message_zh(std::string(chinese));
    result_.differences.push_back(std::move(difference));
    result_.blocked = true;
  }

  void Decide(const WorkbookManifest::Cell& cell, const TypedFigure& figure, const ValueRow* stands,
              CellWrite write, Difference difference) {
    const std::string standing_note = stands == nullptr ? "" : stands->note;
    const Entry standing = stands == nullptr ? Entry{} : stands->entry;
    const bool same_entry = SameEntry(figure.entry, standing);
    if (same_entry && write.note == standing_note) {
      ++result_.unchanged;
      return;
    }
    const int64_t version = stands == nullptr ? 0 : stands->valid_from;
    if (version != cell.version) {
      Block(Difference::OUTCOME_CONFLICT,
            text::Cat("it was changed after the workbook was downloaded (version ", version,
                      ", the workbook has ", cell.version, ")"),
            text::Cat("下载工作簿后该数据已被他人修改（现为版本", version, "，工作簿为版本",
                      cell.version, "）"),
            std::move(difference));
      return;
    }
    if (const absl::Status texts = CheckTexts(write.note, "", Place{write.place}); !texts.ok()) {
      Refuse(texts, std::move(difference));
      return;
    }
    if (write.entry.content == Entry::Content::kMissing && !write.note.empty()) {
      Block(Difference::OUTCOME_REFUSED, "a note stands beside a figure: write one, 无 or /",
            "有备注而无数据：请填数值、“无”或“/”", std::move(difference));
      return;
    }
    if (!figure.question.empty() && !confirmed_.contains(difference.cell())) {
      Block(Difference::OUTCOME_QUESTION, figure.question, figure.question_zh,
            std::move(difference));
      return;
    }
    // What was said of the figure still holds if only the note is new.
    if (same_entry) {
      write.as_of = stands->as_of;
      write.basis = stands->basis;
      write.evidence = stands->evidence;
    }
    difference.set_outcome(Difference::OUTCOME_WRITTEN);
    result_.differences.push_back(std::move(difference));
    result_.writes.push_back(std::move(write));
  }

  const FilledWorkbook& workbook_;
  const Catalogue& catalogue_;
  const Period& period_;
  const WorkbookValues& values_;
  const std::set<std::string>& confirmed_;
  ComparedWorkbook result_;
};

}  // namespace

absl::StatusOr<FilledWorkbook> ReadFilled(std::string_view bytes) {
  EDUPLAN_ASSIGN_OR_RETURN(std::vector<api::SheetCells> sheets,
                           api::ParseXlsxCells(bytes, kLimits));
  FilledWorkbook workbook;
  EDUPLAN_ASSIGN_OR_RETURN(workbook.manifest, FindManifest(sheets));
  const auto form = std::find_if(sheets.begin(), sheets.end(), [](const api::SheetCells& sheet) {
    return sheet.name == kFormSheet;
  });
  if (form == sheets.end()) return Moved(kFirstRow);
  workbook.form = std::move(*form);
  for (const WorkbookManifest::Cell& cell : workbook.manifest.cells) {
    if (workbook.form.Text(cell.row, kNameColumn) != cell.name) return Moved(cell.row);
  }
  return workbook;
}

absl::StatusOr<ComparedWorkbook> CompareWorkbook(const FilledWorkbook& workbook,
                                                 const Catalogue& catalogue, const Period& period,
                                                 const WorkbookValues& values,
                                                 const std::set<std::string>& confirmed) {
  Comparer comparer(workbook, catalogue, period, values, confirmed);
  for (const WorkbookManifest::Cell& cell : workbook.manifest.cells) {
    EDUPLAN_RETURN_IF_ERROR(comparer.Add(cell));
  }
  return comparer.Take();
}

}  // namespace eduplan::indicators
