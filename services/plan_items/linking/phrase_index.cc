#include "services/plan_items/linking/phrase_index.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace eduplan::plan_items::linking {
namespace {

// A pair of characters says more of a word than a character alone.
constexpr double kPair = 1.0;
constexpr double kSingle = 0.7;
// Words that no phrase has are as likely fillers as content: they count as those of some phrases.
constexpr double kUnknownShare = 0.35;

// What is said, gram by gram.
struct Spoken {
  Gram gram = 0;
  double strength = 0;  // how much it counts for a phrase
  double binding = 0;   // how much it counts against one that lacks it
};

std::vector<Spoken> Merge(const std::vector<Said>& said) {
  std::vector<Spoken> spoken;
  for (const Said& part : said) {
    for (const Gram gram : GramsOf(part.text)) {
      spoken.push_back({gram, part.weight, part.binding ? part.weight : 0});
    }
  }
  std::sort(spoken.begin(), spoken.end(),
            [](const Spoken& a, const Spoken& b) { return a.gram < b.gram; });
  std::vector<Spoken> merged;
  for (const Spoken& one : spoken) {
    if (merged.empty() || merged.back().gram != one.gram) {
      merged.push_back(one);
      continue;
    }
    merged.back().strength = std::max(merged.back().strength, one.strength);
    merged.back().binding = std::max(merged.back().binding, one.binding);
  }
  return merged;
}

}  // namespace

void PhraseIndex::Add(int owner, std::u32string_view phrase) {
  const std::vector<Gram> grams = GramsOf(phrase);
  if (grams.empty()) return;
  const int id = static_cast<int>(phrases_.size());
  phrases_.push_back({.owner = owner, .weight = 0});
  for (const Gram gram : grams) postings_[gram].push_back(id);
}

void PhraseIndex::Finish() {
  int owners = 0;
  for (const Phrase& phrase : phrases_) owners = std::max(owners, phrase.owner + 1);
  const double most = std::log(owners + 2.0);
  unknown_ = most * kUnknownShare;
  for (const auto& [gram, phrases] : postings_) {
    int frequency = 0;
    int last = -1;
    for (const int phrase : phrases) {
      if (phrases_[phrase].owner != last) ++frequency;
      last = phrases_[phrase].owner;
    }
    const double rarity = most - std::log(frequency + 0.5);
    const double weight = std::max(rarity, most * 0.05) * (IsPair(gram) ? kPair : kSingle);
    weights_[gram] = weight;
    for (const int phrase : phrases) phrases_[phrase].weight += weight;
  }
}

double PhraseIndex::WeightOf(Gram gram) const {
  const auto found = weights_.find(gram);
  if (found != weights_.end()) return found->second;
  return unknown_ * (IsPair(gram) ? kPair : kSingle);
}

std::vector<PhraseIndex::Hit> PhraseIndex::Find(const std::vector<Said>& said, double least,
                                                Scratch& scratch) const {
  std::vector<Scratch::Sums>& sums = scratch.sums_;
  if (sums.size() < phrases_.size()) sums.resize(phrases_.size());
  double bound = 0;
  for (const Spoken& spoken : Merge(said)) {
    const double weight = WeightOf(spoken.gram);
    bound += weight * spoken.binding;
    const auto postings = postings_.find(spoken.gram);
    if (postings == postings_.end()) continue;
    for (const int phrase : postings->second) {
      Scratch::Sums& sum = sums[phrase];
      if (sum.named == 0) scratch.touched_.push_back(phrase);
      sum.named += weight * spoken.strength;
      sum.explained += weight * spoken.binding;
      sum.pair |= IsPair(spoken.gram);
    }
  }
  std::vector<Hit> hits;
  for (const int phrase : scratch.touched_) {
    const Scratch::Sums sum = std::exchange(sums[phrase], {});
    if (!sum.pair || bound <= 0) continue;
    const Hit hit = {.owner = phrases_[phrase].owner,
                     .named = std::min(1.0, sum.named / phrases_[phrase].weight),
                     .explained = std::min(1.0, sum.explained / bound)};
    if (hit.named * hit.explained >= least) hits.push_back(hit);
  }
  scratch.touched_.clear();
  const auto better = [](const Hit& a, const Hit& b) {
    return a.named * a.explained > b.named * b.explained;
  };
  std::sort(hits.begin(), hits.end(), [&](const Hit& a, const Hit& b) {
    return a.owner != b.owner ? a.owner < b.owner : better(a, b);
  });
  hits.erase(std::unique(hits.begin(), hits.end(),
                         [](const Hit& a, const Hit& b) { return a.owner == b.owner; }),
             hits.end());
  return hits;
}

}  // namespace eduplan::plan_items::linking
