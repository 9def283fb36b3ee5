#ifndef EDUPLAN_SERVICES_PLATFORM_TREE_WATCH_STREAM_H_
#define EDUPLAN_SERVICES_PLATFORM_TREE_WATCH_STREAM_H_

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/completion_queue.h>

#include <atomic>
#include <cstdint>
#include <memory>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "eduplan/organization/v1/organization_service.grpc.pb.h"
#include "services/platform/client/client.h"

namespace eduplan::tree {

// One open WatchOrganizations call. Asynchronous inside, because a blocking read could not notice a
// peer that has gone silent. Used by one thread.
class WatchStream {
 public:
  WatchStream(const std::shared_ptr<grpc::Channel>& channel, const client::Outgoing& outgoing,
              int64_t after_sequence);
  ~WatchStream();
  WatchStream(const WatchStream&) = delete;
  WatchStream& operator=(const WatchStream&) = delete;

  // The next message. Otherwise why there is none: the stream's own status, UNAVAILABLE if it ended
  // or was silent for `silence`, CANCELLED once `stopping` is set.
  absl::Status Read(eduplan::organization::v1::WatchOrganizationsResponse* message,
                    absl::Duration silence, const std::atomic<bool>& stopping);

 private:
  // Waits for the operation under way: true if it succeeded.
  absl::StatusOr<bool> Await(absl::Duration silence, const std::atomic<bool>& stopping);
  absl::Status Finish();

  std::unique_ptr<eduplan::organization::v1::OrganizationService::Stub> stub_;
  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  std::unique_ptr<grpc::ClientAsyncReader<eduplan::organization::v1::WatchOrganizationsResponse>>
      reader_;
  bool started_ = false;   // the call's start has completed
  bool pending_ = true;    // an operation is under way
  bool finished_ = false;  // Finish has completed
};

}  // namespace eduplan::tree

#endif  // EDUPLAN_SERVICES_PLATFORM_TREE_WATCH_STREAM_H_
