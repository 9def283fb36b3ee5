#ifndef EDUPLAN_SERVICES_PLATFORM_STATUS_GRPC_STATUS_H_
#define EDUPLAN_SERVICES_PLATFORM_STATUS_GRPC_STATUS_H_

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

namespace eduplan::status {

// The only place where the two status types meet. Payloads become the details of a
// google.rpc.Status in grpc-status-details-bin, and back. UNKNOWN without details (a bug or a
// foreign error) stays UNKNOWN with its message kept.
grpc::Status ToGrpc(const absl::Status& status);
absl::Status FromGrpc(const grpc::Status& status);

}  // namespace eduplan::status

#endif  // EDUPLAN_SERVICES_PLATFORM_STATUS_GRPC_STATUS_H_
