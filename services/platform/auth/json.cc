#include "services/platform/auth/json.h"

#include <cstdlib>

namespace eduplan::auth {

Json ParseObject(std::string_view text) {
  Json json(json_loadb(text.data(), text.size(), JSON_REJECT_DUPLICATES, nullptr));
  return json_is_object(json.get()) ? std::move(json) : nullptr;
}

std::string Dump(const json_t* json) {
  std::unique_ptr<char, decltype(&std::free)> text(
      json_dumps(json, JSON_COMPACT | JSON_PRESERVE_ORDER), &std::free);
  return text == nullptr ? std::string() : std::string(text.get());
}

std::string_view Text(const json_t* object, const char* key) {
  const json_t* value = json_object_get(object, key);
  return json_is_string(value)
             ? std::string_view(json_string_value(value), json_string_length(value))
             : std::string_view();
}

bool SetText(json_t* object, const char* key, std::string_view value) {
  return value.empty() ||
         json_object_set_new(object, key, json_stringn(value.data(), value.size())) == 0;
}

}  // namespace eduplan::auth
