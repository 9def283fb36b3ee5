#include "services/plan_items/document_error.h"

#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "services/plan_items/importer/refusal.h"
#include "services/platform/status/error.h"
#include "services/platform/status/text.h"

namespace eduplan::plan_items {
namespace {

constexpr std::string_view kField = "document";

// The number after `word` in a message; empty if there is none.
std::string NumberAfter(std::string_view message, std::string_view word) {
  size_t at = message.find(word);
  if (at == std::string_view::npos) return "";
  std::string number;
  for (at += word.size(); at < message.size() && absl::ascii_isdigit(message[at]); ++at) {
    number.push_back(message[at]);
  }
  return number;
}

// What stands between the first two quotation marks of a message.
std::string QuotedIn(std::string_view message) {
  const size_t open = message.find('"');
  const size_t close = open == std::string::npos ? open : message.find('"', open + 1);
  if (close == std::string::npos) return "";
  return std::string(message.substr(open + 1, close - open - 1));
}

// Names the mark and its place and nothing else of the document.
absl::Status DocumentClassified(const absl::Status& refused) {
  const std::string_view message = text::ToStd(refused.message());
  const std::string mark = QuotedIn(message);
  const std::string line = NumberAfter(message, "line ");
  const std::string page = NumberAfter(message, "page ");
  const std::string where = page.empty() ? "" : text::Cat("第", page, "页，");
  status::Error error = status::InvalidField(
      kField, "DOCUMENT_CLASSIFIED", text::Cat(message, "; it is not taken in"),
      text::Cat("文件标有“", mark, "”（", where, "正文第", line, "行），不予接收"));
  if (!page.empty()) error.With("page", page);
  return error.With("mark", mark).With("line", line);
}

}  // namespace

absl::Status DocumentMissing() {
  return status::InvalidField(kField, "DOCUMENT_MISSING", "a document or its content is required",
                              "须提供文件或文本内容");
}

absl::Status DocumentAmbiguous() {
  return status::InvalidField(kField, "DOCUMENT_AMBIGUOUS",
                              "document and content cannot both be given",
                              "文件与文本内容只能提供一种");
}

absl::Status DocumentTooLarge(int64_t bytes, int64_t most) {
  return status::InvalidField(
             kField, "DOCUMENT_TOO_LARGE",
             text::Cat("the document has ", bytes, " bytes; at most ", most, " are read"),
             text::Cat("文件大小为", bytes, "字节，超过上限", most, "字节"))
      .With("bytes", text::Cat(bytes))
      .With("most", text::Cat(most));
}

absl::Status FormatNotRead(const absl::Status& refused) {
  const std::string_view message = text::ToStd(refused.message());
  const std::string_view type = message.substr(0, message.find(' '));
  return status::InvalidField(kField, "DOCUMENT_FORMAT_NOT_READ", message,
                              text::Cat("暂不支持读取该格式（", type, "），请提供文本或网页文件"))
      .With("format", type);
}

absl::Status NotReadable(const absl::Status& refused) {
  if (absl::IsPermissionDenied(refused)) return DocumentClassified(refused);
  const std::string_view message = text::ToStd(refused.message());
  const std::string line = NumberAfter(message, "line ");
  const std::string offset = NumberAfter(message, "offset ");
  const bool limit = absl::IsResourceExhausted(refused);
  std::string chinese = importer::ChineseOf(refused);
  const bool said = !chinese.empty();
  if (!said) chinese = limit ? "文件超出可读取的规模" : "文件无法读取";
  if (!said && !line.empty()) text::Append(&chinese, "：第", line, "行");
  if (!said && !offset.empty()) text::Append(&chinese, "（字节偏移", offset, "）");
  status::Error error = status::InvalidField(
      kField, limit ? "DOCUMENT_LIMIT_EXCEEDED" : "DOCUMENT_NOT_READABLE", message, chinese);
  if (!line.empty()) error.With("line", line);
  if (!offset.empty()) error.With("offset", offset);
  const std::string paragraph = NumberAfter(message, "paragraph ");
  if (!paragraph.empty()) error.With("paragraph", paragraph);
  return error;
}

absl::Status ReadingBusy() {
  return status::Error(absl::StatusCode::kResourceExhausted, "READING_BUSY")
      .Message("too many documents are being read; try again in a moment",
               "正在读取的文件过多，请稍后重试")
      .RetryAfter(absl::Seconds(1));
}

absl::Status ReadingTooLong() {
  return status::Error(absl::StatusCode::kDeadlineExceeded, "READING_TOO_LONG")
      .Message("the document was not read in time", "文件读取超时");
}

}  // namespace eduplan::plan_items
