#ifndef EDUPLAN_SERVICES_INDICATORS_VALUES_WRITABLE_ORGANIZATIONS_H_
#define EDUPLAN_SERVICES_INDICATORS_VALUES_WRITABLE_ORGANIZATIONS_H_

#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "eduplan/indicator/v1/value.pb.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/access.h"
#include "services/platform/tree/replica.h"

namespace eduplan::indicators {

namespace v1 = ::eduplan::indicator::v1;

// Which of the organizations of a file the caller may write to; asks of each once.
class WritableOrganizations {
 public:
  WritableOrganizations(tree::Access& access, tree::Replica& replica, const server::Call& call,
                        v1::ValueKind kind)
      : access_(access), replica_(replica), call_(call), kind_(kind) {}

  // `organization` is an id or organizations/{id}; what is neither is not looked for. Fails where
  // the caller has no permission, and where that cannot be known.
  absl::Status Permit(std::string_view organization);
  // OK for an id that was permitted and exists, else INVALID_ARGUMENT (UNKNOWN_ORGANIZATION) on
  // `field`.
  absl::Status Check(std::string_view id, std::string_view field) const;
  bool Exists(std::string_view id) const;

 private:
  tree::Access& access_;
  tree::Replica& replica_;
  const server::Call& call_;
  v1::ValueKind kind_;
  std::string last_;  // as given
  absl::flat_hash_map<std::string, bool> exists_;
  int unknown_ = 0;
};

}  // namespace eduplan::indicators

#endif  // EDUPLAN_SERVICES_INDICATORS_VALUES_WRITABLE_ORGANIZATIONS_H_
