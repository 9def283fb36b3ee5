#ifndef EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ANSWERS_H_
#define EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ANSWERS_H_

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "eduplan/indicator/v1/rollup.pb.h"
#include "services/platform/change_log/change_log.h"

namespace eduplan::indicators {

namespace v1 = ::eduplan::indicator::v1;

// A table as it was answered under a tick of the clock. Under a later one it holds as well if
// everything it is made from has the same versions still, which `made_from` names.
struct RollupAnswer {
  change_log::Tick tick;
  std::string made_from;
  absl::Time confirmed;  // when the database last said that it holds
  std::vector<v1::Rollup> rollups;
};

// The latest answers of this process by what was asked; the least recently used are forgotten.
// Thread-safe.
class Answers {
 public:
  // Null if there is none.
  std::shared_ptr<const RollupAnswer> Find(const std::string& question);
  void Put(const std::string& question, std::shared_ptr<const RollupAnswer> answer);

 private:
  static constexpr size_t kMost = 2048;
  // Tables of more are large and seldom asked for twice: they are not kept.
  static constexpr size_t kMostRollups = 64;
  using Order = std::list<std::pair<std::string, std::shared_ptr<const RollupAnswer>>>;
  std::mutex mutex_;
  Order order_;                                                         // most recently used first
  absl::flat_hash_map<std::string_view, Order::iterator> by_question_;  // texts of order_
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_ROLLUPS_ANSWERS_H_
