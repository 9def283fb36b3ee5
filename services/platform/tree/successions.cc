#include "services/platform/tree/successions.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_set.h"

namespace eduplan::tree {
namespace {

auto OrderOf(const Succession& s) {
  return std::tie(s.from, s.sequence, s.event, s.source, s.target);
}

bool OfOneEvent(const Succession& a, const Succession& b) {
  return a.from == b.from && a.sequence == b.sequence && a.event == b.event;
}

void NormalizeShares(std::vector<Share>* shares) {
  std::erase_if(*shares, [](const Share& share) {
    return share.billionths <= 0 || share.billionths > kWhole;
  });
  for (Share& share : *shares) {
    if (share.key.empty()) {
      share.key = kDefaultKey;
    }
  }
  std::stable_sort(shares->begin(), shares->end(),
                   [](const Share& a, const Share& b) { return a.key < b.key; });
  const auto same = [](const Share& a, const Share& b) { return a.key == b.key; };
  shares->erase(shares->begin(), std::unique(shares->rbegin(), shares->rend(), same).base());
}

int64_t BillionthsBy(std::string_view key, const Succession& succession) {
  for (const Share& share : succession.shares) {
    if (share.key == key) {
      return share.billionths;
    }
  }
  return 0;
}

int64_t TotalBy(std::string_view key, std::span<const Succession> successions) {
  int64_t total = 0;
  for (const Succession& succession : successions) {
    total += BillionthsBy(key, succession);
  }
  return total;
}

}  // namespace

void Normalize(std::vector<Succession>* successions) {
  for (Succession& succession : *successions) {
    NormalizeShares(&succession.shares);
  }
  const auto key = [](const Succession& s) { return std::tie(s.event, s.source, s.target); };
  std::stable_sort(successions->begin(), successions->end(),
                   [&](const Succession& a, const Succession& b) { return key(a) < key(b); });
  const auto same = [&](const Succession& a, const Succession& b) { return key(a) == key(b); };
  successions->erase(successions->begin(),
                     std::unique(successions->rbegin(), successions->rend(), same).base());
  std::sort(successions->begin(), successions->end(),
            [](const Succession& a, const Succession& b) { return OrderOf(a) < OrderOf(b); });
}

Successions::Successions(std::vector<Succession> successions) : all_(std::move(successions)) {
  Normalize(&all_);
  for (uint32_t begin = 0; begin < all_.size();) {
    const auto step = static_cast<uint32_t>(steps_.size());
    uint32_t end = begin;
    for (; end < all_.size() && OfOneEvent(all_[end], all_[begin]); ++end) {
      const Succession& succession = all_[end];
      std::vector<uint32_t>& steps = steps_of_[succession.source];
      if (steps.empty() || steps.back() != step) {
        steps.push_back(step);
      }
      targets_[succession.source].push_back(succession.target);
      sources_[succession.target].push_back(succession.source);
    }
    steps_.push_back({all_[begin].from, begin, end});
    begin = end;
  }
}

std::shared_ptr<const Successions> Successions::With(std::span<const Succession> more) const {
  absl::flat_hash_set<std::string_view> events;
  for (const Succession& succession : more) {
    events.insert(succession.event);
  }
  std::vector<Succession> all;
  all.reserve(all_.size() + more.size());
  for (const Succession& succession : all_) {
    if (!events.contains(succession.event)) {
      all.push_back(succession);
    }
  }
  all.insert(all.end(), more.begin(), more.end());
  return std::make_shared<const Successions>(std::move(all));
}

std::vector<Heir> Successions::HeirsOf(std::string_view id, Day since, Day until,
                                       std::string_view key) const {
  Parts parts = {{id, Fraction(1)}};
  std::set<uint32_t> ahead;
  // Notes the next step of a holder that is not before `first`.
  const auto look_ahead = [&](std::string_view holder, uint32_t first) {
    const auto found = steps_of_.find(holder);
    if (found == steps_of_.end()) {
      return;
    }
    const auto step = std::lower_bound(found->second.begin(), found->second.end(), first);
    if (step != found->second.end() && steps_[*step].day <= until) {
      ahead.insert(*step);
    }
  };
  const auto first = std::partition_point(steps_.begin(), steps_.end(),
                                          [&](const Step& step) { return step.day <= since; });
  look_ahead(id, static_cast<uint32_t>(first - steps_.begin()));
  while (!ahead.empty()) {
    const uint32_t step = *ahead.begin();
    ahead.erase(ahead.begin());
    for (const std::string_view holder : Take(steps_[step], key, &parts)) {
      look_ahead(holder, step + 1);
    }
  }
  std::vector<Heir> heirs;
  heirs.reserve(parts.size());
  for (auto& [holder, share] : parts) {
    heirs.push_back({std::string(holder), std::move(share)});
  }
  return heirs;
}

std::vector<std::string_view> Successions::Take(const Step& step, std::string_view key,
                                                Parts* parts) const {
  // Kept apart until all have given: nobody passes on in an event what comes to it by the same.
  std::vector<std::pair<std::string_view, Fraction>> taken;
  for (uint32_t begin = step.begin, end = begin; begin < step.end; begin = end) {
    const std::string& source = all_[begin].source;
    while (end < step.end && all_[end].source == source) {
      ++end;
    }
    const auto held = parts->find(source);
    if (held == parts->end()) {
      continue;
    }
    const std::span<const Succession> heirs(&all_[begin], end - begin);
    const std::string_view by = TotalBy(key, heirs) > 0 ? key : kDefaultKey;
    const int64_t total = TotalBy(by, heirs);
    if (total == 0) {
      taken.emplace_back(heirs.size() == 1 ? heirs[0].target : source, held->second);
    }
    for (const Succession& heir : heirs) {
      if (const int64_t billionths = BillionthsBy(by, heir); billionths > 0) {
        taken.emplace_back(heir.target, held->second * Fraction(billionths, total));
      }
    }
    parts->erase(held);
  }
  std::vector<std::string_view> holders;
  holders.reserve(taken.size());
  for (auto& [holder, share] : taken) {
    (*parts)[holder] += share;
    holders.push_back(holder);
  }
  return holders;
}

std::vector<std::string> Successions::Reach(const Neighbours& neighbours, std::string_view id) {
  std::set<std::string_view> reached = {id};
  std::vector<std::string_view> todo = {id};
  while (!todo.empty()) {
    const auto found = neighbours.find(todo.back());
    todo.pop_back();
    if (found == neighbours.end()) {
      continue;
    }
    for (const std::string_view next : found->second) {
      if (reached.insert(next).second) {
        todo.push_back(next);
      }
    }
  }
  reached.erase(id);
  return {reached.begin(), reached.end()};
}

std::vector<std::string> Successions::EverHeirs(std::string_view id) const {
  return Reach(targets_, id);
}

std::vector<std::string> Successions::SourcesOf(std::string_view id) const {
  return Reach(sources_, id);
}

size_t Successions::MemoryBytes() const {
  size_t bytes = sizeof(*this) + steps_.capacity() * sizeof(Step);
  for (const Succession& succession : all_) {
    bytes += sizeof(succession) + succession.event.capacity() + succession.source.capacity() +
             succession.target.capacity() + succession.shares.capacity() * sizeof(Share) +
             2 * sizeof(std::string_view) + sizeof(uint32_t);
  }
  return bytes;
}

}  // namespace eduplan::tree
