#include "services/indicators/catalogue/definition_rows.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "services/indicators/catalogue/definition_columns.h"
#include "services/platform/api/csv.h"
#include "services/platform/api/xlsx.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

constexpr int kMostRows = 5000;
constexpr size_t kMostInMessage = 3;

// A problem found in a row before all rows have their places in memory.
using Found = std::vector<std::pair<size_t, DefinitionProblem>>;

// Adds what is wrong with the definition, but for fields known to be wrong as cells.
void Build(v1::Indicator proto, std::vector<DefinitionProblem> in_cells, DefinitionBatch* batch,
           Found* found) {
  DefinitionRow& row = batch->rows.back();
  const size_t index = batch->rows.size() - 1;
  std::set<std::string> known;
  for (DefinitionProblem& problem : in_cells) {
    known.insert(problem.field);
    found->emplace_back(index, std::move(problem));
  }
  for (DefinitionProblem& problem : BuildDefinition(std::move(proto), &row.definition)) {
    const std::string top = problem.field.substr(0, problem.field.find_first_of("[."));
    if (!known.contains(top)) found->emplace_back(index, std::move(problem));
  }
}

void ReadRow(const api::Table& table, size_t index, DefinitionBatch* batch, Found* found) {
  v1::Indicator proto;
  std::vector<DefinitionProblem> problems;
  for (const Column& column : Columns()) {
    if (auto problem = ReadCell(column, table.Cell(index, column.name), &proto)) {
      problems.push_back(*std::move(problem));
    }
  }
  batch->rows.push_back({.number = static_cast<int>(index) + 1, .line = table.lines[index]});
  Build(std::move(proto), std::move(problems), batch, found);
}

// Editions of one code stand at one place: that of the first.
void PlaceRows(std::vector<DefinitionRow>* rows) {
  std::map<std::string, int, std::less<>> places;
  for (DefinitionRow& row : *rows) {
    v1::Indicator& proto = row.definition.proto;
    const int place = proto.ordinal() != 0 ? proto.ordinal() : row.number;
    const auto [first, is_new] = places.emplace(row.definition.code, place);
    if (proto.ordinal() == 0) proto.set_ordinal(first->second);
  }
}

absl::Status ReadFile(const google::api::HttpBody& file, DefinitionBatch* batch, Found* found) {
  const api::TableLimits limits = {.rows = kMostRows};
  EDUPLAN_ASSIGN_OR_RETURN(
      const api::Table table,
      api::IsXlsx(file.content_type())
          ? api::ParseXlsx(file.data(), RequiredColumns(), OptionalColumns(), limits)
          : api::ParseCsv(file.data(), RequiredColumns(), OptionalColumns(), limits));
  for (size_t i = 0; i < table.rows.size(); ++i) ReadRow(table, i, batch, found);
  PlaceRows(&batch->rows);
  return absl::OkStatus();
}

void FindDuplicates(const std::vector<DefinitionRow>& rows, Found* found) {
  std::map<std::pair<std::string_view, absl::CivilDay>, int> seen;
  for (size_t i = 0; i < rows.size(); ++i) {
    const Definition& definition = rows[i].definition;
    const auto [first, is_new] = seen.emplace(
        std::pair(std::string_view(definition.code), definition.effective_from), rows[i].number);
    if (is_new) continue;
    found->emplace_back(i, DefinitionProblem{"code", "DUPLICATE_CODE",
                                             text::Cat(definition.code,
                                                       " with the same effective_from stands in "
                                                       "row ",
                                                       first->second, " too"),
                                             text::Cat(definition.code, "（生效日期相同）与第",
                                                       first->second, "行重复")});
  }
}

std::string EnglishPlace(const RowProblem& problem) {
  const DefinitionRow* row = problem.row;
  if (row == nullptr) return problem.problem.field;
  if (row->line == 0) return text::Cat("indicators[", row->number - 1, "].", problem.problem.field);
  return text::Cat("row ", row->number, " (line ", row->line, "), column ",
                   ColumnOf(problem.problem.field));
}

std::string ChinesePlace(const RowProblem& problem) {
  const DefinitionRow* row = problem.row;
  if (row == nullptr || row->line == 0) return EnglishPlace(problem);
  return text::Cat("第", row->number, "行（文件第", row->line, "行）",
                   ColumnOf(problem.problem.field), "列");
}

}  // namespace

absl::StatusOr<DefinitionBatch> ReadBatch(const v1::BatchImportIndicatorsRequest& request) {
  if (request.has_file() == (request.indicators_size() > 0)) {
    return status::InvalidField("indicators", "ROWS_REQUIRED",
                                "give either indicators or a CSV or XLSX file",
                                "请提供 indicators 或 CSV、XLSX 文件之一");
  }
  if (request.indicators_size() > kMostRows) {
    return status::InvalidField("indicators", "TOO_MANY_ROWS", "at most 5,000 rows at once",
                                "一次至多5000行");
  }
  DefinitionBatch batch;
  Found found;
  if (request.has_file()) {
    EDUPLAN_RETURN_IF_ERROR(ReadFile(request.file(), &batch, &found));
  }
  for (const v1::Indicator& given : request.indicators()) {
    v1::Indicator proto = given;
    proto.clear_create_time();
    proto.clear_update_time();
    batch.rows.push_back({.number = static_cast<int>(batch.rows.size()) + 1});
    Build(std::move(proto), {}, &batch, &found);
  }
  FindDuplicates(batch.rows, &found);
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [index, problem] : found) {
    batch.problems.push_back({&batch.rows[index], std::move(problem)});
  }
  return batch;
}

void AddReferenceProblems(const Catalogue& after, DefinitionBatch* batch) {
  std::set<const DefinitionRow*> wrong;
  std::set<std::string_view> wrong_codes;
  for (const RowProblem& problem : batch->problems) {
    wrong.insert(problem.row);
    wrong_codes.insert(problem.row->definition.code);
  }
  std::map<std::pair<std::string_view, absl::CivilDay>, const DefinitionRow*> rows;
  for (const DefinitionRow& row : batch->rows) {
    rows.emplace(std::pair(std::string_view(row.definition.code), row.definition.effective_from),
                 &row);
  }
  for (ReferenceProblem& found : after.ReferenceProblems()) {
    const auto row = rows.find({found.definition->code, found.definition->effective_from});
    if (row == rows.end()) {
      found.problem.field = text::Cat(found.definition->proto.name(), ".", found.problem.field);
    } else if (wrong.contains(row->second)) {
      continue;
    }
    if (wrong_codes.contains(found.refers_to)) continue;
    batch->problems.push_back(
        {row == rows.end() ? nullptr : row->second, std::move(found.problem)});
  }
  const auto number = [](const RowProblem& problem) {
    return problem.row == nullptr ? std::numeric_limits<int>::max() : problem.row->number;
  };
  std::stable_sort(batch->problems.begin(), batch->problems.end(),
                   [&](const RowProblem& a, const RowProblem& b) { return number(a) < number(b); });
}

absl::Status ToStatus(const DefinitionBatch& batch) {
  if (batch.problems.empty()) return absl::OkStatus();
  status::Error result(absl::StatusCode::kInvalidArgument, "IMPORT_INVALID");
  std::string english, chinese;
  for (size_t i = 0; i < batch.problems.size(); ++i) {
    const RowProblem& problem = batch.problems[i];
    if (i < kMostInMessage) {
      text::Append(&english, i == 0 ? "" : "; ", EnglishPlace(problem), ": ",
                   problem.problem.english);
      text::Append(&chinese, i == 0 ? "" : "；", ChinesePlace(problem), "：",
                   problem.problem.chinese);
    }
    result.Field(EnglishPlace(problem),
                 text::Cat(problem.problem.english, " (", problem.problem.chinese, ")"));
  }
  if (batch.problems.size() > kMostInMessage) {
    text::Append(&english, "; and ", batch.problems.size() - kMostInMessage, " more");
    text::Append(&chinese, "；另有", batch.problems.size() - kMostInMessage, "处");
  }
  return result.Message(english, chinese).With("errors", text::Cat(batch.problems.size()));
}

}  // namespace eduplan::indicators
