#include "gateway/openapi/operations.h"

#include <boost/json.hpp>
#include <set>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.pb.h"

namespace eduplan::openapi {
namespace {

using boost::json::array;
using boost::json::object;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using transcode::HttpTemplate;
using transcode::Route;

constexpr int kMaxQueryDepth = 3;

std::string Singular(const std::string& collection) {
  if (absl::EndsWith(collection, "ies")) {
    return absl::StrCat(collection.substr(0, collection.size() - 3), "y");
  }
  return absl::EndsWith(collection, "s") ? collection.substr(0, collection.size() - 1) : collection;
}

// For each segment its text, and the parameter's name where it is a wildcard.
struct Segment {
  std::string text;
  std::string parameter;
};

std::vector<Segment> Segments(const HttpTemplate& path) {
  std::vector<Segment> out;
  std::set<std::string> used;
  for (size_t i = 0; i < path.segments.size(); ++i) {
    if (path.segments[i].kind == HttpTemplate::Segment::Kind::kLiteral) {
      out.push_back({path.segments[i].literal, ""});
      continue;
    }
    std::string name = "path";
    if (i > 0 && path.segments[i - 1].kind == HttpTemplate::Segment::Kind::kLiteral) {
      name = Singular(path.segments[i - 1].literal);
    }
    for (const auto& variable : path.variables) {
      if (variable.single_segment && variable.first == static_cast<int>(i)) {
        name = variable.field_path;
      }
    }
    while (!used.insert(name).second) name += "_";
    out.push_back({absl::StrCat("{", name, "}"), name});
  }
  return out;
}

std::string FirstSentence(const std::string& comment) {
  for (size_t i = 0; i + 1 < comment.size(); ++i) {
    const bool stop = comment[i] == '.' && (comment[i + 1] == ' ' || comment[i + 1] == '\n');
    if (stop) return comment.substr(0, i);
  }
  return absl::EndsWith(comment, ".") ? comment.substr(0, comment.size() - 1) : comment;
}

void AddPathParameters(const Route& route, array& parameters) {
  const std::vector<Segment> segments = Segments(route.path);
  for (size_t i = 0; i < segments.size(); ++i) {
    if (segments[i].parameter.empty()) continue;
    object parameter{{"name", segments[i].parameter},
                     {"in", "path"},
                     {"required", true},
                     {"schema", object{{"type", "string"}}}};
    for (const auto& variable : route.path.variables) {
      const int at = static_cast<int>(i);
      if (at < variable.first || at >= variable.end) continue;
      parameter["description"] = absl::StrCat("Part of `", variable.field_path, "`.");
    }
    parameters.push_back(std::move(parameter));
  }
}

bool IsPlain(const FieldDescriptor& field) {
  if (field.message_type() == nullptr) return false;
  const std::string& package = field.message_type()->file()->package();
  return package != "google.protobuf" && package != "google.type";
}

object QuerySchema(const FieldDescriptor& field, Schemas& schemas) {
  object schema =
      field.message_type() != nullptr && field.message_type()->full_name() == "google.type.Date"
          ? object{{"type", "string"}, {"format", "date"}}
          : schemas.OfElement(field);
  if (!field.is_repeated()) return schema;
  return {{"type", "array"}, {"items", std::move(schema)}};
}

// Fields of plain messages are parameters with dotted names, a few levels deep.
void AddQueryParameters(const Descriptor& message, const Route& route, const std::string& proto,
                        const std::string& json, int depth, Schemas& schemas, array& parameters) {
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    const std::string proto_name = absl::StrCat(proto, field.name());
    const std::string json_name = absl::StrCat(json, field.json_name());
    if (&field == route.body_field || route.bound_fields.contains(proto_name)) continue;
    if (field.is_map() || IsOutputOnly(field)) continue;
    if (IsPlain(field)) {
      if (field.is_repeated() || depth >= kMaxQueryDepth) continue;
      AddQueryParameters(*field.message_type(), route, proto_name + ".", json_name + ".", depth + 1,
                         schemas, parameters);
      continue;
    }
    object parameter{{"name", json_name}, {"in", "query"}};
    if (const std::string comment = CommentOf(field); !comment.empty()) {
      parameter["description"] = comment;
    }
    if (IsRequired(field) && depth == 1) parameter["required"] = true;
    parameter["schema"] = QuerySchema(field, schemas);
    parameters.push_back(std::move(parameter));
  }
}

object Content(const char* type, object schema) {
  return {{type, object{{"schema", std::move(schema)}}}};
}

// Of a client stream: the bytes as they are, or objects one after another.
object StreamedBody(const Route& route, Schemas& schemas) {
  const Descriptor& request = *route.method->input_type();
  const bool field = route.body == Route::Body::kField && !route.raw_body;
  const object line = field ? schemas.Of(*route.body_field) : schemas.Of(request);
  object body{{"content", Content("application/x-ndjson", line)},
              {"description", "One JSON object a line, each a message; of any length."}};
  if (!route.raw_body) return body;
  body["content"].as_object()["*/*"] =
      object{{"schema", object{{"type", "string"}, {"format", "binary"}}}};
  body["description"] = "In any content type but JSON the bytes of `" +
                        route.body_field->json_name() +
                        "`, of any length. As application/x-ndjson (or application/json) one JSON "
                        "object a line, each "
                        "a message. Either way the query parameters go into the first message.";
  return body;
}

object RequestBody(const Route& route, Schemas& schemas) {
  if (route.method->client_streaming()) return StreamedBody(route, schemas);
  const Descriptor& request = *route.method->input_type();
  object body;
  if (route.body == Route::Body::kWhole) {
    body["content"] = Content("application/json", schemas.Of(request));
  } else if (route.raw_body) {
    body["content"] = Content("application/json", schemas.Of(request));
    body["content"].as_object()["*/*"] = object{{"schema", object{}}};
    body["description"] =
        "As application/json the whole request; in any other content type the bytes of `" +
        route.body_field->json_name() + "`, the other fields being query parameters.";
  } else {
    body["content"] = Content("application/json", schemas.Of(*route.body_field));
    if (IsRequired(*route.body_field)) body["required"] = true;
  }
  return body;
}

object Responses(const Route& route, Schemas& schemas) {
  const Descriptor& type = *route.method->output_type();
  object ok{{"description", "The answer."}};
  if (route.raw_response) {
    ok["content"] = object{{"*/*", object{{"schema", object{}}}}};
    ok["headers"] = object{{"Content-Disposition", object{{"description", "The file's name."},
                                                          {"schema", object{{"type", "string"}}}}}};
  } else if (route.method->server_streaming()) {
    ok["description"] = "One JSON object a line, as they come; `error` only on the last.";
    ok["content"] = Content(
        "application/x-ndjson",
        {{"type", "object"},
         {"properties", object{{"result", schemas.Of(type)},
                               {"error", object{{"$ref", "#/components/schemas/Status"}}}}}});
  } else if (route.response_field != nullptr) {
    ok["content"] = Content("application/json", schemas.Of(*route.response_field));
  } else {
    ok["content"] = Content("application/json", schemas.Of(type));
  }
  const object error{{"$ref", "#/components/responses/Error"}};
  return {{"200", std::move(ok)}, {"4XX", error}, {"5XX", error}};
}

}  // namespace

std::string RenderPath(const HttpTemplate& path) {
  std::string out;
  for (const Segment& segment : Segments(path)) absl::StrAppend(&out, "/", segment.text);
  if (out.empty()) out = "/";
  if (!path.verb.empty()) absl::StrAppend(&out, ":", path.verb);
  return out;
}

object MakeOperation(const Route& route, const std::string& id, Schemas& schemas) {
  const std::string comment = CommentOf(*route.method);
  object operation{{"operationId", id}, {"tags", array{route.method->service()->name().c_str()}}};
  if (!comment.empty()) {
    operation["summary"] = FirstSentence(comment);
    operation["description"] = comment;
  }
  if (route.method->options().deprecated()) operation["deprecated"] = true;
  array parameters;
  AddPathParameters(route, parameters);
  if (route.body != Route::Body::kWhole) {
    AddQueryParameters(*route.method->input_type(), route, "", "", 1, schemas, parameters);
  }
  if (!parameters.empty()) operation["parameters"] = std::move(parameters);
  if (route.body != Route::Body::kNone) operation["requestBody"] = RequestBody(route, schemas);
  operation["responses"] = Responses(route, schemas);
  return operation;
}

}  // namespace eduplan::openapi
