#ifndef EDUPLAN_SERVICES_INDICATORS_MODEL_ENTRY_TABLE_H_
#define EDUPLAN_SERVICES_INDICATORS_MODEL_ENTRY_TABLE_H_

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/indicators/model/state.h"

namespace eduplan::indicators {

// As of which sequence an organization's figures count: one for all indicators, or one for each.
// A sequence of 0 means that they do not count, because they were not filed.
struct AsOfSequence {
  static constexpr int64_t kNotFiled = 0;

  int64_t all = 0;
  std::vector<int64_t> each;  // by place in the catalogue; empty: `all` for every one

  bool uniform() const { return each.empty(); }
  int64_t Of(int indicator) const { return each.empty() ? all : each[indicator]; }
};

// Later than every sequence: as things stand.
inline constexpr int64_t kLive = std::numeric_limits<int64_t>::max() - 1;

// The entries of one period, in one version or several. Filled once, then read-only.
class EntryTable {
 public:
  // A version of an entry: what stood from sequence `from` until `to`.
  struct Cell {
    Entry entry;
    int32_t indicator = 0;  // place in the catalogue
    int64_t from = 0;
    int64_t to = std::numeric_limits<int64_t>::max();
  };

  // `indicators`: the size of the catalogue.
  explicit EntryTable(size_t indicators) : indicators_(indicators) {}

  // Of two that hold at once the one added later counts.
  void Add(std::string_view organization, const Cell& cell);
  // As things stand.
  void Set(std::string_view organization, int indicator, const Entry& entry) {
    Add(organization, {.entry = entry, .indicator = indicator});
  }

  size_t indicators() const { return indicators_; }
  // What an organization's entries are, by place in the catalogue, each as of its sequence. Fills
  // `entries`, which is reused: its size is that of the catalogue.
  void Read(std::string_view organization, const AsOfSequence& as_of,
            std::vector<Entry>* entries) const;
  Entry Get(std::string_view organization, int indicator, int64_t as_of = kLive) const;

 private:
  using Row = std::vector<Cell>;

  size_t indicators_;
  absl::flat_hash_map<std::string, Row> rows_;
  // Entries come organization by organization: the last one is looked for first.
  std::string last_id_;
  Row* last_ = nullptr;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_MODEL_ENTRY_TABLE_H_
