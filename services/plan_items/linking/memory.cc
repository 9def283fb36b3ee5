#include "services/plan_items/linking/memory.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "services/plan_items/linking/phrase.h"
#include "services/plan_items/linking/unit.h"

namespace eduplan::plan_items::linking {
namespace {

// How surely a figure means again what it meant.
constexpr double kSameSection = 0.99;
constexpr double kOtherSection = 0.95;
constexpr double kElsewhereMost = 0.9;
constexpr double kNearMost = 0.93;
constexpr double kNearest = 0.6;  // less similar words remind of nothing

constexpr size_t kLongestBareShare = 3;

}  // namespace

bool IsBareShare(const eduplan::plan::v1::Measurement& measurement) {
  return BaseUnit(measurement.unit()) == "%" &&
         Normalize(measurement.name()).size() <= kLongestBareShare;
}

Key KeyOf(const eduplan::plan::v1::Measurement& measurement, std::string_view heading,
          std::string_view previous) {
  std::u32string phrase = Normalize(measurement.part_of());
  if (IsBareShare(measurement)) phrase += Normalize(previous);
  phrase += Normalize(measurement.name());
  return {.phrase = ToUtf8(phrase),
          .section = ToUtf8(Normalize(heading)),
          .unit = std::string(BaseUnit(measurement.unit()))};
}

Memory::Memory(std::vector<Decision> decisions) : decisions_(std::move(decisions)) {
  // What several decided alike is one phrase to look for.
  std::set<std::tuple<std::string_view, std::string_view, std::string_view, bool>> seen;
  for (size_t i = 0; i < decisions_.size(); ++i) {
    const Decision& decision = decisions_[i];
    by_phrase_[decision.key.phrase].push_back(static_cast<int>(i));
    if (decision.rejected || decision.code.empty()) continue;
    const Key& key = decision.key;
    if (!seen.emplace(key.phrase, key.unit, decision.code, decision.own).second) continue;
    phrases_.Add(static_cast<int>(i), Normalize(key.phrase));
  }
  phrases_.Finish();
}

Memory::Hit Memory::Exact(const Key& key) const {
  const auto found = by_phrase_.find(key.phrase);
  if (found == by_phrase_.end()) return {};
  Hit own;
  std::map<std::string_view, int> votes;
  int voters = 0;
  for (const int place : found->second) {
    const Decision& decision = decisions_[place];
    if (decision.rejected || decision.key.unit != key.unit) continue;
    if (!decision.own) {
      ++votes[decision.code];
      ++voters;
      continue;
    }
    const double score = decision.key.section == key.section ? kSameSection : kOtherSection;
    if (score > own.score) own = {decision.code, score, Source::kOwn};
  }
  if (own.source != Source::kNone || voters == 0) return own;
  const auto most = std::max_element(
      votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (2 * most->second <= voters) return {};
  return {most->first, kElsewhereMost * most->second / voters, Source::kElsewhere};
}

std::vector<Memory::Hit> Memory::Near(const std::vector<Said>& said, std::string_view unit,
                                      PhraseIndex::Scratch& scratch) const {
  std::map<std::string_view, Hit> best;
  for (const PhraseIndex::Hit& hit : phrases_.Find(said, kNearest, scratch)) {
    const Decision& decision = decisions_[hit.owner];
    if (decision.key.unit != BaseUnit(unit)) continue;
    const double likeness = hit.named * hit.explained;
    const double score = likeness * (decision.own ? kNearMost : kElsewhereMost);
    Hit& kept = best[decision.code];
    if (score <= kept.score) continue;
    kept = {decision.code, score, decision.own ? Source::kOwn : Source::kElsewhere};
  }
  std::vector<Hit> hits;
  hits.reserve(best.size());
  for (const auto& [code, hit] : best) hits.push_back(hit);
  return hits;
}

bool Memory::Rejected(const Key& key, std::string_view code) const {
  const auto found = by_phrase_.find(key.phrase);
  if (found == by_phrase_.end()) return false;
  return std::any_of(found->second.begin(), found->second.end(), [&](int place) {
    const Decision& decision = decisions_[place];
    return decision.own && decision.rejected && decision.code == code &&
           decision.key.unit == key.unit;
  });
}

}  // namespace eduplan::plan_items::linking
