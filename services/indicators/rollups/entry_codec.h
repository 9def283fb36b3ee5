#ifndef EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ENTRY_CODEC_H_
#define EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ENTRY_CODEC_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "services/indicators/rollups/moment.h"

namespace eduplan::indicators {

// A cache entry: the totals of a node for one base period and facet under the key that names them,
// and when they were computed. The bytes repeat the key and end with a checksum, so that an entry
// that was cut, mixed up or written by another schema is a miss and never a wrong total.
struct CacheEntry {
  NodeTotals totals;
  absl::Time computed;
};
std::string EncodeEntry(std::string_view key, const NodeTotals& totals, absl::Time computed);
// nullopt for anything but an intact entry of this key with `count` states.
std::optional<CacheEntry> DecodeEntry(std::string_view bytes, std::string_view key, size_t count);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ENTRY_CODEC_H_
