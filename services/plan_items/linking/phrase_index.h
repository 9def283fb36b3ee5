#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKING_PHRASE_INDEX_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKING_PHRASE_INDEX_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/plan_items/linking/phrase.h"

namespace eduplan::plan_items::linking {

// What is said around a figure, each part with how much it counts for its name, 0 to 1.
struct Said {
  std::u32string text;
  double weight = 1;
  // Words of it that a phrase lacks speak against that phrase, not only those that it has for it.
  bool binding = true;
};

// Phrases by their grams, weighted by how rare each is, so that a text finds the phrases it speaks
// of without looking at the others. Phrases are added, then Finish is called, then it is immutable
// and thread-safe.
class PhraseIndex {
 public:
  struct Hit {
    int owner = 0;
    double named = 0;      // how much of the phrase is said, 0 to 1
    double explained = 0;  // how much of what is said the phrase explains, 0 to 1
  };

  // Several phrases may have one owner.
  void Add(int owner, std::u32string_view phrase);
  void Finish();

  // What one search after another is counted in, so that none clears all of it.
  class Scratch {
   private:
    friend class PhraseIndex;
    struct Sums {
      double named = 0;
      double explained = 0;
      bool pair = false;
    };
    std::vector<Sums> sums_;  // by phrase; all zero between searches
    std::vector<int> touched_;
  };

  // The best phrase of each owner that shares a pair of characters with what is said, by owner;
  // without those for which named times explained is below `least`.
  std::vector<Hit> Find(const std::vector<Said>& said, double least, Scratch& scratch) const;

 private:
  struct Phrase {
    int owner = 0;
    double weight = 0;
  };
  double WeightOf(Gram gram) const;

  std::vector<Phrase> phrases_;
  absl::flat_hash_map<Gram, std::vector<int>> postings_;  // ascending
  absl::flat_hash_map<Gram, double> weights_;
  double unknown_ = 1;  // of a character that no phrase has
};

}  // namespace eduplan::plan_items::linking

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKING_PHRASE_INDEX_H_
