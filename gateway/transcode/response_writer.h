#ifndef EDUPLAN_GATEWAY_TRANSCODE_RESPONSE_WRITER_H_
#define EDUPLAN_GATEWAY_TRANSCODE_RESPONSE_WRITER_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "gateway/transcode/routes.h"
#include "google/protobuf/descriptor.h"
#include "google/rpc/status.pb.h"

namespace eduplan::transcode {

// What one response message becomes on the wire.
struct ResponseBody {
  std::string content_type;
  std::string bytes;
};

// Whether zeros, false, empty text and empty lists are written. Replies have them, so that a script
// may index what the schema promises; errors do not.
enum class Zeros { kPrinted, kLeftOut };

// Compact JSON of a serialized message: camelCase names, enums by name, int64 as strings. INTERNAL
// when the bytes are not such a message.
absl::StatusOr<std::string> MessageJson(const google::protobuf::Descriptor& type,
                                        const std::string& serialized, Zeros zeros);

// The whole body of a unary response: JSON, or the raw bytes of a google.api.HttpBody.
absl::StatusOr<ResponseBody> WriteResponse(const Route& route, const std::string& serialized);

// Lines of a server stream (newline-delimited JSON): {"result":…} and, at the end of one that
// failed midway, {"error":…}.
std::string StreamResultLine(absl::string_view json);
std::string StreamErrorLine(const google::rpc::Status& status);

// google.rpc.Status as JSON; a detail that is not of a linked-in type is left out.
std::string StatusJson(const google::rpc::Status& status);

}  // namespace eduplan::transcode

#endif  // EDUPLAN_GATEWAY_TRANSCODE_RESPONSE_WRITER_H_
