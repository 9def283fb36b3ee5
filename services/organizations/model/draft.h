#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_DRAFT_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_DRAFT_H_

#include <string>
#include <vector>

#include "services/organizations/model/record.h"

namespace eduplan::organizations {

// What a caller says of an organization to be registered, checked in itself but not yet against the
// registry: `parent` and `reporting_parent` are references as written.
struct Draft {
  std::string code;
  std::string display_name;
  int level = 0;
  int kind = 0;
  std::string parent;
  std::string reporting_parent;
  Span span;
  std::vector<std::string> aliases;
  std::vector<std::string> other_codes;  // of other schemes than `code`
};

// Something wrong with one field of a draft.
struct Problem {
  std::string column;  // "level"
  std::string reason;  // UPPER_SNAKE
  std::string english;
  std::string chinese;
};

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_DRAFT_H_
