#include "services/indicators/model/rollup.h"

#include <algorithm>
#include <map>
#include <utility>

namespace eduplan::indicators {
namespace {

using Content = Entry::Content;
using tree::Forest;

State Reported(const Wide& a, const Wide& b) {
  return {.a = a, .b = b, .expected = 1, .reported = 1};
}
State RateOnly() {
  return {.expected = 1, .reported = 1, .rate_only = 1};
}
State Missing() {
  return {.expected = 1};
}
State NotApplicable() {
  return {.not_applicable = 1};
}

// A ratio counts where both its parts are there; a rate alone is shown and never merged.
State RatioContribution(const Entry& rate, const Entry& numerator, const Entry& denominator) {
  if (numerator.content == Content::kNumber && denominator.content == Content::kNumber) {
    return Reported(numerator.amount, denominator.amount);
  }
  if (rate.content == Content::kRateOnly || rate.content == Content::kNumber) return RateOnly();
  if (rate.content == Content::kNotApplicable || numerator.content == Content::kNotApplicable ||
      denominator.content == Content::kNotApplicable) {
    return NotApplicable();
  }
  return Missing();
}

State WeightedContribution(const Entry& value, const Entry& weight) {
  if (value.content == Content::kNotApplicable) return NotApplicable();
  if (value.content != Content::kNumber) return Missing();
  if (weight.content != Content::kNumber) return RateOnly();
  return Reported(Wide(value.amount) * weight.amount, weight.amount);
}

}  // namespace

State Contribution(const Definition& definition, absl::FunctionRef<Entry(std::string_view)> entry) {
  const Entry own = entry(definition.code);
  switch (definition.aggregation()) {
    case v1::AGGREGATION_RATIO:
      return RatioContribution(own, entry(definition.numerator), entry(definition.denominator));
    case v1::AGGREGATION_WEIGHTED_MEAN:
      return WeightedContribution(own, entry(definition.denominator));
    default:
      break;
  }
  if (own.content == Content::kNotApplicable) return NotApplicable();
  if (own.content == Content::kRateOnly) return RateOnly();
  if (own.content == Content::kMissing) return Missing();
  const bool counts = definition.aggregation() == v1::AGGREGATION_COUNT_TRUE ||
                      definition.aggregation() == v1::AGGREGATION_SHARE_TRUE;
  return Reported(counts ? Wide(own.amount != 0 ? 1 : 0) : Wide(own.amount), 0);
}

void Merge(const State& from, v1::Aggregation aggregation, State* into) {
  const bool both = from.merged() > 0 && into->merged() > 0;
  switch (aggregation) {
    case v1::AGGREGATION_MIN:
      into->a = both ? std::min(into->a, from.a) : Wide(into->a + from.a);
      break;
    case v1::AGGREGATION_MAX:
      into->a = both ? std::max(into->a, from.a) : Wide(into->a + from.a);
      break;
    case v1::AGGREGATION_NONE:
      // Shown only where a single contributor stands; the count tells whether that is so.
      if (!both) into->a += from.a;
      break;
    default:
      into->a += from.a;
      into->b += from.b;
      break;
  }
  into->expected += from.expected;
  into->reported += from.reported;
  into->not_applicable += from.not_applicable;
  into->rate_only += from.rate_only;
}

Entry EntryTable::Get(std::string_view organization, int indicator) const {
  const auto row = entries_.find(organization);
  if (row == entries_.end()) return {};
  const auto cell = row->second.find(indicator);
  return cell == row->second.end() ? Entry{} : cell->second;
}

void VisitParts(const Forest& forest, Forest::Index root, tree::Day day, int entry_level,
                absl::FunctionRef<bool(Forest::Index, Part)> visit) {
  struct Step {
    Forest::Index node;
    bool covered;  // below a contributor, or beside the levels that enter
  };
  std::vector<Step> stack = {{root, false}};
  while (!stack.empty()) {
    const auto [node, covered] = stack.back();
    stack.pop_back();
    const int level = forest.At(node, day).level;
    Part part = Part::kDetail;
    if (!covered) {
      if (level < entry_level) part = Part::kOwnPart;
      if (level == entry_level || (node == root && level > entry_level)) part = Part::kContributor;
    }
    if (!visit(node, part)) continue;
    std::vector<Forest::Index> children = forest.Children(node, day);
    for (auto child = children.rbegin(); child != children.rend(); ++child) {
      stack.push_back({*child, part != Part::kOwnPart});
    }
  }
}

bool OwnPartCounts(const RollupInput& input, const Definition& definition, Forest::Index index) {
  const std::string_view id = input.forest->Id(index);
  for (const std::string& code : {definition.code, definition.numerator, definition.denominator}) {
    if (code.empty()) continue;
    const bool weight = code == definition.denominator && definition.numerator.empty();
    if (!weight &&
        input.entries->Get(id, input.catalogue->IndexOf(code)).content != Content::kMissing) {
      return true;
    }
  }
  const tree::Day day = tree::ToDay(definition.ReferenceDay(*input.period));
  return input.forest->Children(index, day).empty();
}

namespace {

// The indicators that are entered at one level and read the tree on one day take the same way down.
using Group = std::pair<int, tree::Day>;

void AddGroup(const RollupInput& input, const Group& group, const std::vector<int>& members,
              Forest::Index root, absl::FunctionRef<const States*(Forest::Index)> known,
              States* states) {
  const auto& definitions = input.catalogue->definitions();
  const auto add = [&](Forest::Index node, bool own_part) {
    const std::string_view id = input.forest->Id(node);
    const auto entry = [&](std::string_view code) {
      return input.entries->Get(id, input.catalogue->IndexOf(code));
    };
    for (const int member : members) {
      const Definition& definition = definitions[member];
      if (own_part && !OwnPartCounts(input, definition, node)) continue;
      Merge(Contribution(definition, entry), definition.aggregation(), &(*states)[member]);
    }
  };
  VisitParts(*input.forest, root, group.second, group.first, [&](Forest::Index node, Part part) {
    if (part == Part::kDetail) return false;
    if (node != root) {
      if (const States* finished = known(node); finished != nullptr) {
        for (const int member : members) {
          Merge((*finished)[member], definitions[member].aggregation(), &(*states)[member]);
        }
        return false;
      }
    }
    add(node, part == Part::kOwnPart);
    return part == Part::kOwnPart;
  });
}

}  // namespace

States ComputeStates(const RollupInput& input, Forest::Index root,
                     absl::FunctionRef<const States*(Forest::Index)> known) {
  const auto& definitions = input.catalogue->definitions();
  std::map<Group, std::vector<int>> groups;
  for (size_t i = 0; i < definitions.size(); ++i) {
    const Group group = {definitions[i].entry_level,
                         tree::ToDay(definitions[i].ReferenceDay(*input.period))};
    groups[group].push_back(static_cast<int>(i));
  }
  States states(definitions.size());
  for (const auto& [group, members] : groups) AddGroup(input, group, members, root, known, &states);
  return states;
}

}  // namespace eduplan::indicators
