#ifndef EDUPLAN_SERVICES_PLATFORM_SQL_POSTGRES_PARAMETERS_H_
#define EDUPLAN_SERVICES_PLATFORM_SQL_POSTGRES_PARAMETERS_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "services/platform/sql/postgres/decode.h"
#include "services/platform/sql/value.h"

namespace eduplan::sql::postgres {

// Parameters as PQexecParams wants them, in the binary format, each with its type said, so that
// what a statement means never depends on guessing. Points into `params`.
class Parameters {
 public:
  explicit Parameters(const Params& params) : integers_(params.size()) {
    for (size_t i = 0; i < params.size(); ++i) {
      if (const auto* text = std::get_if<std::string>(&params[i].variant())) {
        Add(kText, text->data(), text->size());
      } else if (const auto* bytes = std::get_if<Bytes>(&params[i].variant())) {
        Add(kBytea, bytes->data.data(), bytes->data.size());
      } else if (const auto* integer = std::get_if<int64_t>(&params[i].variant())) {
        auto rest = static_cast<uint64_t>(*integer);
        for (int at = 7; at >= 0; --at, rest >>= 8) integers_[i][at] = static_cast<char>(rest);
        Add(kInt8, integers_[i].data(), integers_[i].size());
      } else {
        Add(0, nullptr, 0);  // NULL of whatever type the place has
      }
    }
  }

  int size() const { return static_cast<int>(types_.size()); }
  const uint32_t* types() const { return types_.data(); }
  const char* const* values() const { return values_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  void Add(uint32_t type, const char* value, size_t length) {
    types_.push_back(type);
    values_.push_back(value);
    lengths_.push_back(static_cast<int>(length));
    formats_.push_back(1);
  }

  std::vector<std::array<char, 8>> integers_;
  std::vector<uint32_t> types_;
  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

}  // namespace eduplan::sql::postgres

#endif  // EDUPLAN_SERVICES_PLATFORM_SQL_POSTGRES_PARAMETERS_H_
