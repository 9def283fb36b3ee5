#ifndef EDUPLAN_GATEWAY_OPENAPI_OPERATIONS_H_
#define EDUPLAN_GATEWAY_OPENAPI_OPERATIONS_H_

#include <boost/json/object.hpp>
#include <string>

#include "gateway/openapi/schemas.h"
#include "gateway/transcode/routes.h"

namespace eduplan::openapi {

// A route's path with a parameter for each wildcard, named after the collection before it:
// /v1/{name=organizations/*/plans/*}:submit -> /v1/organizations/{organization}/plans/{plan}:submit
std::string RenderPath(const transcode::HttpTemplate& path);

// The OpenAPI operation of a route. `id` is unique in the document.
boost::json::object MakeOperation(const transcode::Route& route, const std::string& id,
                                  Schemas& schemas);

}  // namespace eduplan::openapi

#endif  // EDUPLAN_GATEWAY_OPENAPI_OPERATIONS_H_
