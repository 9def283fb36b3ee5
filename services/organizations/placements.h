#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_PLACEMENTS_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_PLACEMENTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/organizations/record.h"

namespace eduplan::organizations {

// The parent in a relation on a day, or "".
std::string ParentOn(const std::vector<Placement>& placements, int relation, std::string_view day);

// The placements after a move: from `day` on (until the organization ends) it stands under `parent`
// in that relation, whatever was recorded for later days; earlier days keep what they had.
std::vector<Placement> Moved(std::vector<Placement> placements, int relation,
                             std::string_view parent, std::string_view day);

// Who stands above in the tree that counts: reporting placements, and administrative ones on the
// days that have no reporting one. Each day belongs to one result at most.
std::vector<Placement> Effective(const std::vector<Placement>& placements);

using PlacementsById = absl::flat_hash_map<std::string, std::vector<Placement>>;
// True if on any day `id` stands above itself, in the administrative tree or in the one that
// counts. Expects every other node to be free of cycles: what `id`'s placements could close is
// looked for.
bool StandsAboveItself(const PlacementsById& placements, std::string_view id);

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_PLACEMENTS_H_
