#include "gateway/transcode/routes.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "google/api/annotations.pb.h"

namespace eduplan::transcode {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;

constexpr absl::string_view kHttpBody = "google.api.HttpBody";

bool IsHttpBody(const FieldDescriptor* field) {
  return field->message_type() != nullptr && field->message_type()->full_name() == kHttpBody;
}

absl::Status BindPath(const Descriptor& request, Route& route) {
  for (const auto& variable : route.path.variables) {
    absl::StatusOr<FieldPath> path = ResolveFieldPath(request, variable.field_path);
    if (!path.ok()) return path.status();
    if (path->back()->is_repeated() || path->back()->message_type() != nullptr) {
      return absl::InvalidArgumentError(absl::StrCat(variable.field_path, " is not a scalar"));
    }
    route.bound_fields.insert(FieldPathName(*path));
    route.path_fields.push_back(*std::move(path));
  }
  return absl::OkStatus();
}

absl::Status BindBody(const Descriptor& request, const std::string& body, Route& route) {
  if (body.empty()) return absl::OkStatus();
  if (body == "*") {
    route.body = Route::Body::kWhole;
    return absl::OkStatus();
  }
  route.body = Route::Body::kField;
  route.body_field = request.FindFieldByName(body);
  if (route.body_field == nullptr) {
    return absl::InvalidArgumentError(absl::StrCat(request.full_name(), " has no field ", body));
  }
  route.raw_body = IsHttpBody(route.body_field) && !route.body_field->is_repeated();
  const FieldDescriptor* mask = request.FindFieldByName("update_mask");
  const bool is_mask = mask != nullptr && mask->message_type() != nullptr &&
                       mask->message_type()->full_name() == "google.protobuf.FieldMask";
  const bool is_resource = route.body_field->message_type() && !route.body_field->is_repeated();
  if (route.http_method == "PATCH" && is_mask && is_resource) route.mask_field = mask;
  return absl::OkStatus();
}

// Of a client stream each message is a piece or an object of the body.
absl::Status CheckClientStream(const Route& route) {
  if (!route.method->client_streaming()) return absl::OkStatus();
  if (route.method->server_streaming()) {
    return absl::UnimplementedError("streams both ways have no route");
  }
  const FieldDescriptor* field = route.body_field;
  const bool object = field != nullptr && !field->is_repeated() && field->message_type() != nullptr;
  if (route.body == Route::Body::kWhole || object) return absl::OkStatus();
  return absl::InvalidArgumentError("the body of a client stream is not a message");
}

absl::StatusOr<Route> MakeRoute(const MethodDescriptor& method, const google::api::HttpRule& rule) {
  Pattern pattern = PatternOf(rule);
  if (pattern.http_method.empty()) return absl::InvalidArgumentError("a rule without a pattern");
  absl::StatusOr<HttpTemplate> path = ParseHttpTemplate(pattern.path);
  if (!path.ok()) return path.status();

  Route route;
  route.method = &method;
  route.rpc_path = absl::StrCat("/", method.service()->full_name(), "/", method.name());
  route.http_method = std::move(pattern.http_method);
  route.path = *std::move(path);
  if (absl::Status s = BindPath(*method.input_type(), route); !s.ok()) return s;
  if (absl::Status s = BindBody(*method.input_type(), rule.body(), route); !s.ok()) return s;
  if (absl::Status s = CheckClientStream(route); !s.ok()) return s;
  route.raw_response = method.output_type()->full_name() == kHttpBody;
  if (!rule.response_body().empty()) {
    route.response_field = method.output_type()->FindFieldByName(rule.response_body());
    if (route.response_field == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat(method.output_type()->full_name(), " has no field ", rule.response_body()));
    }
  }
  return route;
}

absl::Status Annotate(const absl::Status& status, const MethodDescriptor& method) {
  return absl::Status(status.code(), absl::StrCat(method.full_name(), ": ", status.message()));
}

}  // namespace

Pattern PatternOf(const google::api::HttpRule& rule) {
  switch (rule.pattern_case()) {
    case google::api::HttpRule::kGet:
      return {"GET", rule.get()};
    case google::api::HttpRule::kPut:
      return {"PUT", rule.put()};
    case google::api::HttpRule::kPost:
      return {"POST", rule.post()};
    case google::api::HttpRule::kDelete:
      return {"DELETE", rule.delete_()};
    case google::api::HttpRule::kPatch:
      return {"PATCH", rule.patch()};
    case google::api::HttpRule::kCustom:
      return {rule.custom().kind(), rule.custom().path()};
    case google::api::HttpRule::PATTERN_NOT_SET:
      break;
  }
  return {};
}

absl::StatusOr<RouteTable> RouteTable::Build(const google::protobuf::DescriptorPool& pool,
                                             const std::vector<std::string>& services) {
  std::vector<Route> routes;
  PathMatcherBuilder builder;
  const auto add = [&](const MethodDescriptor& method, const google::api::HttpRule& rule) {
    absl::StatusOr<Route> route = MakeRoute(method, rule);
    if (!route.ok()) return Annotate(route.status(), method);
    absl::Status added =
        builder.Add(route->http_method, route->path, static_cast<int>(routes.size()));
    if (!added.ok()) return Annotate(added, method);
    routes.push_back(*std::move(route));
    return absl::OkStatus();
  };
  for (const std::string& name : services) {
    const auto* service = pool.FindServiceByName(name);
    if (service == nullptr) return absl::NotFoundError(absl::StrCat("no service ", name));
    for (int i = 0; i < service->method_count(); ++i) {
      const MethodDescriptor& method = *service->method(i);
      if (!method.options().HasExtension(google::api::http)) continue;
      const google::api::HttpRule& rule = method.options().GetExtension(google::api::http);
      if (absl::Status s = add(method, rule); !s.ok()) return s;
      for (const auto& additional : rule.additional_bindings()) {
        if (absl::Status s = add(method, additional); !s.ok()) return s;
      }
    }
  }
  return RouteTable(std::move(routes), std::move(builder).Build());
}

absl::StatusOr<RouteMatch> RouteTable::Find(absl::string_view http_method,
                                            absl::string_view path) const {
  absl::StatusOr<PathMatch> found = matcher_.Lookup(http_method, path);
  if (!found.ok()) return found.status();
  RouteMatch match;
  match.outcome = found->outcome;
  match.bindings = std::move(found->bindings);
  match.allowed = std::move(found->allowed);
  if (match.outcome == PathMatch::Outcome::kFound) match.route = &routes_[found->rule];
  return match;
}

}  // namespace eduplan::transcode
