#ifndef EDUPLAN_GATEWAY_TRANSCODE_REQUEST_STREAM_H_
#define EDUPLAN_GATEWAY_TRANSCODE_REQUEST_STREAM_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "gateway/transcode/path_matcher.h"
#include "gateway/transcode/routes.h"

namespace eduplan::transcode {

// Makes the messages of a client stream of a body that comes in pieces cut anywhere. Keeps no more
// than a piece and the message that is being made.
//
// - Where the body is a google.api.HttpBody: each message is the next bytes, at most kMaxBytes of
//   them. The first has also the content type and what path and query say; there always is a first.
// - Otherwise, and for application/json and application/x-ndjson there too: each JSON object of the
//   body, one a line or one after another, is a message. What path and query say is merged into the
//   first, or is the only message of an empty body.
//
//   while (there are pieces) {
//     stream->Add(piece);
//     while (message = stream->Next()) send it;
//   }
//   stream->End(); then once more while (message = stream->Next()) send it;
class RequestStream {
 public:
  static constexpr size_t kMaxBytes = size_t{1} << 20;
  static constexpr size_t kMaxObject = size_t{4} << 20;

  // Of a route whose method is client-streaming; the route outlives it. INVALID_ARGUMENT where path
  // or query do not fit.
  static absl::StatusOr<std::unique_ptr<RequestStream>> Make(
      const Route& route, const std::vector<PathBinding>& bindings, absl::string_view query,
      absl::string_view content_type);

  virtual ~RequestStream() = default;
  // After Next has said that nothing is left.
  virtual void Add(std::string piece) = 0;
  virtual void End() = 0;
  // The next message, serialized; nothing: more must be added, or it was the last.
  // INVALID_ARGUMENT names line and column or field; RESOURCE_EXHAUSTED: an object over kMaxObject.
  // Nothing is to be asked after an error.
  virtual absl::StatusOr<std::optional<std::string>> Next() = 0;
};

}  // namespace eduplan::transcode

#endif  // EDUPLAN_GATEWAY_TRANSCODE_REQUEST_STREAM_H_
