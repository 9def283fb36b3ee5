#ifndef EDUPLAN_GATEWAY_HTTP_STREAM_REPLY_H_
#define EDUPLAN_GATEWAY_HTTP_STREAM_REPLY_H_

#include <functional>
#include <memory>
#include <string>

#include "gateway/http/exchange.h"
#include "gateway/transcode/routes.h"
#include "google/rpc/status.pb.h"

namespace eduplan::http {

// Writes a server stream to an exchange. An error before the first message is an error reply; later
// it is a last line {"error":…}, or a cut connection where the stream is of raw bytes. Called by
// one thread at a time.
class StreamReply {
 public:
  // `account` is given the head of the reply, once, before it is sent.
  StreamReply(const transcode::Route& route, std::shared_ptr<Exchange> exchange,
              std::function<Reply(Reply)> account)
      : route_(route), exchange_(std::move(exchange)), account_(std::move(account)) {}

  void Message(const std::string& serialized, std::function<void()> next);
  void End(const google::rpc::Status& status);

 private:
  void Begin(std::string content_type);

  const transcode::Route& route_;
  const std::shared_ptr<Exchange> exchange_;
  const std::function<Reply(Reply)> account_;
  bool begun_ = false;
};

}  // namespace eduplan::http

#endif  // EDUPLAN_GATEWAY_HTTP_STREAM_REPLY_H_
