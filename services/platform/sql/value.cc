#include "services/platform/sql/value.h"

#include <cassert>

namespace eduplan::sql {
namespace {

const std::string kEmpty;

}  // namespace

int64_t Value::integer() const {
  const auto* value = std::get_if<int64_t>(&data_);
  assert(value != nullptr || is_null());
  return value != nullptr ? *value : 0;
}

const std::string& Value::text() const {
  const auto* value = std::get_if<std::string>(&data_);
  assert(value != nullptr || is_null());
  return value != nullptr ? *value : kEmpty;
}

const std::string& Value::bytes() const {
  const auto* value = std::get_if<Bytes>(&data_);
  assert(value != nullptr || is_null());
  return value != nullptr ? value->data : kEmpty;
}

}  // namespace eduplan::sql
