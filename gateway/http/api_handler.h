#ifndef EDUPLAN_GATEWAY_HTTP_API_HANDLER_H_
#define EDUPLAN_GATEWAY_HTTP_API_HANDLER_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "gateway/http/authenticator.h"
#include "gateway/http/exchange.h"
#include "gateway/http/reply_cache.h"
#include "gateway/http/request_metrics.h"
#include "gateway/http/upstream.h"
#include "gateway/transcode/request_stream.h"
#include "gateway/transcode/routes.h"

namespace eduplan::http {

// Answers requests for the routes of a table by calling the services: find the route, authenticate,
// read the body, build the RPC's request, call, write the reply. Thread-safe.
//
// A GET's reply has a weak ETag and is answered 304 when If-None-Match names it. HEAD is GET
// without the body. Server streams are newline-delimited JSON, or the raw bytes of
// google.api.HttpBody; client streams are made of the body as it comes. A google.api.HttpBody is a
// file to be saved, under the name which the service gives it, or else one made of the path.
class ApiHandler : public Handler {
 public:
  struct Options {
    absl::Duration default_timeout = absl::Seconds(30);
    absl::Duration longest_timeout = absl::Seconds(120);
    // A server stream's default and longest timeout. A client stream lasts as long as the caller
    // says, or else as long as it moves and the service takes to answer.
    absl::Duration longest_stream = absl::Hours(1);
    size_t reply_cache_bytes = size_t{32} << 20;
  };

  // `upstreams` by full service name, one for each service of the table; all of them, like the
  // other arguments, outlive the handler and the calls it has begun.
  ApiHandler(transcode::RouteTable routes, std::map<std::string, Upstream*> upstreams,
             Authenticator& authenticator, metrics::Registry& metrics, const Options& options);

  Admission Admit(const RequestHead& head) override;

 private:
  struct Request;

  Admission AdmitStream(const std::shared_ptr<Request>& request);
  absl::Duration TimeoutOf(const google::protobuf::MethodDescriptor& method,
                           std::optional<absl::Duration> requested) const;
  absl::StatusOr<std::shared_ptr<Request>> Prepare(const RequestHead& head,
                                                   transcode::RouteMatch match);
  void Run(const std::shared_ptr<Request>& request, const std::string& body,
           const std::shared_ptr<Exchange>& exchange);
  void CallUnary(const std::shared_ptr<Request>& request, const std::string& message,
                 const std::shared_ptr<Exchange>& exchange);
  void CallStream(const std::shared_ptr<Request>& request, const std::string& message,
                  const std::shared_ptr<Exchange>& exchange);
  void SendStream(const std::shared_ptr<Request>& request,
                  std::unique_ptr<transcode::RequestStream> messages,
                  std::shared_ptr<BodySource> body, std::shared_ptr<Exchange> exchange);
  Reply Finish(const Request& request, const google::rpc::Status& status, Upstream::Answer answer);
  // Counts the reply and says which trace it belongs to; a file gets its name.
  Reply Account(const Request& request, Reply reply);

  const transcode::RouteTable routes_;
  const std::map<std::string, Upstream*> upstreams_;
  Authenticator& authenticator_;
  const Options options_;
  RequestMetrics metrics_;
  ReplyCache replies_;
};

}  // namespace eduplan::http

#endif  // EDUPLAN_GATEWAY_HTTP_API_HANDLER_H_
