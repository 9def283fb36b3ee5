#ifndef EDUPLAN_SERVICES_INDICATORS_MODEL_FILING_H_
#define EDUPLAN_SERVICES_INDICATORS_MODEL_FILING_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/indicators/model/entry_table.h"

namespace eduplan::indicators {

// One version of what an organization has filed of a period: as of which sequences its figures
// count above it, for one view. It holds from sequence `from` until `to` of the database.
struct Filing {
  int64_t from = 0;
  int64_t to = std::numeric_limits<int64_t>::max();
  std::string change_id;  // names this version for ever
  int64_t counts = 0;     // sequence that counts above; 0: nothing was filed
  // Indicators (places in the catalogue) that count as of another sequence, 0: not at all.
  std::vector<std::pair<int, int64_t>> except;
  // The indicators it is about, by place, sorted; empty: all.
  std::vector<int> only;
};

// What every organization has filed of a period, in all versions, for one view. Pure.
class Filings {
 public:
  // `indicators`: the size of the catalogue.
  explicit Filings(size_t indicators) : indicators_(indicators) {}

  void Add(std::string_view organization, Filing filing);

  // As of which sequences the figures of `organization`, and of all below it, count in a total
  // above it that itself is as of `above`: a filing counts if it held then. Where several are about
  // an indicator the one about fewest counts, then the latest.
  AsOfSequence Below(std::string_view organization, const AsOfSequence& above) const;

  // The change_id of the one filing that all its figures count by at `as_of`; empty if they count
  // by several, or not at all.
  std::string Name(std::string_view organization, int64_t as_of) const;

 private:
  const Filing* Find(const std::vector<Filing>& filings, int indicator, int64_t as_of) const;

  size_t indicators_;
  absl::flat_hash_map<std::string, std::vector<Filing>> filings_;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_MODEL_FILING_H_
