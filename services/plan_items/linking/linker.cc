#include "services/plan_items/linking/linker.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "services/plan_items/linking/assignment.h"

namespace eduplan::plan_items::linking {
namespace {

using v1::Measurement;

constexpr size_t kMostProposals = 5;
constexpr double kLeast = 0.2;

// How much what stands around a figure counts for its name.
constexpr double kPartOf = 0.8;
constexpr double kShareOf = 0.8;  // of the figure before, for a share that does not say whose
constexpr double kBefore = 0.25;
constexpr double kHeading = 0.35;

constexpr double kOtherClassifier = 0.96;
constexpr double kNoUnit = 0.8;
// A second indicator this close to the first makes both doubtful, down to this share.
constexpr double kClose = 0.85;
constexpr double kDoubt = 0.6;
constexpr double kTakenMost = 0.6;
constexpr double kRejectedMost = 0.15;

// Words of a change, as they stand in what a figure counts and in an indicator's name.
constexpr std::array<std::u32string_view, 9> kChangeWords = {
    U"新增", U"增加", U"扩增", U"压减", U"减少", U"缩减", U"净增", U"新招", U"缺口"};

bool CountsChanges(std::u32string_view name) {
  return std::any_of(kChangeWords.begin(), kChangeWords.end(), [&](std::u32string_view word) {
    return name.find(word) != std::u32string_view::npos;
  });
}

bool IsChange(const Measurement& measurement) {
  return measurement.change() == v1::CHANGE_INCREASE || measurement.change() == v1::CHANGE_DECREASE;
}

std::vector<Said> SaidOf(const Figure& figure) {
  const Measurement& measurement = *figure.measurement;
  std::vector<Said> said = {{Normalize(measurement.name()), 1, true},
                            {Normalize(measurement.part_of()), kPartOf, true},
                            {Normalize(figure.heading), kHeading, false}};
  const bool share = IsBareShare(measurement);
  said.push_back({Normalize(figure.previous), share ? kShareOf : kBefore, share});
  return said;
}

// A high score needs both: that the indicator's name is said, and that little else is.
double Likeness(const PhraseIndex::Hit& hit) {
  return std::pow(hit.named, 0.75) * std::pow(hit.explained, 0.5);
}

// Likeness as a score: of the phrases that the weights were chosen by, none that means nothing is
// as like an indicator as kTrusted, which becomes 0.8.
double ScoreOf(double likeness) {
  constexpr double kTrusted = 0.58;
  if (likeness < kTrusted) return likeness / kTrusted * 0.8;
  return 0.8 + (likeness - kTrusted) / (1 - kTrusted) * 0.2;
}

bool Better(const Proposal& a, const Proposal& b) {
  return a.score != b.score ? a.score > b.score : a.candidate < b.candidate;
}

bool Has(const Proposal& proposal, Reason reason) {
  return std::find(proposal.reasons.begin(), proposal.reasons.end(), reason) !=
         proposal.reasons.end();
}

// What a proposal adds to the likelihood of all together, as the logarithm of its odds: one that is
// more likely wrong than right takes nothing from another figure. What a person decided is not
// given up for a likeness.
double GainOf(const Proposal& proposal) {
  constexpr double kSurest = 0.995;
  const double score = std::min(proposal.score, kSurest);
  const double decided = Has(proposal, Reason::kRemembered) ? 10 : 0;
  return decided + std::log(score / (1 - score));
}

// Codes after "not linkable to" in a rule.
std::vector<std::string_view> NotLinkableTo(std::string_view rule) {
  constexpr std::string_view kWords = "not linkable to ";
  std::vector<std::string_view> codes;
  for (size_t at = rule.find(kWords); at != std::string_view::npos; at = rule.find(kWords, at)) {
    at += kWords.size();
    codes.push_back(rule.substr(at, std::min(rule.find_first_of("; ,", at), rule.size()) - at));
  }
  return codes;
}

Proposal& ProposalOf(int candidate, std::vector<Proposal>& proposals) {
  for (Proposal& proposal : proposals) {
    if (proposal.candidate == candidate) return proposal;
  }
  return proposals.emplace_back(Proposal{.candidate = candidate, .score = 0, .reasons = {}});
}

void Doubt(std::vector<Proposal>& proposals) {
  if (proposals.size() < 2 || proposals[1].score <= kClose * proposals[0].score) return;
  const double closeness = (proposals[1].score / proposals[0].score - kClose) / (1 - kClose);
  for (Proposal& proposal : proposals) {
    if (proposal.score <= kClose * proposals[0].score) break;
    proposal.reasons.push_back(Reason::kAmbiguous);
  }
  const double share = 1 - (1 - kDoubt) * closeness;
  for (Proposal& proposal : proposals) proposal.score *= share;
}

}  // namespace

Linker::Linker(std::vector<indicator_v1::Indicator> candidates)
    : candidates_(std::move(candidates)), excluded_(candidates_.size()) {
  absl::flat_hash_map<std::string, int> units;
  for (size_t i = 0; i < candidates_.size(); ++i) {
    const indicator_v1::Indicator& indicator = candidates_[i];
    const auto [unit, is_new] = units.emplace(indicator.unit(), static_cast<int>(units_.size()));
    if (is_new) units_.push_back(indicator.unit());
    Traits& traits = traits_.emplace_back();
    traits.name = Normalize(indicator.display_name());
    traits.counts_changes = CountsChanges(traits.name);
    traits.unit = unit->second;
    places_.emplace(indicator.code(), static_cast<int>(i));
    AddNames(static_cast<int>(i));
  }
  names_.Finish();
  for (size_t i = 0; i < candidates_.size(); ++i) {
    for (const std::string_view code : NotLinkableTo(candidates_[i].rule())) {
      const int other = Find(code);
      if (other < 0) continue;
      excluded_[i].push_back(other);
      excluded_[other].push_back(static_cast<int>(i));
    }
  }
}

void Linker::AddNames(int candidate) {
  for (const std::u32string& spelling : Spellings(candidates_[candidate].display_name())) {
    names_.Add(candidate, spelling);
  }
  for (const std::string& synonym : candidates_[candidate].synonyms()) {
    for (const std::u32string& spelling : Spellings(synonym)) names_.Add(candidate, spelling);
  }
}

int Linker::Find(std::string_view code) const {
  const auto found = places_.find(std::string(code));
  return found == places_.end() ? -1 : found->second;
}

// What fits best must not be taken for what it is said not to be.
void Linker::Exclude(std::vector<Proposal>& proposals) const {
  if (proposals.empty()) return;
  const std::vector<int>& excluded = excluded_[proposals.front().candidate];
  std::erase_if(proposals, [&](const Proposal& proposal) {
    return std::find(excluded.begin(), excluded.end(), proposal.candidate) != excluded.end();
  });
}

// Whether the figure can be a value of the indicator at all, its unit apart.
bool Linker::MayBe(const Measurement& measurement, int candidate) const {
  const indicator_v1::Indicator& indicator = candidates_[candidate];
  const Traits& traits = traits_[candidate];
  const bool target = measurement.kind() == v1::MEASUREMENT_KIND_TARGET;
  if (target && !indicator.assessable()) return false;
  if (!target && indicator.aggregation() == indicator_v1::AGGREGATION_FORMULA) return false;
  // 提高2.5个百分点 and 增长12% are no level; 新增学位 counts what was added.
  if (IsChange(measurement) && (BaseUnit(measurement.unit()) == "%" || !traits.counts_changes)) {
    return false;
  }
  // 每校2台 is no total.
  return measurement.per().empty() ||
         traits.name.find(Normalize(measurement.per())) != std::u32string::npos;
}

std::vector<UnitFit> Linker::FitsOf(std::string_view unit) const {
  std::vector<UnitFit> fits;
  fits.reserve(units_.size());
  for (const std::string& other : units_) fits.push_back(FitOf(unit, other));
  return fits;
}

std::vector<Proposal> Linker::Alike(const Figure& figure, const std::vector<Said>& said,
                                    Scratch& scratch) const {
  const std::vector<UnitFit> fits = FitsOf(figure.measurement->unit());
  std::vector<Proposal> proposals;
  for (const PhraseIndex::Hit& hit : names_.Find(said, kLeast * kLeast, scratch.names)) {
    const UnitFit fit = fits[traits_[hit.owner].unit];
    if (fit == UnitFit::kNone) continue;
    Proposal proposal = {
        .candidate = hit.owner, .score = Likeness(hit), .reasons = {Reason::kName}};
    if (proposal.score < kLeast || !MayBe(*figure.measurement, hit.owner)) continue;
    if (fit == UnitFit::kUnknown) proposal.score *= kNoUnit;
    if (fit == UnitFit::kSameKind) proposal.score *= kOtherClassifier;
    if (fit == UnitFit::kSameKind) proposal.reasons.push_back(Reason::kClassifier);
    if (fit == UnitFit::kSame) proposal.reasons.push_back(Reason::kUnit);
    proposals.push_back(std::move(proposal));
  }
  std::sort(proposals.begin(), proposals.end(), Better);
  Exclude(proposals);
  Doubt(proposals);
  for (Proposal& proposal : proposals) proposal.score = ScoreOf(proposal.score);
  return proposals;
}

void Linker::Recall(const Figure& figure, const std::vector<Said>& said, const Memory& memory,
                    Scratch& scratch, std::vector<Proposal>& proposals) const {
  const Measurement& measurement = *figure.measurement;
  const Key key = KeyOf(measurement, figure.heading, figure.previous);
  std::vector<Memory::Hit> remembered;
  const Memory::Hit exact = memory.Exact(key);
  if (exact.source == Memory::Source::kNone) {
    remembered = memory.Near(said, measurement.unit(), scratch.memory);
  } else {
    // Whatever else it looks like, it was not that.
    for (Proposal& proposal : proposals) proposal.score *= 1 - exact.score;
    remembered = {exact};
  }
  for (const Memory::Hit& hit : remembered) {
    const int candidate = hit.code.empty() ? -1 : Find(hit.code);
    if (candidate < 0 || !MayBe(measurement, candidate) ||
        FitOf(measurement.unit(), candidates_[candidate].unit()) == UnitFit::kNone) {
      continue;
    }
    Proposal& proposal = ProposalOf(candidate, proposals);
    proposal.score = std::max(proposal.score, hit.score);
    proposal.reasons.push_back(hit.source == Memory::Source::kOwn ? Reason::kRemembered
                                                                  : Reason::kElsewhere);
  }
  for (Proposal& proposal : proposals) {
    if (!memory.Rejected(key, candidates_[proposal.candidate].code())) continue;
    proposal.score = std::min(proposal.score, kRejectedMost);
    proposal.reasons.push_back(Reason::kRejected);
  }
}

std::vector<Proposal> Linker::Rank(const Figure& figure, const Memory& memory,
                                   Scratch& scratch) const {
  const std::vector<Said> said = SaidOf(figure);
  std::vector<Proposal> proposals = Alike(figure, said, scratch);
  Recall(figure, said, memory, scratch, proposals);
  std::sort(proposals.begin(), proposals.end(), Better);
  if (proposals.size() > kMostProposals) proposals.resize(kMostProposals);
  return proposals;
}

std::vector<std::vector<Proposal>> Linker::Propose(std::span<const Figure> figures,
                                                   const Memory& memory) const {
  std::vector<std::vector<Proposal>> all;
  all.reserve(figures.size());
  Scratch scratch;
  for (const Figure& figure : figures) all.push_back(Rank(figure, memory, scratch));

  // A value reached and one aimed at stand beside each other.
  const auto target_of = [&](size_t figure, const Proposal& proposal) {
    const bool aimed = figures[figure].measurement->kind() == v1::MEASUREMENT_KIND_TARGET;
    return 2 * proposal.candidate + (aimed ? 1 : 0);
  };
  std::vector<Edge> edges;
  for (size_t i = 0; i < all.size(); ++i) {
    for (const Proposal& proposal : all[i]) {
      const double gain = GainOf(proposal);
      if (gain > 0) edges.push_back({static_cast<int>(i), target_of(i, proposal), gain});
    }
  }
  absl::flat_hash_map<int, int> holders;
  const std::vector<int> assigned = Assign(static_cast<int>(all.size()), edges);
  for (const int place : assigned) {
    if (place >= 0) holders[edges[place].target] = edges[place].figure;
  }
  for (size_t i = 0; i < all.size(); ++i) {
    for (Proposal& proposal : all[i]) {
      const auto holder = holders.find(target_of(i, proposal));
      if (holder == holders.end() || holder->second == static_cast<int>(i)) continue;
      proposal.rival = holder->second;
      proposal.reasons.push_back(Reason::kTaken);
      proposal.score = std::min(proposal.score, kTakenMost);
    }
    std::stable_sort(all[i].begin(), all[i].end(),
                     [](const Proposal& a, const Proposal& b) { return a.score > b.score; });
  }
  return all;
}

}  // namespace eduplan::plan_items::linking
