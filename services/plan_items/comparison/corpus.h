// Two lists of texts, and how alike one of the left is to one of the right: by the character pairs
// they share, each counting the more the fewer texts have it.
#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_CORPUS_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_CORPUS_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "services/plan_items/comparison/grams.h"

namespace eduplan::comparison {

struct Texts {
  std::string_view heading;
  std::string_view text;
};

// Immutable once it is made. Making it is linear in the texts; each question is bounded, whatever
// their lengths.
class Corpus {
 public:
  Corpus(std::span<const Texts> left, std::span<const Texts> right);

  // All from 0 (nothing in common) to 1. Heading and text alike, or the headings alone where the
  // texts were rewritten.
  double Alike(int left, int right) const;
  // How much of the left (its heading and text; its heading alone) stands in the right.
  double CoveredByRight(int left, int right) const;
  double HeadingCoveredByRight(int left, int right) const;
  // How much of the right stands in the left, likewise.
  double CoveredByLeft(int left, int right) const;
  double HeadingCoveredByLeft(int left, int right) const;

  // Those of the other list that share rare pairs with it, at most `most`, the likeliest first.
  std::vector<int> NearOfLeft(int left, size_t most) const;
  std::vector<int> NearOfRight(int right, size_t most) const;

 private:
  // Pairs by their index in weights_, ascending, and the sum of their weights.
  struct Profile {
    std::vector<uint32_t> pairs;
    double weight = 0;
  };
  struct Entry {
    Profile heading;
    Profile whole;
  };
  // Who has each pair: entries postings[begins[pair]] to postings[begins[pair + 1]].
  struct Postings {
    std::vector<uint32_t> begins;
    std::vector<int> entries;
  };

  void Number(std::span<const Texts> texts, class PairNumbers& numbers,
              std::vector<Entry>& entries);
  void Weigh(std::vector<Entry>& entries);
  Postings PostingsOf(const std::vector<Entry>& entries) const;
  double Shared(const Profile& a, const Profile& b) const;
  // How much of `part` stands in `whole`.
  double Covered(const Profile& part, const Profile& whole) const;
  std::vector<int> Near(const Profile& profile, const Postings& others, size_t most) const;

  std::vector<double> weights_;  // of each pair
  std::vector<Entry> left_;
  std::vector<Entry> right_;
  Postings left_postings_;
  Postings right_postings_;
};

}  // namespace eduplan::comparison

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_COMPARISON_CORPUS_H_
