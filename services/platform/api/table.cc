#include "services/platform/api/table.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "services/platform/api/utf8.h"
#include "services/platform/status/text.h"

namespace eduplan::api {

std::string_view Table::Cell(size_t row, std::string_view column) const {
  const auto it = columns.find(text::ToAbsl(column));
  return it == columns.end() ? std::string_view() : rows[row][it->second];
}

std::optional<HeaderProblem> IndexHeader(Table* table, const std::vector<std::string>& required,
                                         const std::vector<std::string>& optional) {
  const auto known = [&](const std::string& name) {
    return std::find(required.begin(), required.end(), name) != required.end() ||
           std::find(optional.begin(), optional.end(), name) != optional.end();
  };
  for (size_t i = 0; i < table->header.size(); ++i) {
    std::string& name = table->header[i];
    absl::StripAsciiWhitespace(&name);
    const std::string shown = Excerpt(name);
    if (!known(name)) {
      return HeaderProblem{i, "COLUMN_UNKNOWN", text::Cat("unknown column \"", shown, "\""),
                           text::Cat("未知的列“", shown, "”")};
    }
    if (!table->columns.emplace(name, i).second) {
      return HeaderProblem{i, "COLUMN_TWICE", text::Cat("column \"", shown, "\" stands here twice"),
                           text::Cat("列“", shown, "”重复")};
    }
  }
  for (const std::string& name : required) {
    if (!table->columns.contains(name)) {
      return HeaderProblem{std::nullopt, "COLUMN_MISSING",
                           text::Cat("column \"", name, "\" is missing"),
                           text::Cat("缺少列“", name, "”")};
    }
  }
  return std::nullopt;
}

}  // namespace eduplan::api
