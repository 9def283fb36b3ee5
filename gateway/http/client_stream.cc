#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/support/client_callback.h>

#include "gateway/http/upstream_call.h"

namespace eduplan::http {
namespace {

class ClientStreamCall : public Upstream::Sender,
                         public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>,
                         public std::enable_shared_from_this<ClientStreamCall> {
 public:
  ClientStreamCall(Upstream& upstream, const std::shared_ptr<grpc::Channel>& channel,
                   std::string method, Upstream::Done done)
      : count_(upstream), stub_(channel), method_(std::move(method)), done_(std::move(done)) {}

  void Start(const Upstream::CallOptions& options) {
    self_ = shared_from_this();
    Prepare(options, context_);
    stub_.PrepareBidiStreamingCall(&context_, method_, {}, this);
    StartRead(&response_);
    // Writes are started from other threads, as the body comes.
    AddHold();
    StartCall();
  }

  void Write(const std::string& message, std::function<void()> written) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (closed_) return;
    written_ = std::move(written);
    request_ = ToBuffer(message);
    StartWrite(&request_);
  }

  void WritesDone() override {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (closed_) return;
      closed_ = true;
      StartWritesDone();
    }
    RemoveHold();
  }

  void Cancel() override { context_.TryCancel(); }

 private:
  void OnWriteDone(bool ok) override {
    std::function<void()> written;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      written.swap(written_);
    }
    if (ok && written) written();
  }

  // The answer, or the call's end without one: either way the service takes no more.
  void OnReadDone(bool ok) override {
    has_response_ = ok;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (closed_) return;
      closed_ = true;
    }
    RemoveHold();
  }

  void OnDone(const grpc::Status& status) override {
    const std::shared_ptr<ClientStreamCall> self = std::move(self_);
    google::rpc::Status result = ToRpc(status, method_);
    std::string bytes;
    if (status.ok() && (!has_response_ || !ToString(response_, bytes))) result = Unreadable();
    Upstream::Answer answer;
    if (result.code() == 0) answer = MakeAnswer(context_, std::move(bytes));
    done_(result, std::move(answer));
    done_ = nullptr;
  }

  const CallCount count_;
  grpc::GenericStub stub_;
  const std::string method_;
  Upstream::Done done_;
  grpc::ClientContext context_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer response_;
  bool has_response_ = false;
  std::mutex mutex_;
  std::function<void()> written_;
  bool closed_ = false;                     // no more writes are started, the hold is given up
  std::shared_ptr<ClientStreamCall> self_;  // until OnDone
};

}  // namespace

std::shared_ptr<Upstream::Sender> Upstream::ClientStream(const std::string& method,
                                                         const CallOptions& options, Done done) {
  auto call = std::make_shared<ClientStreamCall>(*this, channel_, method, std::move(done));
  call->Start(options);
  return call;
}

}  // namespace eduplan::http
