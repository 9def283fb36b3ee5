#include "services/plan_items/linking/linker.h"

#include <gmock/gmock.h>

#include <iostream>

#include "tests/unit/plan_items/linking/phrases.h"

namespace eduplan::plan_items::linking {
namespace {

// Of the phrases, one by one: how often the first proposal from 0.8 on is right, and how many of
// those that mean something are found so.
struct Quality {
  int offered = 0;
  int right = 0;
  int meant = 0;
  int first = 0;  // right whatever the score

  double precision() const { return static_cast<double>(right) / offered; }
  double recall() const { return static_cast<double>(right) / meant; }
};

Quality Measure(bool held_out) {
  const Linker linker(ReadCatalogue());
  Quality quality;
  for (const Phrase& phrase : ReadPhrases()) {
    if (phrase.held_out != held_out) continue;
    const Figure figure = {&phrase.measurement, phrase.heading, phrase.previous};
    const auto proposals = linker.Propose(std::span(&figure, 1))[0];
    const bool right =
        !proposals.empty() && linker.candidates()[proposals[0].candidate].code() == phrase.expected;
    const bool offered = !proposals.empty() && proposals[0].score >= 0.8;
    if (phrase.expected != "-") ++quality.meant;
    if (right) ++quality.first;
    if (offered) ++quality.offered;
    if (offered && right) ++quality.right;
    if (std::getenv("SHOW") && !held_out && (right != offered)) {
      std::cout << phrase.expected << " " << phrase.measurement.name() << " "
                << phrase.measurement.unit();
      for (const auto& p : proposals)
        std::cout << "  " << linker.candidates()[p.candidate].code() << "=" << p.score;
      std::cout << "\n";
    }
  }
  return quality;
}

TEST(LinkerTest, PhrasesLookedAtAreFound) {
  const Quality quality = Measure(false);
  std::cout << quality.precision() << " " << quality.recall() << " first " << quality.first << "/"
            << quality.meant << " offered " << quality.offered << "\n";
}

TEST(LinkerTest, PhrasesNotLookedAtAreFound) {
  const Quality quality = Measure(true);
  std::cout << quality.precision() << " " << quality.recall() << " first " << quality.first << "/"
            << quality.meant << " offered " << quality.offered << "\n";
}

}  // namespace
}  // namespace eduplan::plan_items::linking
