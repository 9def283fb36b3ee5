#ifndef EDUPLAN_SERVICES_PLATFORM_AUTH_JSON_H_
#define EDUPLAN_SERVICES_PLATFORM_AUTH_JSON_H_

#include <jansson.h>

#include <memory>
#include <string>
#include <string_view>

namespace eduplan::auth {

// jansson, which libjose speaks, with owners. For this folder's .cc files only.
struct JsonRelease {
  void operator()(json_t* json) const { json_decref(json); }
};
using Json = std::unique_ptr<json_t, JsonRelease>;

// The object in `text`; null if it is anything else, or has a key twice.
Json ParseObject(std::string_view text);
std::string Dump(const json_t* json);
// The text under `key`; empty if there is none or it is not a string.
std::string_view Text(const json_t* object, const char* key);
// Adds `value` under `key` unless it is empty. `value` must be UTF-8; false otherwise.
bool SetText(json_t* object, const char* key, std::string_view value);

}  // namespace eduplan::auth

#endif  // EDUPLAN_SERVICES_PLATFORM_AUTH_JSON_H_
