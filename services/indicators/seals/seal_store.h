#ifndef EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_STORE_H_
#define EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_STORE_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/indicators/seals/filed_version.h"
#include "services/platform/calendar/period.h"
#include "services/platform/change_log/change_log.h"
#include "services/platform/sql/database.h"

namespace eduplan::indicators {

// What a seal is of.
struct SealKey {
  std::string organization;
  calendar::Period period;
  std::string set;  // empty: all indicators
};
// "organizations/{id}/seals/{period}" or "…/{period}~{set}". INVALID_ARGUMENT naming `name`.
absl::StatusOr<SealKey> ParseSealName(std::string_view name);
std::string SealName(std::string_view organization, std::string_view period, std::string_view set);

// A version with who moved the seal, and how.
struct SealVersion : FiledVersion {
  v1::Seal::State target = v1::Seal::STATE_UNSPECIFIED;  // unspecified: reopened
  std::string asked;  // digest of what the transition asked for; empty if not known
  std::string transition;
  std::string principal;
  std::string reason;
  int64_t time_us = 0;
};
using PlacedSeal = std::pair<std::string, SealVersion>;  // organization

// SQL over seal_versions, inside the caller's transaction; errors are the driver's.

// The current version; one that is OPEN and has valid_from 0 if it was never moved.
absl::StatusOr<SealVersion> ReadSeal(sql::Transaction& transaction, const SealKey& key);
// All versions, newest first.
absl::StatusOr<std::vector<SealVersion>> ReadSealVersions(sql::Transaction& transaction,
                                                          const SealKey& key);
// The version that a transition made, if it did.
absl::StatusOr<std::optional<SealVersion>> FindTransition(sql::Transaction& transaction,
                                                          const SealKey& key,
                                                          std::string_view transition);
// The seals of a period as of `sequence` after `last_key`, by SealListKey; of every organization if
// `organizations` is empty.
absl::StatusOr<std::vector<PlacedSeal>> ListSealsAfter(sql::Transaction& transaction,
                                                       std::string_view period, int64_t sequence,
                                                       std::string_view last_key,
                                                       std::span<const std::string> organizations,
                                                       int limit);
std::string SealListKey(const PlacedSeal& seal);

// Ends the current version and adds `version`, which is given its change_id, valid from this change
// on.
absl::Status PutSeal(change_log::Change& change, const SealKey& key, SealVersion* version);

v1::Seal ToProto(std::string_view organization, std::string_view period,
                 const SealVersion& version);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_SEALS_SEAL_STORE_H_
