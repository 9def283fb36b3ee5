#include "services/platform/api/csv.h"

#include <algorithm>
#include <utility>

#include "services/platform/api/csv_decode.h"
#include "services/platform/api/utf8.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::api {
namespace {

absl::Status Wrong(std::string_view reason, int line, size_t column, std::string_view english,
                   std::string_view chinese) {
  std::string place = text::Cat("line ", line);
  std::string place_chinese = text::Cat("第 ", line, " 行");
  if (column > 0) {
    place += text::Cat(", column ", column);
    place_chinese += text::Cat("第 ", column, " 列");
  }
  return status::Error(absl::StatusCode::kInvalidArgument, reason)
      .Message(text::Cat(place, ": ", english), text::Cat(place_chinese, "：", chinese))
      .Field(place, english)
      .With("line", text::Cat(line))
      .With("column", text::Cat(column));
}

// Splits text into records, one call of Next() each.
class Reader {
 public:
  Reader(std::string_view text, const TableLimits& limits) : text_(text), limits_(limits) {}

  // False at the end. Lines with nothing on them are passed over.
  absl::StatusOr<bool> Next(std::vector<std::string>& cells) {
    while (at_ < text_.size()) {
      record_line_ = line_;
      cells.clear();
      EDUPLAN_RETURN_IF_ERROR(ReadRecord(cells));
      if (cells.size() > 1 || !cells.front().empty() || quoted_) return true;
    }
    return false;
  }
  int line() const { return record_line_; }

 private:
  absl::Status ReadRecord(std::vector<std::string>& cells) {
    quoted_ = false;
    while (true) {
      std::string& cell = cells.emplace_back();
      column_ = cells.size();
      if (column_ > limits_.columns) {
        return Wrong("CSV_TOO_WIDE", line_, 0, "too many cells in a row", "单元格过多");
      }
      EDUPLAN_RETURN_IF_ERROR(ReadCell(cell));
      if (at_ == text_.size()) return absl::OkStatus();
      if (text_[at_] == ',') {
        ++at_;
        continue;
      }
      at_ += text_[at_] == '\r' ? 2 : 1;
      ++line_;
      return absl::OkStatus();
    }
  }

  bool AtLineEnd() const {
    return text_[at_] == '\n' ||
           (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n');
  }

  absl::Status ReadCell(std::string& cell) {
    if (at_ < text_.size() && text_[at_] == '"') return ReadQuoted(cell);
    const size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != ',' && !AtLineEnd()) {
      if (text_[at_] == '"') {
        return Wrong("CSV_QUOTE", line_, column_,
                     "a quote inside a cell that does not begin with one",
                     "未加引号的单元格中出现引号");
      }
      ++at_;
    }
    if (at_ - begin > limits_.cell_bytes) return TooLong();
    cell = text_.substr(begin, at_ - begin);
    return absl::OkStatus();
  }

  absl::Status ReadQuoted(std::string& cell) {
    quoted_ = true;
    const int opened = line_;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
          ++at_;
        } else {
          ++at_;
          if (at_ == text_.size() || text_[at_] == ',' || AtLineEnd()) return absl::OkStatus();
          return Wrong("CSV_QUOTE", line_, column_, "text behind a closing quote",
                       "右引号之后还有内容");
        }
      }
      if (text_[at_] == '\n') ++line_;
      if (cell.size() == limits_.cell_bytes) return TooLong();
      cell.push_back(text_[at_]);
    }
    return Wrong("CSV_QUOTE", opened, column_, "a quote that does not close", "引号未闭合");
  }

  absl::Status TooLong() const {
    return Wrong("CSV_CELL_TOO_LONG", line_, column_,
                 text::Cat("a cell of more than ", limits_.cell_bytes, " bytes"),
                 text::Cat("单元格超过 ", limits_.cell_bytes, " 字节"));
  }

  std::string_view text_;
  const TableLimits& limits_;
  size_t at_ = 0;
  int line_ = 1;
  int record_line_ = 1;
  size_t column_ = 0;
  bool quoted_ = false;
};

absl::Status ReadRows(Reader& reader, const TableLimits& limits, Table& table) {
  std::vector<std::string> cells;
  while (true) {
    EDUPLAN_ASSIGN_OR_RETURN(const bool more, reader.Next(cells));
    if (!more) return absl::OkStatus();
    if (cells.size() != table.header.size()) {
      return Wrong(
          "CSV_CELL_COUNT", reader.line(), 0,
          text::Cat(cells.size(), " cells where the header has ", table.header.size()),
          text::Cat("有 ", cells.size(), " 个单元格，而表头有 ", table.header.size(), " 列"));
    }
    if (table.rows.size() == limits.rows) {
      return Wrong("CSV_TOO_LONG", reader.line(), 0, text::Cat("more than ", limits.rows, " rows"),
                   text::Cat("超过 ", limits.rows, " 行"));
    }
    table.lines.push_back(reader.line());
    table.rows.push_back(std::move(cells));
  }
}

}  // namespace

absl::StatusOr<Table> ParseCsv(std::string_view bytes, const std::vector<std::string>& required,
                               const std::vector<std::string>& optional,
                               const TableLimits& limits) {
  std::string converted;
  std::string_view content = bytes;
  if (IsUtf8(bytes)) {
    if (content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
  } else {
    const DecodedText decoded = DecodeGb18030(bytes);
    if (decoded.wrong_line > 0) {
      return Wrong("CSV_ENCODING", decoded.wrong_line, 0,
                   "bytes that are neither UTF-8 nor GB18030", "既不是 UTF-8 也不是 GB18030 编码");
    }
    converted = decoded.text;
    content = converted;
  }
  if (const size_t nul = content.find('\0'); nul != std::string_view::npos) {
    const auto before = content.substr(0, nul);
    return Wrong("CSV_ENCODING",
                 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n')), 0,
                 "a NUL character", "含有空字符（NUL）");
  }
  Reader reader(content, limits);
  Table table;
  EDUPLAN_ASSIGN_OR_RETURN(const bool any, reader.Next(table.header));
  if (!any) return Wrong("CSV_EMPTY", 1, 0, "there is no header", "缺少表头");
  if (const auto problem = IndexHeader(&table, required, optional); problem.has_value()) {
    return Wrong(text::Cat("CSV_", problem->reason), reader.line(),
                 problem->column.has_value() ? *problem->column + 1 : 0, problem->english,
                 problem->chinese);
  }
  EDUPLAN_RETURN_IF_ERROR(ReadRows(reader, limits, table));
  return table;
}

}  // namespace eduplan::api
