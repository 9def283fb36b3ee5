#ifndef EDUPLAN_TESTS_CHAOS_RECONSTRUCTION_H_
#define EDUPLAN_TESTS_CHAOS_RECONSTRUCTION_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/chaos/history.h"

namespace eduplan::chaos {

// What a total must have been at a moment, from the writes and the changes of the tree alone. Asked
// in the order of sequences.
class Reconstruction {
 public:
  explicit Reconstruction(const History& history);

  // Goes on to this sequence, which is not before the last one.
  void Advance(int64_t sequence);
  // The cell of an organization under the tree of that sequence of the registry; nothing for a
  // county that does not stand on the day that counts.
  std::optional<Cell> Expected(const std::string& organization, Indicator indicator,
                               int64_t tree_sequence);
  // The city below which a county stands on the day that counts for the indicator; empty for none.
  std::string CityOf(const std::string& county, Indicator indicator, int64_t tree_sequence);
  // All that ever stood, by id.
  const std::map<std::string, size_t>& counties() const { return counties_; }

 private:
  static constexpr int kNowhere = -1;
  // By county, the place of its city in the history on the first and on the last day.
  struct Tree {
    std::vector<int> first_day;
    std::vector<int> last_day;
  };
  const std::vector<int>& CitiesOf(Indicator indicator, int64_t tree_sequence);
  Tree TreeAt(int64_t tree_sequence) const;
  void AddCounty(size_t county, Indicator indicator, Cell* cell) const;

  const History& history_;
  std::map<std::string, size_t> counties_;
  std::map<std::string, int> cities_;
  std::vector<const Write*> writes_;  // by sequence
  size_t next_ = 0;
  std::vector<std::optional<Figures>> figures_;  // by county, as they stand now
  std::map<int64_t, Tree> trees_;
};

}  // namespace eduplan::chaos

#endif  // EDUPLAN_TESTS_CHAOS_RECONSTRUCTION_H_
