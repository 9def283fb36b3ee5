#ifndef EDUPLAN_GATEWAY_TRANSCODE_PATH_MATCHER_H_
#define EDUPLAN_GATEWAY_TRANSCODE_PATH_MATCHER_H_

#include <set>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "gateway/transcode/http_template.h"

namespace eduplan::transcode {

struct PathBinding {
  int variable = 0;   // index into the rule's HttpTemplate::variables
  std::string value;  // unescaped
};

struct PathMatch {
  enum class Outcome { kFound, kUnknownPath, kMethodNotAllowed };
  Outcome outcome = Outcome::kUnknownPath;
  int rule = -1;                      // kFound
  std::vector<PathBinding> bindings;  // kFound, in the order of the template's variables
  std::set<std::string> allowed;      // kMethodNotAllowed: the methods which this path has
};

// Maps (HTTP method, path) to a rule. Immutable and thread-safe.
//
// At each segment a literal is tried before `*` before `**`, whatever the order of registration. A
// verb is split off only when some rule has that verb; otherwise the colon belongs to the segment.
class PathMatcher {
 public:
  // `path` is the raw (still escaped) path without the query. INVALID_ARGUMENT for a broken escape
  // or a value that is not UTF-8. Linear in the path, for any path.
  absl::StatusOr<PathMatch> Lookup(absl::string_view method, absl::string_view path) const;

 private:
  friend class PathMatcherBuilder;
  struct Terminal {
    std::string verb;
    std::string method;
    int rule = -1;
  };
  struct Node {
    absl::flat_hash_map<std::string, int> literals;
    int single = -1;
    int rest = -1;
    std::vector<Terminal> terminals;
  };
  struct Search;

  bool Walk(Search& search, int node, size_t depth) const;
  bool Accept(Search& search, int node) const;

  std::vector<Node> nodes_ = std::vector<Node>(1);
  std::vector<HttpTemplate> templates_;
  size_t longest_template_ = 0;
  std::set<std::string, std::less<>> verbs_;
  size_t longest_verb_ = 0;
};

// NOT thread-safe. Build() ends its use.
class PathMatcherBuilder {
 public:
  // ALREADY_EXISTS when a rule for the same method and the same paths stands already.
  absl::Status Add(absl::string_view method, HttpTemplate path, int rule);
  PathMatcher Build() && { return std::move(matcher_); }

 private:
  int Child(int node, const HttpTemplate::Segment& segment);

  PathMatcher matcher_;
};

}  // namespace eduplan::transcode

#endif  // EDUPLAN_GATEWAY_TRANSCODE_PATH_MATCHER_H_
