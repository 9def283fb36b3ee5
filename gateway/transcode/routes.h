#ifndef EDUPLAN_GATEWAY_TRANSCODE_ROUTES_H_
#define EDUPLAN_GATEWAY_TRANSCODE_ROUTES_H_

#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "gateway/transcode/field_path.h"
#include "gateway/transcode/path_matcher.h"
#include "google/api/http.pb.h"
#include "google/protobuf/descriptor.h"

namespace eduplan::transcode {

// One HTTP rule of one RPC: everything about it that can be known before a request comes.
struct Route {
  enum class Body { kNone, kWhole, kField };

  const google::protobuf::MethodDescriptor* method = nullptr;
  std::string rpc_path;  // /package.Service/Method
  std::string http_method;
  HttpTemplate path;
  std::vector<FieldPath> path_fields;  // beside path.variables
  std::set<std::string> bound_fields;  // their dotted proto names
  Body body = Body::kNone;
  const google::protobuf::FieldDescriptor* body_field = nullptr;  // kField
  bool raw_body = false;  // the body field is a google.api.HttpBody
  const google::protobuf::FieldDescriptor* mask_field = nullptr;      // PATCH with a body field
  const google::protobuf::FieldDescriptor* response_field = nullptr;  // response_body
  bool raw_response = false;  // the response is a google.api.HttpBody
};

struct RouteMatch {
  PathMatch::Outcome outcome = PathMatch::Outcome::kUnknownPath;
  const Route* route = nullptr;       // kFound
  std::vector<PathBinding> bindings;  // kFound
  std::set<std::string> allowed;      // kMethodNotAllowed
};

// All routes of some services. Immutable and thread-safe.
class RouteTable {
 public:
  // Takes every method that has a google.api.http rule, with its additional_bindings. Fails on an
  // unknown service, a rule that does not fit its request message, two rules for the same paths,
  // and a rule on a method that streams both ways, or in without a body that is a message: a
  // gateway that starts has no broken route.
  static absl::StatusOr<RouteTable> Build(const google::protobuf::DescriptorPool& pool,
                                          const std::vector<std::string>& services);

  // INVALID_ARGUMENT for a path that is badly escaped.
  absl::StatusOr<RouteMatch> Find(absl::string_view http_method, absl::string_view path) const;

  const std::vector<Route>& routes() const { return routes_; }

 private:
  RouteTable(std::vector<Route> routes, PathMatcher matcher)
      : routes_(std::move(routes)), matcher_(std::move(matcher)) {}

  std::vector<Route> routes_;
  PathMatcher matcher_;
};

// The HTTP method and path template of a rule; an empty method when the rule has no pattern.
struct Pattern {
  std::string http_method;
  std::string path;
};
Pattern PatternOf(const google::api::HttpRule& rule);

}  // namespace eduplan::transcode

#endif  // EDUPLAN_GATEWAY_TRANSCODE_ROUTES_H_
