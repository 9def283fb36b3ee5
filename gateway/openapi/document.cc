#include "gateway/openapi/document.h"

#include <boost/json.hpp>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "gateway/openapi/operations.h"
#include "gateway/openapi/schemas.h"
#include "gateway/transcode/routes.h"
#include "google/protobuf/descriptor.pb.h"

namespace eduplan::openapi {
namespace {

using boost::json::array;
using boost::json::object;
using google::protobuf::DescriptorPool;

absl::Status Load(absl::string_view descriptor_set, DescriptorPool& pool) {
  google::protobuf::FileDescriptorSet files;
  if (!files.ParseFromArray(descriptor_set.data(), static_cast<int>(descriptor_set.size()))) {
    return absl::InvalidArgumentError("not a descriptor set");
  }
  for (const auto& file : files.file()) {
    if (pool.BuildFile(file) == nullptr) {
      return absl::InvalidArgumentError(absl::StrCat("cannot build ", file.name()));
    }
  }
  return absl::OkStatus();
}

object OpenPath(const char* id, const char* summary, const char* description) {
  return {{"get", object{{"operationId", id},
                         {"tags", array{"Gateway"}},
                         {"summary", summary},
                         {"security", array{}},
                         {"responses",
                          object{{"200", object{{"description", description}}},
                                 {"4XX", object{{"$ref", "#/components/responses/Error"}}}}}}}};
}

object StatusSchema() {
  return {
      {"type", "object"},
      {"description", "google.rpc.Status: what went wrong."},
      {"properties",
       object{
           {"code", object{{"type", "integer"}, {"description", "google.rpc.Code"}}},
           {"message", object{{"type", "string"}, {"description", "In English."}}},
           {"details",
            object{{"type", "array"},
                   {"description",
                    "ErrorInfo (reason, domain, metadata), LocalizedMessage (zh-CN), BadRequest "
                    "(the wrong fields) and RetryInfo where they apply."},
                   {"items", object{{"type", "object"},
                                    {"properties", object{{"@type", object{{"type", "string"}}}}},
                                    {"additionalProperties", true}}}}}}},
      {"required", array{"code", "message"}}};
}

object MakePaths(const transcode::RouteTable& table, Schemas& schemas) {
  std::map<std::string, object> by_path;
  std::map<std::string, int> uses;
  for (const transcode::Route& route : table.routes()) {
    std::string id = absl::StrCat(route.method->service()->name(), "_", route.method->name());
    if (const int use = ++uses[id]; use > 1) absl::StrAppend(&id, "_", use);
    by_path[RenderPath(route.path)][absl::AsciiStrToLower(route.http_method)] =
        MakeOperation(route, id, schemas);
  }
  object paths;
  for (auto& [path, item] : by_path) paths[path] = std::move(item);
  paths["/healthz"] = OpenPath("healthz", "Says that the gateway is alive", "It is.");
  paths["/readyz"] = OpenPath("readyz", "Says which services can be reached", "All of them serve.");
  paths["/v1/openapi.json"] = OpenPath("openapi", "Returns this document", "This document.");
  return paths;
}

}  // namespace

absl::StatusOr<std::string> MakeDocument(absl::string_view descriptor_set,
                                         const std::vector<std::string>& services,
                                         absl::string_view title, absl::string_view version) {
  DescriptorPool pool;
  if (absl::Status s = Load(descriptor_set, pool); !s.ok()) return s;
  const auto table = transcode::RouteTable::Build(pool, services);
  if (!table.ok()) return table.status();

  array tags;
  for (const std::string& name : services) {
    const auto* service = pool.FindServiceByName(name);
    tags.push_back(object{{"name", service->name().c_str()}, {"description", CommentOf(*service)}});
  }
  tags.push_back(object{{"name", "Gateway"}, {"description", "The gateway itself."}});

  Schemas schemas;
  object paths = MakePaths(*table, schemas);
  object components{{"schemas", schemas.TakeComponents()}};
  components["schemas"].as_object()["Status"] = StatusSchema();
  components["responses"] = object{
      {"Error",
       object{{"description", "What went wrong."},
              {"content",
               object{{"application/json",
                       object{{"schema", object{{"$ref", "#/components/schemas/Status"}}}}}}}}}};
  components["securitySchemes"] =
      object{{"bearer", object{{"type", "http"}, {"scheme", "bearer"}, {"bearerFormat", "JWT"}}}};
  const object document{
      {"openapi", "3.1.0"},
      {"info", object{{"title", boost::json::string(title.data(), title.size())},
                      {"version", boost::json::string(version.data(), version.size())}}},
      {"servers", array{object{{"url", "/"}}}},
      {"security", array{object{{"bearer", array{}}}}},
      {"tags", std::move(tags)},
      {"paths", std::move(paths)},
      {"components", std::move(components)}};
  return boost::json::serialize(document);
}

}  // namespace eduplan::openapi
