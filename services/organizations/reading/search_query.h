#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_READING_SEARCH_QUERY_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_READING_SEARCH_QUERY_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "eduplan/organization/v1/organization_service.pb.h"
#include "services/platform/sql/database.h"

namespace eduplan::organizations {

// How well something matches, the best first; what was borne before comes after what is borne on
// the day. Among equals the shorter text comes first, then the id. Part of page tokens.
enum class Rank {
  kName = 0,        // exactly
  kCode = 1,        // begins so
  kNameBegins = 2,  // begins so
  kAliasHas = 3,    // has it somewhere
  kNameHas = 4,     // has it somewhere
  kPinyin = 5,      // of a name or an alias begins so
  kFormerCode = 6,
  kFormerName = 7,
  kFormerNameBegins = 8,
  kFormerNameHas = 9,
  kFormerAliasHas = 10,
  kFormerPinyin = 11,
};
eduplan::organization::v1::Match::Field FieldOf(Rank rank);

// Where a match stands among all.
struct SearchKey {
  int64_t rank = 0;
  int64_t length = 0;  // of the text, in characters
  std::string id;
};
std::string ToText(const SearchKey& key);
std::optional<SearchKey> ParseSearchKey(std::string_view text);

// What is looked for, checked. INVALID_ARGUMENT naming the field.
struct SearchQuery {
  std::string written;  // without the blanks around it
  std::string folded;
  std::string day;                // on which a name or code is not yet a former one
  bool existing = false;          // only those that exist on that day
  int level = 0;                  // 0: any
  int kind = 0;                   // 0: any
  std::optional<SearchKey> last;  // of the page before
};
absl::StatusOr<SearchQuery> QueryOf(
    const eduplan::organization::v1::SearchOrganizationsRequest& request);

// Rows (id, rank, length, text) of at most `limit` organizations, the best first.
sql::Statement SearchStatement(const SearchQuery& query, const sql::Dialect& dialect, int limit);

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_READING_SEARCH_QUERY_H_
