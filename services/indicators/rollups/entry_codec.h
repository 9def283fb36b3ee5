#ifndef EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ENTRY_CODEC_H_
#define EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ENTRY_CODEC_H_

#include <optional>
#include <string>
#include <string_view>

#include "services/indicators/model/rollup.h"

namespace eduplan::indicators {

// A cache entry: the states of a node for one base period under the key that names them. The bytes
// repeat the key and end with a checksum, so that an entry that was cut, mixed up or written by
// another schema is a miss and never a wrong total.
std::string EncodeEntry(std::string_view key, const States& states);
// nullopt for anything but an intact entry of this key with `count` states.
std::optional<States> DecodeEntry(std::string_view bytes, std::string_view key, size_t count);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ENTRY_CODEC_H_
