#ifndef EDUPLAN_GATEWAY_HTTP_STREAM_REQUEST_H_
#define EDUPLAN_GATEWAY_HTTP_STREAM_REQUEST_H_

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "gateway/http/exchange.h"
#include "gateway/http/upstream.h"
#include "gateway/transcode/request_stream.h"

namespace eduplan::http {

// Sends a body to a service as a client stream, a message at a time: the next is made when the
// service has taken the one before. Answered by the service, or by what is wrong with the body.
class StreamRequest : public std::enable_shared_from_this<StreamRequest> {
 public:
  using Finish = std::function<Reply(const google::rpc::Status& status, Upstream::Answer answer)>;

  // `account` is given every reply that does not come from `finish` before it is sent.
  StreamRequest(std::unique_ptr<transcode::RequestStream> messages,
                std::shared_ptr<BodySource> body, std::shared_ptr<Exchange> exchange, Finish finish,
                std::function<Reply(Reply)> account)
      : messages_(std::move(messages)),
        body_(std::move(body)),
        exchange_(std::move(exchange)),
        finish_(std::move(finish)),
        account_(std::move(account)) {}

  void Start(Upstream& upstream, const std::string& rpc_path, const Upstream::CallOptions& options);

 private:
  // Sends the next message, or asks for more of the body to make it of.
  void Advance();
  void Take(BodyPiece piece);
  void Refuse(Reply reply);

  const std::unique_ptr<transcode::RequestStream> messages_;  // by one thread at a time
  const std::shared_ptr<BodySource> body_;
  const std::shared_ptr<Exchange> exchange_;
  const Finish finish_;
  const std::function<Reply(Reply)> account_;
  std::shared_ptr<Upstream::Sender> call_;
  bool ended_ = false;
  std::atomic<bool> answered_ = false;
};

}  // namespace eduplan::http

#endif  // EDUPLAN_GATEWAY_HTTP_STREAM_REQUEST_H_
