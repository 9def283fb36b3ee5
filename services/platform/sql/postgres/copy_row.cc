#include "services/platform/sql/postgres/copy_row.h"

#include <algorithm>
#include <charconv>

namespace eduplan::sql::postgres {
namespace {

constexpr size_t kHeaderBytes = 11 + 4;  // signature and flags; then the length of an extension

// Big endian, two's complement, off the front.
int64_t TakeInteger(std::string_view* bytes, size_t size) {
  size = std::min(size, bytes->size());
  uint64_t value = size > 0 && (bytes->front() & 0x80) != 0 ? ~uint64_t{0} : 0;
  for (size_t i = 0; i < size; ++i) {
    value = value << 8 | static_cast<unsigned char>((*bytes)[i]);
  }
  bytes->remove_prefix(size);
  return static_cast<int64_t>(value);
}

}  // namespace

void CopyRow::Take(char* bytes, int size) {
  bytes_.reset(bytes);
  rest_ = size < 0 ? std::string_view() : std::string_view(bytes, size);
  if (first_ && rest_.size() >= kHeaderBytes + 4) {
    rest_.remove_prefix(kHeaderBytes);
    const int64_t extension = TakeInteger(&rest_, 4);
    rest_.remove_prefix(std::min(static_cast<size_t>(extension), rest_.size()));
    first_ = false;
  }
}

bool CopyRow::View(RowView* view) {
  if (rest_.size() < 2) return false;
  const int64_t columns = TakeInteger(&rest_, 2);
  if (columns < 0) return false;
  view->cells.resize(static_cast<size_t>(columns));
  for (RowView::Cell& cell : view->cells) {
    const int64_t length = TakeInteger(&rest_, 4);
    cell.is_null = length < 0;
    const size_t size = cell.is_null ? 0 : static_cast<size_t>(length);
    cell.text = rest_.substr(0, size);
    std::string_view digits = cell.text;
    cell.integer = size <= 8 ? TakeInteger(&digits, size) : 0;
    rest_.remove_prefix(std::min(size, rest_.size()));
  }
  return true;
}

std::string InlineParameters(std::string_view sql, std::span<const std::string> literals) {
  std::string inlined;
  bool quoted = false;
  for (size_t at = 0; at < sql.size(); ++at) {
    if (sql[at] == '\'') quoted = !quoted;
    if (sql[at] != '$' || quoted) {
      inlined.push_back(sql[at]);
      continue;
    }
    size_t number = 0;
    const char* const begin = sql.data() + at + 1;
    const auto end = std::from_chars(begin, sql.data() + sql.size(), number).ptr;
    if (number >= 1 && number <= literals.size()) inlined += literals[number - 1];
    at += static_cast<size_t>(end - begin);
  }
  return inlined;
}

}  // namespace eduplan::sql::postgres
