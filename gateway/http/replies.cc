#include "gateway/http/replies.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gateway/transcode/error_body.h"
#include "gateway/transcode/errors.h"

namespace eduplan::http {

using absl::StatusCode;
using transcode::Error;

Reply JsonReply(int status, std::string json) {
  Reply reply;
  reply.status = status;
  reply.content_type = "application/json";
  reply.body = std::make_shared<const std::string>(std::move(json));
  return reply;
}

Reply ErrorReply(const google::rpc::Status& status) {
  transcode::HttpError error = transcode::MakeHttpError(status);
  Reply reply = JsonReply(error.http_status, std::move(error.json));
  reply.headers = std::move(error.headers);
  return reply;
}

Reply ErrorReply(const absl::Status& status) {
  return ErrorReply(transcode::ToRpcStatus(status));
}

Reply ErrorReply(int http_status, const absl::Status& status) {
  Reply reply = ErrorReply(status);
  reply.status = http_status;
  return reply;
}

Reply UnknownPath(const std::string& path) {
  return ErrorReply(Error(StatusCode::kNotFound, "UNKNOWN_PATH",
                          absl::StrCat("no such path: ", transcode::Excerpt(path)),
                          absl::StrCat("没有这个路径：", transcode::Excerpt(path))));
}

Reply MethodNotAllowed(const std::set<std::string>& allowed) {
  const std::string list = absl::StrJoin(allowed, ", ");
  Reply reply = ErrorReply(
      405, Error(StatusCode::kUnimplemented, "METHOD_NOT_ALLOWED",
                 absl::StrCat("this path takes ", list), absl::StrCat("此路径只接受 ", list)));
  reply.headers.emplace_back("Allow", list);
  return reply;
}

Reply BodyTooLarge(size_t limit_bytes) {
  return ErrorReply(413, Error(StatusCode::kResourceExhausted, "BODY_TOO_LARGE",
                               absl::StrCat("the body is larger than ", limit_bytes, " bytes"),
                               absl::StrCat("请求正文超过 ", limit_bytes, " 字节")));
}

Reply HeaderTooLarge(size_t limit_bytes) {
  return ErrorReply(431, Error(StatusCode::kResourceExhausted, "HEADER_TOO_LARGE",
                               absl::StrCat("the header is larger than ", limit_bytes, " bytes"),
                               absl::StrCat("请求头超过 ", limit_bytes, " 字节")));
}

Reply MalformedRequest(const std::string& why) {
  return ErrorReply(Error(StatusCode::kInvalidArgument, "MALFORMED_REQUEST",
                          absl::StrCat("not an HTTP/1.1 request: ", why),
                          "不是有效的 HTTP/1.1 请求"));
}

Reply BodyStalled(absl::Duration waited) {
  const std::string time = absl::FormatDuration(waited);
  return ErrorReply(408, Error(StatusCode::kDeadlineExceeded, "BODY_STALLED",
                               absl::StrCat("nothing more of the body has come for ", time),
                               absl::StrCat("请求正文已有 ", time, " 没有新的数据")));
}

Reply ServiceStalled(absl::Duration waited) {
  const std::string time = absl::FormatDuration(waited);
  return ErrorReply(Error(StatusCode::kDeadlineExceeded, "SERVICE_STALLED",
                          absl::StrCat("the service has taken nothing more of the body for ", time),
                          absl::StrCat("服务已有 ", time, " 没有接收新的数据")));
}

}  // namespace eduplan::http
