#include "gateway/http/stream_reply.h"

#include "gateway/http/replies.h"
#include "gateway/transcode/errors.h"
#include "gateway/transcode/response_writer.h"

namespace eduplan::http {
namespace {

constexpr char kLines[] = "application/x-ndjson";

}  // namespace

void StreamReply::Begin(std::string content_type) {
  if (begun_) return;
  begun_ = true;
  Reply head;
  head.content_type = std::move(content_type);
  head.headers.emplace_back("Cache-Control", "no-store");
  exchange_->BeginStream(account_(std::move(head)));
}

void StreamReply::Message(const std::string& serialized, std::function<void()> next) {
  auto written = transcode::WriteResponse(route_, serialized);
  if (!written.ok()) {
    // `next` is dropped, which ends the call; its end comes to End as a cancellation.
    Begin(kLines);
    exchange_->Write(transcode::StreamErrorLine(transcode::ToRpcStatus(written.status())), nullptr);
    return;
  }
  if (route_.raw_response) {
    Begin(written->content_type);
    exchange_->Write(std::move(written->bytes), std::move(next));
  } else {
    Begin(kLines);
    exchange_->Write(transcode::StreamResultLine(written->bytes), std::move(next));
  }
}

void StreamReply::End(const google::rpc::Status& status) {
  if (status.code() != 0 && !begun_) {
    exchange_->Send(account_(ErrorReply(status)));
    return;
  }
  Begin(kLines);
  if (status.code() != 0 && !route_.raw_response) {
    exchange_->Write(transcode::StreamErrorLine(status), nullptr);
  }
  exchange_->EndStream(status.code() == 0 || !route_.raw_response);
}

}  // namespace eduplan::http
