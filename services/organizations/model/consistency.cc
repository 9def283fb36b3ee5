#include "services/organizations/model/consistency.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "services/organizations/model/convert.h"
#include "services/organizations/model/facts.h"
#include "services/organizations/model/precondition.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

// No chain of parents is longer.
constexpr int kDeepest = 64;

// Whether `facts`, by day, overlap where `same_track`.
template <typename Fact, typename SameTrack>
const Fact* Overlap(const std::vector<Fact>& facts, SameTrack same_track) {
  std::vector<const Fact*> last;  // the latest of each track; tracks are few
  for (const Fact& fact : facts) {
    const auto before = std::find_if(last.begin(), last.end(),
                                     [&](const Fact* other) { return same_track(*other, fact); });
    if (before == last.end()) {
      last.push_back(&fact);
    } else if ((*before)->span.Overlaps(fact.span)) {
      return &fact;
    } else {
      *before = &fact;
    }
  }
  return nullptr;
}

// Whether on every day of `span` one of the facts holds for which `counts`.
template <typename Fact, typename Counts>
bool Covers(const std::vector<Fact>& facts, const Span& span, Counts counts) {
  std::string day = span.from;
  for (const Fact& fact : facts) {  // by day
    if (counts(fact) && fact.span.Holds(day)) {
      day = fact.span.to;
    }
  }
  return day >= span.to;
}

class Checker {
 public:
  Checker(const ChangeSet& set, const BlamedFields& fields) : set_(set), fields_(fields) {}

  absl::Status Check() {
    const std::vector<std::string> changed = set_.Changed();
    for (const std::string& id : changed) {
      const Record& record = *set_.Find(id);
      EDUPLAN_RETURN_IF_ERROR(CheckLists(record));
      EDUPLAN_RETURN_IF_ERROR(CheckPlacements(record));
      EDUPLAN_RETURN_IF_ERROR(CheckNoCycle(record));
    }
    EDUPLAN_RETURN_IF_ERROR(CheckChildren(changed));
    return CheckCodes(changed);
  }

 private:
  absl::Status CheckLists(const Record& record) {
    if (record.standings.empty()) {
      return Precondition("NEVER_EXISTS", fields_.self,
                          text::Cat(NameOf(record.id), " would not exist on any day"),
                          text::Cat(NameOf(record.id), " 将在任何一天都不存在"));
    }
    std::string_view list;
    if (Overlap(record.standings, [](const Standing&, const Standing&) { return true; })) {
      list = "standings";
    } else if (Overlap(record.names, [](const DatedName& a, const DatedName& b) {
                 return a.type == b.type &&
                        (a.type == kOfficial || a.display_name == b.display_name);
               })) {
      list = "names";
    } else if (Overlap(record.codes, [](const DatedCode& a, const DatedCode& b) {
                 return a.scheme == b.scheme;
               })) {
      list = "codes";
    } else if (Overlap(record.placements, [](const Placement& a, const Placement& b) {
                 return a.relation == b.relation;
               })) {
      list = "placements";
    }
    if (!list.empty()) {
      return Precondition("OVERLAP", text::Cat("organization.", list),
                          text::Cat("two ", list, " of ", NameOf(record.id), " hold at once"),
                          text::Cat(NameOf(record.id), " 的 ", list, " 时间重叠"));
    }
    for (const Standing& standing : record.standings) {
      if (!Covers(record.names, standing.span,
                  [](const DatedName& name) { return name.type == kOfficial; })) {
        return Precondition("NAME_MISSING", "organization.names",
                            text::Cat(NameOf(record.id), " has no name on some days from ",
                                      standing.span.from, " to ", standing.span.to),
                            text::Cat(NameOf(record.id), " 在 ", standing.span.from, " 至 ",
                                      standing.span.to, " 之间有时没有名称"));
      }
    }
    return absl::OkStatus();
  }

  absl::Status CheckPlacements(const Record& record) {
    const auto administrative = [](const Placement& placement) {
      return placement.relation == kAdministrative;
    };
    std::string placed_from(kForever);  // the first day on which it stands under a parent
    for (const Standing& standing : record.standings) {
      for (const Placement& placement : record.placements) {
        const Span span = Common(placement.span, standing.span);
        if (span.empty()) {
          continue;
        }
        const bool reporting = placement.relation == kReporting;
        placed_from = reporting ? placed_from : std::min(placed_from, span.from);
        EDUPLAN_RETURN_IF_ERROR(CheckParent(placement.parent, standing.level, span,
                                            reporting ? fields_.reporting_parent : fields_.parent));
        if (reporting && !Covers(record.placements, span, administrative)) {
          return Precondition("REPORTING_PARENT_WITHOUT_PARENT", fields_.reporting_parent,
                              "an organization without an administrative parent has no reporting "
                              "parent",
                              "没有行政上级的机构不能设归口上级");
        }
      }
      const Span placed = Common(standing.span, {placed_from, std::string(kForever)});
      if (!placed.empty() && !Covers(record.placements, placed, administrative)) {
        return Precondition("ORPHAN", fields_.parent,
                            text::Cat(NameOf(record.id), " would have no parent on some days"),
                            text::Cat(NameOf(record.id), " 将在某些日期没有上级"));
      }
    }
    return absl::OkStatus();
  }

  absl::Status CheckParent(const std::string& parent, int level, const Span& span,
                           const std::string& field) {
    const Record* found = set_.Find(parent);
    if (found == nullptr) {
      return Precondition("PARENT_UNKNOWN", field, text::Cat(NameOf(parent), " does not exist"),
                          text::Cat("上级机构 ", NameOf(parent), " 不存在"))
          .With("parent", NameOf(parent));
    }
    const Span life = found->Life();
    if (!ExistsThroughout(*found, span)) {
      return Precondition(
                 "PARENT_CLOSED", field,
                 text::Cat(NameOf(parent), " exists only from ", life.from, " to ", life.to),
                 text::Cat("上级机构 ", NameOf(parent), " 仅存在于 ", life.from, " 至 ", life.to))
          .With("parent", NameOf(parent));
    }
    if (LowestLevel(*found, span) > level) {
      return Precondition(
                 "PARENT_LEVEL_LOWER", field,
                 text::Cat(NameOf(parent), " is of a lower level than what would stand under it"),
                 text::Cat("上级机构 ", NameOf(parent), " 的层级低于下级"))
          .With("parent", NameOf(parent));
    }
    return absl::OkStatus();
  }

  // Those below a changed one, themselves unchanged: it must not end or sink under them.
  absl::Status CheckChildren(const std::vector<std::string>& changed) {
    for (const std::string& id : set_.Known()) {
      if (std::binary_search(changed.begin(), changed.end(), id)) {
        continue;
      }
      const Record& child = *set_.Find(id);
      for (const Placement& placement : child.placements) {
        if (!std::binary_search(changed.begin(), changed.end(), placement.parent)) {
          continue;
        }
        const Record& parent = *set_.Find(placement.parent);
        for (const Standing& standing : child.standings) {
          const Span span = Common(placement.span, standing.span);
          if (!span.empty()) {
            EDUPLAN_RETURN_IF_ERROR(CheckChild(parent, child, standing.level, span));
          }
        }
      }
    }
    return absl::OkStatus();
  }

  absl::Status CheckChild(const Record& parent, const Record& child, int level, const Span& span) {
    if (!ExistsThroughout(parent, span)) {
      return Precondition("CHILDREN_REMAIN", fields_.self,
                          text::Cat(NameOf(child.id), " would stand under ", NameOf(parent.id),
                                    " on days on which that does not exist; move or close what "
                                    "stands below first"),
                          text::Cat(NameOf(child.id), " 届时仍为 ", NameOf(parent.id),
                                    " 的下级，请先调整或撤销下级机构"))
          .With("child", NameOf(child.id));
    }
    if (LowestLevel(parent, span) > level) {
      return Precondition("PARENT_LEVEL_LOWER", fields_.self,
                          text::Cat(NameOf(parent.id), " would be of a lower level than ",
                                    NameOf(child.id), ", which stands under it"),
                          text::Cat(NameOf(parent.id), " 的层级将低于其下级 ", NameOf(child.id)))
          .With("child", NameOf(child.id));
    }
    return absl::OkStatus();
  }

  using Tree = absl::FunctionRef<std::vector<Placement>(const std::vector<Placement>&)>;

  absl::Status CheckNoCycle(const Record& record) {
    const auto administrative = [](const std::vector<Placement>& placements) {
      std::vector<Placement> result = placements;
      std::erase_if(result, [](const Placement& p) { return p.relation != kAdministrative; });
      return result;
    };
    for (const Tree tree : {Tree(administrative), Tree(Effective)}) {
      const std::string through = ReachesItself(record.id, tree);
      if (!through.empty()) {
        return Precondition(
                   "CYCLE", fields_.parent,
                   text::Cat(NameOf(through), " stands below ", NameOf(record.id)),
                   text::Cat(NameOf(through), " 是 ", NameOf(record.id), " 的下级，不能作为其上级"))
            .With("parent", NameOf(through));
      }
    }
    return absl::OkStatus();
  }

  // Walks upward, each time with the days on which the whole way so far holds: the first parent on
  // a way that comes back to `id`, or goes on for ever; "" if there is none. On one day there is
  // one way, so the steps are no more than the days on which something changes, times the depth.
  std::string ReachesItself(const std::string& id, Tree tree) const {
    struct Step {
      std::string node;
      Span span;
      std::string first;
      int depth = 0;
    };
    std::vector<Step> steps = {{id, {"", std::string(kForever)}, "", 0}};
    while (!steps.empty()) {
      const Step step = std::move(steps.back());
      steps.pop_back();
      const Record* record = set_.Find(step.node);
      if (record == nullptr) {
        continue;
      }
      for (const Placement& placement : tree(record->placements)) {
        Span span = Common(step.span, placement.span);
        if (span.empty() || !Exists(*record, span)) {
          continue;
        }
        const std::string& first = step.first.empty() ? placement.parent : step.first;
        if (placement.parent == id || step.depth > kDeepest) {
          return first;
        }
        steps.push_back({placement.parent, std::move(span), first, step.depth + 1});
      }
    }
    return "";
  }

  static bool Exists(const Record& record, const Span& span) {
    return std::any_of(record.standings.begin(), record.standings.end(),
                       [&](const Standing& standing) { return standing.span.Overlaps(span); });
  }

  absl::Status CheckCodes(const std::vector<std::string>& changed) {
    std::map<std::string_view, std::vector<const Record*>> bearers;
    for (const std::string& id : set_.Known()) {
      const Record* record = set_.Find(id);
      for (const DatedCode& code : record->codes) {
        std::vector<const Record*>& bearing = bearers[code.code];
        if (bearing.empty() || bearing.back() != record) {
          bearing.push_back(record);
        }
      }
    }
    for (const std::string& id : changed) {
      const Record& record = *set_.Find(id);
      for (const DatedCode& code : record.codes) {
        for (const Record* other : bearers[code.code]) {
          if (other->id != id) {
            EDUPLAN_RETURN_IF_ERROR(CheckCode(record, code, *other));
          }
        }
      }
    }
    return absl::OkStatus();
  }

  absl::Status CheckCode(const Record& record, const DatedCode& code, const Record& other) {
    for (const DatedCode& borne : other.codes) {
      const Span both = Common(code.span, borne.span);
      if (borne.code != code.code || both.empty()) {
        continue;
      }
      for (const Standing& a : record.standings) {
        for (const Standing& b : other.standings) {
          if (!Common(Common(a.span, b.span), both).empty()) {
            return status::AlreadyExists(NameOf(other.id))
                .Field(fields_.code, text::Cat("code ", code.code, " names ", NameOf(other.id),
                                               " from ", Common(b.span, borne.span).from, " to ",
                                               Common(b.span, borne.span).to))
                .With("code", code.code);
          }
        }
      }
    }
    return absl::OkStatus();
  }

  const ChangeSet& set_;
  const BlamedFields& fields_;
};

}  // namespace

absl::Status CheckConsistent(const ChangeSet& set, const BlamedFields& fields) {
  return Checker(set, fields).Check();
}

}  // namespace eduplan::organizations
