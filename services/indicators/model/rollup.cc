#include "services/indicators/model/rollup.h"

#include <map>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace eduplan::indicators {
namespace {

using tree::Forest;

// The indicators that are entered at one level and read the tree on the same days take the same way
// down.
struct Group {
  int entry_level;
  tree::Day reference;  // on which the figures were taken
  tree::Day walked;     // whose tree is walked
  auto operator<=>(const Group&) const = default;
};
struct Member {
  int indicator;
  const Definition* definition;
};

std::map<Group, std::vector<Member>> GroupsOf(const RollupInput& input,
                                              const std::vector<int>& only) {
  std::map<Group, std::vector<Member>> groups;
  const auto add = [&](int indicator) {
    const Definition* definition = input.catalogue->At(indicator, *input.period);
    if (definition == nullptr || definition->aggregation() == v1::AGGREGATION_FORMULA) return;
    const Group group = {definition->entry_level,
                         tree::ToDay(definition->ReferenceDay(*input.period)),
                         input.boundaries.On(*definition, *input.period)};
    groups[group].push_back({indicator, definition});
  };
  if (only.empty()) {
    for (size_t i = 0; i < input.catalogue->definitions().size(); ++i) add(static_cast<int>(i));
  } else {
    for (const int indicator : only) add(indicator);
  }
  return groups;
}

// One group's walk down from a root.
class Walk {
 public:
  Walk(const RollupInput& input, const Group& group, const std::vector<Member>& members,
       Forest::Index root, const RollupVisitor& visitor)
      : input_(input), group_(group), members_(members), root_(root), visitor_(visitor) {
    if (!input.boundaries.own()) {
      projection_.emplace(*input.forest, *input.catalogue, group.reference, group.walked,
                          input.period->end() - 1);
    }
  }

  void Run() {
    VisitParts(*input_.forest, root_, group_.walked, group_.entry_level,
               [&](Forest::Index node, Part part) { return Visit(node, part); });
  }

 private:
  bool Visit(Forest::Index node, Part part) {
    if (part == Part::kDetail) return false;
    if (node != root_) {
      if (const States* finished = visitor_.known(node); finished != nullptr) {
        for (const Member& member : members_) {
          visitor_.merge(member.indicator, *member.definition, (*finished)[member.indicator]);
        }
        return false;
      }
    }
    if (projection_) {
      AddInherited(node, part);
    } else {
      AddOwn(node, part);
    }
    return part == Part::kOwnPart;
  }

  // As of which sequences a node's figures count in this total.
  const AsOfSequence& AsOf(Forest::Index node) {
    const auto [place, added] = as_of_.try_emplace(node);
    if (!added) return place->second;
    AsOfSequence as_of{.all = input_.sequence, .each = {}};
    if (node != root_ && input_.filings != nullptr) {
      const Forest::Index parent = input_.forest->Parent(node, group_.walked);
      const AsOfSequence above = as_of_.at(parent);
      as_of = input_.filings->Below(input_.forest->Id(node), above);
      if (parent == root_ && input_.as_if_filed_now) AsIfNow(&as_of);
    }
    // The map may have grown meanwhile: `place` may be gone.
    return as_of_[node] = std::move(as_of);
  }

  void AsIfNow(AsOfSequence* as_of) const {
    if (as_of->uniform()) {
      if (as_of->all != AsOfSequence::kNotFiled) as_of->all = input_.sequence;
      return;
    }
    for (int64_t& sequence : as_of->each) {
      if (sequence != AsOfSequence::kNotFiled) sequence = input_.sequence;
    }
  }

  // As of which sequences the figures of a source count: by every filing on the way on which it was
  // filed up to the root. Where that way does not lead to the root, because the boundaries it was
  // filed on are gone, the filer's own is what can still be asked for.
  AsOfSequence AsOfInherited(Forest::Index node, std::string_view source) const {
    AsOfSequence as_of{.all = input_.sequence, .each = {}};
    if (node == root_ || input_.filings == nullptr) return as_of;
    std::vector<Forest::Index> way = {input_.forest->Find(source)};
    while (way.back() != Forest::kNone && way.back() != root_) {
      way.push_back(input_.forest->Parent(way.back(), group_.reference));
    }
    if (way.back() == Forest::kNone) return input_.filings->Below(source, as_of);
    way.pop_back();
    for (auto step = way.rbegin(); step != way.rend(); ++step) {
      as_of = input_.filings->Below(input_.forest->Id(*step), as_of);
      if (step == way.rbegin() && input_.as_if_filed_now) AsIfNow(&as_of);
    }
    return as_of;
  }

  void AddOwn(Forest::Index node, Part part) {
    const std::string_view id = input_.forest->Id(node);
    const AsOfSequence& as_of = AsOf(node);
    input_.entries->Read(id, as_of, &entries_);
    const bool leaf = input_.forest->Children(node, group_.walked).empty();
    for (const auto& [indicator, definition] : members_) {
      if (part == Part::kOwnPart && !leaf && !Entered(*definition, indicator, entries_)) continue;
      const State state = Contribution(*definition, indicator, entries_);
      visitor_.visit({node, part, indicator, definition, id, &state,
                      as_of.Of(indicator) == AsOfSequence::kNotFiled});
    }
  }

  void AddInherited(Forest::Index node, Part part) {
    const std::string_view id = input_.forest->Id(node);
    const bool leaf = input_.forest->Children(node, group_.walked).empty();
    for (const std::string& source : projection_->SourcesOf(id)) {
      const AsOfSequence as_of = AsOfInherited(node, source);
      input_.entries->Read(source, as_of, &entries_);
      for (const auto& [indicator, definition] : members_) {
        if (part == Part::kOwnPart && !leaf && !Entered(*definition, indicator, entries_)) continue;
        const State state = projection_->Inherited(source, id, *definition, indicator,
                                                   Contribution(*definition, indicator, entries_));
        visitor_.visit({node, part, indicator, definition, source, &state,
                        as_of.Of(indicator) == AsOfSequence::kNotFiled});
      }
    }
  }

  const RollupInput& input_;
  const Group& group_;
  const std::vector<Member>& members_;
  Forest::Index root_;
  const RollupVisitor& visitor_;
  std::optional<Projection> projection_;
  absl::flat_hash_map<Forest::Index, AsOfSequence> as_of_;
  std::vector<Entry> entries_;
};

}  // namespace

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

tree::Day Boundaries::On(const Definition& definition, const calendar::Period& figures) const {
  if (day) return *day;
  return tree::ToDay(definition.ReferenceDay(period ? *period : figures));
}

void VisitContributions(const RollupInput& input, Forest::Index root, const std::vector<int>& only,
                        const RollupVisitor& visitor) {
  for (const auto& [group, members] : GroupsOf(input, only)) {
    Walk(input, group, members, root, visitor).Run();
  }
}

States ComputeStates(const RollupInput& input, Forest::Index root,
                     absl::FunctionRef<const States*(Forest::Index)> known) {
  States states(input.catalogue->definitions().size());
  const auto visit = [&](const Contribute& contribution) {
    Merge(*contribution.state, contribution.definition->aggregation(),
          &states[contribution.indicator]);
  };
  const auto merge = [&](int indicator, const Definition& definition, const State& state) {
    Merge(state, definition.aggregation(), &states[indicator]);
  };
  VisitContributions(input, root, {}, {visit, known, merge});
  return states;
}

}  // namespace eduplan::indicators
