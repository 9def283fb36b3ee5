#include "gateway/http/api_handler.h"

#include <algorithm>

#include "absl/time/clock.h"
#include "gateway/http/call_headers.h"
#include "gateway/http/file_name.h"
#include "gateway/http/replies.h"
#include "gateway/http/stream_reply.h"
#include "gateway/http/stream_request.h"
#include "gateway/transcode/errors.h"
#include "gateway/transcode/request_builder.h"
#include "services/platform/log/trace.h"

namespace eduplan::http {

using transcode::PathMatch;
using transcode::Route;

namespace {

constexpr char kDisposition[] = "Content-Disposition";

}  // namespace

// One request on its way. Holds copies: the head is gone when the reply comes.
struct ApiHandler::Request {
  const Route* route = nullptr;
  std::vector<transcode::PathBinding> bindings;
  std::string path;
  std::string query;
  std::string content_type;
  std::string if_none_match;
  bool readable = false;  // GET or HEAD
  absl::Duration timeout;
  absl::Time begun;
  std::string token;
  std::string trace_parent;
  Upstream* upstream = nullptr;

  Upstream::CallOptions CallOptions() const { return {token, trace_parent, begun + timeout}; }
};

ApiHandler::ApiHandler(transcode::RouteTable routes, std::map<std::string, Upstream*> upstreams,
                       Authenticator& authenticator, metrics::Registry& metrics,
                       const Options& options)
    : routes_(std::move(routes)),
      upstreams_(std::move(upstreams)),
      authenticator_(authenticator),
      options_(options),
      metrics_(metrics),
      replies_(options.reply_cache_bytes) {}

Admission ApiHandler::Admit(const RequestHead& head) {
  Request unrouted;
  unrouted.begun = absl::Now();
  unrouted.trace_parent = TraceParent(head);
  auto match = routes_.Find(head.method == "HEAD" ? "GET" : head.method, head.path);
  if (!match.ok()) {
    const std::string text(match.status().message());
    return Account(unrouted, ErrorReply(transcode::BadField("INVALID_PATH", "path", text,
                                                            "路径中的转义或编码无效")));
  }
  if (match->outcome == PathMatch::Outcome::kMethodNotAllowed) {
    if (match->allowed.contains("GET")) match->allowed.insert("HEAD");
    return Account(unrouted, MethodNotAllowed(match->allowed));
  }
  if (match->outcome == PathMatch::Outcome::kUnknownPath) {
    return Account(unrouted, UnknownPath(head.path));
  }
  unrouted.route = match->route;
  auto request = Prepare(head, *std::move(match));
  if (!request.ok()) return Account(unrouted, ErrorReply(request.status()));
  (*request)->trace_parent = unrouted.trace_parent;
  if (unrouted.route->method->client_streaming()) return AdmitStream(*request);
  return [this, request = *request](const std::string& body,
                                    const std::shared_ptr<Exchange>& exchange) {
    Run(request, body, exchange);
  };
}

Admission ApiHandler::AdmitStream(const std::shared_ptr<Request>& request) {
  auto made = transcode::RequestStream::Make(*request->route, request->bindings, request->query,
                                             request->content_type);
  if (!made.ok()) return Account(*request, ErrorReply(made.status()));
  // Shared, because a continuation must be copyable; it is called once.
  const auto messages =
      std::make_shared<std::unique_ptr<transcode::RequestStream>>(*std::move(made));
  return [this, request, messages](std::shared_ptr<BodySource> body,
                                   std::shared_ptr<Exchange> exchange) {
    SendStream(request, std::move(*messages), std::move(body), std::move(exchange));
  };
}

absl::StatusOr<std::shared_ptr<ApiHandler::Request>> ApiHandler::Prepare(
    const RequestHead& head, transcode::RouteMatch match) {
  const auto header = [&head](const char* name) {
    const std::string* value = head.Find(name);
    return value == nullptr ? std::string() : *value;
  };
  auto request = std::make_shared<Request>();
  request->route = match.route;
  request->bindings = std::move(match.bindings);
  request->path = head.path;
  request->query = head.query;
  request->content_type = header("content-type");
  request->if_none_match = header("if-none-match");
  request->readable = head.method == "GET" || head.method == "HEAD";
  const auto timeout = RequestedTimeout(head);
  if (!timeout.ok()) return timeout.status();
  request->timeout = TimeoutOf(*match.route->method, *timeout);
  auto token = authenticator_.InternalToken(header("authorization"));
  if (!token.ok()) return token.status();
  request->token = *std::move(token);
  request->upstream = upstreams_.at(match.route->method->service()->full_name());
  return request;
}

absl::Duration ApiHandler::TimeoutOf(const google::protobuf::MethodDescriptor& method,
                                     std::optional<absl::Duration> requested) const {
  if (method.client_streaming()) return requested.value_or(absl::InfiniteDuration());
  if (method.server_streaming()) {
    return std::min(requested.value_or(options_.longest_stream), options_.longest_stream);
  }
  return std::min(requested.value_or(options_.default_timeout), options_.longest_timeout);
}

void ApiHandler::Run(const std::shared_ptr<Request>& request, const std::string& body,
                     const std::shared_ptr<Exchange>& exchange) {
  request->begun = absl::Now();
  const auto message = transcode::BuildRequest(*request->route, request->bindings,
                                               {request->query, request->content_type, body});
  if (!message.ok()) {
    exchange->Send(Account(*request, ErrorReply(message.status())));
    return;
  }
  const std::string serialized = (*message)->SerializeAsString();
  if (request->route->method->server_streaming()) {
    CallStream(request, serialized, exchange);
  } else {
    CallUnary(request, serialized, exchange);
  }
}

void ApiHandler::CallUnary(const std::shared_ptr<Request>& request, const std::string& message,
                           const std::shared_ptr<Exchange>& exchange) {
  const auto call = request->upstream->Unary(
      request->route->rpc_path, message, request->CallOptions(),
      [this, request, exchange](const google::rpc::Status& status, Upstream::Answer answer) {
        exchange->Send(Account(*request, Finish(*request, status, std::move(answer))));
      });
  exchange->OnGone([call] { call->Cancel(); });
}

void ApiHandler::CallStream(const std::shared_ptr<Request>& request, const std::string& message,
                            const std::shared_ptr<Exchange>& exchange) {
  const auto reply = std::make_shared<StreamReply>(
      *request->route, exchange,
      [this, request](Reply head) { return Account(*request, std::move(head)); });
  const auto call = request->upstream->ServerStream(
      request->route->rpc_path, message, request->CallOptions(),
      [reply](std::string bytes, std::function<void()> next) {
        reply->Message(bytes, std::move(next));
      },
      [reply](const google::rpc::Status& status) { reply->End(status); });
  exchange->OnGone([call] { call->Cancel(); });
}

void ApiHandler::SendStream(const std::shared_ptr<Request>& request,
                            std::unique_ptr<transcode::RequestStream> messages,
                            std::shared_ptr<BodySource> body, std::shared_ptr<Exchange> exchange) {
  request->begun = absl::Now();
  const auto account = [this, request](Reply reply) { return Account(*request, std::move(reply)); };
  const auto finish = [this, request](const google::rpc::Status& status, Upstream::Answer answer) {
    return Account(*request, Finish(*request, status, std::move(answer)));
  };
  std::make_shared<StreamRequest>(std::move(messages), std::move(body), std::move(exchange), finish,
                                  account)
      ->Start(*request->upstream, request->route->rpc_path, request->CallOptions());
}

Reply ApiHandler::Finish(const Request& request, const google::rpc::Status& status,
                         Upstream::Answer answer) {
  if (status.code() != 0) return ErrorReply(status);
  const auto written = replies_.Write(*request.route, std::move(answer.message));
  if (!written.ok()) return ErrorReply(written.status());
  Reply reply;
  if (request.route->raw_response && !answer.content_disposition.empty()) {
    reply.headers.emplace_back(kDisposition, std::move(answer.content_disposition));
  }
  if (request.readable) {
    reply.headers.emplace_back("ETag", (*written)->tag);
    reply.headers.emplace_back("Cache-Control", "private, no-cache");
    if (NamesTag(request.if_none_match, (*written)->tag)) {
      reply.status = 304;
      return reply;
    }
  }
  reply.content_type = (*written)->content_type;
  reply.body = (*written)->body;
  return reply;
}

Reply ApiHandler::Account(const Request& request, Reply reply) {
  metrics_.Record(request.route == nullptr ? "" : request.route->rpc_path, reply.status,
                  absl::Now() - request.begun, request.trace_parent);
  const bool file = request.route != nullptr && request.route->raw_response && reply.status == 200;
  const bool named = std::any_of(reply.headers.begin(), reply.headers.end(),
                                 [](const auto& header) { return header.first == kDisposition; });
  if (file && !named) {
    reply.headers.emplace_back(kDisposition, DispositionOf(request.path, reply.content_type));
  }
  const std::string_view trace_id = log::TraceId(request.trace_parent);
  reply.headers.emplace_back("X-Trace-Id", std::string(trace_id));
  return reply;
}

}  // namespace eduplan::http
