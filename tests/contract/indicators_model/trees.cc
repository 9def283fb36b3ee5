#include <algorithm>

#include "absl/strings/str_cat.h"
#include "tests/contract/indicators_model/game.h"

namespace eduplan::indicators_model {
namespace {

tree::Day ToTreeDay(Day day) {
  if (day == Day::min()) return tree::kAlways;
  if (day == Day::max()) return tree::kForever;
  return tree::ToDay(day);
}

bool Same(const Organization& a, const Organization& b) {
  return a.stay.from == b.stay.from && a.stay.to == b.stay.to && a.links.size() == b.links.size() &&
         std::equal(
             a.links.begin(), a.links.end(), b.links.begin(), [](const Link& x, const Link& y) {
               return x.parent == y.parent && x.stay.from == y.stay.from && x.stay.to == y.stay.to;
             });
}

Rational Tenths(int n) {
  return Rational(n, 10);
}

}  // namespace

void Game::Send(const Tree& before, const Tree& after) {
  tree::Delta delta;
  for (const auto& [id, organization] : after.organizations) {
    const auto known = before.organizations.find(id);
    if (known != before.organizations.end() && Same(known->second, organization)) continue;
    delta.nodes.push_back({.id = id,
                           .states = {{.from = ToTreeDay(organization.stay.from),
                                       .to = ToTreeDay(organization.stay.to),
                                       .level = organization.level,
                                       .name = absl::StrCat("机构", id)}}});
    for (const Link& link : organization.links) {
      delta.edges.push_back({.child = id,
                             .parent = link.parent,
                             .from = ToTreeDay(link.stay.from),
                             .to = ToTreeDay(link.stay.to)});
    }
  }
  for (size_t i = before.passings.size(); i < after.passings.size(); ++i) {
    for (const auto& [source, by_key] : after.passings[i].by_source) {
      for (const auto& [target, share] : by_key.at("default")) {
        tree::Succession succession = {.event = absl::StrCat("event-", i),
                                       .source = source,
                                       .target = target,
                                       .from = ToTreeDay(after.passings[i].day),
                                       .sequence = static_cast<int64_t>(i) + 1};
        for (const auto& [key, shares] : by_key) {
          const Rational billionths = shares.at(target) * tree::kWhole;
          succession.shares.push_back({key, static_cast<int64_t>(numerator(billionths))});
        }
        delta.successions.push_back(std::move(succession));
      }
    }
  }
  Apply(std::move(delta));
  for (const auto& other : others_) ASSERT_THAT(other->replica().Refresh(), test::IsOk());
  ++step_;
  facts_.trees.Put(step_, after);
}

void Game::GrowTree() {
  Tree tree;
  const auto add = [&](const std::string& id, int level, const std::string& parent) {
    Organization organization = {.level = level};
    if (!parent.empty()) organization.links.push_back({parent, {}});
    tree.organizations[id] = organization;
  };
  add("p", 2, "");
  const int cities = 2 + chance_->Below(2);
  for (int c = 0; c < cities; ++c) {
    const std::string city = absl::StrCat("city", c);
    add(city, 3, "p");
    for (int i = 0, counties = chance_->Below(4); i < counties; ++i) {
      const std::string county = absl::StrCat("county", c, i);
      add(county, 4, city);
      // Schools right below a county: there is no township.
      for (int s = 0, schools = chance_->Below(3); s < schools; ++s) {
        add(absl::StrCat("school", c, i, s), 6, county);
      }
    }
    if (chance_->Percent(50)) add(absl::StrCat("zone", c), 4, city);
    if (chance_->Percent(40)) add(absl::StrCat("cityschool", c), 6, city);
  }
  add("direct", 4, "p");
  Send({}, tree);
}

void Game::MoveTo(const std::string& id, const std::string& parent, Day day, Tree* tree) {
  Organization& organization = tree->organizations[id];
  for (Link& link : organization.links) {
    if (link.stay.Has(day)) link.stay.to = day;
  }
  organization.links.push_back({parent, {day, Day::max()}});
}

void Game::End(const std::string& id, Day day, Tree* tree) {
  Organization& organization = tree->organizations[id];
  organization.stay.to = day;
  for (Link& link : organization.links) link.stay.to = std::min(link.stay.to, day);
}

void Game::Merge(const std::string& from, const std::string& into, Tree* tree) {
  for (const std::string& child : tree->Children(from, event_day_)) {
    MoveTo(child, into, event_day_, tree);
  }
  End(from, event_day_, tree);
  Passing passing = {.day = event_day_, .by_source = {}};
  passing.by_source[from]["default"][into] = 1;
  passing.by_source[from]["students"][into] = 1;
  tree->passings.push_back(passing);
}

void Game::Split(const std::string& id, Tree* tree) {
  const std::string parent = tree->Parent(id, event_day_);
  std::vector<std::string> heirs;
  const bool goes_on = chance_->Percent(50);
  if (goes_on) heirs.push_back(id);
  while (heirs.size() < 2) {
    const std::string heir = absl::StrCat("new", next_id_++);
    Organization& organization = tree->organizations[heir];
    organization.level = tree->organizations[id].level;
    organization.stay.from = event_day_;
    organization.links.push_back({parent, {event_day_, Day::max()}});
    heirs.push_back(heir);
  }
  if (!goes_on) {
    for (const std::string& child : tree->Children(id, event_day_)) {
      MoveTo(child, heirs[0], event_day_, tree);
    }
    End(id, event_day_, tree);
  }
  Passing passing = {.day = event_day_, .by_source = {}};
  const int tenths = 1 + chance_->Below(9);
  const int students = 1 + chance_->Below(9);
  auto& by_key = passing.by_source[id];
  by_key["default"] = {{heirs[0], Tenths(tenths)}, {heirs[1], Tenths(10 - tenths)}};
  by_key["students"] = {{heirs[0], Tenths(students)}, {heirs[1], Tenths(10 - students)}};
  tree->passings.push_back(passing);
}

void Game::ChangeTree() {
  event_day_ += 20 + chance_->Below(120);
  if (event_day_ > Day(2022, 10, 1)) return;
  const Tree before = *facts_.trees.At(step_);
  Tree tree = before;
  std::vector<std::string> units;  // counties and zones
  std::vector<std::string> above = {"p"};
  for (const auto& [id, organization] : tree.organizations) {
    if (!organization.stay.Has(event_day_)) continue;
    if (organization.level == 4) units.push_back(id);
    if (organization.level == 3) above.push_back(id);
  }
  if (units.size() < 2) return;
  const std::string unit = chance_->Of(units);
  switch (chance_->Weighted({4, 3, 3, 1, 1})) {
    case 0:
      if (const std::string parent = chance_->Of(above); parent != tree.Parent(unit, event_day_)) {
        MoveTo(unit, parent, event_day_, &tree);
      }
      break;
    case 1:
      if (const std::string into = chance_->Of(units); into != unit) Merge(unit, into, &tree);
      break;
    case 2:
      Split(unit, &tree);
      break;
    case 3:
      if (above.size() > 3) Merge(above[1], above[2], &tree);
      break;
    default:
      if (tree.Children(unit, event_day_).empty()) End(unit, event_day_, &tree);
  }
  Send(before, tree);
}

}  // namespace eduplan::indicators_model
