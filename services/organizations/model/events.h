#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_EVENTS_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_EVENTS_H_

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "services/organizations/model/change_set.h"

namespace eduplan::organizations {

// What each event does to the records of a set, all from `day` on. Those named are in the set, with
// the children of those that end. Errors are FAILED_PRECONDITION naming a field of the request;
// what the change would break otherwise is CheckConsistent's to find. Pure.

// FAILED_PRECONDITION (ORGANIZATION_CLOSED) unless it exists on the day.
absl::Status CheckExistsOn(const Record& record, std::string_view day, std::string_view field);

absl::Status Rename(ChangeSet& set, std::string_view id, std::string_view display_name,
                    std::string_view day);
absl::Status Move(ChangeSet& set, std::string_view id, int relation, std::string_view parent,
                  std::string_view day);
// Each source ends; what stands under it comes under `target`.
absl::Status Merge(ChangeSet& set, std::string_view target, std::span<const std::string> sources,
                   std::string_view day);

struct SplitPlan {
  std::string source;
  std::vector<std::string> targets;             // ids, existing or created in the set
  std::map<std::string, std::string> children;  // child id -> target id
  std::string other_children_to;                // target id, or ""
};
// The source ends unless it is a target.
absl::Status Split(ChangeSet& set, const SplitPlan& plan, std::string_view day);

// `move_children_to` may be "".
absl::Status Close(ChangeSet& set, std::string_view id, std::string_view move_children_to,
                   std::string_view day);
// `parent` may be "": where it stood last.
absl::Status Reopen(ChangeSet& set, std::string_view id, std::string_view parent,
                    std::string_view day);

// Zero and "" leave as it was.
struct NewStanding {
  int level = 0;
  int kind = 0;
  std::string display_name;
  std::string code;
  std::string parent;
};
absl::Status ChangeLevel(ChangeSet& set, std::string_view id, const NewStanding& standing,
                         std::string_view day);
absl::Status ChangeCode(ChangeSet& set, std::string_view id, int scheme, std::string_view code,
                        std::string_view day);

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_MODEL_EVENTS_H_
