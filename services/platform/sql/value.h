#ifndef EDUPLAN_SERVICES_PLATFORM_SQL_VALUE_H_
#define EDUPLAN_SERVICES_PLATFORM_SQL_VALUE_H_

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace eduplan::sql {

// Bytes of a BYTEA column (declared BYTEA on both databases; SQLite stores a blob).
struct Bytes {
  std::string data;
  friend bool operator==(const Bytes&, const Bytes&) = default;
};

// A parameter or a cell: NULL, BIGINT, TEXT or BYTEA. There are no other column types: decimals are
// BIGINT at scale 6, instants BIGINT microseconds, dates TEXT.
class Value {
 public:
  Value() = default;  // NULL
  template <std::integral T>
  Value(T v) : data_(static_cast<int64_t>(v)) {}        // NOLINT: a parameter list reads better
  Value(std::string v) : data_(std::move(v)) {}         // NOLINT
  Value(std::string_view v) : data_(std::string(v)) {}  // NOLINT
  Value(const char* v) : data_(std::string(v)) {}       // NOLINT
  Value(Bytes v) : data_(std::move(v)) {}               // NOLINT

  bool is_null() const { return std::holds_alternative<std::monostate>(data_); }
  // Each expects that kind; NULL gives 0 or the empty string.
  int64_t integer() const;
  const std::string& text() const;
  const std::string& bytes() const;

  const std::variant<std::monostate, int64_t, std::string, Bytes>& variant() const { return data_; }
  friend bool operator==(const Value&, const Value&) = default;

 private:
  std::variant<std::monostate, int64_t, std::string, Bytes> data_;
};

using Params = std::vector<Value>;
using Row = std::vector<Value>;
using Rows = std::vector<Row>;

// A row that is being read, whose views are good until the next one: of a cell either is right, as
// it is TEXT and BYTEA or BIGINT. NULL is 0 and the empty text.
struct RowView {
  struct Cell {
    std::string_view text;
    int64_t integer = 0;
    bool is_null = false;
  };
  std::vector<Cell> cells;

  std::string_view text(size_t column) const { return cells[column].text; }
  int64_t integer(size_t column) const { return cells[column].integer; }
};

struct Statement {
  std::string sql;
  Params params;
};

}  // namespace eduplan::sql

#endif  // EDUPLAN_SERVICES_PLATFORM_SQL_VALUE_H_
