#include "gateway/http/upstream_call.h"

#include <vector>

#include "gateway/transcode/errors.h"
#include "services/platform/client/client.h"
#include "services/platform/log/log.h"
#include "services/platform/status/error.h"

namespace eduplan::http {
namespace {

google::rpc::Status OfTransport(const grpc::Status& status, const std::string& method) {
  const bool expected = status.error_code() == grpc::StatusCode::CANCELLED ||
                        status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED;
  log::Write(expected ? log::Level::kDebug : log::Level::kWarning, "call failed",
             {{"method", method},
              {"code", static_cast<int64_t>(status.error_code())},
              {"error", status.error_message()}});
  switch (status.error_code()) {
    case grpc::StatusCode::UNAVAILABLE:
      return transcode::ToRpcStatus(
          status::Unavailable("SERVICE_UNAVAILABLE", "the service cannot be reached; try again",
                              "服务暂时不可用，请重试", absl::Seconds(1)));
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return transcode::ToRpcStatus(
          transcode::Error(absl::StatusCode::kDeadlineExceeded, "DEADLINE_EXCEEDED",
                           "the answer did not come in time", "未能在时限内得到答复"));
    default:
      return transcode::ToRpcStatus(
          absl::Status(static_cast<absl::StatusCode>(status.error_code()), status.error_message()));
  }
}

}  // namespace

grpc::ByteBuffer ToBuffer(const std::string& bytes) {
  const grpc::Slice slice(bytes.data(), bytes.size());
  return grpc::ByteBuffer(&slice, 1);
}

bool ToString(const grpc::ByteBuffer& buffer, std::string& out) {
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return false;
  out.clear();
  out.reserve(buffer.Length());
  for (const grpc::Slice& slice : slices) {
    out.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return true;
}

google::rpc::Status ToRpc(const grpc::Status& status, const std::string& method) {
  google::rpc::Status out;
  if (status.ok()) return out;
  if (status.error_details().empty() || !out.ParseFromString(status.error_details())) {
    return OfTransport(status, method);
  }
  out.set_code(status.error_code());
  return out;
}

google::rpc::Status Unreadable() {
  return transcode::ToRpcStatus(absl::InternalError("the reply could not be read"));
}

void Prepare(const Upstream::CallOptions& options, grpc::ClientContext& context) {
  client::Prepare(
      {.token = options.token, .trace_parent = options.trace_parent, .deadline = options.deadline},
      &context);
}

Upstream::Answer MakeAnswer(const grpc::ClientContext& context, std::string message) {
  Upstream::Answer answer{std::move(message), ""};
  const auto& metadata = context.GetServerInitialMetadata();
  if (const auto it = metadata.find("content-disposition"); it != metadata.end()) {
    answer.content_disposition.assign(it->second.data(), it->second.size());
  }
  return answer;
}

}  // namespace eduplan::http
