#include "services/platform/api/csv_stream.h"

#include <algorithm>
#include <utility>

#include "services/platform/api/csv_decode.h"
#include "services/platform/api/utf8.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/text.h"

namespace eduplan::api {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr size_t kLongestRecord = 1 << 20;
const TableLimits kLimits;

absl::Status Wrong(std::string_view reason, int line, std::string_view english,
                   std::string_view chinese) {
  const std::string place = text::Cat("line ", line);
  return status::Error(absl::StatusCode::kInvalidArgument, reason)
      .Message(text::Cat(place, ": ", english), text::Cat("第 ", line, " 行：", chinese))
      .Field(place, english)
      .With("line", text::Cat(line));
}

bool IsAscii(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) == 0; });
}

std::string_view WithoutLineEnd(std::string_view record) {
  if (record.ends_with('\n')) record.remove_suffix(1);
  if (record.ends_with('\r')) record.remove_suffix(1);
  return record;
}

}  // namespace

CsvStream::CsvStream(std::vector<std::string> required, std::vector<std::string> optional)
    : required_(std::move(required)), optional_(std::move(optional)) {}

absl::Status CsvStream::Add(std::string_view piece, Visitor visit, WrongVisitor wrong) {
  buffer_ += piece;
  return Consume(false, visit, wrong);
}

absl::Status CsvStream::Finish(Visitor visit, WrongVisitor wrong) {
  EDUPLAN_RETURN_IF_ERROR(Consume(true, visit, wrong));
  if (width_ == 0) return Wrong("CSV_EMPTY", 1, "there is no header", "缺少表头");
  return absl::OkStatus();
}

absl::Status CsvStream::Consume(bool at_end, Visitor visit, WrongVisitor wrong) {
  if (line_ == 1 && width_ == 0 && !at_end && buffer_.size() < kByteOrderMark.size()) {
    return absl::OkStatus();
  }
  size_t at = 0;
  if (line_ == 1 && width_ == 0 && scanned_ == 0 && buffer_.starts_with(kByteOrderMark)) {
    encoding_ = Encoding::kUtf8;
    at = kByteOrderMark.size();
  }
  while (at < buffer_.size()) {
    const std::string_view rest = std::string_view(buffer_).substr(at);
    EDUPLAN_ASSIGN_OR_RETURN(const size_t size, RecordSize(rest, at_end));
    if (size == 0) break;
    const std::string_view record = rest.substr(0, size);
    EDUPLAN_RETURN_IF_ERROR(Record(record, visit, wrong));
    line_ += static_cast<int>(std::count(record.begin(), record.end(), '\n'));
    at += size;
  }
  buffer_.erase(0, at);
  return absl::OkStatus();
}

absl::StatusOr<size_t> CsvStream::RecordSize(std::string_view text, bool at_end) {
  // No byte of a character of several is a quote or a line end, in either encoding.
  size_t at = scanned_;
  while (at < text.size()) {
    if (!quoted_) {
      at = text.find_first_of("\"\n", at);
      if (at == std::string_view::npos) break;
      if (text[at] == '\n') {
        scanned_ = 0;
        return at + 1;
      }
    } else {
      at = text.find('"', at);
      if (at == std::string_view::npos) break;
    }
    quoted_ = !quoted_;
    ++at;
  }
  if (text.size() > kLongestRecord) {
    return Wrong("CSV_ROW_TOO_LONG", line_, "a row of more than 1 MiB; is a quote not closed?",
                 "一行超过 1 MiB，引号是否未闭合？");
  }
  scanned_ = text.size();
  if (!at_end) return size_t{0};
  if (quoted_) {
    return Wrong("CSV_QUOTE", line_, "a quote that does not close", "引号未闭合");
  }
  scanned_ = 0;
  return text.size();
}

absl::Status CsvStream::Record(std::string_view record, Visitor visit, WrongVisitor wrong) {
  record = WithoutLineEnd(record);
  if (record.empty()) return absl::OkStatus();
  EDUPLAN_ASSIGN_OR_RETURN(const std::string_view text, Decode(record));
  EDUPLAN_RETURN_IF_ERROR(Split(text));
  if (width_ == 0) return ReadHeader();
  if (cells_.size() != width_) {
    return wrong(line_,
                 Wrong("CSV_CELL_COUNT", line_,
                       text::Cat(cells_.size(), " cells where the header has ", width_),
                       text::Cat("有 ", cells_.size(), " 个单元格，而表头有 ", width_, " 列")));
  }
  for (size_t i = 0; i < places_.size(); ++i) {
    row_[i] = places_[i] < 0 ? std::string_view() : cells_[places_[i]];
    if (row_[i].size() > kLimits.cell_bytes) {
      return wrong(line_, Wrong("CSV_CELL_TOO_LONG", line_,
                                text::Cat("a cell of more than ", kLimits.cell_bytes, " bytes"),
                                text::Cat("单元格超过 ", kLimits.cell_bytes, " 字节")));
    }
  }
  return visit(line_, row_);
}

absl::StatusOr<std::string_view> CsvStream::Decode(std::string_view record) {
  if (record.find('\0') != std::string_view::npos) {
    return Wrong("CSV_ENCODING", line_, "a NUL character", "含有空字符（NUL）");
  }
  if (IsAscii(record)) return record;
  if (encoding_ == Encoding::kUnknown) {
    encoding_ = IsUtf8(record) ? Encoding::kUtf8 : Encoding::kGb18030;
  }
  if (encoding_ == Encoding::kUtf8) {
    if (IsUtf8(record)) return record;
    return Wrong("CSV_ENCODING", line_, "bytes that are not UTF-8, as those before are",
                 "不是 UTF-8 编码，与前文不一致");
  }
  DecodedText decoded = DecodeGb18030(record);
  if (decoded.wrong_line > 0) {
    return Wrong("CSV_ENCODING", line_, "bytes that are neither UTF-8 nor GB18030",
                 "既不是 UTF-8 也不是 GB18030 编码");
  }
  decoded_ = std::move(decoded.text);
  return decoded_;
}

absl::Status CsvStream::Split(std::string_view record) {
  cells_.clear();
  unquoted_.clear();
  size_t at = 0;
  while (true) {
    if (at < record.size() && record[at] == '"') {
      std::string& cell = unquoted_.emplace_back();
      for (++at; at < record.size(); ++at) {
        if (record[at] == '"') {
          if (at + 1 == record.size() || record[at + 1] != '"') break;
          ++at;
        }
        cell.push_back(record[at]);
      }
      ++at;
      if (at < record.size() && record[at] != ',') {
        return Wrong("CSV_QUOTE", line_, "text behind a closing quote", "右引号之后还有内容");
      }
      cells_.push_back(cell);
    } else {
      const size_t end = std::min(record.find(',', at), record.size());
      cells_.push_back(record.substr(at, end - at));
      if (cells_.back().find('"') != std::string_view::npos) {
        return Wrong("CSV_QUOTE", line_, "a quote inside a cell that does not begin with one",
                     "未加引号的单元格中出现引号");
      }
      at = end;
    }
    if (at >= record.size()) break;
    ++at;
    if (cells_.size() > kLimits.columns) {
      return Wrong("CSV_TOO_WIDE", line_, "too many cells in a row", "单元格过多");
    }
  }
  return absl::OkStatus();
}

absl::Status CsvStream::ReadHeader() {
  Table table;
  table.header.assign(cells_.begin(), cells_.end());
  if (const auto problem = IndexHeader(&table, required_, optional_); problem.has_value()) {
    return Wrong(text::Cat("CSV_", problem->reason), line_, problem->english, problem->chinese);
  }
  for (const std::vector<std::string>* columns : {&required_, &optional_}) {
    for (const std::string& column : *columns) {
      const auto found = table.columns.find(column);
      places_.push_back(found == table.columns.end() ? -1 : static_cast<int>(found->second));
    }
  }
  row_.resize(places_.size());
  width_ = cells_.size();
  return absl::OkStatus();
}

}  // namespace eduplan::api
