#ifndef EDUPLAN_SERVICES_PLAN_ITEMS_LINKING_LINKER_H_
#define EDUPLAN_SERVICES_PLAN_ITEMS_LINKING_LINKER_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "eduplan/indicator/v1/indicator.pb.h"
#include "eduplan/plan/v1/plan_service.pb.h"
#include "services/plan_items/linking/memory.h"
#include "services/plan_items/linking/phrase_index.h"
#include "services/plan_items/linking/unit.h"

namespace eduplan::plan_items::linking {

namespace v1 = ::eduplan::plan::v1;
namespace indicator_v1 = ::eduplan::indicator::v1;

// A figure and where it stands.
struct Figure {
  const v1::Measurement* measurement = nullptr;  // not owned, never null
  std::string_view heading{};                    // of its item
  std::string_view previous{};                   // name of the figure before it in the sentence
};

// Why an indicator is proposed, or not trusted.
enum class Reason {
  kName,        // the names agree
  kUnit,        // the units agree
  kClassifier,  // 名 for 人: of one kind
  kRemembered,  // decided so here before
  kElsewhere,   // decided so by most others
  kRejected,    // rejected here before
  kAmbiguous,   // another indicator fits nearly as well
  kTaken,       // another figure of the plan fits better
};

struct Proposal {
  int candidate = 0;  // place in `candidates`
  double score = 0;   // 0 to 1; from 0.8 on nearly always right
  std::vector<Reason> reasons;
  int rival = -1;  // with kTaken: the figure that fits better
};

// Finds which indicators figures mean. Built once from the definitions, then immutable and
// thread-safe.
class Linker {
 public:
  explicit Linker(std::vector<indicator_v1::Indicator> candidates);

  const std::vector<indicator_v1::Indicator>& candidates() const { return candidates_; }
  // The place of a code; -1 if there is none.
  int Find(std::string_view code) const;

  // For each figure at most five, best first. No two figures of one kind (reached or aimed at) have
  // the same indicator with a score of 0.8 or more: of those that compete, the ones that give the
  // best total keep it.
  std::vector<std::vector<Proposal>> Propose(std::span<const Figure> figures,
                                             const Memory& memory = {}) const;

 private:
  // What a definition says to every figure, worked out once.
  struct Traits {
    std::u32string name;
    bool counts_changes = false;
    int unit = 0;  // place in units_
  };
  struct Scratch {
    PhraseIndex::Scratch names;
    PhraseIndex::Scratch memory;
  };
  void AddNames(int candidate);
  bool MayBe(const v1::Measurement& measurement, int candidate) const;
  std::vector<UnitFit> FitsOf(std::string_view unit) const;
  // Those whose names are like what is said.
  std::vector<Proposal> Alike(const Figure& figure, const std::vector<Said>& said,
                              Scratch& scratch) const;
  void Recall(const Figure& figure, const std::vector<Said>& said, const Memory& memory,
              Scratch& scratch, std::vector<Proposal>& proposals) const;
  std::vector<Proposal> Rank(const Figure& figure, const Memory& memory, Scratch& scratch) const;
  void Exclude(std::vector<Proposal>& proposals) const;

  std::vector<indicator_v1::Indicator> candidates_;
  std::vector<Traits> traits_;
  std::vector<std::string> units_;          // each once
  std::vector<std::vector<int>> excluded_;  // candidates that a candidate must not be taken for
  absl::flat_hash_map<std::string, int> places_;
  PhraseIndex names_;
};

}  // namespace eduplan::plan_items::linking

#endif  // EDUPLAN_SERVICES_PLAN_ITEMS_LINKING_LINKER_H_
