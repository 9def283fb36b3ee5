#include "services/plan_items/comparison/corpus.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace eduplan::comparison {

// Pairs of a heading and of a text that are looked at.
constexpr size_t kMostOfHeading = 128;
constexpr size_t kMostOfText = 384;
// A pair that more texts have says little of any of them.
constexpr uint32_t kMostHolders = 64;
// So many of the rarest pairs look for a text's like.
constexpr size_t kSeekers = 24;

// Numbers the pairs in the order they are met and counts the texts that have them.
class PairNumbers {
 public:
  uint32_t NumberOf(uint32_t gram) {
    return numbers_.try_emplace(gram, static_cast<uint32_t>(numbers_.size())).first->second;
  }
  void CountIn(uint32_t number) {
    if (holders_.size() <= number) holders_.resize(number + 1);
    ++holders_[number];
  }
  const std::vector<uint32_t>& holders() const { return holders_; }

 private:
  absl::flat_hash_map<uint32_t, uint32_t> numbers_;
  std::vector<uint32_t> holders_;
};

Corpus::Corpus(std::span<const Texts> left, std::span<const Texts> right) {
  PairNumbers numbers;
  Number(left, numbers, left_);
  Number(right, numbers, right_);
  const auto texts = static_cast<double>(left.size() + right.size());
  weights_.reserve(numbers.holders().size());
  for (const uint32_t holders : numbers.holders()) weights_.push_back(std::log1p(texts / holders));
  Weigh(left_);
  Weigh(right_);
  left_postings_ = PostingsOf(left_);
  right_postings_ = PostingsOf(right_);
}

void Corpus::Number(std::span<const Texts> texts, PairNumbers& numbers,
                    std::vector<Entry>& entries) {
  const auto numbered = [&](std::string_view text, size_t most) {
    Grams grams = GramsOf(text, most);
    for (uint32_t& gram : grams) gram = numbers.NumberOf(gram);
    std::sort(grams.begin(), grams.end());
    return grams;
  };
  entries.reserve(texts.size());
  for (const Texts& each : texts) {
    Entry& entry = entries.emplace_back();
    entry.heading.pairs = numbered(each.heading, kMostOfHeading);
    const Grams body = numbered(each.text, kMostOfText);
    std::set_union(entry.heading.pairs.begin(), entry.heading.pairs.end(), body.begin(), body.end(),
                   std::back_inserter(entry.whole.pairs));
    for (const uint32_t pair : entry.whole.pairs) numbers.CountIn(pair);
  }
}

void Corpus::Weigh(std::vector<Entry>& entries) {
  for (Entry& entry : entries) {
    for (const uint32_t pair : entry.heading.pairs) entry.heading.weight += weights_[pair];
    for (const uint32_t pair : entry.whole.pairs) entry.whole.weight += weights_[pair];
  }
}

Corpus::Postings Corpus::PostingsOf(const std::vector<Entry>& entries) const {
  Postings postings;
  postings.begins.assign(weights_.size() + 1, 0);
  for (const Entry& entry : entries) {
    for (const uint32_t pair : entry.whole.pairs) ++postings.begins[pair + 1];
  }
  for (size_t i = 1; i < postings.begins.size(); ++i) postings.begins[i] += postings.begins[i - 1];
  postings.entries.resize(postings.begins.back());
  std::vector<uint32_t> next(postings.begins.begin(), postings.begins.end() - 1);
  for (size_t i = 0; i < entries.size(); ++i) {
    for (const uint32_t pair : entries[i].whole.pairs) {
      postings.entries[next[pair]++] = static_cast<int>(i);
    }
  }
  return postings;
}

double Corpus::Shared(const Profile& a, const Profile& b) const {
  double shared = 0;
  for (auto i = a.pairs.begin(), j = b.pairs.begin(); i != a.pairs.end() && j != b.pairs.end();) {
    if (*i == *j) {
      shared += weights_[*i];
      ++i, ++j;
    } else if (*i < *j) {
      ++i;
    } else {
      ++j;
    }
  }
  return shared;
}

double Corpus::Alike(int left, int right) const {
  const Entry& a = left_[static_cast<size_t>(left)];
  const Entry& b = right_[static_cast<size_t>(right)];
  const auto alike = [this](const Profile& one, const Profile& other) {
    return 2 * Shared(one, other) / (one.weight + other.weight);
  };
  if (a.whole.pairs.empty() || b.whole.pairs.empty()) {
    return a.whole.pairs.size() == b.whole.pairs.size() ? 1 : 0;
  }
  const double whole = alike(a.whole, b.whole);
  if (a.heading.pairs.empty() || b.heading.pairs.empty()) return whole;
  return (whole + std::max(whole, alike(a.heading, b.heading))) / 2;
}

double Corpus::Covered(const Profile& part, const Profile& whole) const {
  return part.weight == 0 ? 0 : Shared(part, whole) / part.weight;
}

double Corpus::CoveredByRight(int left, int right) const {
  return Covered(left_[static_cast<size_t>(left)].whole, right_[static_cast<size_t>(right)].whole);
}

double Corpus::HeadingCoveredByRight(int left, int right) const {
  return Covered(left_[static_cast<size_t>(left)].heading,
                 right_[static_cast<size_t>(right)].whole);
}

double Corpus::CoveredByLeft(int left, int right) const {
  return Covered(right_[static_cast<size_t>(right)].whole, left_[static_cast<size_t>(left)].whole);
}

double Corpus::HeadingCoveredByLeft(int left, int right) const {
  return Covered(right_[static_cast<size_t>(right)].heading,
                 left_[static_cast<size_t>(left)].whole);
}

std::vector<int> Corpus::Near(const Profile& profile, const Postings& others, size_t most) const {
  const auto holders = [&](uint32_t pair) { return others.begins[pair + 1] - others.begins[pair]; };
  std::vector<uint32_t> seekers;
  for (const uint32_t pair : profile.pairs) {
    if (holders(pair) > 0 && holders(pair) <= kMostHolders) seekers.push_back(pair);
  }
  if (seekers.size() > kSeekers) {
    std::nth_element(seekers.begin(), seekers.begin() + kSeekers, seekers.end(),
                     [&](uint32_t a, uint32_t b) {
                       return std::pair(holders(a), a) < std::pair(holders(b), b);
                     });
    seekers.resize(kSeekers);
  }
  std::vector<std::pair<int, double>> holdings;
  for (const uint32_t pair : seekers) {
    for (uint32_t at = others.begins[pair]; at < others.begins[pair + 1]; ++at) {
      holdings.emplace_back(others.entries[at], weights_[pair]);
    }
  }
  std::sort(holdings.begin(), holdings.end());
  std::vector<std::pair<double, int>> ordered;  // by the weight that is shared, negated
  for (size_t i = 0; i < holdings.size(); ++i) {
    if (i == 0 || holdings[i].first != holdings[i - 1].first) {
      ordered.emplace_back(0, holdings[i].first);
    }
    ordered.back().first -= holdings[i].second;
  }
  const size_t kept = std::min(most, ordered.size());
  std::partial_sort(ordered.begin(), ordered.begin() + static_cast<ptrdiff_t>(kept), ordered.end());
  std::vector<int> near;
  near.reserve(kept);
  for (size_t i = 0; i < kept; ++i) near.push_back(ordered[i].second);
  return near;
}

std::vector<int> Corpus::NearOfLeft(int left, size_t most) const {
  return Near(left_[static_cast<size_t>(left)].whole, right_postings_, most);
}

std::vector<int> Corpus::NearOfRight(int right, size_t most) const {
  return Near(right_[static_cast<size_t>(right)].whole, left_postings_, most);
}

}  // namespace eduplan::comparison
