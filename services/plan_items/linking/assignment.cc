#include "services/plan_items/linking/assignment.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>

#include "absl/container/flat_hash_map.h"

namespace eduplan::plan_items::linking {
namespace {

// Steps the exact matching of one group may take: about a tenth of a second.
constexpr int64_t kMostSteps = 50'000'000;
// Pairs it may hold: 12 MB.
constexpr int64_t kMostCells = 1'000'000;

class Groups {
 public:
  explicit Groups(int size) : parents_(size) { std::iota(parents_.begin(), parents_.end(), 0); }
  int Of(int node) {
    while (parents_[node] != node) node = parents_[node] = parents_[parents_[node]];
    return node;
  }
  void Join(int a, int b) { parents_[Of(a)] = Of(b); }

 private:
  std::vector<int> parents_;
};

// Numbers things from 0 in the order they are first seen.
class Numbering {
 public:
  int Of(int thing) { return numbers_.try_emplace(thing, size()).first->second; }
  int size() const { return static_cast<int>(numbers_.size()); }

 private:
  absl::flat_hash_map<int, int> numbers_;
};

// Kuhn and Munkres with potentials: rows, no more than columns, each get a column of their own at
// the least total cost. Answers the column of each row, all from 0.
std::vector<int> LeastCost(const std::vector<std::vector<double>>& cost) {
  const int rows = static_cast<int>(cost.size());
  const int columns = static_cast<int>(cost[0].size());
  std::vector<double> row_potential(rows + 1);
  std::vector<double> column_potential(columns + 1);
  std::vector<int> row_of(columns + 1);  // from 1; 0 is none
  std::vector<int> way(columns + 1);
  for (int row = 1; row <= rows; ++row) {
    row_of[0] = row;
    int column = 0;
    std::vector<double> least(columns + 1, std::numeric_limits<double>::infinity());
    std::vector<bool> used(columns + 1);
    do {
      used[column] = true;
      const int current = row_of[column];
      double delta = std::numeric_limits<double>::infinity();
      int next = 0;
      for (int j = 1; j <= columns; ++j) {
        if (used[j]) continue;
        const double reduced =
            cost[current - 1][j - 1] - row_potential[current] - column_potential[j];
        if (reduced < least[j]) {
          least[j] = reduced;
          way[j] = column;
        }
        if (least[j] < delta) {
          delta = least[j];
          next = j;
        }
      }
      for (int j = 0; j <= columns; ++j) {
        if (used[j]) {
          row_potential[row_of[j]] += delta;
          column_potential[j] -= delta;
        } else {
          least[j] -= delta;
        }
      }
      column = next;
    } while (row_of[column] != 0);
    for (; column != 0; column = way[column]) row_of[column] = row_of[way[column]];
  }
  std::vector<int> column_of(rows, -1);
  for (int j = 1; j <= columns; ++j) {
    if (row_of[j] != 0) column_of[row_of[j] - 1] = j - 1;
  }
  return column_of;
}

// The places in `group` of the chosen edges.
std::vector<int> Exact(const std::vector<Edge>& edges, const std::vector<int>& group,
                       bool figures_are_rows) {
  Numbering rows;
  Numbering columns;
  const auto row_of = [&](const Edge& edge) {
    return figures_are_rows ? edge.figure : edge.target;
  };
  const auto column_of = [&](const Edge& edge) {
    return figures_are_rows ? edge.target : edge.figure;
  };
  for (const int place : group) {
    rows.Of(row_of(edges[place]));
    columns.Of(column_of(edges[place]));
  }
  std::vector<std::vector<double>> cost(rows.size(), std::vector<double>(columns.size(), 0));
  std::vector<std::vector<int>> places(rows.size(), std::vector<int>(columns.size(), -1));
  for (const int place : group) {
    const int row = rows.Of(row_of(edges[place]));
    const int column = columns.Of(column_of(edges[place]));
    if (-edges[place].score >= cost[row][column]) continue;
    cost[row][column] = -edges[place].score;
    places[row][column] = place;
  }
  const std::vector<int> matched = LeastCost(cost);
  std::vector<int> chosen;
  for (int row = 0; row < rows.size(); ++row) {
    if (places[row][matched[row]] >= 0) chosen.push_back(places[row][matched[row]]);
  }
  return chosen;
}

std::vector<int> BestFirst(const std::vector<Edge>& edges, std::vector<int> group) {
  std::stable_sort(group.begin(), group.end(),
                   [&](int a, int b) { return edges[a].score > edges[b].score; });
  absl::flat_hash_map<int, bool> figures;
  absl::flat_hash_map<int, bool> targets;
  std::vector<int> chosen;
  for (const int place : group) {
    if (figures.contains(edges[place].figure) || targets.contains(edges[place].target)) continue;
    figures[edges[place].figure] = targets[edges[place].target] = true;
    chosen.push_back(place);
  }
  return chosen;
}

std::vector<int> Match(const std::vector<Edge>& edges, const std::vector<int>& group) {
  Numbering figures;
  Numbering targets;
  for (const int place : group) {
    figures.Of(edges[place].figure);
    targets.Of(edges[place].target);
  }
  const int64_t less = std::min(figures.size(), targets.size());
  const int64_t more = std::max(figures.size(), targets.size());
  if (less * more > kMostCells || less * less * more > kMostSteps) return BestFirst(edges, group);
  return Exact(edges, group, figures.size() <= targets.size());
}

}  // namespace

std::vector<int> Assign(int figures, const std::vector<Edge>& edges) {
  Numbering targets;
  for (const Edge& edge : edges) targets.Of(edge.target);
  Groups groups(figures + targets.size());
  for (const Edge& edge : edges) groups.Join(edge.figure, figures + targets.Of(edge.target));
  absl::flat_hash_map<int, std::vector<int>> by_group;
  for (size_t place = 0; place < edges.size(); ++place) {
    by_group[groups.Of(edges[place].figure)].push_back(static_cast<int>(place));
  }
  std::vector<int> assigned(figures, -1);
  for (const auto& [root, group] : by_group) {
    for (const int place : Match(edges, group)) assigned[edges[place].figure] = place;
  }
  return assigned;
}

}  // namespace eduplan::plan_items::linking
