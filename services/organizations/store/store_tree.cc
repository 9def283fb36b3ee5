// The questions to the store that walk the tree or search it.
#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_replace.h"
#include "services/organizations/model/convert.h"
#include "services/organizations/model/labels.h"
#include "services/organizations/store/store.h"
#include "services/organizations/store/store_sql.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

// Placement p is a step of the tree on that day: in the one that counts a reporting placement wins.
std::string Step(int relation, int64_t as_of, std::string_view day) {
  const std::string holds = text::Cat(AsOf("p", as_of), " AND ", On("p", day));
  if (relation == kAdministrative) {
    return text::Cat(holds, " AND p.relation = 1");
  }
  return text::Cat(holds,
                   " AND (p.relation = 2 OR NOT EXISTS (SELECT 1 FROM organization_placements r "
                   "WHERE r.id = p.id AND r.relation = 2 AND ",
                   AsOf("r", as_of), " AND ", On("r", day), "))");
}

// Comparison of `column` with a number.
absl::StatusOr<std::string> Compare(const api::Term& term, std::string_view column,
                                    std::optional<int> value) {
  using Op = api::Term::Op;
  static constexpr std::pair<Op, std::string_view> kOperators[] = {
      {Op::kEqual, " = "},        {Op::kNotEqual, " <> "}, {Op::kLess, " < "},
      {Op::kLessOrEqual, " <= "}, {Op::kGreater, " > "},   {Op::kGreaterOrEqual, " >= "}};
  for (const auto& [op, text] : kOperators) {
    if (op == term.op && value.has_value()) {
      return text::Cat(column, text, *value);
    }
  }
  return BadTerm(term);
}

// v exists on `day`, does not exist yet, or no longer does.
absl::StatusOr<std::string> StateIs(const api::Term& term, int64_t as_of, std::string_view day,
                                    sql::Params* params) {
  if (term.op != api::Term::Op::kEqual && term.op != api::Term::Op::kNotEqual) {
    return BadTerm(term);
  }
  params->emplace_back(day);
  const std::string param = text::Cat("$", params->size());
  const auto standing = [&](std::string_view condition) {
    return text::Cat("EXISTS (SELECT 1 FROM organization_standings f WHERE f.id = v.id AND ",
                     AsOf("f", as_of), " AND ", condition, ")");
  };
  const std::string exists = standing(On("f", param));
  const std::string began = standing(text::Cat("f.from_day <= ", param));
  std::string condition;
  if (term.literal == "ACTIVE") {
    condition = exists;
  } else if (term.literal == "PLANNED") {
    condition = text::Cat("NOT ", began);
  } else if (term.literal == "CLOSED") {
    condition = text::Cat("(", began, " AND NOT ", exists, ")");
  } else {
    return BadTerm(term);
  }
  return text::Cat(term.op == api::Term::Op::kNotEqual ? "NOT " : "", condition);
}

// v meets the term on `day`.
absl::StatusOr<std::string> Condition(const api::Term& term, int64_t as_of, std::string_view day,
                                      sql::Params* params) {
  using Op = api::Term::Op;
  if (term.field == "level" || term.field == "kind") {
    std::optional<int> value;
    if (term.field == "level") {
      value = ParseLevel(term.literal);
    } else {
      value = ParseKind(term.literal);
    }
    EDUPLAN_ASSIGN_OR_RETURN(const std::string compared,
                             Compare(term, text::Cat("f.", term.field), value));
    params->emplace_back(day);
    return text::Cat("EXISTS (SELECT 1 FROM organization_standings f WHERE f.id = v.id AND ",
                     AsOf("f", as_of), " AND ", On("f", text::Cat("$", params->size())), " AND ",
                     compared, ")");
  }
  if (term.field == "state") {
    return StateIs(term, as_of, day, params);
  }
  const bool contains = term.op == Op::kHas && term.field == "display_name";
  if (term.op != Op::kEqual && term.op != Op::kNotEqual && !contains) {
    return BadTerm(term);
  }
  const std::string param = text::Cat("$", params->size() + 1);
  std::string table, match;
  if (term.field == "parent") {
    table = "organization_placements";
    match = text::Cat("f.relation = 1 AND f.parent = ", param);
    params->emplace_back(IdOf(term.literal));
  } else if (term.field == "code") {
    table = "organization_codes";
    match = text::Cat("f.code = ", param);
    params->emplace_back(term.literal);
  } else if (contains) {
    table = "organization_names";
    match = text::Cat("lower(f.display_name) LIKE lower(", param, ") ESCAPE '!'");
    params->emplace_back(text::Cat(
        "%", absl::StrReplaceAll(term.literal, {{"!", "!!"}, {"%", "!%"}, {"_", "!_"}}), "%"));
  } else {
    table = "organization_names";
    match = text::Cat("f.display_name = ", param);
    params->emplace_back(term.literal);
  }
  params->emplace_back(day);
  return text::Cat(term.op == Op::kNotEqual ? "NOT " : "", "EXISTS (SELECT 1 FROM ", table,
                   " f WHERE f.id = v.id AND ", AsOf("f", as_of), " AND ",
                   On("f", text::Cat("$", params->size())), " AND ", match, ")");
}

// Depth-first order of nodes that came level by level, siblings in the order they came in.
std::vector<SubtreeNode> InOrder(std::vector<SubtreeNode> nodes) {
  absl::flat_hash_map<std::string, std::vector<size_t>> children;
  for (size_t i = 1; i < nodes.size(); ++i) {
    children[nodes[i].parent].push_back(i);
  }
  std::vector<SubtreeNode> ordered;
  ordered.reserve(nodes.size());
  std::vector<size_t> stack;
  if (!nodes.empty()) {
    stack.push_back(0);
  }
  while (!stack.empty()) {
    SubtreeNode node = std::move(nodes[stack.back()]);
    stack.pop_back();
    if (auto below = children.find(node.id); below != children.end()) {
      stack.insert(stack.end(), below->second.rbegin(), below->second.rend());
    }
    ordered.push_back(std::move(node));
  }
  return ordered;
}

}  // namespace

absl::StatusOr<std::vector<std::string>> Store::List(std::span<const api::Term> terms,
                                                     std::string_view day, std::string_view last,
                                                     int limit) {
  sql::Params params = {last};
  const std::string_view order = transaction_.dialect().byte_order;
  std::string sql = text::Cat("SELECT v.id FROM organization_versions v WHERE v.id", order,
                              " > $1 AND ", AsOf("v", as_of_));
  for (const api::Term& term : terms) {
    EDUPLAN_ASSIGN_OR_RETURN(const std::string condition, Condition(term, as_of_, day, &params));
    text::Append(&sql, " AND ", condition);
  }
  text::Append(&sql, " ORDER BY v.id", order, " LIMIT ", limit);
  EDUPLAN_ASSIGN_OR_RETURN(const sql::Rows rows, transaction_.Query(sql, params));
  std::vector<std::string> ids;
  for (const sql::Row& row : rows) {
    ids.push_back(row[0].text());
  }
  return ids;
}

absl::StatusOr<std::vector<std::string>> Store::Ancestors(std::string_view id, int relation,
                                                          std::string_view day) {
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction_.Query(
          text::Cat("WITH RECURSIVE up(id, depth) AS (SELECT CAST($1 AS TEXT), 0 UNION ALL "
                    "SELECT p.parent, up.depth + 1 FROM up JOIN organization_placements p "
                    "ON p.id = up.id WHERE up.depth < ",
                    kDeepest, " AND ", Step(relation, as_of_, "$2"),
                    ") SELECT id FROM up WHERE depth > 0 ORDER BY depth"),
          {id, day}));
  std::vector<std::string> ids;
  for (const sql::Row& row : rows) {
    ids.push_back(row[0].text());
  }
  return ids;
}

absl::StatusOr<std::vector<SubtreeNode>> Store::Subtree(std::string_view id, int relation,
                                                        std::string_view day, int deepest_level) {
  const std::string level =
      deepest_level > 0 ? text::Cat(" AND s.level <= ", deepest_level) : std::string();
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction_.Query(
          text::Cat("WITH RECURSIVE sub(id, parent, depth) AS (SELECT CAST($1 AS TEXT), "
                    "CAST('' AS TEXT), 0 UNION ALL SELECT p.id, p.parent, sub.depth + 1 FROM "
                    "sub JOIN organization_placements p ON p.parent = sub.id JOIN "
                    "organization_standings s ON s.id = p.id WHERE sub.depth < ",
                    kDeepest, " AND ", Step(relation, as_of_, "$2"), " AND ", AsOf("s", as_of_),
                    " AND ", On("s", "$2"), level,
                    ") SELECT id, parent FROM sub ORDER BY depth, id",
                    transaction_.dialect().byte_order, " LIMIT ", kLargestSubtree + 1),
          {id, day}));
  std::vector<SubtreeNode> nodes;
  for (const sql::Row& row : rows) {
    nodes.push_back({row[0].text(), row[1].text()});
  }
  return InOrder(std::move(nodes));
}

absl::StatusOr<absl::flat_hash_map<std::string, int>> Store::CountBelow(
    std::span<const std::string> ids, std::string_view day) {
  absl::flat_hash_map<std::string, int> counts;
  EDUPLAN_RETURN_IF_ERROR(InChunks(ids, [&](std::span<const std::string> chunk) -> absl::Status {
    sql::Params params = {day};
    const std::string where = InList("v.id", chunk, &params);
    EDUPLAN_ASSIGN_OR_RETURN(
        const sql::Rows rows,
        transaction_.Query(
            text::Cat("WITH RECURSIVE sub(root, id, depth) AS (SELECT v.id, v.id, 0 FROM "
                      "organization_versions v WHERE ",
                      where, " AND ", AsOf("v", as_of_),
                      " UNION ALL SELECT sub.root, p.id, sub.depth + 1 FROM sub JOIN "
                      "organization_placements p ON p.parent = sub.id JOIN "
                      "organization_standings s ON s.id = p.id WHERE sub.depth < ",
                      kDeepest, " AND ", Step(kReporting, as_of_, "$1"), " AND ", AsOf("s", as_of_),
                      " AND ", On("s", "$1"), ") SELECT root, COUNT(*) - 1 FROM sub GROUP BY root"),
            params));
    for (const sql::Row& row : rows) {
      counts[row[0].text()] = static_cast<int>(row[1].integer());
    }
    return absl::OkStatus();
  }));
  return counts;
}

absl::StatusOr<std::vector<std::string>> Store::AtOrBelow(std::span<const std::string> ids,
                                                          std::string_view ancestor,
                                                          std::string_view day) {
  std::vector<std::string> below;
  EDUPLAN_RETURN_IF_ERROR(InChunks(ids, [&](std::span<const std::string> chunk) -> absl::Status {
    sql::Params params = {day, ancestor};
    const std::string where = InList("v.id", chunk, &params);
    EDUPLAN_ASSIGN_OR_RETURN(
        const sql::Rows rows,
        transaction_.Query(
            text::Cat("WITH RECURSIVE up(start, id, depth) AS (SELECT v.id, v.id, 0 FROM "
                      "organization_versions v WHERE ",
                      where, " AND ", AsOf("v", as_of_),
                      " UNION ALL SELECT up.start, p.parent, up.depth + 1 FROM up JOIN "
                      "organization_placements p ON p.id = up.id WHERE up.depth < ",
                      kDeepest, " AND ", Step(kReporting, as_of_, "$1"),
                      ") SELECT DISTINCT start FROM up WHERE id = $2"),
            params));
    for (const sql::Row& row : rows) {
      below.push_back(row[0].text());
    }
    return absl::OkStatus();
  }));
  return below;
}

}  // namespace eduplan::organizations
