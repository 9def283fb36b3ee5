#include "gateway/http/upstream.h"

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/support/client_callback.h>

#include "gateway/http/upstream_call.h"

namespace eduplan::http {
namespace {

class UnaryCall : public Upstream::Call {
 public:
  UnaryCall(Upstream& upstream, const std::shared_ptr<grpc::Channel>& channel)
      : count_(upstream), stub_(channel) {}

  static void Start(const std::shared_ptr<UnaryCall>& self, const std::string& method,
                    const std::string& request, const Upstream::CallOptions& options,
                    Upstream::Done done) {
    Prepare(options, self->context_);
    self->request_ = ToBuffer(request);
    self->stub_.UnaryCall(&self->context_, method, {}, &self->request_, &self->response_,
                          [self, method, done = std::move(done)](const grpc::Status& status) {
                            google::rpc::Status result = ToRpc(status, method);
                            std::string bytes;
                            if (status.ok() && !ToString(self->response_, bytes)) {
                              result = Unreadable();
                            }
                            Upstream::Answer answer;
                            if (result.code() == 0) {
                              answer = MakeAnswer(self->context_, std::move(bytes));
                            }
                            done(result, std::move(answer));
                          });
  }

  void Cancel() override { context_.TryCancel(); }

 private:
  const CallCount count_;
  grpc::GenericStub stub_;
  grpc::ClientContext context_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer response_;
};

class StreamCall : public Upstream::Call,
                   public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>,
                   public std::enable_shared_from_this<StreamCall> {
 public:
  StreamCall(Upstream& upstream, const std::shared_ptr<grpc::Channel>& channel, std::string method,
             Upstream::OnMessage on_message, Upstream::StreamDone done)
      : count_(upstream),
        stub_(channel),
        method_(std::move(method)),
        on_message_(std::move(on_message)),
        done_(std::move(done)) {}

  void Start(const std::string& request, const Upstream::CallOptions& options) {
    self_ = shared_from_this();
    Prepare(options, context_);
    request_ = ToBuffer(request);
    stub_.PrepareBidiStreamingCall(&context_, method_, {}, this);
    StartWriteLast(&request_, {});
    StartRead(&response_);
    // Reads are started from other threads, while the reply is being sent.
    AddHold();
    StartCall();
  }

  void Cancel() override { context_.TryCancel(); }

 private:
  void OnReadDone(bool ok) override {
    std::string bytes;
    if (!ok || !ToString(response_, bytes)) {
      if (ok) context_.TryCancel();
      RemoveHold();
      return;
    }
    // Should the client go, `next` is never called but destroyed, and the hold ends with it.
    auto token = std::make_shared<ReadToken>(shared_from_this());
    on_message_(std::move(bytes), [token] { token->Read(); });
  }

  void OnDone(const grpc::Status& status) override {
    const std::shared_ptr<StreamCall> self = std::move(self_);
    done_(ToRpc(status, method_));
    on_message_ = nullptr;
    done_ = nullptr;
  }

  // The right to start the next read: used once, or given up when dropped.
  class ReadToken {
   public:
    explicit ReadToken(std::shared_ptr<StreamCall> call) : call_(std::move(call)) {}
    ~ReadToken() {
      if (call_ == nullptr) return;
      call_->context_.TryCancel();
      call_->RemoveHold();
    }
    void Read() {
      const std::shared_ptr<StreamCall> call = std::move(call_);
      call_ = nullptr;
      if (call != nullptr) call->StartRead(&call->response_);
    }

   private:
    std::shared_ptr<StreamCall> call_;
  };

  const CallCount count_;
  grpc::GenericStub stub_;
  const std::string method_;
  Upstream::OnMessage on_message_;
  Upstream::StreamDone done_;
  grpc::ClientContext context_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer response_;
  std::shared_ptr<StreamCall> self_;  // until OnDone
};

}  // namespace

Upstream::~Upstream() {
  std::unique_lock<std::mutex> lock(mutex_);
  idle_.wait(lock, [this] { return running_ == 0; });
}

void Upstream::Enter() {
  const std::lock_guard<std::mutex> lock(mutex_);
  ++running_;
}

void Upstream::Leave() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (--running_ == 0) idle_.notify_all();
}

std::shared_ptr<Upstream::Call> Upstream::Unary(const std::string& method,
                                                const std::string& request,
                                                const CallOptions& options, Done done) {
  auto call = std::make_shared<UnaryCall>(*this, channel_);
  UnaryCall::Start(call, method, request, options, std::move(done));
  return call;
}

std::shared_ptr<Upstream::Call> Upstream::ServerStream(const std::string& method,
                                                       const std::string& request,
                                                       const CallOptions& options,
                                                       OnMessage on_message, StreamDone done) {
  auto call =
      std::make_shared<StreamCall>(*this, channel_, method, std::move(on_message), std::move(done));
  call->Start(request, options);
  return call;
}

}  // namespace eduplan::http
