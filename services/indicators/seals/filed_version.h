#ifndef EDUPLAN_SERVICES_INDICATORS_SEALS_FILED_VERSION_H_
#define EDUPLAN_SERVICES_INDICATORS_SEALS_FILED_VERSION_H_

#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/seal_service.pb.h"
#include "services/platform/sql/database.h"

namespace eduplan::indicators {

namespace v1 = ::eduplan::indicator::v1;

// As of which sequences figures count above the organization that filed them; 0: they do not.
struct FiledSequences {
  int64_t submitted = 0;
  int64_t approved = 0;
  friend bool operator==(const FiledSequences&, const FiledSequences&) = default;
};

// One version of the seal of an organization, a period and a set: what stood from sequence
// `valid_from` until `valid_to` of the database.
struct FiledVersion {
  std::string set;  // of indicators; empty: all of them
  int64_t valid_from = 0;
  int64_t valid_to = std::numeric_limits<int64_t>::max();
  std::string change_id;  // 128 random bits: names this version for ever
  v1::Seal::State state = v1::Seal::STATE_OPEN;
  int64_t submitted = 0;
  int64_t approved = 0;
  std::map<std::string, FiledSequences> overrides;  // by code: instead of the two above
  std::map<std::string, v1::Seal::Meanwhile> open;  // by code: may be written although sealed

  FiledSequences Of(const std::string& code) const {
    const auto found = overrides.find(code);
    return found == overrides.end() ? FiledSequences{submitted, approved} : found->second;
  }
};

// Every version of every seal of a period, by organization, oldest first; of all organizations if
// `organizations` is empty.
absl::StatusOr<std::map<std::string, std::vector<FiledVersion>>> ReadSealHistory(
    sql::Transaction& transaction, std::string_view period,
    std::span<const std::string> organizations);

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_SEALS_FILED_VERSION_H_
