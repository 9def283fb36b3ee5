#ifndef EDUPLAN_SERVICES_PLATFORM_OFFICE_RELATIONSHIPS_H_
#define EDUPLAN_SERVICES_PLATFORM_OFFICE_RELATIONSHIPS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/platform/office/package.h"

namespace eduplan::office {

struct Relationship {
  std::string id;
  std::string type;  // the last word of its URI: worksheet, styles, …
  std::string part;
};

// Those of `part` that point into the package; of the package itself if it is "".
absl::StatusOr<std::vector<Relationship>> ReadRelationships(Package* package,
                                                            std::string_view part);

// The part that holds them.
std::string RelationshipsOf(std::string_view part);

// The first of a type; null if there is none.
const Relationship* FindType(const std::vector<Relationship>& all, std::string_view type);

}  // namespace eduplan::office

#endif  // EDUPLAN_SERVICES_PLATFORM_OFFICE_RELATIONSHIPS_H_
