#include "services/organizations/files/import_rows.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "services/organizations/model/labels.h"
#include "services/organizations/model/validate.h"
#include "services/platform/api/csv.h"
#include "services/platform/api/time.h"
#include "services/platform/api/xlsx.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;

constexpr size_t kMostViolations = 100;
constexpr size_t kMostInMessage = 10;
constexpr size_t kLongestCell = 100;  // bytes of a cell repeated in an error

// Adds what Normalize finds, except where the column is known to be wrong already.
void Check(ImportRow row, std::string_view known_bad, ParsedRows* result) {
  for (Problem& problem : Normalize(&row.draft)) {
    if (text::Cat(",", known_bad, ",").find(text::Cat(",", problem.column, ",")) ==
        std::string::npos) {
      const std::string cell = problem.column == "code"   ? row.draft.code
                               : problem.column == "name" ? row.draft.display_name
                                                          : "";
      result->errors.push_back({row.number, row.line, cell, std::move(problem)});
    }
  }
  result->rows.push_back(std::move(row));
}

// By ; or ； or 、, without the blanks around them.
std::vector<std::string_view> SplitAliases(std::string_view cell) {
  std::vector<std::string_view> aliases;
  while (!cell.empty()) {
    size_t end = cell.size(), next = cell.size();
    for (const std::string_view separator : {";", "；", "、"}) {
      if (const size_t at = cell.find(separator); at < end) {
        end = at;
        next = at + separator.size();
      }
    }
    std::string_view alias =
        text::ToStd(absl::StripAsciiWhitespace(text::ToAbsl(cell.substr(0, end))));
    if (!alias.empty()) {
      aliases.push_back(alias);
    }
    cell.remove_prefix(next);
  }
  return aliases;
}

void ReadRow(const api::Table& table, size_t index, ParsedRows* result) {
  const auto cell = [&](std::string_view column) {
    return std::string(absl::StripAsciiWhitespace(text::ToAbsl(table.Cell(index, column))));
  };
  ImportRow row = {.draft = {.code = cell("code"),
                             .display_name = cell("name"),
                             .parent = cell("parent"),
                             .reporting_parent = cell("reporting_parent"),
                             .span = {}},
                   .number = static_cast<int>(index) + 1,
                   .line = table.lines[index]};
  std::string bad;
  if (const std::string text = cell("level"); !text.empty()) {
    const std::optional<v1::Level> level = ParseLevel(text);
    row.draft.level = level.value_or(v1::LEVEL_UNSPECIFIED);
    if (!level.has_value()) {
      result->errors.push_back(
          ErrorAt(row, "level", text, "INVALID_LEVEL", "not a level", "层级无效"));
      bad = "level";
    }
  }
  if (const std::string text = cell("kind"); !text.empty()) {
    const std::optional<v1::OrganizationKind> kind = ParseKind(text);
    row.draft.kind = kind.value_or(v1::ORGANIZATION_KIND_UNSPECIFIED);
    if (!kind.has_value()) {
      result->errors.push_back(
          ErrorAt(row, "kind", text, "INVALID_KIND", "not a kind of organization", "机构类别无效"));
      text::Append(&bad, ",kind,code");
    }
  }
  for (const auto& [column, day] :
       {std::pair("from", &row.draft.span.from), std::pair("to", &row.draft.span.to)}) {
    const std::string text = cell(column);
    if (text.empty()) {
      continue;
    }
    if (const absl::StatusOr<absl::CivilDay> date = api::ParseDate(text, column); date.ok()) {
      *day = api::ToText(*date);
    } else {
      result->errors.push_back(ErrorAt(row, column, text, "INVALID_DATE",
                                       "not a date like 2021-09-01", "日期无效，应如2021-09-01"));
    }
  }
  for (const std::string_view alias : SplitAliases(table.Cell(index, "aliases"))) {
    row.draft.aliases.emplace_back(alias);
  }
  Check(std::move(row), bad, result);
}

absl::StatusOr<ParsedRows> FromFile(const google::api::HttpBody& file) {
  const std::vector<std::string> required = {"code", "name", "level", "kind", "parent", "from"};
  const std::vector<std::string> optional = {"to", "reporting_parent", "aliases"};
  const api::TableLimits limits = {.rows = kMostRows};
  EDUPLAN_ASSIGN_OR_RETURN(const api::Table table,
                           api::IsXlsx(file.content_type())
                               ? api::ParseXlsx(file.data(), required, optional, limits)
                               : api::ParseCsv(file.data(), required, optional, limits));
  ParsedRows result;
  for (size_t i = 0; i < table.rows.size(); ++i) {
    ReadRow(table, i, &result);
  }
  return result;
}

ParsedRows FromMessages(const v1::BatchImportOrganizationsRequest& request) {
  ParsedRows result;
  for (const v1::Organization& organization : request.organizations()) {
    std::vector<Problem> problems;
    ImportRow row = {.draft = DraftOf(organization, &problems),
                     .number = static_cast<int>(result.rows.size()) + 1};
    for (Problem& problem : problems) {
      result.errors.push_back({row.number, 0, "", std::move(problem)});
    }
    Check(std::move(row), "", &result);
  }
  return result;
}

std::string EnglishPlace(const RowError& error) {
  if (error.line == 0) {
    return text::Cat("organizations[", error.number - 1, "].", ApiField(error.problem.column));
  }
  return text::Cat("row ", error.number, " (line ", error.line, "), column ", error.problem.column);
}

std::string ChinesePlace(const RowError& error) {
  if (error.line == 0) {
    return text::Cat("organizations[", error.number - 1, "].", ApiField(error.problem.column));
  }
  return text::Cat("第", error.number, "行（文件第", error.line, "行）", error.problem.column,
                   "列");
}

}  // namespace

RowError ErrorAt(const ImportRow& row, std::string_view column, std::string_view cell,
                 std::string_view reason, std::string_view english, std::string_view chinese) {
  return {row.number,
          row.line,
          std::string(cell),
          {std::string(column), std::string(reason), std::string(english), std::string(chinese)}};
}

std::string ShortCell(std::string_view cell) {
  if (cell.size() <= kLongestCell) {
    return std::string(cell);
  }
  size_t end = kLongestCell;
  while (end > 0 && (cell[end] & 0xC0) == 0x80) {  // not inside a character
    --end;
  }
  return text::Cat(cell.substr(0, end), "…");
}

absl::StatusOr<ParsedRows> ParseRows(const v1::BatchImportOrganizationsRequest& request) {
  if (request.has_file() == (request.organizations_size() > 0)) {
    return status::InvalidField("organizations", "ROWS_REQUIRED",
                                "give either organizations or a CSV or XLSX file",
                                "请提供 organizations 或 CSV、XLSX 文件之一");
  }
  if (request.organizations_size() > static_cast<int>(kMostRows)) {
    return status::InvalidField("organizations", "TOO_MANY_ROWS", "at most 50,000 rows at once",
                                "一次至多50000行");
  }
  ParsedRows result;
  if (request.has_file()) {
    EDUPLAN_ASSIGN_OR_RETURN(result, FromFile(request.file()));
  } else {
    result = FromMessages(request);
  }
  return result;
}

absl::Status InvalidRows(std::span<const RowError> errors) {
  if (errors.empty()) {
    return absl::OkStatus();
  }
  status::Error result(absl::StatusCode::kInvalidArgument, "IMPORT_INVALID");
  std::string english, chinese;
  for (size_t i = 0; i < std::min(errors.size(), kMostViolations); ++i) {
    const RowError& error = errors[i];
    const std::string cell = ShortCell(error.cell);
    if (i < kMostInMessage) {
      text::Append(&english, i == 0 ? "" : "; ", EnglishPlace(error), ": \"", cell,
                   "\": ", error.problem.english);
      text::Append(&chinese, i == 0 ? "" : "；", ChinesePlace(error), "“", cell, "”：",
                   error.problem.chinese);
    }
    result.Field(EnglishPlace(error), text::Cat("\"", cell, "\": ", error.problem.english, " (",
                                                error.problem.chinese, ")"));
  }
  if (errors.size() > kMostInMessage) {
    text::Append(&english, "; and ", errors.size() - kMostInMessage, " more");
    text::Append(&chinese, "；另有", errors.size() - kMostInMessage, "处");
  }
  return result.Message(english, chinese).With("errors", text::Cat(errors.size()));
}

}  // namespace eduplan::organizations
