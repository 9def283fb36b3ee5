#include "services/organizations/effects.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "services/organizations/convert.h"
#include "services/organizations/facts.h"
#include "services/platform/status/text.h"

namespace eduplan::organizations {
namespace {

namespace v1 = ::eduplan::organization::v1;

// First days of every fact, and the days after their last ones.
void AddEdges(const Record& record, std::set<std::string>* days) {
  const auto add = [&](const auto& facts) {
    for (const auto& fact : facts) {
      days->insert(fact.span.from);
      days->insert(fact.span.to);
    }
  };
  add(record.standings);
  add(record.names);
  add(record.codes);
  add(record.placements);
}

std::string LevelOn(const Record* record, std::string_view day) {
  const Standing* standing = record == nullptr ? nullptr : record->StandingOn(day);
  if (standing == nullptr) {
    return "";
  }
  const auto without = [](std::string name, std::string_view prefix) {
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

std::vector<Facet> FacetsOn(const Record* before, const Record* after, std::string_view day) {
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
  std::vector<Facet> facets = {
      {v1::Effect::TYPE_CHANGES_LEVEL, was, is},
      {v1::Effect::TYPE_IS_RENAMED, NameOn(*before, day), NameOn(*after, day)},
      {v1::Effect::TYPE_CHANGES_CODE, CodesOn(*before, day), CodesOn(*after, day)},
      {v1::Effect::TYPE_CHANGES_ALIASES, AliasesOn(*before, day), AliasesOn(*after, day)},
      {v1::Effect::TYPE_MOVES, ParentNameOn(*before, kAdministrative, day),
       ParentNameOn(*after, kAdministrative, day)},
      {v1::Effect::TYPE_REPORTS_ELSEWHERE, ParentNameOn(*before, kReporting, day),
       ParentNameOn(*after, kReporting, day)}};
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
    AddEdges(*after, &days);
    if (before != nullptr) {
      AddEdges(*before, &days);
    }
    std::vector<Facet> last;
    for (const std::string& day : days) {
      std::vector<Facet> facets = FacetsOn(before, after, day);
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
