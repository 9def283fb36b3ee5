#include "services/organizations/model/facts.h"

#include <tuple>
#include <utility>

#include "services/platform/api/time.h"

namespace eduplan::organizations {
namespace {

// Joins neighbours on one track; `facts` is sorted so that a track's facts follow each other.
template <typename Fact, typename Same>
void Join(std::vector<Fact>* facts, Same same) {
  std::vector<Fact> joined;
  for (Fact& fact : *facts) {
    if (fact.span.empty()) {
      continue;
    }
    if (!joined.empty() && same(joined.back(), fact) && joined.back().span.to == fact.span.from) {
      joined.back().span.to = fact.span.to;
    } else {
      joined.push_back(std::move(fact));
    }
  }
  *facts = std::move(joined);
}

std::vector<Placement> OfRelation(const std::vector<Placement>& placements, int relation) {
  std::vector<Placement> result;
  for (const Placement& placement : placements) {
    if (placement.relation == relation) {
      result.push_back(placement);
    }
  }
  return result;
}

}  // namespace

void SetName(Record* record, std::string_view display_name, std::string_view day) {
  SetFrom(
      &record->names,
      DatedName{std::string(display_name), kOfficial, {std::string(day), std::string(kForever)}},
      [](const DatedName& name) { return name.type == kOfficial; });
}

void SetCode(Record* record, int scheme, std::string_view code, std::string_view day) {
  SetFrom(&record->codes,
          DatedCode{scheme, std::string(code), {std::string(day), std::string(kForever)}},
          [&](const DatedCode& other) { return other.scheme == scheme; });
}

void SetParent(Record* record, int relation, std::string_view parent, std::string_view day) {
  SetFrom(&record->placements,
          Placement{relation, std::string(parent), {std::string(day), std::string(kForever)}},
          [&](const Placement& other) { return other.relation == relation; });
}

void SetStanding(Record* record, int level, int kind, std::string_view day) {
  SetFrom(&record->standings, Standing{level, kind, {std::string(day), std::string(kForever)}},
          [](const Standing&) { return true; });
}

void SetAliases(Record* record, const std::vector<std::string>& aliases, std::string_view day) {
  std::vector<std::string> wanted = aliases;
  for (DatedName& name : record->names) {
    if (name.type != kAlias || name.span.to <= day) {
      continue;
    }
    const auto kept = std::find(wanted.begin(), wanted.end(), name.display_name);
    if (kept != wanted.end() && name.span.Holds(day)) {
      name.span.to = kForever;  // also where it was to end
      wanted.erase(kept);
    } else {
      name.span.to = std::max(name.span.from, std::string(day));
    }
  }
  for (std::string& alias : wanted) {
    record->names.push_back({std::move(alias), kAlias, {std::string(day), std::string(kForever)}});
  }
}

void EndOn(Record* record, std::string_view day) {
  for (Standing& standing : record->standings) {
    if (standing.span.Holds(day)) {
      standing.span.to = std::string(day);
    }
  }
}

void Redirect(Record* record, std::string_view from, std::string_view to, std::string_view day) {
  std::vector<Placement> placements;
  for (Placement& placement : record->placements) {
    if (placement.parent != from || placement.span.to <= day) {
      placements.push_back(std::move(placement));
      continue;
    }
    Placement before = placement;
    before.span.to = std::max(placement.span.from, std::string(day));
    placement.span.from = before.span.to;
    placement.parent = to;
    placements.push_back(std::move(before));
    placements.push_back(std::move(placement));
  }
  record->placements = std::move(placements);
}

void Normalize(Record* record) {
  std::sort(record->standings.begin(), record->standings.end(),
            [](const Standing& a, const Standing& b) { return a.span.from < b.span.from; });
  Join(&record->standings,
       [](const Standing& a, const Standing& b) { return a.level == b.level && a.kind == b.kind; });
  std::sort(record->names.begin(), record->names.end(), [](const DatedName& a, const DatedName& b) {
    // Aliases hold side by side: those of one text follow each other.
    return a.type != b.type ? a.type < b.type
           : a.type == kOfficial
               ? a.span.from < b.span.from
               : std::tie(a.display_name, a.span.from) < std::tie(b.display_name, b.span.from);
  });
  Join(&record->names, [](const DatedName& a, const DatedName& b) {
    return a.type == b.type && a.display_name == b.display_name;
  });
  std::sort(record->codes.begin(), record->codes.end(), [](const DatedCode& a, const DatedCode& b) {
    return std::tie(a.scheme, a.span.from, a.code) < std::tie(b.scheme, b.span.from, b.code);
  });
  Join(&record->codes, [](const DatedCode& a, const DatedCode& b) {
    return a.scheme == b.scheme && a.code == b.code;
  });
  std::sort(record->codes.begin(), record->codes.end(), [](const DatedCode& a, const DatedCode& b) {
    return std::tie(a.span.from, a.code) < std::tie(b.span.from, b.code);
  });
  std::sort(record->placements.begin(), record->placements.end(),
            [](const Placement& a, const Placement& b) {
              return std::tie(a.relation, a.span.from) < std::tie(b.relation, b.span.from);
            });
  Join(&record->placements, [](const Placement& a, const Placement& b) {
    return a.relation == b.relation && a.parent == b.parent;
  });
}

std::string ParentOn(const std::vector<Placement>& placements, int relation, std::string_view day) {
  for (const Placement& placement : placements) {
    if (placement.relation == relation && placement.span.Holds(day)) {
      return placement.parent;
    }
  }
  return "";
}

std::string NameOn(const Record& record, std::string_view day) {
  for (const DatedName& name : record.names) {
    if (name.type == kOfficial && name.span.Holds(day)) {
      return name.display_name;
    }
  }
  return "";
}

std::string WithinExistence(const Record& record, std::string_view day) {
  if (record.standings.empty() || record.ExistsOn(day)) {
    return std::string(day);
  }
  const Standing* before = nullptr;
  for (const Standing& standing : record.standings) {
    before = standing.span.to <= day ? &standing : before;
  }
  if (before == nullptr) {
    return record.standings.front().span.from;
  }
  const absl::CivilDay end = api::ParseDate(before->span.to, "day").value_or(absl::CivilDay());
  return api::ToText(end - 1);
}

bool ExistsThroughout(const Record& record, const Span& span) {
  std::string day = span.from;
  for (const Standing& standing : record.standings) {
    if (standing.span.Holds(day)) {
      day = standing.span.to;
    }
  }
  return day >= span.to;
}

int LowestLevel(const Record& record, const Span& span) {
  int lowest = 0;
  for (const Standing& standing : record.standings) {
    if (standing.span.Overlaps(span)) {
      lowest = std::max(lowest, standing.level);
    }
  }
  return lowest;
}

std::vector<Placement> Effective(const std::vector<Placement>& placements) {
  std::vector<Placement> result = OfRelation(placements, kReporting);
  const std::vector<Placement> reporting = result;  // by day, disjoint
  for (const Placement& administrative : OfRelation(placements, kAdministrative)) {
    Placement rest = administrative;
    for (const Placement& over : reporting) {
      if (!over.span.Overlaps(rest.span)) {
        continue;
      }
      if (rest.span.from < over.span.from) {
        Placement before = rest;
        before.span.to = over.span.from;
        result.push_back(before);
      }
      rest.span.from = std::min(over.span.to, rest.span.to);
    }
    if (rest.span.from < rest.span.to) {
      result.push_back(rest);
    }
  }
  return result;
}

}  // namespace eduplan::organizations
