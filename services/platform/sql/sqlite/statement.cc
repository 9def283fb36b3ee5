#include "services/platform/sql/sqlite/statement.h"

#include <charconv>
#include <utility>

namespace eduplan::sql::sqlite {
namespace {

// IN lists of any length make many texts; past this the cache begins anew.
constexpr size_t kMostStatements = 256;

int BindValue(sqlite3_stmt* statement, int index, const Value& value) {
  if (const auto* integer = std::get_if<int64_t>(&value.variant())) {
    return sqlite3_bind_int64(statement, index, *integer);
  }
  if (const auto* text = std::get_if<std::string>(&value.variant())) {
    return sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_STATIC,
                               SQLITE_UTF8);
  }
  if (const auto* bytes = std::get_if<Bytes>(&value.variant())) {
    return sqlite3_bind_blob64(statement, index, bytes->data.data(), bytes->data.size(),
                               SQLITE_STATIC);
  }
  return sqlite3_bind_null(statement, index);
}

}  // namespace

int Statement::Prepare(sqlite3* db, std::string_view sql, std::unique_ptr<Statement>* out) {
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
  auto statement = std::make_unique<Statement>();
  statement->handle_.reset(handle);
  if (code != SQLITE_OK) return code;
  const int count = handle == nullptr ? 0 : sqlite3_bind_parameter_count(handle);
  for (int index = 1; index <= count; ++index) {
    const char* name = sqlite3_bind_parameter_name(handle, index);
    const std::string_view text = name == nullptr ? "" : name;
    size_t number = 0;
    if (text.size() > 1) {
      std::from_chars(text.data() + 1, text.data() + text.size(), number);
    }
    statement->numbers_.push_back(number);
  }
  *out = std::move(statement);
  return SQLITE_OK;
}

int Statement::Bind(const Params& params) {
  for (size_t i = 0; i < numbers_.size(); ++i) {
    if (numbers_[i] == 0 || numbers_[i] > params.size()) return SQLITE_RANGE;
    const int code = BindValue(handle_.get(), static_cast<int>(i) + 1, params[numbers_[i] - 1]);
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

bool Statement::ReadRow(Row& row) const {
  sqlite3_stmt* s = handle_.get();
  const int columns = sqlite3_column_count(s);
  row.reserve(columns);
  for (int c = 0; c < columns; ++c) {
    switch (sqlite3_column_type(s, c)) {
      case SQLITE_NULL:
        row.emplace_back();
        break;
      case SQLITE_INTEGER:
        row.emplace_back(sqlite3_column_int64(s, c));
        break;
      case SQLITE_TEXT: {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(s, c));
        row.emplace_back(std::string(text, sqlite3_column_bytes(s, c)));
        break;
      }
      case SQLITE_BLOB: {
        // Null for a blob without bytes.
        const auto* data = static_cast<const char*>(sqlite3_column_blob(s, c));
        const int size = sqlite3_column_bytes(s, c);
        row.emplace_back(Bytes{data == nullptr ? std::string() : std::string(data, size)});
        break;
      }
      default:
        return false;
    }
  }
  return true;
}

bool Statement::ViewRow(RowView& row) const {
  sqlite3_stmt* s = handle_.get();
  row.cells.assign(sqlite3_column_count(s), {});
  for (size_t i = 0; i < row.cells.size(); ++i) {
    const int c = static_cast<int>(i);
    RowView::Cell& cell = row.cells[i];
    switch (sqlite3_column_type(s, c)) {
      case SQLITE_NULL:
        cell.is_null = true;
        break;
      case SQLITE_INTEGER:
        cell.integer = sqlite3_column_int64(s, c);
        break;
      case SQLITE_TEXT:
      case SQLITE_BLOB: {
        // The bytes of a text without converting it; null for a blob without bytes.
        const auto* data = static_cast<const char*>(sqlite3_column_blob(s, c));
        if (data != nullptr) cell.text = {data, static_cast<size_t>(sqlite3_column_bytes(s, c))};
        break;
      }
      default:
        return false;
    }
  }
  return true;
}

void Statement::Reset() {
  sqlite3_reset(handle_.get());
  sqlite3_clear_bindings(handle_.get());
}

int StatementCache::Get(std::string_view sql, Statement** out) {
  std::string key(sql);
  auto it = statements_.find(key);
  if (it == statements_.end()) {
    if (statements_.size() >= kMostStatements) statements_.clear();
    std::unique_ptr<Statement> statement;
    const int code = Statement::Prepare(db_, sql, &statement);
    if (code != SQLITE_OK) return code;
    it = statements_.emplace(std::move(key), std::move(statement)).first;
  }
  *out = it->second.get();
  return SQLITE_OK;
}

}  // namespace eduplan::sql::sqlite
