#ifndef EDUPLAN_GATEWAY_HTTP_UPSTREAM_H_
#define EDUPLAN_GATEWAY_HTTP_UPSTREAM_H_

#include <grpcpp/channel.h>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "absl/time/time.h"
#include "google/rpc/status.pb.h"

namespace eduplan::http {

// Calls one service with serialized messages. Thread-safe. The destructor cancels nothing but waits
// until every call has ended.
class Upstream {
 public:
  struct CallOptions {
    std::string token;         // internal; empty: none
    std::string trace_parent;  // W3C
    absl::Time deadline = absl::InfiniteFuture();
  };
  // A running call; it goes on when the handle is dropped.
  class Call {
   public:
    virtual ~Call() = default;
    virtual void Cancel() = 0;  // thread-safe; after the end it does nothing
  };
  // A call whose messages are sent one by one.
  class Sender : public Call {
   public:
    // `written` is called when the next message may be sent; it is dropped when the call ends.
    virtual void Write(const std::string& message, std::function<void()> written) = 0;
    // After the last message.
    virtual void WritesDone() = 0;
  };
  struct Answer {
    std::string message;
    std::string content_disposition;  // from the call's metadata; empty: none
  };
  // These are called on gRPC's threads and must not block. The answer is empty unless the status is
  // OK.
  using Done = std::function<void(const google::rpc::Status& status, Answer answer)>;
  // `next` asks for the following message; it is called when this one is dealt with.
  using OnMessage = std::function<void(std::string message, std::function<void()> next)>;
  using StreamDone = std::function<void(const google::rpc::Status& status)>;

  explicit Upstream(std::shared_ptr<grpc::Channel> channel) : channel_(std::move(channel)) {}
  ~Upstream();
  Upstream(const Upstream&) = delete;
  Upstream& operator=(const Upstream&) = delete;

  // `method` is /package.Service/Method.
  std::shared_ptr<Call> Unary(const std::string& method, const std::string& request,
                              const CallOptions& options, Done done);
  std::shared_ptr<Call> ServerStream(const std::string& method, const std::string& request,
                                     const CallOptions& options, OnMessage on_message,
                                     StreamDone done);
  // `done` comes as soon as the service has answered, also before all is sent. A call that is not
  // sent to its end must be cancelled.
  std::shared_ptr<Sender> ClientStream(const std::string& method, const CallOptions& options,
                                       Done done);

 private:
  friend class CallCount;
  void Enter();
  void Leave();

  const std::shared_ptr<grpc::Channel> channel_;
  std::mutex mutex_;
  std::condition_variable idle_;
  int running_ = 0;
};

}  // namespace eduplan::http

#endif  // EDUPLAN_GATEWAY_HTTP_UPSTREAM_H_
