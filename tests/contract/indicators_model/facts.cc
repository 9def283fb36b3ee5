#include "tests/contract/indicators_model/facts.h"

#include "absl/strings/str_cat.h"

namespace eduplan::indicators_model {

bool Tree::Exists(const std::string& id, Day day) const {
  const auto found = organizations.find(id);
  return found != organizations.end() && found->second.stay.Has(day);
}

std::string Tree::Parent(const std::string& id, Day day) const {
  if (!Exists(id, day)) return "";
  for (const Link& link : organizations.at(id).links) {
    if (link.stay.Has(day) && Exists(link.parent, day)) return link.parent;
  }
  return "";
}

std::vector<std::string> Tree::Children(const std::string& id, Day day) const {
  std::vector<std::string> children;
  for (const auto& [child, organization] : organizations) {
    if (Parent(child, day) == id) children.push_back(child);
  }
  return children;
}

std::vector<std::string> Tree::AtAndBelow(const std::string& id, Day day) const {
  std::vector<std::string> all;
  if (!Exists(id, day)) return all;
  all.push_back(id);
  for (size_t i = 0; i < all.size(); ++i) {
    for (const std::string& child : Children(std::string(all[i]), day)) all.push_back(child);
  }
  return all;
}

std::map<std::string, Rational> Tree::Heirs(const std::string& id, Day since, Day until,
                                            const std::string& key) const {
  std::map<std::string, Rational> held = {{id, 1}};
  for (const Passing& passing : passings) {
    if (passing.day <= since || passing.day > until) continue;
    std::map<std::string, Rational> after;
    for (const auto& [holder, share] : held) {
      const auto passes = passing.by_source.find(holder);
      if (passes == passing.by_source.end()) {
        after[holder] += share;
        continue;
      }
      const auto by_key = passes->second.find(key);
      const auto& heirs =
          by_key != passes->second.end() ? by_key->second : passes->second.at("default");
      for (const auto& [heir, part] : heirs) after[heir] += share * part;
    }
    held = std::move(after);
  }
  return held;
}

std::string Expression::Text() const {
  const auto joined = [&](const char* between) {
    std::string text;
    for (const Expression& argument : arguments) {
      absl::StrAppend(&text, text.empty() ? "" : between, argument.Text());
    }
    return text;
  };
  switch (op) {
    case '#':
      return absl::StrCat(number);
    case 'c':
      return code;
    case 'y':
      return absl::StrCat("last_year(", code, ")");
    case 'p':
      return absl::StrCat("previous(", code, ")");
    case 'm':
      return absl::StrCat("min(", joined(", "), ")");
    case 'M':
      return absl::StrCat("max(", joined(", "), ")");
    case 'a':
      return absl::StrCat("abs(", joined(", "), ")");
    case 'o':
      return absl::StrCat("coalesce(", joined(", "), ")");
    case 'i':
      return absl::StrCat("if(", arguments[0].Text(), " > ", arguments[1].Text(), ", ",
                          arguments[2].Text(), ", ", arguments[3].Text(), ")");
    default:
      return absl::StrCat("(", joined(absl::StrCat(" ", std::string(1, op), " ").c_str()), ")");
  }
}

Day Definition::ReferenceDay(const Span& span) const {
  switch (proto.reference_point()) {
    case v1::REFERENCE_POINT_PERIOD_START:
      return span.start();
    case v1::REFERENCE_POINT_FIXED_DATE: {
      const int month = std::stoi(proto.reference_date().substr(0, 2));
      const int day = std::stoi(proto.reference_date().substr(3));
      const Day in_year(span.last().year(), month, day);
      return in_year > span.last() ? Day(span.last().year() - 1, month, day) : in_year;
    }
    default:
      // School-year stocks are taken at its start.
      return span.kind == 'S' && proto.temporal_kind() == v1::TEMPORAL_KIND_STOCK ? span.start()
                                                                                  : span.last();
  }
}

}  // namespace eduplan::indicators_model
