#include "tests/chaos/reconstruction.h"

#include <algorithm>

namespace eduplan::chaos {

Reconstruction::Reconstruction(const History& history) : history_(history) {
  for (const TreeChange& change : history.tree) {
    counties_.try_emplace(change.organization, counties_.size());
  }
  for (size_t i = 0; i < history.cities.size(); ++i) {
    cities_[history.cities[i]] = static_cast<int>(i);
  }
  figures_.resize(counties_.size());
  for (const Write& write : history.writes) {
    if (write.sequence != 0) writes_.push_back(&write);
  }
  std::sort(writes_.begin(), writes_.end(),
            [](const Write* a, const Write* b) { return a->sequence < b->sequence; });
}

void Reconstruction::Advance(int64_t sequence) {
  for (; next_ < writes_.size() && writes_[next_]->sequence <= sequence; ++next_) {
    const auto county = counties_.find(writes_[next_]->county);
    if (county != counties_.end()) figures_[county->second] = writes_[next_]->figures;
  }
}

Reconstruction::Tree Reconstruction::TreeAt(int64_t tree_sequence) const {
  Tree tree = {std::vector<int>(counties_.size(), kNowhere),
               std::vector<int>(counties_.size(), kNowhere)};
  for (const TreeChange& change : history_.tree) {
    if (change.sequence > tree_sequence) continue;
    const size_t county = counties_.at(change.organization);
    const auto city = cities_.find(change.parent);
    const int place = city == cities_.end() ? kNowhere : city->second;
    if (change.from <= history_.first_day) tree.first_day[county] = place;
    if (change.from <= history_.last_day) tree.last_day[county] = place;
  }
  return tree;
}

const std::vector<int>& Reconstruction::CitiesOf(Indicator indicator, int64_t tree_sequence) {
  auto found = trees_.find(tree_sequence);
  if (found == trees_.end()) found = trees_.emplace(tree_sequence, TreeAt(tree_sequence)).first;
  return indicator == kOpening ? found->second.first_day : found->second.last_day;
}

void Reconstruction::AddCounty(size_t county, Indicator indicator, Cell* cell) const {
  ++cell->expected;
  if (!figures_[county]) return;
  const Figures& figures = *figures_[county];
  cell->there = true;
  ++cell->reported;
  if (indicator == kShare) {
    cell->sum += figures[kFirst];
    cell->divisor += figures[kTotal];
  } else {
    cell->sum += figures[indicator];
  }
}

std::optional<Cell> Reconstruction::Expected(const std::string& organization, Indicator indicator,
                                             int64_t tree_sequence) {
  const std::vector<int>& city_of = CitiesOf(indicator, tree_sequence);
  Cell cell;
  if (const auto county = counties_.find(organization); county != counties_.end()) {
    if (city_of[county->second] == kNowhere) return std::nullopt;
    AddCounty(county->second, indicator, &cell);
    return cell;
  }
  for (const auto& [city, place] : cities_) {
    if (organization != history_.province && organization != city) continue;
    const int32_t before = cell.expected;
    for (size_t county = 0; county < city_of.size(); ++county) {
      if (city_of[county] == place) AddCounty(county, indicator, &cell);
    }
    // With nothing below it, it is itself expected to report, and has not.
    if (cell.expected == before) ++cell.expected;
  }
  return cell;
}

std::string Reconstruction::CityOf(const std::string& county, Indicator indicator,
                                   int64_t tree_sequence) {
  const auto found = counties_.find(county);
  if (found == counties_.end()) return "";
  const int city = CitiesOf(indicator, tree_sequence)[found->second];
  return city == kNowhere ? "" : history_.cities[city];
}

}  // namespace eduplan::chaos
