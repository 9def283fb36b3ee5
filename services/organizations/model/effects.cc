#include "services/organizations/model/effects.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "services/organizations/model/convert.h"
#include "services/organizations/model/facts.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;

// Which lists of facts a change touches; the others need no look.
struct Touched {
  bool names = false;
  bool codes = false;
  bool placements = false;
};

Touched TouchedBy(const Record* before, const Record& after) {
  if (before == nullptr) {
    return {};  // all of it is part of the opening
  }
  return {.names = before->names != after.names,
          .codes = before->codes != after.codes,
          .placements = before->placements != after.placements};
}

// The first days of the facts that may have changed, and the days after their last ones.
void AddEdges(const Record& record, const Touched& touched, std::set<std::string>* days) {
  const auto add = [&](const auto& facts) {
    for (const auto& fact : facts) {
      days->insert(fact.span.from);
      days->insert(fact.span.to);
    }
  };
  add(record.standings);
  if (touched.names) {
    add(record.names);
  }
  if (touched.codes) {
    add(record.codes);
  }
  if (touched.placements) {
    add(record.placements);
  }
}

std::string LevelOn(const Record* record, std::string_view day) {
  const Standing* standing = record == nullptr ? nullptr : record->StandingOn(day);
  if (standing == nullptr) {
    return "";
  }
  const auto without = [](const std::string& name, std::string_view prefix) {
    return name.starts_with(prefix) ? name.substr(prefix.size()) : name;
  };
  return text::Cat(without(v1::Level_Name(standing->level), "LEVEL_"), " ",
                   without(v1::OrganizationKind_Name(standing->kind), "ORGANIZATION_KIND_"));
}

std::string CodesOn(const Record& record, std::string_view day) {
  std::string codes;
  for (const DatedCode& code : record.codes) {
    if (code.span.Holds(day)) {
      text::Append(&codes, codes.empty() ? "" : " ", code.code);
    }
  }
  return codes;
}

std::string AliasesOn(const Record& record, std::string_view day) {
  std::string aliases;
  for (const DatedName& name : record.names) {
    if (name.type == kAlias && name.span.Holds(day)) {
      text::Append(&aliases, aliases.empty() ? "" : ";", name.display_name);
    }
  }
  return aliases;
}

std::string ParentNameOn(const Record& record, int relation, std::string_view day) {
  const std::string parent = ParentOn(record.placements, relation, day);
  return parent.empty() ? "" : NameOf(parent);
}

// What holds on a day, by the type of the effect that its change is. Facts count while it exists,
// and a new parent or code of one that opens is part of its opening.
struct Facet {
  v1::Effect::Type type;
  std::string before;
  std::string after;
};

std::vector<Facet> FacetsOn(const Record* before, const Record* after, const Touched& touched,
                            std::string_view day) {
  const std::string was = LevelOn(before, day), is = LevelOn(after, day);
  if (was.empty() && is.empty()) {
    return {};
  }
  if (was.empty()) {
    return {{v1::Effect::TYPE_OPENS, "", is}};
  }
  if (is.empty()) {
    return {{v1::Effect::TYPE_CLOSES, was, ""}};
  }
  std::vector<Facet> facets = {{v1::Effect::TYPE_CHANGES_LEVEL, was, is}};
  if (touched.names) {
    facets.push_back({v1::Effect::TYPE_IS_RENAMED, NameOn(*before, day), NameOn(*after, day)});
    facets.push_back(
        {v1::Effect::TYPE_CHANGES_ALIASES, AliasesOn(*before, day), AliasesOn(*after, day)});
  }
  if (touched.codes) {
    facets.push_back({v1::Effect::TYPE_CHANGES_CODE, CodesOn(*before, day), CodesOn(*after, day)});
  }
  if (touched.placements) {
    for (const auto& [type, relation] :
         {std::pair(v1::Effect::TYPE_MOVES, kAdministrative),
          std::pair(v1::Effect::TYPE_REPORTS_ELSEWHERE, kReporting)}) {
      facets.push_back(
          {type, ParentNameOn(*before, relation, day), ParentNameOn(*after, relation, day)});
    }
  }
  std::erase_if(facets, [](const Facet& facet) { return facet.before == facet.after; });
  return facets;
}

}  // namespace

std::vector<v1::Effect> EffectsOf(const ChangeSet& set) {
  std::vector<v1::Effect> effects;
  for (const std::string& id : set.Changed()) {
    const Record* before = set.Before(id);
    const Record* after = set.Find(id);
    std::set<std::string> days;
    const Touched touched = TouchedBy(before, *after);
    AddEdges(*after, touched, &days);
    if (before != nullptr) {
      AddEdges(*before, touched, &days);
    }
    std::vector<Facet> last;
    for (const std::string& day : days) {
      std::vector<Facet> facets = FacetsOn(before, after, touched, day);
      for (const Facet& facet : facets) {
        if (std::any_of(last.begin(), last.end(), [&](const Facet& f) {
              return f.type == facet.type && f.before == facet.before && f.after == facet.after;
            })) {
          continue;
        }
        v1::Effect& effect = effects.emplace_back();
        effect.set_organization(NameOf(id));
        effect.set_display_name(NameOn(*after, WithinExistence(*after, day)));
        effect.set_type(facet.type);
        effect.set_before(facet.before);
        effect.set_after(facet.after);
        *effect.mutable_from() = DateOf(day);
      }
      last = std::move(facets);
    }
  }
  return effects;
}

}  // namespace eduplan::organizations
