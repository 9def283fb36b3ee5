#ifndef EDUPLAN_GATEWAY_HTTP_UPSTREAM_CALL_H_
#define EDUPLAN_GATEWAY_HTTP_UPSTREAM_CALL_H_

#include <grpcpp/client_context.h>
#include <grpcpp/support/byte_buffer.h>

#include <string>

#include "gateway/http/upstream.h"

namespace eduplan::http {

// What the kinds of calls have in common. Included by them only: it brings in gRPC.

grpc::ByteBuffer ToBuffer(const std::string& bytes);
bool ToString(const grpc::ByteBuffer& buffer, std::string& out);

// A call's end as the caller may see it. The transport's own messages name addresses; the caller
// gets what it can act on.
google::rpc::Status ToRpc(const grpc::Status& status, const std::string& method);
google::rpc::Status Unreadable();

void Prepare(const Upstream::CallOptions& options, grpc::ClientContext& context);

// The answer with the file name which the service gives it.
Upstream::Answer MakeAnswer(const grpc::ClientContext& context, std::string message);

// Held by a call as long as it runs.
class CallCount {
 public:
  explicit CallCount(Upstream& upstream) : upstream_(upstream) { upstream_.Enter(); }
  ~CallCount() { upstream_.Leave(); }
  CallCount(const CallCount&) = delete;
  CallCount& operator=(const CallCount&) = delete;

 private:
  Upstream& upstream_;
};

}  // namespace eduplan::http

#endif  // EDUPLAN_GATEWAY_HTTP_UPSTREAM_CALL_H_
