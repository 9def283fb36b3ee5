#include "gateway/transcode/error_body.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "gateway/transcode/response_writer.h"
#include "google/rpc/code.pb.h"
#include "google/rpc/error_details.pb.h"

namespace eduplan::transcode {

int HttpStatusOf(int grpc_code) {
  switch (grpc_code) {
    case google::rpc::OK:
      return 200;
    case google::rpc::CANCELLED:
      return 499;
    case google::rpc::INVALID_ARGUMENT:
    case google::rpc::FAILED_PRECONDITION:
    case google::rpc::OUT_OF_RANGE:
      return 400;
    case google::rpc::UNAUTHENTICATED:
      return 401;
    case google::rpc::PERMISSION_DENIED:
      return 403;
    case google::rpc::NOT_FOUND:
      return 404;
    case google::rpc::ALREADY_EXISTS:
    case google::rpc::ABORTED:
      return 409;
    case google::rpc::RESOURCE_EXHAUSTED:
      return 429;
    case google::rpc::UNIMPLEMENTED:
      return 501;
    case google::rpc::UNAVAILABLE:
      return 503;
    case google::rpc::DEADLINE_EXCEEDED:
      return 504;
    default:  // UNKNOWN, INTERNAL, DATA_LOSS and codes which do not exist
      return 500;
  }
}

HttpError MakeHttpError(const google::rpc::Status& status) {
  HttpError error;
  error.http_status = HttpStatusOf(status.code());
  error.json = StatusJson(status);
  if (status.code() == google::rpc::UNAUTHENTICATED) {
    error.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"eduplan\"");
  }
  for (const auto& detail : status.details()) {
    google::rpc::RetryInfo retry;
    if (!detail.Is<google::rpc::RetryInfo>() || !detail.UnpackTo(&retry)) continue;
    const auto& delay = retry.retry_delay();
    const int64_t seconds = delay.seconds() + (delay.nanos() > 0 ? 1 : 0);
    error.headers.emplace_back("Retry-After", absl::StrCat(std::max<int64_t>(seconds, 0)));
    break;
  }
  return error;
}

}  // namespace eduplan::transcode
