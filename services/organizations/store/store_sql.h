#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_STORE_STORE_SQL_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_STORE_STORE_SQL_H_

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "services/platform/api/filter.h"
#include "services/platform/sql/database.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {

// Pieces of the SQL of the registry's tables. `alias` is that of a table, "" for none.

// The rows that were current as of a sequence.
inline std::string AsOf(std::string_view alias, int64_t as_of) {
  const std::string dot = alias.empty() ? "" : text::Cat(alias, ".");
  return text::Cat(dot, "valid_from <= ", as_of, " AND ", dot, "valid_to > ", as_of);
}

// The facts that hold on the day that is parameter `day`.
inline std::string On(std::string_view alias, std::string_view day) {
  return text::Cat(alias, ".from_day <= ", day, " AND ", alias, ".to_day > ", day);
}

// "column IN ($1, …)" and those parameters.
inline std::string InList(std::string_view column, std::span<const std::string> strings,
                          sql::Params* params) {
  const std::string list = sql::Placeholders(params->size() + 1, strings.size());
  params->insert(params->end(), strings.begin(), strings.end());
  return text::Cat(column, " IN (", list, ")");
}

// Calls `use` with at most 500 strings at a time.
inline absl::Status InChunks(std::span<const std::string> strings,
                             absl::FunctionRef<absl::Status(std::span<const std::string>)> use) {
  constexpr size_t kChunk = 500;
  for (size_t begin = 0; begin < strings.size(); begin += kChunk) {
    EDUPLAN_RETURN_IF_ERROR(use(strings.subspan(begin, std::min(kChunk, strings.size() - begin))));
  }
  return absl::OkStatus();
}

// INVALID_ARGUMENT for a term of a filter that no row can be compared with.
inline status::Error BadTerm(const api::Term& term) {
  return status::InvalidField(
      "filter", "INVALID_FILTER",
      text::Cat("\"", term.literal, "\" cannot be compared with ", term.field, " that way"),
      text::Cat("过滤条件无效：", term.field, "“", term.literal, "”"));
}

inline std::vector<std::string> FirstColumn(const sql::Rows& rows) {
  std::vector<std::string> texts;
  texts.reserve(rows.size());
  for (const sql::Row& row : rows) {
    texts.push_back(row[0].text());
  }
  return texts;
}

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_STORE_STORE_SQL_H_
