#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_RECORD_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_RECORD_H_

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace eduplan::organizations {

// Days are "YYYY-MM-DD", so text order is the order in time; intervals are [from, to).
inline constexpr std::string_view kForever = "9999-12-31";
// First day of what has no first day recorded.
inline constexpr std::string_view kBeginning = "1949-10-01";

struct Span {
  std::string from{kBeginning};
  std::string to{kForever};

  bool Holds(std::string_view day) const { return from <= day && day < to; }
  bool Overlaps(const Span& other) const { return from < other.to && other.from < to; }
  bool empty() const { return from >= to; }
  friend bool operator==(const Span&, const Span&) = default;
};
inline Span Common(const Span& a, const Span& b) {
  return {std::max(a.from, b.from), std::min(a.to, b.to)};
}

// Values of DatedName.Type.
inline constexpr int kOfficial = 1;
inline constexpr int kAlias = 2;

struct DatedName {
  std::string display_name;
  int type = kOfficial;
  Span span;
  friend bool operator==(const DatedName&, const DatedName&) = default;
};

struct DatedCode {
  int scheme = 0;  // Code.Scheme
  std::string code;
  Span span;
  friend bool operator==(const DatedCode&, const DatedCode&) = default;
};

// When it exists, and as what.
struct Standing {
  int level = 0;  // Level
  int kind = 0;   // OrganizationKind
  Span span;
  friend bool operator==(const Standing&, const Standing&) = default;
};

// Values of Placement.Relation.
inline constexpr int kAdministrative = 1;
inline constexpr int kReporting = 2;

struct Placement {
  int relation = kAdministrative;
  std::string parent;  // id
  Span span;
  friend bool operator==(const Placement&, const Placement&) = default;
};

// An organization with all its dated facts, as one change of the registry left it. It exists on the
// days of its standings; its names, codes and placements may be recorded for longer and then count
// only while it exists, so that an end moves nothing but the standing.
struct Record {
  std::string id;
  std::vector<Standing> standings;    // by day, disjoint, at least one
  std::vector<DatedName> names;       // by type and day; official ones are disjoint
  std::vector<DatedCode> codes;       // by day
  std::vector<Placement> placements;  // by relation and day, disjoint within a relation
  int64_t sequence = 0;               // of its last change
  int64_t create_time = 0;            // microseconds
  int64_t update_time = 0;

  // The standing of the day; null if it does not exist then.
  const Standing* StandingOn(std::string_view day) const {
    const auto found = std::find_if(standings.begin(), standings.end(),
                                    [&](const Standing& s) { return s.span.Holds(day); });
    return found == standings.end() ? nullptr : &*found;
  }
  bool ExistsOn(std::string_view day) const { return StandingOn(day) != nullptr; }
  // From its first day to its last one.
  Span Life() const {
    return standings.empty() ? Span{"", ""}
                             : Span{standings.front().span.from, standings.back().span.to};
  }
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_RECORD_H_
