#ifndef EDUPLAN_SERVICES_ORGANIZATIONS_WRITING_OUTGOING_H_
#define EDUPLAN_SERVICES_ORGANIZATIONS_WRITING_OUTGOING_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/organizations/model/record.h"

namespace eduplan::organizations {

// An Organization as it stands on `today`, as the data of an outgoing event.
struct Outgoing {
  std::string name;  // organizations/{id}
  std::string json;
};

// One for each record. Pure.
absl::StatusOr<std::vector<Outgoing>> OutgoingOf(std::span<const Record> records,
                                                 std::string_view today);

// The objects inside the only array of a JSON object, `{"key":[{…},{…}]}`, as they are written.
std::vector<std::string> ObjectsOf(std::string_view json);

}  // namespace eduplan::organizations

#endif  // EDUPLAN_SERVICES_ORGANIZATIONS_WRITING_OUTGOING_H_
