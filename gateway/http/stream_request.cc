#include "gateway/http/stream_request.h"

#include "gateway/http/replies.h"

namespace eduplan::http {

void StreamRequest::Start(Upstream& upstream, const std::string& rpc_path,
                          const Upstream::CallOptions& options) {
  const auto self = shared_from_this();
  call_ = upstream.ClientStream(rpc_path, options,
                                [self](const google::rpc::Status& status, Upstream::Answer answer) {
                                  if (self->answered_.exchange(true)) return;
                                  self->exchange_->Send(self->finish_(status, std::move(answer)));
                                });
  exchange_->OnGone([call = call_] { call->Cancel(); });
  body_->OnFailure([self](Reply reply) { self->Refuse(std::move(reply)); });
  Advance();
}

void StreamRequest::Advance() {
  auto message = messages_->Next();
  if (!message.ok()) {
    const bool large = message.status().code() == absl::StatusCode::kResourceExhausted;
    Refuse(large ? ErrorReply(413, message.status()) : ErrorReply(message.status()));
    return;
  }
  const auto self = shared_from_this();
  if (message->has_value()) {
    body_->Progress();
    call_->Write(**message, [self] { self->Advance(); });
  } else if (ended_) {
    call_->WritesDone();
  } else {
    body_->Read([self](BodyPiece piece) { self->Take(std::move(piece)); });
  }
}

void StreamRequest::Take(BodyPiece piece) {
  ended_ = piece.last;
  messages_->Add(std::move(piece.bytes));
  if (ended_) messages_->End();
  Advance();
}

void StreamRequest::Refuse(Reply reply) {
  if (!answered_.exchange(true)) exchange_->Send(account_(std::move(reply)));
  call_->Cancel();
}

}  // namespace eduplan::http
