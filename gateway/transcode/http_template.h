#ifndef EDUPLAN_GATEWAY_TRANSCODE_HTTP_TEMPLATE_H_
#define EDUPLAN_GATEWAY_TRANSCODE_HTTP_TEMPLATE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace eduplan::transcode {

// A parsed google.api.http path. Variables are kept beside the flat list of segments, so that the
// matcher sees nothing but literals, `*` and `**`.
//
//   /v1/{name=organizations/*/plans/*}:submit
//   segments  v1 organizations * plans *      variables  name = segments [1, 5)      verb  submit
struct HttpTemplate {
  struct Segment {
    enum class Kind { kLiteral, kSingle, kDouble };
    Kind kind = Kind::kLiteral;
    std::string literal;
  };
  struct Variable {
    std::string field_path;   // dotted, as written
    int first = 0;            // index of its first segment
    int end = 0;              // one past its last
    bool to_the_end = false;  // ends in `**`: runs to the end of the path, however long
    // Covers exactly one path segment, so its value is unescaped completely.
    bool single_segment = false;
  };
  std::vector<Segment> segments;
  std::vector<Variable> variables;
  std::string verb;  // without the colon; may itself contain colons
};

// Refuses (INVALID_ARGUMENT, naming the column) what the grammar in the source file does not
// derive, the same variable twice, `**` anywhere but last, and more than 64 segments.
absl::StatusOr<HttpTemplate> ParseHttpTemplate(absl::string_view text);

}  // namespace eduplan::transcode

#endif  // EDUPLAN_GATEWAY_TRANSCODE_HTTP_TEMPLATE_H_
