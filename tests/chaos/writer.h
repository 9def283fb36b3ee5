#ifndef EDUPLAN_TESTS_CHAOS_WRITER_H_
#define EDUPLAN_TESTS_CHAOS_WRITER_H_

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "tests/chaos/common.h"
#include "tests/chaos/history.h"
#include "tests/chaos/world.h"

namespace eduplan::chaos {

// A client that writes ever greater figures of its counties, one batch after the other, each until
// it is known to be written: to another replica with the same request_id if need be.
class Writer {
 public:
  // What is not settled so long after the end stays so.
  static constexpr absl::Duration kSettle = absl::Seconds(60);
  // As many versions of a figure can be listed.
  static constexpr int kMostOfACounty = 900;

  Writer(World& world, Common& common, int number, uint64_t seed)
      : world_(world), common_(common), number_(number), random_(seed) {}

  // Until the end, which is in so long; its pauses make what it may write of its counties last.
  void Run(absl::Duration duration);
  const std::vector<Write>& writes() const { return writes_; }
  int attempts() const { return attempts_; }

 private:
  Write Next(const std::string& county);
  void Settle(Write* write);
  absl::StatusOr<int64_t> Send(const Write& write, int replica);

  World& world_;
  Common& common_;
  int number_;
  std::mt19937_64 random_;
  std::map<std::string, int> counts_;  // by county
  std::vector<Write> writes_;
  int attempts_ = 0;
};

// Every version of a county's figure as it is listed now, oldest first.
absl::StatusOr<std::vector<Version>> ListVersions(World& world, int replica,
                                                  const std::string& county, size_t indicator);

}  // namespace eduplan::chaos

#endif  // EDUPLAN_TESTS_CHAOS_WRITER_H_
