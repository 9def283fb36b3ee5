#ifndef EDUPLAN_SERVICES_PLATFORM_TREE_ACCESS_H_
#define EDUPLAN_SERVICES_PLATFORM_TREE_ACCESS_H_

#include <grpcpp/channel.h>

#include <memory>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/platform/auth/permission.h"
#include "services/platform/server/call.h"
#include "services/platform/tree/replica.h"

namespace eduplan::tree {

// What guards every request about an organization: the caller's right to the action, by where the
// caller stands in today's tree, then the organization's existence. An organization that the
// replica does not know yet is looked for in the registry first. PERMISSION_DENIED, or NOT_FOUND
// for one who may know. Returns the forest, which holds the organization.
class Access {
 public:
  Access(Replica& replica, std::shared_ptr<grpc::Channel> organizations)
      : replica_(replica), organizations_(std::move(organizations)) {}

  absl::StatusOr<std::shared_ptr<const Forest>> Check(const server::Call& call, auth::Action action,
                                                      std::string_view organization);

 private:
  Replica& replica_;
  std::shared_ptr<grpc::Channel> organizations_;
};

}  // namespace eduplan::tree

#endif  // EDUPLAN_SERVICES_PLATFORM_TREE_ACCESS_H_
