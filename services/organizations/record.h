#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_RECORD_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_RECORD_H_

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
  friend bool operator==(const Span&, const Span&) = default;
};
inline Span Common(const Span& a, const Span& b) {
  return {std::max(a.from, b.from), std::min(a.to, b.to)};
}

struct DatedName {
  std::string display_name;
  Span span;
};

struct DatedCode {
  int scheme = 0;  // Code.Scheme
  std::string code;
  Span span;
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

// An organization with all its dated facts, as one change of the registry left it.
struct Record {
  std::string id;
  int level = 0;  // Level
  int kind = 0;   // OrganizationKind
  Span span;
  std::vector<DatedName> names;       // by day, without gaps
  std::vector<DatedCode> codes;       // by day
  std::vector<Placement> placements;  // by relation and day
  int64_t sequence = 0;               // of its last change
  int64_t create_time = 0;            // microseconds
  int64_t update_time = 0;
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_RECORD_H_
