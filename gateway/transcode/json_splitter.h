#ifndef EDUPLAN_GATEWAY_TRANSCODE_JSON_SPLITTER_H_
#define EDUPLAN_GATEWAY_TRANSCODE_JSON_SPLITTER_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "gateway/transcode/json_text.h"

namespace eduplan::transcode {

// Finds where each object ends in a text of JSON objects, one a line or one after another, which
// comes in pieces cut anywhere. It looks at brackets and quotes only: that an object is JSON is for
// CheckJson to say.
class JsonSplitter {
 public:
  struct Object {
    absl::string_view text;  // until the next call
    TextPlace place;
  };

  // An object of more than `limit` bytes is refused, as more is never kept.
  explicit JsonSplitter(size_t limit) : limit_(limit) {}

  // After Next has said that nothing is left.
  void Add(absl::string_view piece);
  // The next object that is complete, or nothing. INVALID_ARGUMENT where no object begins,
  // RESOURCE_EXHAUSTED over the limit.
  absl::StatusOr<std::optional<Object>> Next();
  // After the last piece: what has begun but not ended, empty when there is nothing.
  Object Rest() const;

 private:
  // Goes one character on in an object; true if it was the last of it.
  bool EndsWith(char c);

  const size_t limit_;
  std::string text_;
  size_t begin_ = 0;    // of the object, or of what is not looked at yet
  size_t scanned_ = 0;  // so far
  TextPlace here_;
  TextPlace place_;  // of begin_
  int depth_ = 0;    // 0: between objects
  bool in_string_ = false;
  bool escaped_ = false;
};

}  // namespace eduplan::transcode

#endif  // EDUPLAN_GATEWAY_TRANSCODE_JSON_SPLITTER_H_
