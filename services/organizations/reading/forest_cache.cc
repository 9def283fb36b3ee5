#include "services/organizations/reading/forest_cache.h"

#include <algorithm>
#include <utility>

#include "services/organizations/reading/forest_facts.h"
#include "services/platform/status/macros.h"

namespace eduplan::organizations {
namespace {

constexpr size_t kMostKept = 8;
// Beyond so many changes a forest is rather made from the tables.
constexpr size_t kMostChanged = 20000;

}  // namespace

absl::StatusOr<ForestCache::ForestPtr> ForestCache::At(const Moment& moment, int relation) {
  if (ForestPtr known = Find(moment, relation); known != nullptr) {
    return known;
  }
  const std::lock_guard making(moment.as_of == moment.now.sequence ? making_present_
                                                                   : making_past_);
  if (ForestPtr known = Find(moment, relation); known != nullptr) {
    return known;
  }
  ForestPtr result;
  EDUPLAN_RETURN_IF_ERROR(database_.Read([&](sql::Transaction& transaction) -> absl::Status {
    EDUPLAN_RETURN_IF_ERROR(CheckHistory(transaction, moment.now));
    result = Find(moment, relation);
    if (result == nullptr) {
      EDUPLAN_ASSIGN_OR_RETURN(Known made, Make(transaction, moment.as_of, relation));
      result = made.forest;
      Keep(std::move(made));
    }
    return absl::OkStatus();
  }));
  return result;
}

ForestCache::ForestPtr ForestCache::Find(const Moment& moment, int relation) {
  const std::lock_guard lock(mutex_);
  if (!SameTick(checked_, moment.now)) {
    return nullptr;
  }
  for (auto known = known_.begin(); known != known_.end(); ++known) {
    if (known->relation == relation && known->first <= moment.as_of &&
        moment.as_of <= known->last) {
      known_.splice(known_.begin(), known_, known);
      return known->forest;
    }
  }
  return nullptr;
}

absl::Status ForestCache::CheckHistory(sql::Transaction& transaction, const change_log::Tick& now) {
  change_log::Tick checked;
  {
    const std::lock_guard lock(mutex_);
    checked = checked_;
  }
  EDUPLAN_ASSIGN_OR_RETURN(const bool same_history, HadTick(transaction, checked));
  const std::lock_guard lock(mutex_);
  if (!same_history) {
    known_.clear();
  }
  checked_ = now;
  return absl::OkStatus();
}

ForestCache::Known ForestCache::Nearest(int64_t as_of, int relation) {
  const std::lock_guard lock(mutex_);
  Known nearest = {.relation = relation, .first = 0, .last = 0, .forest = nullptr};
  const auto distance = [&](const Known& known) {
    return as_of < known.first ? known.first - as_of : as_of - known.last;
  };
  for (const Known& known : known_) {
    if (known.relation == relation &&
        (nearest.forest == nullptr || distance(known) < distance(nearest))) {
      nearest = known;
    }
  }
  return nearest;
}

absl::StatusOr<ForestCache::Known> ForestCache::Make(sql::Transaction& transaction, int64_t as_of,
                                                     int relation) {
  Known base = Nearest(as_of, relation);
  if (base.forest != nullptr) {
    const bool back = as_of < base.first;
    EDUPLAN_ASSIGN_OR_RETURN(
        const auto changed,
        ChangedIn(transaction, back ? as_of : base.last, back ? base.first : as_of, kMostChanged));
    if (changed.has_value() && changed->empty()) {
      base.first = std::min(base.first, as_of);
      base.last = std::max(base.last, as_of);
      return base;
    }
    if (changed.has_value()) {
      EDUPLAN_ASSIGN_OR_RETURN(const tree::Delta delta,
                               FactsOf(transaction, *changed, as_of, relation));
      return Known{relation, as_of, as_of, base.forest->With(delta)};
    }
  }
  EDUPLAN_ASSIGN_OR_RETURN(const tree::Delta all, AllFacts(transaction, as_of, relation));
  return Known{relation, as_of, as_of, tree::Forest::Build(all.nodes, all.edges, as_of)};
}

void ForestCache::Keep(Known known) {
  const std::lock_guard lock(mutex_);
  // One that has been found to be of more sequences takes the place of itself.
  std::erase_if(known_, [&](const Known& other) {
    return other.relation == known.relation && other.forest == known.forest;
  });
  known_.push_front(std::move(known));
  if (known_.size() > kMostKept) {
    known_.pop_back();
  }
}

}  // namespace eduplan::organizations
