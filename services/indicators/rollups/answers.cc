#include "services/indicators/rollups/answers.h"

namespace eduplan::indicators {

std::shared_ptr<const RollupAnswer> Answers::Find(const std::string& question) {
  const std::lock_guard lock(mutex_);
  const auto found = by_question_.find(question);
  if (found == by_question_.end()) return nullptr;
  order_.splice(order_.begin(), order_, found->second);
  return found->second->second;
}

void Answers::Put(const std::string& question, std::shared_ptr<const RollupAnswer> answer) {
  if (answer->rollups.size() > kMostRollups) return;
  const std::lock_guard lock(mutex_);
  const auto found = by_question_.find(question);
  if (found != by_question_.end()) {
    found->second->second = std::move(answer);
    return;
  }
  order_.emplace_front(question, std::move(answer));
  by_question_.emplace(order_.front().first, order_.begin());
  if (order_.size() > kMost) {
    by_question_.erase(order_.back().first);
    order_.pop_back();
  }
}

}  // namespace eduplan::indicators
