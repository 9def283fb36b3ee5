#ifndef EDUPLAN_TESTS_CHAOS_TOTALS_H_
#define EDUPLAN_TESTS_CHAOS_TOTALS_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "eduplan/indicator/v1/rollup_service.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "tests/chaos/history.h"
#include "tests/chaos/world.h"

namespace eduplan::chaos {

// What a reader asks for: one organization by GetRollup, several by QueryRollups.
struct Question {
  std::vector<std::string> organizations;
  std::string token;
  std::optional<google::protobuf::Timestamp> read_time;
};

// Where readers read totals.
class Totals {
 public:
  virtual ~Totals() = default;
  virtual absl::StatusOr<indicator::v1::QueryRollupsResponse> Ask(int replica,
                                                                  const Question& question) = 0;
};

// The service itself. Thread-safe.
class ServiceTotals final : public Totals {
 public:
  explicit ServiceTotals(World& world) : world_(world) {}
  absl::StatusOr<indicator::v1::QueryRollupsResponse> Ask(int replica,
                                                          const Question& question) override;

 private:
  World& world_;
};

// A reader's cache as it must not be: every few answers about an organization it gives one again
// that it has kept, as a whole or in one row of a table. Of one thread.
class StaleTotals final : public Totals {
 public:
  enum class What { kWhole, kOneRow };
  StaleTotals(Totals& totals, What what) : totals_(totals), what_(what) {}
  absl::StatusOr<indicator::v1::QueryRollupsResponse> Ask(int replica,
                                                          const Question& question) override;
  int stale() const { return stale_; }  // answers so far

 private:
  static constexpr int kEvery = 8;
  Totals& totals_;
  What what_;
  std::map<std::vector<std::string>, indicator::v1::QueryRollupsResponse> kept_;
  std::map<std::vector<std::string>, int> asked_;
  int stale_ = 0;
};

// What of an answer goes into the history: the moment, the rows, the digest.
void Record(const indicator::v1::QueryRollupsResponse& answer, Read* read);

}  // namespace eduplan::chaos

#endif  // EDUPLAN_TESTS_CHAOS_TOTALS_H_
