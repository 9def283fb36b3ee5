#include "services/platform/tree/watch_stream.h"

#include <chrono>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "services/platform/status/grpc_status.h"
#include "services/platform/status/macros.h"

namespace eduplan::tree {
namespace {

namespace v1 = ::eduplan::organization::v1;

// How soon a stop is noticed.
constexpr std::chrono::milliseconds kLook{50};

}  // namespace

WatchStream::WatchStream(const std::shared_ptr<grpc::Channel>& channel,
                         const client::Outgoing& outgoing, int64_t after_sequence)
    : stub_(v1::OrganizationService::NewStub(channel)) {
  client::Prepare(outgoing, &context_);
  v1::WatchOrganizationsRequest request;
  request.set_after_sequence(after_sequence);
  reader_ = stub_->PrepareAsyncWatchOrganizations(&context_, request, &queue_);
  reader_->StartCall(this);
}

WatchStream::~WatchStream() {
  context_.TryCancel();
  void* tag = nullptr;
  bool ok = false;
  if (pending_) {
    queue_.Next(&tag, &ok);
  }
  if (!finished_) {
    (void)Finish();
  }
  queue_.Shutdown();
  while (queue_.Next(&tag, &ok)) {
  }
}

absl::Status WatchStream::Read(v1::WatchOrganizationsResponse* message, absl::Duration silence,
                               const std::atomic<bool>& stopping) {
  if (!started_) {
    EDUPLAN_ASSIGN_OR_RETURN(const bool ok, Await(silence, stopping));
    if (!ok) {
      return Finish();
    }
    started_ = true;
  }
  reader_->Read(message, this);
  pending_ = true;
  EDUPLAN_ASSIGN_OR_RETURN(const bool ok, Await(silence, stopping));
  return ok ? absl::OkStatus() : Finish();
}

absl::StatusOr<bool> WatchStream::Await(absl::Duration silence, const std::atomic<bool>& stopping) {
  const absl::Time until = absl::Now() + silence;
  while (!stopping && absl::Now() < until) {
    void* tag = nullptr;
    bool ok = false;
    switch (queue_.AsyncNext(&tag, &ok, std::chrono::system_clock::now() + kLook)) {
      case grpc::CompletionQueue::GOT_EVENT:
        pending_ = false;
        return ok;
      case grpc::CompletionQueue::TIMEOUT:
        break;
      case grpc::CompletionQueue::SHUTDOWN:
        return absl::InternalError("the completion queue is shut down");
    }
  }
  return stopping ? absl::CancelledError("stopping")
                  : absl::UnavailableError("the registry's stream is silent");
}

absl::Status WatchStream::Finish() {
  grpc::Status status;
  reader_->Finish(&status, this);
  void* tag = nullptr;
  bool ok = false;
  queue_.Next(&tag, &ok);
  finished_ = true;
  return status.ok() ? absl::UnavailableError("the registry ended the stream")
                     : status::FromGrpc(status);
}

}  // namespace eduplan::tree
