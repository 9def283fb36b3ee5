#include "services/indicators/rollups/snapshot.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "services/indicators/seals/filed_version.h"
#include "services/indicators/seals/set_members.h"
#include "services/indicators/values/value_store.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::indicators {
namespace {

using calendar::Period;
using tree::Forest;
using KnownStates = absl::flat_hash_map<Forest::Index, const States*>;

// A figure of a kind that stands beside what was filed counts from the beginning: it was not filed.
constexpr int64_t kFromTheBeginning = 1;

int DepthOf(const Forest& forest, Forest::Index node, tree::Day day) {
  int depth = 0;
  for (Forest::Index above = forest.Parent(node, day); above != Forest::kNone;
       above = forest.Parent(above, day)) {
    ++depth;
  }
  return depth;
}

// Roots by place in the tree, the deepest first, so that a root's totals are there when those of
// one above it are computed.
std::vector<Forest::Index> DeepestFirst(const Forest& forest, tree::Day day,
                                        const std::vector<std::string>& organizations) {
  std::vector<std::pair<int, Forest::Index>> roots;
  for (const std::string& organization : organizations) {
    const Forest::Index root = forest.Find(organization);
    if (root != Forest::kNone) roots.emplace_back(-DepthOf(forest, root, day), root);
  }
  std::sort(roots.begin(), roots.end());
  std::vector<Forest::Index> ordered;
  ordered.reserve(roots.size());
  for (const auto& [depth, root] : roots) ordered.push_back(root);
  return ordered;
}

// What is computed for one facet and base period.
class Totals {
 public:
  Totals(const Snapshot& snapshot, const Facet& facet, const Period& period)
      : snapshot_(snapshot),
        forest_(*snapshot.forest),
        facet_(facet),
        period_(period),
        days_(WalkedDays(*snapshot.catalogue, facet, period)) {}

  absl::StatusOr<std::map<std::string, NodeTotals>> Compute(
      const std::vector<std::string>& organizations) {
    const std::vector<Forest::Index> roots =
        DeepestFirst(forest_, days_.empty() ? 0 : *days_.rbegin(), organizations);
    EDUPLAN_RETURN_IF_ERROR(ReadAndCompute(TakeCached(roots)));
    std::map<std::string, NodeTotals> totals;
    for (const Forest::Index root : roots) {
      totals[std::string(forest_.Id(root))] = std::move(totals_.at(root));
    }
    return totals;
  }

 private:
  // A node's totals are the same at every node above it, but for those of what was filed, which are
  // of the moment of its filing.
  bool Reusable() const { return facet_.view == v1::VIEW_LIVE && snapshot_.live(); }

  std::string KeyOf(Forest::Index node) const {
    return RollupCache::Key(forest_.Id(node), period_.text(), facet_.Name(), snapshot_.versions);
  }

  // Takes what is cached: of the roots, then of those below the ones that are not, and so on.
  // Returns those to be computed, the deepest first.
  std::vector<Forest::Index> TakeCached(const std::vector<Forest::Index>& roots) {
    std::vector<Forest::Index> open;
    absl::flat_hash_set<Forest::Index> met(roots.begin(), roots.end());
    std::vector<Forest::Index> asked(roots.rbegin(), roots.rend());
    while (!asked.empty()) {
      std::vector<std::string> keys;
      if (snapshot_.live()) {
        for (const Forest::Index node : asked) keys.push_back(KeyOf(node));
      }
      std::vector<std::optional<NodeTotals>> entries(asked.size());
      if (snapshot_.live()) {
        entries = snapshot_.cache->Get(keys, snapshot_.catalogue->definitions().size());
      }
      std::vector<Forest::Index> next;
      for (size_t i = 0; i < asked.size(); ++i) {
        if (entries[i]) {
          Keep(asked[i], *std::move(entries[i]));
          continue;
        }
        open.push_back(asked[i]);
        if (!Reusable()) continue;
        for (const tree::Day day : days_) {
          for (const Forest::Index child :
               InnerChildren(forest_, *snapshot_.catalogue, asked[i], day)) {
            if (met.insert(child).second) next.push_back(child);
          }
        }
      }
      asked = std::move(next);
    }
    std::reverse(open.begin(), open.end());
    return open;
  }

  void Keep(Forest::Index node, NodeTotals totals) {
    NodeTotals& kept = totals_[node] = std::move(totals);
    if (Reusable()) known_[node] = &kept.states;
  }

  // The organizations at and below the roots that are reached without passing one whose totals are
  // known: those whose figures have to be read.
  std::vector<std::string> Unknown(const std::vector<Forest::Index>& roots) const {
    std::set<std::string> ids;
    for (const tree::Day day : days_) {
      absl::flat_hash_set<Forest::Index> met;
      for (const Forest::Index root : roots) {
        // Each node has one parent on a day, so only a root within another's tree is met twice.
        std::vector<Forest::Index> stack = {root};
        while (!stack.empty()) {
          const Forest::Index node = stack.back();
          stack.pop_back();
          if (!met.insert(node).second) continue;
          AddWithSources(forest_.Id(node), &ids);
          for (const Forest::Index child : forest_.Children(node, day)) {
            if (!known_.contains(child)) stack.push_back(child);
          }
        }
      }
    }
    return {ids.begin(), ids.end()};
  }

  void AddWithSources(std::string_view id, std::set<std::string>* ids) const {
    ids->emplace(id);
    if (facet_.boundaries.own()) return;
    for (std::string& source : forest_.successions().SourcesOf(id)) ids->insert(std::move(source));
  }

  absl::Status ReadAndCompute(const std::vector<Forest::Index>& open) {
    if (open.empty()) return absl::OkStatus();
    std::map<std::string, std::vector<OwnFigure>> own;
    EDUPLAN_ASSIGN_OR_RETURN(const EntryTable table,
                             ReadEntries(snapshot_, facet_, period_, Unknown(open), &own));
    EDUPLAN_ASSIGN_OR_RETURN(const std::unique_ptr<Filings> filings,
                             ReadFilings(snapshot_, facet_, period_));
    const RollupInput input = {.catalogue = snapshot_.catalogue.get(),
                               .forest = &forest_,
                               .entries = &table,
                               .period = &period_,
                               .boundaries = facet_.boundaries,
                               .filings = filings.get(),
                               .sequence = snapshot_.sequence,
                               .as_if_filed_now = facet_.as_if_filed_now};
    for (const Forest::Index node : open) {
      NodeTotals totals;
      totals.states = ComputeStates(input, node, [&](Forest::Index below) -> const States* {
        const auto found = known_.find(below);
        return found == known_.end() ? nullptr : found->second;
      });
      totals.own = std::move(own[std::string(forest_.Id(node))]);
      if (snapshot_.live()) snapshot_.cache->Put(KeyOf(node), totals);
      Keep(node, std::move(totals));
    }
    return absl::OkStatus();
  }

  const Snapshot& snapshot_;
  const Forest& forest_;
  const Facet& facet_;
  const Period& period_;
  const std::set<tree::Day> days_;
  std::map<Forest::Index, NodeTotals> totals_;  // its elements stay where they are
  KnownStates known_;
};

std::vector<Filing> FilingsOf(const Catalogue& catalogue, v1::View view,
                              const std::vector<FiledVersion>& versions,
                              const std::map<std::string, std::vector<int>>& sets) {
  std::vector<Filing> filings;
  for (const FiledVersion& version : versions) {
    const auto counts = [&](const FiledSequences& sequences) {
      return view == v1::VIEW_APPROVED ? sequences.approved : sequences.submitted;
    };
    Filing filing = {.from = version.valid_from,
                     .to = version.valid_to,
                     .change_id = version.change_id,
                     .counts = counts({version.submitted, version.approved}),
                     .except = {},
                     .only = {}};
    for (const auto& [code, sequences] : version.overrides) {
      const int index = catalogue.IndexOf(code);
      if (index >= 0) filing.except.emplace_back(index, counts(sequences));
    }
    if (!version.set.empty()) filing.only = sets.at(version.set);
    filings.push_back(std::move(filing));
  }
  return filings;
}

}  // namespace

std::set<tree::Day> WalkedDays(const Catalogue& catalogue, const Facet& facet,
                               const Period& period) {
  std::set<tree::Day> days;
  for (size_t i = 0; i < catalogue.definitions().size(); ++i) {
    const Definition* definition = catalogue.At(static_cast<int>(i), period);
    if (definition != nullptr) days.insert(facet.boundaries.On(*definition, period));
  }
  return days;
}

std::vector<Forest::Index> InnerChildren(const Forest& forest, const Catalogue& catalogue,
                                         Forest::Index node, tree::Day day) {
  std::vector<Forest::Index> inner;
  for (const Forest::Index child : forest.Children(node, day)) {
    if (forest.At(child, day).level < catalogue.lowest_entry_level() &&
        !forest.Children(child, day).empty()) {
      inner.push_back(child);
    }
  }
  return inner;
}

absl::StatusOr<EntryTable> ReadEntries(const Snapshot& snapshot, const Facet& facet,
                                       const Period& period,
                                       const std::vector<std::string>& organizations,
                                       std::map<std::string, std::vector<OwnFigure>>* own) {
  const Catalogue& catalogue = *snapshot.catalogue;
  EntryTable table(catalogue.definitions().size());
  std::vector<std::pair<std::string, EntryTable::Cell>> later;
  // One indicator after the other comes in the order of the key; the last one is looked for first.
  std::string code;
  int index = -1;
  EDUPLAN_RETURN_IF_ERROR(ScanFigures(
      *snapshot.transaction, period.text(), organizations,
      snapshot.live() ? kCurrent : snapshot.sequence, facet.view != v1::VIEW_LIVE,
      [&](const Figure& figure) {
        if (figure.indicator != code) {
          code = std::string(figure.indicator);
          index = catalogue.IndexOf(code);
        }
        if (index < 0) return;
        if (figure.kind == v1::VALUE_KIND_FILED) {
          table.Add(figure.organization, {figure.entry, index, figure.version, figure.valid_to});
          return;
        }
        const bool stands =
            figure.version <= snapshot.sequence && snapshot.sequence < figure.valid_to;
        if (!stands) return;
        if (figure.kind == v1::VALUE_KIND_VERIFIED) {
          if (facet.figures == v1::FIGURES_VERIFIED) {
            later.emplace_back(figure.organization,
                               EntryTable::Cell{figure.entry, index, kFromTheBeginning, kCurrent});
          }
        } else if (own != nullptr && figure.entry.content == Entry::Content::kNumber) {
          (*own)[std::string(figure.organization)].push_back(
              {index, figure.kind, figure.entry.amount});
        }
      }));
  for (const auto& [organization, cell] : later) table.Add(organization, cell);
  return table;
}

absl::StatusOr<std::unique_ptr<Filings>> ReadFilings(const Snapshot& snapshot, const Facet& facet,
                                                     const Period& period) {
  if (facet.view == v1::VIEW_LIVE) return nullptr;
  EDUPLAN_ASSIGN_OR_RETURN(const auto history,
                           ReadSealHistory(*snapshot.transaction, period.text(), {}));
  std::map<std::string, std::vector<int>> sets;
  for (const auto& [organization, versions] : history) {
    for (const FiledVersion& version : versions) {
      if (version.set.empty() || sets.contains(version.set)) continue;
      EDUPLAN_ASSIGN_OR_RETURN(const auto codes, SetMembers(*snapshot.transaction, version.set));
      std::vector<int>& members = sets[version.set];
      for (const std::string& code : codes) {
        if (const int index = snapshot.catalogue->IndexOf(code); index >= 0) {
          members.push_back(index);
        }
      }
      std::sort(members.begin(), members.end());
      // A filing about nothing is not one about everything.
      if (members.empty()) members.push_back(-1);
    }
  }
  auto filings = std::make_unique<Filings>(snapshot.catalogue->definitions().size());
  for (const auto& [organization, versions] : history) {
    for (Filing& filing : FilingsOf(*snapshot.catalogue, facet.view, versions, sets)) {
      filings->Add(organization, std::move(filing));
    }
  }
  return filings;
}

absl::StatusOr<std::map<std::string, NodeTotals>> ComputeTotals(
    const Snapshot& snapshot, const Facet& facet, const Period& period,
    const std::vector<std::string>& organizations) {
  return Totals(snapshot, facet, period).Compute(organizations);
}

}  // namespace eduplan::indicators
