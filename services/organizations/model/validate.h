#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_VALIDATE_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_VALIDATE_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eduplan/organization/v1/organization_service.pb.h"
#include "services/organizations/model/draft.h"

namespace eduplan::organizations {

// The checks that need no registry. Pure.

// Where a code of this shape comes from: six digits GB/T 2260, but a zone's of the statistical
// divisions where the county part is 7x; ten the school's, nine or twelve the statistical
// division's, eighteen characters GB 32100.
int SchemeOf(std::string_view code);
// English sentences; a wrong check digit of GB 32100 only warns, because some codes in lawful use
// fail it.
std::vector<std::string> WarningsOf(std::string_view code);

// Fills in defaults (kind) and returns everything wrong with the draft, in the order of the
// columns.
std::vector<Problem> Normalize(Draft* draft);
// Only the name's problem, if any; the column is "name".
std::vector<Problem> CheckDisplayName(std::string_view display_name);

// At most 20 of them, each as a name.
std::vector<Problem> CheckAliases(const std::vector<std::string>& aliases);
// Whether it is written as a code: letters, digits, '.', '_' and '-', at most 64.
bool IsCode(std::string_view code);

// The draft in a message. Problems that only a message can have (a date that is none) are added.
Draft DraftOf(const eduplan::organization::v1::Organization& organization,
              std::vector<Problem>* problems);

// A field's name in the API for a column of the CSV: "name" is `display_name`.
std::string_view ApiField(std::string_view column);

// INVALID_ARGUMENT with every problem as a violation of `prefix` + field; OK if there is none.
absl::Status InvalidDraft(const std::vector<Problem>& problems, std::string_view prefix);

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_VALIDATE_H_
