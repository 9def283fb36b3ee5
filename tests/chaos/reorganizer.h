#ifndef EDUPLAN_TESTS_CHAOS_REORGANIZER_H_
#define EDUPLAN_TESTS_CHAOS_REORGANIZER_H_

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "eduplan/organization/v1/organization_service.grpc.pb.h"
#include "tests/chaos/common.h"
#include "tests/chaos/history.h"
#include "tests/chaos/world.h"

namespace eduplan::chaos {

// Changes the tree through the registry: counties move between cities, merge and split, on days
// before and within the period, each county's later than the one before. Of one thread.
class Reorganizer {
 public:
  static constexpr int kMostMoves = 400;
  static constexpr int kMostMerges = 4;
  static constexpr int kMostSplits = 4;

  // `history` has the tree of the beginning and gets what is done to it.
  Reorganizer(World& world, Common& common, History* history, uint64_t seed);

  // Until the end.
  void Run();
  const std::map<std::string, int>& done() const { return done_; }

 private:
  using Stub = organization::v1::OrganizationService::Stub;
  struct Place {
    std::string city;
    absl::CivilDay since;  // its last change
  };

  // One change, or none where no county is left to change.
  void Change();
  // New counties are given to the clients once the replicas know them.
  void Introduce();
  void Move();
  void Merge();
  void Split();
  // A standing county for which this leaves room before the end of the period; empty if none is
  // found.
  std::string AnyCounty(int days);
  // Calls until it is answered, and tells the clients the token; the registry's sequence.
  template <typename Request>
  absl::StatusOr<int64_t> Send(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                            organization::v1::OrganizationChange*),
                               Request request);

  World& world_;
  Common& common_;
  History* history_;
  std::mt19937_64 random_;
  std::map<std::string, Place> standing_;
  std::map<std::string, int> done_;
  std::vector<std::string> new_;
  int64_t requests_ = 0;
};

}  // namespace eduplan::chaos

#endif  // EDUPLAN_TESTS_CHAOS_REORGANIZER_H_
