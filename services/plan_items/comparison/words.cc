#include "services/plan_items/comparison/words.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdint>
#include <dtl/dtl.hpp>
#include <span>

namespace eduplan::comparison {
namespace {

// Of one pair of texts and of all together.
constexpr size_t kMostPairs = 250'000;
constexpr size_t kBudget = 50'000'000;

// A word by its hash, and where it begins.
struct Word {
  uint64_t hash;
  int32_t begin;  // in characters
};

std::vector<uint64_t> Hashes(std::span<const Word> words) {
  std::vector<uint64_t> hashes;
  hashes.reserve(words.size());
  for (const Word& word : words) hashes.push_back(word.hash);
  return hashes;
}

// A pair of stretches of words.
struct Stretch {
  size_t old_begin;
  size_t old_end;
  size_t new_begin;
  size_t new_end;
};

// The stretches that differ between two lists of words, in order.
std::vector<Stretch> Compare(std::span<const Word> before, std::span<const Word> after) {
  dtl::Diff<uint64_t, std::vector<uint64_t>> diff(Hashes(before), Hashes(after));
  diff.compose();
  std::vector<Stretch> stretches;
  size_t old_at = 0;
  size_t new_at = 0;
  bool open = false;
  for (const auto& [hash, step] : diff.getSes().getSequence()) {
    if (step.type == dtl::SES_COMMON) {
      open = false;
      ++old_at, ++new_at;
      continue;
    }
    if (!open) stretches.push_back({old_at, old_at, new_at, new_at});
    open = true;
    Stretch& last = stretches.back();
    if (step.type == dtl::SES_DELETE) last.old_end = ++old_at;
    if (step.type == dtl::SES_ADD) last.new_end = ++new_at;
  }
  return stretches;
}

}  // namespace

// Cuts texts into words by the Unicode rules and ICU's dictionary of Chinese.
class WordDifference::Segmenter {
 public:
  Segmenter() {
    UErrorCode status = U_ZERO_ERROR;
    breaks_.reset(icu::BreakIterator::createWordInstance(icu::Locale::getChinese(), status));
    if (U_FAILURE(status)) breaks_.reset();
  }

  // One more at the end, where the text ends. Without ICU's data each character is a word.
  std::vector<Word> Cut(std::string_view text) {
    const icu::UnicodeString units = icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    std::vector<Word> words;
    int32_t characters = 0;
    if (breaks_ != nullptr) breaks_->setText(units);
    for (int32_t begin = 0, end = 0; begin < units.length(); begin = end) {
      end = breaks_ != nullptr ? breaks_->next() : units.moveIndex32(begin, 1);
      uint64_t hash = 0;
      for (int32_t i = begin; i < end; ++i) hash = (hash ^ units.charAt(i)) * 0x100000001b3ULL + 1;
      words.push_back({hash, characters});
      characters += units.countChar32(begin, end - begin);
    }
    words.push_back({0, characters});
    return words;
  }

 private:
  std::unique_ptr<icu::BreakIterator> breaks_;
};

WordDifference::WordDifference() : segmenter_(std::make_unique<Segmenter>()), budget_(kBudget) {}
WordDifference::~WordDifference() = default;

std::vector<v1::TextSpan> WordDifference::Spans(std::string_view before, std::string_view after) {
  if (before == after) return {};
  const std::vector<Word> old_words = segmenter_->Cut(before);
  const std::vector<Word> new_words = segmenter_->Cut(after);
  size_t old_end = old_words.size() - 1;
  size_t new_end = new_words.size() - 1;
  size_t begin = 0;
  while (begin < std::min(old_end, new_end) && old_words[begin].hash == new_words[begin].hash) {
    ++begin;
  }
  while (old_end > begin && new_end > begin &&
         old_words[old_end - 1].hash == new_words[new_end - 1].hash) {
    --old_end, --new_end;
  }
  std::vector<Stretch> stretches = {{0, old_end - begin, 0, new_end - begin}};
  const size_t pairs = (old_end - begin) * (new_end - begin);
  if (pairs > 0 && pairs <= std::min(kMostPairs, budget_)) {
    budget_ -= pairs;
    stretches = Compare(std::span(old_words).subspan(begin, old_end - begin),
                        std::span(new_words).subspan(begin, new_end - begin));
  }
  std::vector<v1::TextSpan> spans;
  for (const Stretch& stretch : stretches) {
    v1::TextSpan& span = spans.emplace_back();
    span.set_old_start(old_words[begin + stretch.old_begin].begin);
    span.set_old_end(old_words[begin + stretch.old_end].begin);
    span.set_new_start(new_words[begin + stretch.new_begin].begin);
    span.set_new_end(new_words[begin + stretch.new_end].begin);
  }
  return spans;
}

}  // namespace eduplan::comparison
