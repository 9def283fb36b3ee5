#include "services/platform/tree/fact_rows.h"

#include "absl/container/flat_hash_map.h"

namespace eduplan::tree {

void AddRows(const sql::Rows& ids, const sql::Rows& states, const sql::Rows& edges, Delta* delta) {
  absl::flat_hash_map<std::string_view, size_t> place;
  for (const sql::Row& row : ids) {
    place.emplace(row[0].text(), delta->nodes.size());
    delta->nodes.push_back({.id = row[0].text(), .states = {}});
  }
  for (const sql::Row& row : states) {
    const auto found = place.find(row[0].text());
    if (found == place.end()) continue;
    delta->nodes[found->second].states.push_back({.from = static_cast<Day>(row[1].integer()),
                                                  .to = static_cast<Day>(row[2].integer()),
                                                  .level = static_cast<int>(row[3].integer()),
                                                  .kind = static_cast<int>(row[4].integer()),
                                                  .name = row[5].text()});
  }
  for (const sql::Row& row : edges) {
    delta->edges.push_back({.child = row[0].text(),
                            .parent = row[1].text(),
                            .relation = static_cast<Relation>(row[2].integer()),
                            .from = static_cast<Day>(row[3].integer()),
                            .to = static_cast<Day>(row[4].integer())});
  }
}

}  // namespace eduplan::tree
