#include "services/organizations/reading/forest_facts.h"

#include <charconv>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "services/organizations/model/record.h"
#include "services/organizations/store/store_sql.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

int Number(std::string_view digits) {
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

// Adds the standings and placements that meet `where`; nodes that are there already get theirs.
absl::Status AddFacts(sql::Transaction& transaction, std::string_view where,
                      const sql::Params& params, int relation, tree::Delta* delta) {
  absl::flat_hash_map<std::string, size_t> places;
  for (size_t i = 0; i < delta->nodes.size(); ++i) {
    places.emplace(delta->nodes[i].id, i);
  }
  {
    EDUPLAN_ASSIGN_OR_RETURN(
        const sql::Rows rows,
        transaction.Query(
            text::Cat("SELECT id, level, kind, from_day, to_day FROM organization_standings WHERE ",
                      where),
            params));
    for (const sql::Row& row : rows) {
      const auto [place, is_new] = places.emplace(row[0].text(), delta->nodes.size());
      if (is_new) {
        delta->nodes.push_back({.id = row[0].text(), .states = {}});
      }
      delta->nodes[place->second].states.push_back({.from = TreeDay(row[3].text()),
                                                    .to = TreeDay(row[4].text()),
                                                    .level = static_cast<int>(row[1].integer()),
                                                    .kind = static_cast<int>(row[2].integer()),
                                                    .name = {}});
    }
  }
  EDUPLAN_ASSIGN_OR_RETURN(
      const sql::Rows rows,
      transaction.Query(
          text::Cat("SELECT id, parent, relation, from_day, to_day FROM organization_placements "
                    "WHERE ",
                    where, relation == kAdministrative ? " AND relation = 1" : ""),
          params));
  for (const sql::Row& row : rows) {
    delta->edges.push_back({.child = row[0].text(),
                            .parent = row[1].text(),
                            .relation = row[2].integer() == kReporting
                                            ? tree::Relation::kReporting
                                            : tree::Relation::kAdministrative,
                            .from = TreeDay(row[3].text()),
                            .to = TreeDay(row[4].text())});
  }
  return absl::OkStatus();
}

}  // namespace

tree::Day TreeDay(std::string_view day) {
  if (day == kForever) {
    return tree::kForever;
  }
  // The tables hold only days that were valid when they were written.
  return day.size() < 10
             ? tree::kAlways
             : tree::ToDay(absl::CivilDay(Number(day.substr(0, 4)), Number(day.substr(5, 2)),
                                          Number(day.substr(8, 2))));
}

absl::StatusOr<tree::Delta> AllFacts(sql::Transaction& transaction, int64_t as_of, int relation) {
  tree::Delta delta = {.replaces_all = true, .nodes = {}, .edges = {}, .sequence = as_of};
  EDUPLAN_RETURN_IF_ERROR(AddFacts(transaction, AsOf("", as_of), {}, relation, &delta));
  return delta;
}

absl::StatusOr<tree::Delta> FactsOf(sql::Transaction& transaction, std::span<const std::string> ids,
                                    int64_t as_of, int relation) {
  tree::Delta delta = {.replaces_all = false, .nodes = {}, .edges = {}, .sequence = as_of};
  EDUPLAN_RETURN_IF_ERROR(InChunks(ids, [&](std::span<const std::string> chunk) -> absl::Status {
    tree::Delta part;
    for (const std::string& id : chunk) {
      part.nodes.push_back({.id = id, .states = {}});
    }
    sql::Params params;
    const std::string where = InList("id", chunk, &params);
    EDUPLAN_RETURN_IF_ERROR(
        AddFacts(transaction, text::Cat(where, " AND ", AsOf("", as_of)), params, relation, &part));
    std::move(part.nodes.begin(), part.nodes.end(), std::back_inserter(delta.nodes));
    std::move(part.edges.begin(), part.edges.end(), std::back_inserter(delta.edges));
    return absl::OkStatus();
  }));
  for (tree::Node& node : delta.nodes) {
    tree::Normalize(&node.states);
  }
  return delta;
}

}  // namespace eduplan::organizations
